"""How long a server asks to wait before the next request, and whether it wants one at all."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from ferrule.http.dates import parse_date

# ASCII digits only: `str.isdigit` and `float` also take other scripts' digits, underscores, `nan` and `1e5`.
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def retry_after(headers: Mapping[str, str], wall: float) -> float | None:
    """Seconds to wait, 0 when the time named is over; None when nothing is there that can be understood.

    Reads `retry-after-ms` and `x-ms-retry-after-ms` (milliseconds, more exact than the standard allows), then
    `Retry-After` (RFC 9110 §10.2.3): seconds, fractions tolerated, or a date.

    Args:
        headers: response headers, case-insensitive.
        wall: seconds since the epoch now, which dates are compared with.
    """
    for name in ("retry-after-ms", "x-ms-retry-after-ms"):
        milliseconds = _number(headers.get(name, ""))
        if milliseconds is not None:
            return milliseconds / 1000
    value = headers.get("retry-after", "").strip()
    if (seconds := _number(value)) is not None:
        return seconds
    moment = parse_date(value, wall, lenient=True)
    return None if moment is None else max(0.0, moment - wall)


def wants_retry(headers: Mapping[str, str]) -> bool | None:
    """What the server itself says about trying again (`x-should-retry`, `stripe-should-retry`); None when silent."""
    for name in ("x-should-retry", "stripe-should-retry"):
        wish = headers.get(name, "").strip().lower()
        if wish in ("true", "false"):
            return wish == "true"
    return None


def _number(value: str) -> float | None:
    value = value.strip()
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    return number if math.isfinite(number) else None
