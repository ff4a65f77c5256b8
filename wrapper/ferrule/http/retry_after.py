"""How long a server asks to wait before the next request, and whether it wants one at all. Parsing only, no decision."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from ferrule.call import Response
from ferrule.http.quotas import QuotaHeaders

# ASCII digits only: `str.isdigit` and `float` also take other scripts' digits, underscores, `nan` and `1e5`.
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def retry_after(headers: Mapping[str, str], wall: float) -> float | None:
    """Seconds to wait, 0 when the time named is over; None when the server said nothing that can be understood.

    Reads `retry-after-ms` and `x-ms-retry-after-ms` (milliseconds, more exact than the standard allows), then
    `Retry-After` (RFC 9110 §10.2.3): seconds, fractions tolerated, or an HTTP-date.

    Args:
        headers: response headers, case-insensitive.
        wall: seconds since the epoch now, which dates are compared with.
    """
    for name in ("retry-after-ms", "x-ms-retry-after-ms"):
        milliseconds = _number(headers.get(name, ""))
        if milliseconds is not None:
            return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _number(value)
    return _until(value, wall) if seconds is None else seconds


def wait_asked(response: Response, wall: float, rate_limit: Mapping[str, str] | None) -> float | None:
    """Seconds until another request may succeed, as an error response has it; None when it does not say.

    That is `Retry-After`, where there is one; else, for 429 and 403, when the quota that is used up is whole again
    (`RateLimit`, `X-RateLimit-*` or what the overlay names in its fact `rate-limit`).

    Args:
        response: what came.
        wall: seconds since the epoch now.
        rate_limit: names of the quota headers, as `QuotaHeaders` takes them.
    """
    asked = retry_after(response.headers, wall)
    if asked is not None or response.status_code not in (403, 429):
        return asked
    reports = QuotaHeaders(rate_limit).read(response.fields, wall)
    return max((report.reset for report in reports if report.left < 1), default=None)


def wants_retry(headers: Mapping[str, str]) -> bool | None:
    """What the server itself says about trying again (`x-should-retry`, `stripe-should-retry`); None when silent."""
    for name in ("x-should-retry", "stripe-should-retry"):
        said = headers.get(name, "").strip().lower()
        if said in ("true", "false"):
            return said == "true"
    return None


def _number(value: str) -> float | None:
    value = value.strip()
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    return number if math.isfinite(number) else None


def _until(value: str, wall: float) -> float | None:
    try:
        date = parsedate_to_datetime(value)
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)  # HTTP dates are always GMT, said or not (RFC 9110 §5.6.7)
        return max(0.0, date.timestamp() - wall)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
