"""Endpoints of chat."""
