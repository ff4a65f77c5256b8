"""Fields that are comma-separated lists (RFC 9110 §5.6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_COMMA_OR_QUOTE = re.compile(r',|=[ \t]*(")')
_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def split_list(value: str) -> Iterator[str]:
    """Members of a list of names with or without values, without the spaces around them; empty ones are left out.

    A comma within a quoted value parts nothing. From a quote that is never closed on, quotes are ordinary characters.
    """
    start = position = 0
    quotes_count = True
    while (found := _COMMA_OR_QUOTE.search(value, position)) is not None:
        position = found.end()
        if found[0] == ",":
            if member := value[start : found.start()].strip():
                yield member
            start = position
        elif quotes_count:
            quoted = _QUOTED.match(value, found.start(1))
            quotes_count = quoted is not None  # looked for once, as each look may read to the end
            position = position if quoted is None else quoted.end()
    if member := value[start:].strip():
        yield member


def unquote(text: str) -> str | None:
    """What a quoted string means (RFC 9110 §5.6.4); None when the text is not just one."""
    return _ESCAPED.sub(r"\1", text[1:-1]) if _QUOTED.fullmatch(text) else None


@lru_cache(1024)
def list_members(value: str | None) -> tuple[str, ...]:
    """Members of a list of tokens, in lower case, each once and in order of their names."""
    return tuple(sorted({member for part in (value or "").split(",") if (member := part.strip().lower())}))
