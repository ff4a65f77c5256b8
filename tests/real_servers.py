"""Runs only where the servers are installed: `nox -s conformance -- servers`."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest
import yaml

from ferrule import Raw
from ports import free_port
from users import Users

SERVERS = os.environ.get("FERRULE_SERVERS", "")
PHOENIX_ADMIN = "an-administrator-of-32-characters-1A"
_PATIENCE = 120.0  # seconds to wait for a server that starts on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a server where there is none."""
    skip = pytest.mark.skip(reason="FERRULE_SERVERS names no folder; `nox -s conformance -- servers` makes one")
    for item in items:
        if "servers" in item.path.parts and not SERVERS:
            item.add_marker(skip)


@attrs.define
class Server:
    """A real server, which can be killed and started again on the same port and data.

    Attributes:
        name: of its virtual environment.
        arguments: its command, `{port}` filled in.
        described: path of its own OpenAPI description.
        folder: where it works.
        environment: what it is told so.
    """

    name: str
    arguments: list[str]
    described: str
    folder: Path
    environment: dict[str, str]
    port: int = attrs.field(factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it describes itself."""
        program = Path(SERVERS) / self.name / "bin" / self.arguments[0]
        arguments = [one.format(port=self.port) for one in self.arguments[1:]]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, *arguments], cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, **self.environment, "PYTHONPATH": ""},
            )  # fmt: skip
        ends = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > ends:
                pytest.fail(f"{self.name} did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """As a machine dies: nothing is closed in good order."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def client_package(self, overlay: dict[str, Any] | None = None) -> ModuleType:
        """Generate a client from the server's own description, as its users would, and import it."""
        target, name = self.folder / "generated", f"{self.name}_api"
        command = [sys.executable, "-m", "ferrule", "generate", self.url + self.described, "--out", str(target)]
        if overlay is not None:
            (self.folder / "overlay.yaml").write_text(yaml.safe_dump(overlay))
            command += ["--overlay", str(self.folder / "overlay.yaml")]
        done = subprocess.run([*command, "--package", name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        ledger = json.loads((target / name / "ledger.json").read_text())
        unexplained = [one for one in ledger["lost"] if not one["reason"]]
        assert not unexplained
        sys.path.insert(0, str(target))
        importlib.invalidate_caches()
        return importlib.import_module(name)

    def _answers(self) -> bool:
        try:
            return httpx.get(self.url + self.described, timeout=5).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def running(
    name: str, arguments: list[str], described: str, folder: Path, *, port: int | None = None, **environment: str
) -> Iterator[Server]:
    """A server that has started; it is killed in the end."""
    server = Server(name, arguments, described, folder, environment, port or free_port())
    with ExitStack() as stack:
        stack.callback(server.kill)
        server.start()
        yield server


@contextmanager
def phoenix_server(folder: Path) -> Iterator[Server]:
    """Phoenix, with `PHOENIX_ADMIN` for its administrator's key; its data are in a file."""
    port = free_port()
    told = {
        "PHOENIX_ENABLE_AUTH": "true", "PHOENIX_SECRET": "another-secret-of-32-characters-1Ab", "PHOENIX_HOST": "127.0.0.1",
        "PHOENIX_ADMIN_SECRET": PHOENIX_ADMIN, "PHOENIX_WORKING_DIR": str(folder), "PHOENIX_PORT": str(port),
        "PHOENIX_GRPC_PORT": str(free_port()), "PHOENIX_TELEMETRY_ENABLED": "false",
    }  # fmt: skip
    with running("phoenix", ["phoenix", "serve"], "/openapi.json", folder, port=port, **told) as found:
        yield found


@pytest.fixture(params=["blocking", "async"])
def users(request: pytest.FixtureRequest) -> Iterator[Users]:
    """Both worlds of users."""
    with asyncio.Runner() as runner:
        made = Users(None if request.param == "blocking" else runner)
        yield made
        made.close()


def same(raw: Raw[Any]) -> Any:
    """The typed answer, after it was compared with the plain one: no value is lost, changed or off its description."""
    value = raw.parse()
    assert raw.mismatches == []
    plain = json.loads(raw.content) if raw.content else None
    assert json.loads(json.dumps(value, default=lambda model: model.to_dict())) == plain
    return value


def walked(users: Users, walk: Any) -> list[Any]:
    """All that a walk of either world gives."""

    async def drained() -> list[Any]:
        return [one async for one in walk]

    return users.wait(drained()) if hasattr(walk, "__aiter__") else list(walk)
