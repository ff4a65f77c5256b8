"""The header fields of caching: `Cache-Control` (RFC 9111 §5.2), seconds and entity tags.

What cannot be understood is read so that less is reused, never more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ferrule.http.lists import split_list, unquote

_DIRECTIVE = re.compile(r'[^\s=,;"]+')
_DIGITS = re.compile(r"[0-9]{1,99}")
_MOST = 2**31  # what a number of seconds too large to represent becomes (RFC 9111 §1.2.2)
_ETAG = re.compile(r'"[^"]*"')
# Directives that allow more reuse, to anybody or for longer. They count only where nothing about them is in doubt.
_PERMISSIVE = frozenset(
    {"public", "immutable", "must-understand", "stale-while-revalidate", "stale-if-error", "max-stale"}
)


@lru_cache(1024)  # an API says the same few things
def parse_cache_control(value: str | None) -> Mapping[str, str | None]:
    """Directives in lower case, with their argument or None.

    Of one given twice, the first holds. Of two that conflict, the most restrictive does: `public` beside `private` is
    not said, nor is anything that allows more and is malformed or stands behind a quote that is never closed (RFC 9111
    §4.2.1).
    """
    directives: dict[str, str | None] = {}
    doubtful = False
    for member in split_list(value or ""):
        if (name := _DIRECTIVE.search(member)) is None:
            doubtful |= '"' in member
            continue
        rest = member[name.end() :].lstrip()
        argument = rest[1:].strip() if rest.startswith("=") else None
        quoted = None if argument is None else unquote(argument)
        doubtful |= quoted is None and '"' in member
        malformed = name.start() > 0 or (argument is None and rest != "")
        directive = name[0].lower()
        if directive not in _PERMISSIVE or not (doubtful or malformed):
            directives.setdefault(directive, argument if quoted is None else quoted)
    if "private" in directives:
        directives.pop("public", None)
    return directives


def seconds(directives: Mapping[str, str | None], name: str) -> int | None:
    """A directive's seconds; None when it is absent, 0 when they cannot be read, for stale (RFC 9111 §4.2.1)."""
    if name not in directives:
        return None
    return delta_seconds(directives[name] or "") or 0


@lru_cache(1024)
def delta_seconds(value: str) -> int | None:
    """Whole seconds, not negative (RFC 9111 §1.2.2); None when the text is anything else."""
    return min(int(value), _MOST) if _DIGITS.fullmatch(value) else None


def etag_matches(candidates: str, etag: str | None) -> bool:
    """Does `If-None-Match` name this entity tag, by weak comparison (RFC 9110 §8.8.3.2, §13.1.2)?"""
    if candidates.strip() == "*":
        return True
    return etag is not None and etag.removeprefix("W/") in _ETAG.findall(candidates)
