"""What methods promise (RFC 9110 §9.2; of QUERY, draft-ietf-httpbis-safe-method-w-body §2)."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})  # they ask for no change (§9.2.1)
IDEMPOTENT = SAFE | {"PUT", "DELETE"}  # several times is as good as once (§9.2.2)
