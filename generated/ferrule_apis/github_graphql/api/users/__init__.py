"""Endpoints of users."""
