"""Prism, a third-party mock server: answers with a description's examples, and says what is wrong with requests and examples."""

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
from typing import Any

import attrs

_PROBLEM = "https://stoplight.io/prism/errors#"
# Not parsed as JSON: a long list is cut off in the middle.
_VIOLATION = re.compile(r'"location":\["(request|response)".*?"message":"((?:[^"\\]|\\.)*)"')
_PATIENCE = 120.0  # seconds to read a large description


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


def unexpanded(value: Any) -> Any:
    """A description without Stripe's expandable objects, which are identifiers unless a request asks otherwise.

    They refer to each other in circles, and Prism, which puts the target in place of each reference, comes to no end.
    """
    if isinstance(value, list):
        return [unexpanded(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: unexpanded(item) for key, item in value.items() if key != "x-expansionResources"}
    if "x-expansionResources" in value and any(one.get("type") == "string" for one in value.get("anyOf", [])):
        del kept["anyOf"]
        kept["type"] = "string"
    return kept


@contextmanager
def running(document: dict[str, Any], folder: Path) -> Iterator[str]:
    """Serve a description on loopback, in another process; gives the base URL.

    Args:
        document: OpenAPI description.
        folder: takes it as Prism reads it, and what Prism prints.
    """
    description, log = folder / "prism.json", folder / "prism.log"
    description.write_text(json.dumps(unexpanded(document)))
    program = Path(os.environ["FERRULE_NPM"]) / "node_modules" / ".bin" / "prism"
    if not program.exists():
        raise SystemExit(f"{program} is missing: npm install @stoplight/prism-cli")
    port = _free_port()
    command = [str(program), "mock", "-h", "127.0.0.1", "-p", str(port), "-v", "warn", str(description)]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
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


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"Prism ended with {process.returncode}; see {log}")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"Prism did not listen within {_PATIENCE:g} s; see {log}")
