# ruff: noqa: T201 - a command that runs node
"""Calls every scenario of the suite through each way of calling, and prints what the suite's own server says.

    python tests/conformance/spector/driver.py NPM_PREFIX NODE [-v]

The suite says what it expects on the wire, never what to call: each operation is found by its path, and its arguments
are made from what is expected. What cannot be made so is written down in `KNOWN`, with the reason.
"""

from __future__ import annotations

import importlib
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
from arguments import Arguments, Expected, matches
from prepare import documents

import ferrule
from ferrule.codegen import generate
from ferrule.codegen.normalise import Normalised, Operation, normalise

HERE = Path(__file__).parent
POLICIES = ferrule.Policies(retry=None, breaker=None)
Call = Callable[[Any, dict[str, Any]], Any]


@attrs.frozen
class Package:
    """A generated package with its description."""

    name: str
    spec: str
    client: str
    normalised: Normalised

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{self.name}.{name}")

    def operation(self, expected: Expected) -> tuple[Operation, dict[str, str], str] | None:
        """What a request calls, its path parameters, and the path of its server."""
        found = [
            (len(path), operation, path, base)
            for operation in self.normalised.operations.values()
            for base in self.bases(expected["uri"])
            if (path := matches(operation, base, expected)) is not None
        ]
        return min(found, key=lambda one: (one[0], -self._told(one[1], expected)))[1:] if found else None

    def bases(self, uri: str) -> list[str]:
        """Paths that the described server may have, as the request has them."""
        servers = self.normalised.document.get("servers") or self.normalised.source.get("servers") or [{"url": ""}]
        found: list[str] = []
        for server in servers:
            url = re.sub(r"^(\{endpoint\}|https?://[^/{]+)", "", server["url"])
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(url))
            if (match := re.match(pattern, uri)) is not None:
                found.append(match[0].rstrip("/"))
        return found or [""]

    def _told(self, operation: Operation, expected: Expected) -> int:
        """How much of the query, and of the media type, an operation describes."""
        names = {one.wire for one in operation.parameters}
        body = expected.get("body") or {}
        return len(names & expected["query"].keys()) + sum(
            one.media_type == body.get("type") for one in operation.bodies
        )


def main() -> int:
    """Call all scenarios each way; the results are printed, and no number of them is a failure."""
    prefix, node, *options = sys.argv[1:]
    modules = Path(prefix) / "node_modules"
    with tempfile.TemporaryDirectory() as scratch:
        packages = list(_packages(documents(Path(prefix), node), Path(scratch)))
        table: dict[str, dict[str, str]] = {}
        for way in WAYS:
            with _served(modules, node, Path(scratch)) as url:
                scenarios = json.loads(_run([node, str(HERE / "dump.mjs"), str(modules), url]))
                told = {name: _call_all(WAYS[way], packages, one, url) for name, one in scenarios.items()}
                coverage: dict[str, str] = {}
                for one in httpx.get(f"{url}/.coverage").json():
                    coverage |= one["results"]
            table[way] = {
                name: ""
                if coverage[name] == "pass" and not told[name]
                else told[name] or f"the server says: {coverage[name]}"
                for name in scenarios
            }
    return _print(table, verbose="-v" in options)


def _packages(found: list[Path], folder: Path) -> Iterator[Package]:
    sys.path.insert(0, str(folder))
    for path in reversed(found):  # later versions first
        name = re.sub(r"\W", "_", f"{path.parent.name}_{path.stem}").lower()
        report = generate(path, None, folder, name)
        document = json.loads((folder / name / "openapi.json").read_bytes())
        yield Package(name, path.parent.name, report.client, normalise(document, str(path)))


def _call_all(way: Call, packages: list[Package], scenario: dict[str, Any], url: str) -> str:
    """Call what a scenario consists of; what went wrong, or nothing."""
    spec = scenario["spec"].replace("/", "_")
    for expected in scenario["apis"]:
        expected["uri"] = expected["uri"].replace("\\:", ":")  # an escape of the server's own templates
        own = [one for one in packages if one.spec == spec]
        own.sort(key=lambda one: f":{one.normalised.source['info']['version']}/" not in expected["uri"])
        found = next(((one, *hit) for one in own if (hit := one.operation(expected))), None)
        if found is None and expected["uri"].endswith("/nextPage") and scenario["apis"][0] is not expected:
            continue  # what the page before leads to
        if found is None:
            return f"no operation for {expected['method']} {expected['uri']}"
        package, operation, path, base = found
        try:
            module = package.module(f"api.{operation.group}.{operation.name}")
            arguments = Arguments(package.normalised, package.module).of(operation, module, path, expected)
            way(Target(package, operation, module, url + base, expected), arguments)
        except ferrule.ApiError as error:
            if error.status_code != expected["status"]:
                return f"{type(error).__name__}: {error}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return ""


