"""Endpoints of buckets."""
