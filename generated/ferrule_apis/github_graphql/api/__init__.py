"""Endpoints, one module each, in a package for each group."""
