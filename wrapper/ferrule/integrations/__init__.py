"""Ferrule beside others: one file for each, with its own extra."""
