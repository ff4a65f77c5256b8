"""Endpoints of maps."""
