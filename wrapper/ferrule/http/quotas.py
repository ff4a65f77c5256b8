"""What a server says about its quotas.

It reads `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), the separate fields of the first
versions of that draft, and `X-RateLimit-*` or whatever the overlay calls them (fact `rate-limit`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from ferrule.http.dates import parse_date

Fields: TypeAlias = Mapping[bytes, Sequence[bytes]]

_LONGEST = 15  # digits of a number that can be meant
_DECIMAL = re.compile(rb"[0-9]{1,15}\.[0-9]+")
# No quota lasts thirty years: a reset beyond that is a moment, not a duration.
_EPOCH_FROM = 1e9


class Report(NamedTuple):
    """What one response says about one quota.

    Attributes:
        name: which of the server's quotas; empty where it names none.
        left: requests that may still be made.
        reset: seconds until the quota is whole again.
        limit: requests allowed in a window, None where the server does not tell.
        window: seconds of the whole window, None where the server does not tell.
    """

    name: str
    left: float
    reset: float
    limit: float | None = None
    window: float | None = None


class QuotaHeaders:
    """Finds reports in response headers; fields that cannot be understood are ignored, as the draft demands.

    Args:
        fact: the overlay's `rate-limit`: names of the headers `limit`, `remaining` and `reset`, and `reset-kind`, which
            is `epoch` or `delta`. None for the common names; the size of the number then tells the kind.
    """

    def __init__(self, fact: Mapping[str, str] | None = None) -> None:
        fact = fact or {}
        x_ratelimit = tuple(
            str(fact.get(key, f"x-ratelimit-{key}")).lower().encode() for key in ("limit", "remaining", "reset")
        )
        self._kind = fact.get("reset-kind", "")
        self._resource = b"x-ratelimit-resource"  # which quota, where an API has several (GitHub)
        self._separate = [x_ratelimit, (b"ratelimit-limit", b"ratelimit-remaining", b"ratelimit-reset")]

    def read(self, fields: Fields, wall: float) -> list[Report]:
        """All that the headers say, the draft's fields before older ones; empty where they say nothing.

        Args:
            fields: a response's, by name in lower case (`Response.fields`).
            wall: seconds since the epoch now, for resets that are moments.
        """
        if b"ratelimit" in fields and (reports := _from_draft(fields)):
            return reports
        for limit, remaining, reset in self._separate:
            if remaining in fields and (report := self._from_separate(fields, limit, remaining, reset, wall)):
                return [report]
        return []

    def _from_separate(
        self, fields: Fields, limit: bytes, remaining: bytes, reset: bytes, wall: float
    ) -> Report | None:
        left, when = _number(fields, remaining), _number(fields, reset, fractions=True)
        if left is None or when is None:
            return None
        is_delta = self._kind == "delta" or reset == b"ratelimit-reset" or (not self._kind and when < _EPOCH_FROM)
        if not is_delta:
            # By the server's own clock, where it tells the time: ours may be wrong.
            when -= parse_date(_value(fields, b"date").decode("latin-1").strip(), wall) or wall
        name = _value(fields, self._resource).decode("latin-1")
        return Report(name, left, max(0.0, when), _number(fields, limit))


def _from_draft(fields: Fields) -> list[Report]:
    limits = _members(_value(fields, b"ratelimit"))
    if not limits:
        return []
    policies = dict(_members(_value(fields, b"ratelimit-policy")))
    reports: list[Report] = []
    for name, parameters in limits:
        policy = policies.get(name, {})
        left, reset = _count(parameters, "r"), _count(parameters, "t")
        limit, window = _count(policy, "q"), _count(policy, "w")
        reset = window if reset is None else reset
        # Bytes and concurrent requests are quotas too, but not ones that counting requests could keep.
        if left is not None and reset is not None and policy.get("qu", "requests") in ("request", "requests"):
            reports.append(Report(name, left, reset, limit, window))
    return reports


def _members(field: bytes) -> list[tuple[str, Mapping[str, Any]]]:
    """Members of a structured-field list with their parameters; none where the field is absent or malformed."""
    import http_sf  # here, so that only those pay for it whose API sends such fields

    try:
        members: Any = http_sf.parse(field, tltype="list")  # declared as whatever a field could be
    except ValueError:
        return []
    found: list[tuple[str, Mapping[str, Any]]] = []
    for member in members:
        name, parameters = member
        if not isinstance(name, str) or any(
            key in parameters and _count(parameters, key) is None for key in ("r", "t", "q", "w")
        ):
            return []
        found.append((str(name), parameters))
    return found


def _count(parameters: Mapping[str, Any], key: str) -> float | None:
    value = parameters.get(key)
    return float(value) if type(value) is int and value >= 0 else None


def _value(fields: Fields, name: bytes) -> bytes:
    """A field's combined value (RFC 9110 §5.3), empty when it is absent."""
    values = fields.get(name)
    if values is None:
        return b""
    return values[0] if len(values) == 1 else b", ".join(values)


def _number(fields: Fields, name: bytes, *, fractions: bool = False) -> float | None:
    value = _value(fields, name).strip()
    if value.isdigit():
        return float(value) if len(value) <= _LONGEST else None
    return float(value) if fractions and _DECIMAL.fullmatch(value) else None
