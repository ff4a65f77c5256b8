"""How long a server asks to wait before the next request, and whether it wants one at all."""

from __future__ import annotations

import re

from ferrule.http.dates import parse_date
from ferrule.http.fields import Fields, single
from ferrule.http.waits import Wait, is_moment, moment_of

# ASCII digits only: `str.isdigit` and `float` also take other scripts' digits, underscores, `nan` and `1e5`.
_NUMBER = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,99})?")  # nanoseconds since the epoch have 19 digits


def retry_after(fields: Fields, wall: float) -> Wait | None:
    """How long to wait, 0 when the time named is over; None when nothing is there that can be understood.

    Reads `retry-after-ms` and `x-ms-retry-after-ms` (milliseconds, more exact than the standard allows), then
    `Retry-After` (RFC 9110 §10.2.3): seconds, fractions tolerated, or a date. A number too large for a wait is a time
    stamp. Moments are compared with the server's own `Date`, where it tells one: our clock may be wrong.

    Args:
        fields: a response's (`Response.fields`).
        wall: seconds since the epoch now.
    """
    for name in (b"retry-after-ms", b"x-ms-retry-after-ms"):
        if name in fields and (milliseconds := _number(single(fields, name))) is not None:
            return _wait(milliseconds / 1000, name.decode(), fields, wall)
    if b"retry-after" not in fields:
        return None
    value = _once(single(fields, b"retry-after"))
    if (seconds := _number(value)) is not None:
        return _wait(seconds, "Retry-After", fields, wall)
    moment = parse_date(value, wall, lenient=True)
    return None if moment is None else _until(moment, "Retry-After", fields, wall)


def wants_retry(fields: Fields) -> bool | None:
    """What the server itself says about trying again (`x-should-retry`, `stripe-should-retry`); None when silent."""
    for name in (b"x-should-retry", b"stripe-should-retry"):
        wish = single(fields, name).lower()
        if wish in ("true", "false"):
            return wish == "true"
    return None


def server_time(fields: Fields, wall: float) -> float:
    """Seconds since the epoch by the server's clock, as far as it tells the time."""
    date = parse_date(single(fields, b"date"), wall)
    return wall if date is None else date


def _wait(number: float, field: str, fields: Fields, wall: float) -> Wait:
    return _until(moment_of(number), field, fields, wall) if is_moment(number) else Wait(number, field)


def _until(moment: float, field: str, fields: Fields, wall: float) -> Wait:
    return Wait(max(0.0, moment - server_time(fields, wall)), field, moment=True)


def _number(value: str) -> float | None:
    value = value.strip()
    return float(value) if _NUMBER.fullmatch(value) else None


def _once(value: str) -> str:
    """`1` for `1, 1`, which intermediaries make of a field that came twice (RFC 9110 §5.3)."""
    first = value[: (len(value) - 1) // 2].rstrip(", ")
    return first if value in (f"{first}, {first}", f"{first},{first}") else value
