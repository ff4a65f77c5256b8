"""How long an error response asks to wait, by any of the header fields that servers use for that."""

from __future__ import annotations

from collections.abc import Mapping

from ferrule.call import Response
from ferrule.http.quotas import QuotaHeaders
from ferrule.http.retry_after import retry_after
from ferrule.http.waits import Wait

THROTTLING = frozenset({403, 413, 429})
"""Statuses by which a server that says when to come back asks for fewer requests, and has not failed."""


def requested_wait(response: Response, wall: float, rate_limit: Mapping[str, str] | None) -> Wait | None:
    """How long until another request may succeed, as the error response tells; None when it does not.

    That is `Retry-After`, where there is one. A 429 or 403 without it may name a quota that is used up; then it is
    the time until that quota is whole again (`RateLimit`, `X-RateLimit-*` or what the overlay's fact `rate-limit`
    names).

    Args:
        response: what came.
        wall: seconds since the epoch now.
        rate_limit: names of the quota headers, as `QuotaHeaders` takes them.
    """
    wait = retry_after(response.fields, wall)
    if wait is not None or response.status_code not in (403, 429):
        return wait
    reports = QuotaHeaders(rate_limit).read(response.fields, wall)
    waits = [Wait(report.reset, report.field, report.moment) for report in reports if report.left < 1]
    return max(waits, default=None)


def requested_seconds(response: Response, wall: float, rate_limit: Mapping[str, str] | None) -> float | None:
    """The seconds of `requested_wait` alone."""
    wait = requested_wait(response, wall, rate_limit)
    return None if wait is None else wait.seconds
