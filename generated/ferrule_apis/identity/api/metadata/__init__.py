"""Endpoints of metadata."""
