"""Ferrule: a thin resilient ring around generated API clients."""
