"""Endpoints of meta."""
