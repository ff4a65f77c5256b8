"""Endpoints of objects."""
