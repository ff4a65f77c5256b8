"""Runs only where WireMock is installed: `nox -s conformance -- wiremock`."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from users import Users

NPM = os.environ.get("FERRULE_NPM", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs WireMock where there is none."""
    if not NPM:
        skip = pytest.mark.skip(reason="FERRULE_NPM names no npm prefix; `nox -s conformance -- wiremock` makes one")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


class WireMock:
    """The server, told what to answer.

    Args:
        url: where it listens.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._admin = httpx.Client(base_url=f"{url}/__admin/", timeout=10)

    def answer(self, *steps: dict[str, Any]) -> None:
        """Answer requests by the next step; the last one repeats."""
        self._admin.post("reset").raise_for_status()
        for number, step in enumerate(steps):
            state = "Started" if number == 0 else f"step {number}"
            following = {"newScenarioState": f"step {number + 1}"} if number + 1 < len(steps) else {}
            mapping = {
                "request": {"urlPattern": "/.*"},
                "response": {"status": 200, **step},
                "scenarioName": "steps",
                "requiredScenarioState": state,
                **following,
            }
            self._admin.post("mappings", json=mapping).raise_for_status()

    @property
    def requests(self) -> int:
        """How many requests arrived since `answer`."""
        count: int = self._admin.post("requests/count", json={"urlPattern": "/.*"}).json()["count"]
        return count

    def close(self) -> None:
        """Close the connections to it."""
        self._admin.close()


@pytest.fixture(scope="session")
def started() -> Iterator[WireMock]:
    """One server for all tests here."""
    (jar,) = (Path(NPM) / "node_modules" / "wiremock" / "build").glob("*.jar")
    command = ["java", "-jar", str(jar), "--port", "0", "--bind-address", "127.0.0.1", "--disable-banner"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            said = []
            for line in process.stdout:
                said.append(line)
                if found := re.match(r"port:\s+(\d+)", line):
                    break
            else:
                pytest.fail(f"WireMock did not start: {''.join(said)}")
            rest = threading.Thread(target=process.stdout.read, daemon=True)  # or it blocks once the pipe is full
            rest.start()
            server = WireMock(f"http://127.0.0.1:{found[1]}")
            yield server
            server.close()
        finally:
            process.terminate()


@pytest.fixture
def wiremock(started: WireMock) -> WireMock:
    """The server."""
    return started


@pytest.fixture(params=["blocking", "async"])
def users(request: pytest.FixtureRequest) -> Iterator[Users]:
    """Both worlds of users."""
    with asyncio.Runner() as runner:
        made = Users(None if request.param == "blocking" else runner)
        yield made
        made.close()
