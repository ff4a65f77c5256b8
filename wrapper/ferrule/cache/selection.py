"""Which stored response a request selects (RFC 9111 §4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

from ferrule.cache.entry import Entry, Record
from ferrule.cache.ranges import part_of


def select(record: Record, headers: Mapping[str, str]) -> Entry | None:
    """The newest response that these request headers, names in lower case, select."""
    for entry in record.entries:
        if not entry.vary or selected_by(entry, headers):
            return entry
    return None


def selected_by(entry: Entry, headers: Mapping[str, str]) -> bool:
    """Do these request headers, names in lower case, select this response?

    A part is selected by its own `Range`, and by any that can be cut from it.
    """
    for name, value in entry.vary:
        matches = selecting_value(name, headers.get(name)) == value
        if not matches and not (name == "range" and entry.status == 206 and part_of(entry, headers)):
            return False
    return True


def selecting_value(name: str, value: str | None) -> str | None:
    """What a stored response keeps of a request field to compare it by: a digest, as the value may be a secret."""
    return None if value is None else _digest(name, value)


@lru_cache(1024)  # clients send the same few again and again
def _digest(name: str, value: str) -> str:
    text = f"{name}:{_normalised(name, value)}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _normalised(name: str, value: str) -> str:
    """A request field as variants are compared: spaces around it and around its commas do not count.

    In languages, neither case (RFC 5646 §2.1.1) nor order counts: their weights give the order (RFC 9110 §12.5.4).
    """
    if "," not in value and name != "accept-language":
        return value.strip()
    parts = [part.strip() for part in value.split(",")]
    return ",".join(sorted(part.lower() for part in parts) if name == "accept-language" else parts)
