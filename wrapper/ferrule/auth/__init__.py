"""Credentials, and how they are put on a request."""