@attrs.frozen
class Target:
    """What is called, and where."""

    package: Package
    operation: Operation
    module: Any
    url: str
    expected: Expected

    @property
    def headers(self) -> dict[str, str]:
        """Credentials, given by hand."""
        schemes = self.package.normalised.source.get("components", {}).get("securitySchemes", {})
        names = {"authorization", *(str(one.get("name", "")).lower() for one in schemes.values())}
        wanted = {name.lower(): str(value) for name, value in self.expected["headers"].items()}
        if not self.operation.security or {} in self.operation.security:
            return {name: value for name, value in wanted.items() if name in names}
        return {name: value for name, value in wanted.items() if name in names} or {"authorization": "Bearer invalid"}

    def plain(self) -> Any:
        return self.package.module("client").Client(base_url=self.url, headers=self.headers)

    def facade(self) -> Any:
        cls = getattr(self.package.module("_facade"), self.package.client)
        return cls(base_url=self.url, policies=POLICIES, headers=self.headers)


def _plain(target: Target, arguments: dict[str, Any]) -> None:
    with target.plain() as client:
        _check(target, target.module.sync_detailed(client=client, **arguments), client)


def _wrapped(target: Target, arguments: dict[str, Any]) -> None:
    with ferrule.wrap(target.plain(), policies=POLICIES) as client:
        _check(target, target.module.sync_detailed(client=client, **arguments), client)


def _generated(target: Target, arguments: dict[str, Any]) -> None:
    with target.facade() as facade:
        client = facade.generated
        _check(target, target.module.sync_detailed(client=client, **arguments), client)


def _facade(target: Target, arguments: dict[str, Any]) -> None:
    with target.facade() as facade:
        if "pagination" in target.operation.facts:
            list(getattr(getattr(facade, target.operation.group), target.operation.name).items(**arguments))
        else:
            facade.call(target.module, **arguments)


def _check(target: Target, response: Any, client: Any) -> None:
    """The status is the one that is expected; plain callers follow links by hand."""
    if fact := target.operation.facts.get("pagination"):
        value = json.loads(response.content)
        for key in fact["next"].split("/")[1:]:
            value = value[key]
        client.get_httpx_client().get(value)
    if response.status_code != target.expected["status"]:
        raise RuntimeError(f"answered {response.status_code}: {response.content[:300]!r}")


WAYS: dict[str, Call] = {"plain": _plain, "call": _facade, "generated": _generated, "wrap": _wrapped}


@contextmanager
def _served(modules: Path, node: str, scratch: Path) -> Iterator[str]:
    """The suite's server, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        node, "--import", str(HERE / "local.mjs"), str(modules / "@typespec" / "spector" / "cmd" / "cli.mjs"), "serve",
        str(modules / "@typespec" / "http-specs" / "specs"), "--port", str(port),
        "--coverageFile", str(scratch / "coverage.json"),
    ]  # fmt: skip
    with (scratch / "server.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=modules / "@typespec" / "http-specs")
        url = f"http://localhost:{port}"
        try:
            for _ in range(300):
                try:
                    httpx.get(url, timeout=5)
                    break
                except httpx.HTTPError:
                    if server.poll() is not None:
                        raise SystemExit((scratch / "server.log").read_text()) from None
                    time.sleep(0.2)
            yield url
        finally:
            server.terminate()
            server.wait(10)


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _print(table: dict[str, dict[str, str]], *, verbose: bool) -> int:
    names = sorted({name for one in table.values() for name, told in one.items() if told})
    total = len(next(iter(table.values())))
    for way, results in table.items():
        passed = sum(not told for told in results.values())
        print(f"{way:10} {passed} of {total} scenarios")
    for name in names:
        ways = [way for way, results in table.items() if results[name]]
        told = next(results[name] for results in table.values() if results[name])
        print(f"  {name} ({', '.join(ways)}): {told if verbose else told[:160]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
