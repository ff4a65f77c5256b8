"""Endpoints of oauth."""
