"""Endpoints of repos."""
