"""Which stored response a request selects (RFC 9111 §4.1)."""

from __future__ import annotations

from collections.abc import Mapping

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
        matches = normalised(name, headers.get(name)) == value
        if not matches and not (name == "range" and entry.status == 206 and part_of(entry, headers)):
            return False
    return True


def normalised(name: str, value: str | None) -> str | None:
    """A request field as variants are compared: spaces around it and around its commas do not count.

    In languages, neither case (RFC 5646 §2.1.1) nor order counts: their weights give the order (RFC 9110 §12.5.4).
    """
    if value is None:
        return None
    if "," not in value and name != "accept-language":
        return value.strip()
    parts = [part.strip() for part in value.split(",")]
    return ",".join(sorted(part.lower() for part in parts) if name == "accept-language" else parts)
