"""Tokens: the words that names of header fields, methods, schemes and parameters are made of (RFC 9110 §5.6.2)."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


@lru_cache  # the same few in each call
def is_token(text: str) -> bool:
    """True when the whole text is one token."""
    return _TOKEN.fullmatch(text) is not None
