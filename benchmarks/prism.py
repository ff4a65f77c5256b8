"""Prism, a third-party mock server: answers with a description's examples.

It says what is wrong with requests and examples.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import attrs

# The request is accepted, but an example for the response takes too many steps. Prism makes a random one when asked
# to.
TOO_COMPLEX = "SCHEMA_TOO_COMPLEX"
_PROBLEM = "https://stoplight.io/prism/errors#"
# Not parsed as JSON: a long list is cut off in the middle.
_VIOLATION = re.compile(r'"location":\["(request|response)".*?"message":"((?:[^"\\]|\\.)*)"')
_PATIENCE = 120.0  # seconds to read a large description
_ATTEMPTS = 3


@attrs.frozen
class Verdict:
    """What Prism thinks of an exchange.

    Attributes:
        request: why the request is not what the description allows, empty when it is.
        response: how the description's own example is not as described, empty when it is.
    """

    request: str
    response: str


def verdict(status: int, headers: Mapping[str, str], content: bytes) -> Verdict:
    """Read it from a response: a header tells of violations, and a problem document of what ended the request."""
    if status >= 400 and content.startswith(f'{{"type":"{_PROBLEM}'.encode()):
        problem = json.loads(content)
        what = f"{status} {problem['type'].removeprefix(_PROBLEM)}"
        said = [one["message"] for one in problem.get("validation", [])]
        return Verdict(f"{what}: {'; '.join(said) or problem.get('detail', '')}", "")
    found = _VIOLATION.findall(headers.get("sl-violations", ""))
    request, response = ("; ".join(said for side, said in found if side == one) for one in ("request", "response"))
    return Verdict(request, response)


@contextmanager
def running(document: dict[str, Any], folder: Path) -> Iterator[str]:
    """Serve a description on loopback, in another process; gives the base URL.

    Args:
        document: OpenAPI description.
        folder: takes it as Prism reads it, and what Prism prints.
    """
    folder.mkdir(parents=True, exist_ok=True)
    description, log = folder / "description.json", folder / "log.txt"
    description.write_text(json.dumps(document))
    program = Path(os.environ["FERRULE_NPM"]) / "node_modules" / ".bin" / "prism"
    if not program.exists():
        raise SystemExit(f"{program} is missing: npm install @stoplight/prism-cli")
    with log.open("w") as output:
        process, port = _started(program, description, output)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(process)


def _started(program: Path, description: Path, output: IO[str]) -> tuple[subprocess.Popen[bytes], int]:
    """A process that listens, and where; another one may have taken the port before it got there."""
    options = ["--host", "127.0.0.1", "--verboseLevel", "warn", "--multiprocess=false"]
    for _ in range(_ATTEMPTS):
        port = _free_port()
        command = [str(program), "mock", *options, "--port", str(port), str(description)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            if _listens(process, port):
                return process, port
        except BaseException:
            _end(process)
            raise
    raise SystemExit(f"Prism ended before it listened; see {output.name}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until it does; false if it ends instead."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > until:
                raise SystemExit(f"Prism did not listen within {_PATIENCE:g} s") from None
            time.sleep(0.2)
        else:
            return True
    return False
