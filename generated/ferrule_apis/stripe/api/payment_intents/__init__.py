"""Endpoints of payment_intents."""
