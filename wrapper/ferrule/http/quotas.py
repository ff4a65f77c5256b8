"""What a server says about its quotas.

It reads `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), the separate fields of the first
versions of that draft, and `X-RateLimit-*` or whatever the overlay calls them (fact `rate-limit`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ferrule.http.fields import Fields, single
from ferrule.http.retry_after import server_time
from ferrule.http.waits import is_moment, moment_of

_LONGEST = 19  # digits: nanoseconds since the epoch have as many
_WHOLE = re.compile(r"[0-9]{1,19}")
_DECIMAL = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,99})?")
_RESOURCE = b"x-ratelimit-resource"  # which quota, where an API has several (GitHub)


class Report(NamedTuple):
    """What one response says about one quota.

    Attributes:
        name: which of the server's quotas; empty where it names none.
        left: requests that may still be made.
        reset: seconds until the quota is whole again.
        limit: requests allowed in a window, None where the server does not tell.
        window: seconds of the whole window, None where the server does not tell.
        field: the header field that names the reset.
        moment: the reset was named as a moment, at which all who were told it would come back together.
    """

    name: str
    left: float
    reset: float
    limit: float | None = None
    window: float | None = None
    field: str = ""
    moment: bool = False


class QuotaHeaders:
    """Finds reports in response headers; fields that cannot be understood are ignored, as the draft demands.

    Args:
        fact: the overlay's `rate-limit`: names of the headers `limit`, `remaining` and `reset`, and `reset-kind`, which
            is `epoch` or `delta`. None for the common names. The size of a number tells whether it is a wait or a
            time stamp, and of which unit; `epoch` makes small numbers time stamps too.
    """

    def __init__(self, fact: Mapping[str, str] | None = None) -> None:
        fact = fact or {}
        told = (str(fact.get(key, f"X-RateLimit-{key.capitalize()}")) for key in ("limit", "remaining", "reset"))
        self._epoch = fact.get("reset-kind") == "epoch"
        self._separate = [_Names(*told), _Names("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")]

    def read(self, fields: Fields, wall: float) -> list[Report]:
        """All that the headers say, the draft's fields before older ones; empty where they say nothing.

        Args:
            fields: a response's, by name in lower case (`Response.fields`).
            wall: seconds since the epoch now, for resets that are moments.
        """
        if b"ratelimit" in fields and (reports := _from_draft(fields, wall)):
            return reports
        for names in self._separate:
            if names.remaining in fields and (report := self._from_separate(fields, names, wall)):
                return [report]
        return []

    def used_up(self, fields: Fields) -> dict[bytes, list[bytes]]:
        """Fields that say that nothing is left of a quota whose reset is told: for answers that say so elsewhere."""
        return {names.remaining: [b"0"] for names in self._separate if names.reset in fields}

    def _from_separate(self, fields: Fields, names: _Names, wall: float) -> Report | None:
        left, reset = _number(fields, names.remaining), _number(fields, names.reset, _DECIMAL)
        if left is None or reset is None:
            return None
        moment = is_moment(reset) or (self._epoch and names is self._separate[0])
        wait = moment_of(reset) - server_time(fields, wall) if moment else reset
        limit = _number(fields, names.limit)
        name = single(fields, _RESOURCE) if _RESOURCE in fields else ""
        return Report(name, left, max(0.0, wait), limit, None, names.field, moment)


class _Names:
    """Names of the fields that tell of one quota."""

    def __init__(self, limit: str, remaining: str, reset: str) -> None:
        self.limit, self.remaining, self.reset = (name.lower().encode() for name in (limit, remaining, reset))
        self.field = reset


def _from_draft(fields: Fields, wall: float) -> list[Report]:
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
            if moment := is_moment(reset):  # the draft knows waits alone (§3.2), and servers send stamps all the same
                reset = max(0.0, moment_of(reset) - server_time(fields, wall))
            reports.append(Report(name, left, reset, limit, window, "RateLimit", moment))
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


def _number(fields: Fields, name: bytes, form: re.Pattern[str] = _WHOLE) -> float | None:
    values = fields.get(name)
    if not values:
        return None
    first = values[0]
    if len(values) == 1 and first.isdigit() and len(first) <= _LONGEST:
        return float(first)  # what nearly all are, without text and expressions
    value = single(fields, name)
    return float(value) if form.fullmatch(value) else None
