"""How long an error response asks to wait, by any of the fields that servers use for that."""

from __future__ import annotations

from collections.abc import Mapping

from ferrule.call import Response
from ferrule.http.quotas import QuotaHeaders
from ferrule.http.retry_after import retry_after


def wait_asked(response: Response, wall: float, rate_limit: Mapping[str, str] | None) -> float | None:
    """Seconds until another request may succeed, as an error response has it; None when it does not say.

    That is `Retry-After`, where there is one. For 429 and 403 without it, it is the time until the quota that is used up
    is whole again (`RateLimit`, `X-RateLimit-*` or what the overlay names in its fact `rate-limit`).

    Args:
        response: what came.
        wall: seconds since the epoch now.
        rate_limit: names of the quota headers, as `QuotaHeaders` takes them.
    """
    wait = retry_after(response.headers, wall)
    if wait is not None or response.status_code not in (403, 429):
        return wait
    reports = QuotaHeaders(rate_limit).read(response.fields, wall)
    return max((report.reset for report in reports if report.left < 1), default=None)
