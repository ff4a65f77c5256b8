"""Endpoints of weather."""
