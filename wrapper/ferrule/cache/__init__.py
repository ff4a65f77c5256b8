"""A private HTTP cache: the rules of RFC 9111 as pure decisions, and the stores. `policies/cache.py` acts on them."""
