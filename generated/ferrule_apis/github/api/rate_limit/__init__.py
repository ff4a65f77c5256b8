"""Endpoints of rate_limit."""
