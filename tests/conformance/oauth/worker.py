"""One process of a fleet: calls the resource server over a shared store; may be killed while it leads.

Usage: python worker.py ISSUER REDIS_URL SECONDS CHANCE. Writes one line for each call that failed, and `calls N` at
the end.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from redis import Redis

from conformance.oauth.provider import Provider, Resource
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.stores.redis import TokenStoreRedis
from ferrule.auth.tokens import Token
from ferrule.errors import FerruleError
from ferrule.settings.policies import Policies


class DeadlyStore(TokenStoreRedis):
    """Kills its process now and then when it has just become the leader, or has just filed what it fetched.

    Between the provider's rotation and the write nobody can help: the only good refresh token would die with the
    process. Three in a row are killed at most, as more are not promised.
    """

    def __init__(self, url: str, chance: float) -> None:
        super().__init__(url)
        self.chance, self.counter = chance, Redis.from_url(url)

    def _die(self) -> None:
        if random.random() < self.chance and self.counter.incr("killed in a row") <= 3:
            os.kill(os.getpid(), signal.SIGKILL)

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        acquired = super().acquire(name, owner, seconds)
        if acquired:
            self._die()
        return acquired

    def write(self, name: str, token: Token) -> None:
        super().write(name, token)
        if not token.in_doubt:
            self.counter.delete("killed in a row")
        self._die()


def main(issuer: str, redis: str, seconds: str, chance: str) -> None:
    """Call until the time is over."""
    store = DeadlyStore(redis, float(chance))
    credential = RefreshToken(Provider(issuer).client("cli"), store=store, identity="ada", timeout=2.0)
    ends, calls = time.monotonic() + float(seconds), 0
    with Resource(credential, base_url=issuer, policies=Policies(deadline=60.0)) as api:
        while time.monotonic() < ends:
            try:
                api.name()
            except FerruleError as error:
                say(f"failed: {error}")
            calls += 1
            time.sleep(random.uniform(0.01, 0.1))
    say(f"calls {calls}")


def say(line: str) -> None:
    """A line for the parent, at once: the next moment may be the last."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
