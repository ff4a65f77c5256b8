"""Endpoints of issues."""
