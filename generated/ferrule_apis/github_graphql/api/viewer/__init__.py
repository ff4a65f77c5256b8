"""Endpoints of viewer."""
