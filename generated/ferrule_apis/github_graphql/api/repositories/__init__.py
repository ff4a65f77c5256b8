"""Endpoints of repositories."""
