"""Header fields of a response, as policies see them: values by name in lower case (`Response.fields`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Fields: TypeAlias = Mapping[bytes, Sequence[bytes]]


def single(fields: Fields, name: bytes) -> str:
    """The value of a field that has one; empty where it is absent, or where it came twice with different values.

    Gateways repeat what the server behind them has said already. Equal values are one.
    """
    values = fields.get(name)
    if not values:
        return ""
    value = values[0].strip()
    if len(values) > 1 and any(other.strip() != value for other in values):
        return ""
    return value.decode("latin-1")
