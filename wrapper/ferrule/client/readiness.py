"""Whether a client's calls would get through now, as far as is known without asking its API."""

from __future__ import annotations

from ferrule.auth.policy import AuthPolicy
from ferrule.client.core import Core
from ferrule.policies.breaker import BreakerPolicy
from ferrule.policies.concurrency import ConcurrencyPolicy


def hindrances(core: Core) -> list[str]:
    """Why calls are refused at present, in words that name no host; empty where nothing is known to stand against them.

    What has failed and may be tried again stands against nothing: if it did, a service that is sent no requests until
    it is ready would never try.
    """
    now, found = core.runtime.now(), list[str]()
    for policy in (seat.policy for seat in core.seats):
        if isinstance(policy, BreakerPolicy) and policy.refuses(now):
            found.append("the circuit is open")
        elif isinstance(policy, AuthPolicy) and policy.lacks_token(now):
            found.append("no token")
        elif isinstance(policy, ConcurrencyPolicy) and policy.is_full:
            found.append("the queue is full")
    return found
