# ruff: noqa: T201 - a command that runs node
"""Calls the operations of autorest's test server through each way of calling, and prints what the server counted.

    python tests/conformance/autorest/driver.py NPM_PREFIX [-v]

The server tells what it counted, never what to send: arguments are taken from constants, enums and defaults, from the
words of the descriptions, from what the same path answers to a GET, and from what the server says it expected.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import httpx
from values import BODIES, PARAMETERS

import ferrule
from ferrule.codegen import CodegenError, generate
from ferrule.codegen.normalise import Normalised, Operation, Parameter, normalise

HERE = Path(__file__).parent
LOCAL = HERE.parent / "spector" / "local.mjs"
SERVER = Path("node_modules/@microsoft.azure/autorest.testserver")
_ABSENT = object()
POLICIES = ferrule.Policies(retry=None, breaker=None, cache=None)
_PAIR = re.compile(r"[\"'](\w[\w-]*)[\"']\s*:\s*(\"[^\"]*\"|'[^']*'|[-+\w.]+)")
_MOST = 40  # combinations of arguments that one operation is called with


@attrs.frozen
class Package:
    """A generated package with its description."""

    name: str
    client: str
    normalised: Normalised

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{self.name}.{name}")


def main() -> int:
    """Call all operations each way; the results are printed, and no number of them is a failure."""
    prefix, *options = sys.argv[1:]
    root = Path(prefix)
    os.environ["PATH"] = f"{root / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as scratch:
        packages = list(_packages(sorted((root / SERVER / "swagger").glob("*.json")), Path(scratch)))
        tables: dict[str, dict[str, int]] = {}
        for way in [one for one in WAYS if one in options] or WAYS:
            with _served(root, Path(scratch)) as url:
                for package in packages:
                    _Caller(package, url, WAYS[way]).run()
                tables[way] = httpx.get(f"{url}/report").json()
    for way, counts in tables.items():
        print(f"{way:10} {sum(map(bool, counts.values()))} of {len(counts)} scenarios")
    if "-v" in options:
        for name in sorted(
            name for name in next(iter(tables.values())) if not all(one[name] for one in tables.values())
        ):
            print(f"  {name}: {', '.join(way for way, counts in tables.items() if not counts[name])}")
    return 0


def _packages(sources: list[Path], folder: Path) -> Iterator[Package]:
    sys.path.insert(0, str(folder))
    for path in sources:
        name = "ar_" + re.sub(r"\W", "_", path.stem).lower()
        try:
            report = generate(path, None, folder, name)
        except CodegenError as error:
            print(f"{path.name}: {str(error)[:200]}")
            continue
        document = json.loads((folder / name / "openapi.json").read_bytes())
        yield Package(name, report.client, normalise(document, path.name))


class _Caller:
    """Calls all operations of a package one way; what reads comes before what writes."""

    def __init__(self, package: Package, url: str, way: Callable[..., Any]) -> None:
        self._package, self._url, self._way = package, url, way
        self._read: dict[str, Any] = {}
        self._schemas: dict[str, Any] = package.normalised.document["components"]["schemas"]

    def run(self) -> None:
        operations = list(self._package.normalised.operations.values())
        with self._way(self._package, self._url) as call:
            for operation in sorted(operations, key=lambda one: one.method not in ("GET", "HEAD")):
                for arguments in itertools.islice(self._candidates(operation), _MOST):
                    self._attempt(call, operation, arguments)

    def _attempt(self, call: Any, operation: Operation, arguments: dict[str, Any]) -> None:
        module = self._package.module(f"api.{operation.group}.{operation.name}")
        for _ in range(3):
            try:
                status, content = call(module, arguments)
            except Exception:
                return
            if status < 300 and operation.method == "GET":
                self._read[operation.path] = content
            told = _json(content)
            if status != 400 or not isinstance(told, dict) or "expected" not in told:
                return
            changed = self._corrected(operation, module, arguments, told)
            if changed is None or changed == arguments:
                return
            arguments = changed

    def _corrected(self, operation: Operation, module: Any, arguments: dict[str, Any], told: Any) -> Any:
        """The arguments with what the server says it expected."""
        if "body" in arguments:
            return {**arguments, "body": self._typed(module._get_kwargs.__annotations__["body"], told["expected"])}
        named = [
            one for one in operation.parameters if re.search(rf"\b{re.escape(one.wire)}\b", str(told.get("message")))
        ]
        return {**arguments, named[0].python: self._value(told["expected"], named[0].schema)} if named else None

    def _candidates(self, operation: Operation) -> Iterator[dict[str, Any]]:
        module = self._package.module(f"api.{operation.group}.{operation.name}")
        words = operation.description or operation.summary
        said: list[dict[str, str]] = [{}]
        for name, value in _PAIR.findall(words):
            if name in said[-1]:
                said.append({})
            said[-1][name] = value.strip("\"'")
        for pairs in said:
            lists = [self._guesses(one, operation, pairs) for one in operation.parameters]
            names = [one.python for one in operation.parameters]
            for values in itertools.product(*lists):
                given = zip(names, values, strict=True)
                arguments = {name: value for name, value in given if value is not _ABSENT}
                if "body" not in module._get_kwargs.__annotations__:
                    yield arguments
                    continue
                if not operation.body_required:
                    yield arguments
                for body in self._bodies(operation, module, words):
                    yield {**arguments, "body": body}

    def _guesses(self, one: Parameter, operation: Operation, pairs: dict[str, str]) -> list[Any]:
        absent = [] if one.required else [_ABSENT]
        if one.wire in pairs:
            return [self._value(pairs[one.wire], one.schema), *absent]
        if one.wire in PARAMETERS:
            return [*(self._value(value, one.schema) for value in PARAMETERS[one.wire]), *absent]
        if listed := self._listed(one, operation):
            return [*(self._value(value, one.schema) for value in listed), *absent]
        return absent or self._required(one)

    def _listed(self, one: Parameter, operation: Operation) -> list[Any]:
        """The values that the document lists, also those that a type cannot."""
        raw = self._package.normalised.source["paths"][operation.path]
        declared = [*raw.get(operation.method.lower(), {}).get("parameters", ()), *raw.get("parameters", ())]
        found = next((it for it in declared if it.get("name") == one.wire), {})
        return list(found.get("schema", {}).get("enum", ()))

    def _required(self, one: Parameter) -> list[Any]:
        schema = self._resolved(one.schema)
        listed = [member["const"] for member in schema.get("oneOf", ()) if "const" in member] or schema.get("enum")
        if listed:
            return list(listed)
        if one.default:
            return [self._value(json.loads(one.default), one.schema)]
        return [self._sample(one.schema)]

    def _bodies(self, operation: Operation, module: Any, words: str) -> Iterator[Any]:
        annotation = str(module._get_kwargs.__annotations__["body"])
        for value in BODIES.get(operation.path, ()):
            yield self._typed(annotation, value)
        if (content := self._read.get(operation.path)) is not None:
            yield content if "File" in annotation else self._typed(annotation, _json(content))
        for literal in re.findall(r"[\[{].*[\]}]|'[^']*'|\"[^\"]*\"", words):
            value = _json(literal.replace("'", '"').encode())
            if value is not None:
                yield self._typed(annotation, value)
        yield self._typed(annotation, self._sample(operation.bodies[0].schema))

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def _sample(self, schema: dict[str, Any], depth: int = 4) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if members := schema.get("oneOf"):
            return self._sample(members[0], depth)
        match schema.get("type"):
            case "object":
                properties = schema.get("properties", {})
                return {name: self._sample(one, depth - 1) for name, one in properties.items()} if depth else {}
            case "array":
                return [self._sample(schema["items"], depth - 1)] if depth else []
            case "integer" | "number":
                return 1
            case "boolean":
                return True
        return {"date-time": "2012-01-01T01:01:01Z", "date": "2012-01-01"}.get(str(schema.get("format")), "value")

    def _value(self, given: Any, schema: dict[str, Any]) -> Any:
        schema = self._resolved(schema)
        if schema.get("type") == "array":
            listed = given if isinstance(given, list) else str(given).split(",")
            return [self._value(one, schema["items"]) for one in listed]
        for member in schema.get("oneOf", ()):
            if "const" in member and str(member["const"]) == str(given):
                return member["const"]
        match schema.get("type"):
            case "integer":
                return int(given) if re.fullmatch(r"-?\d+", str(given)) else given
            case "number":
                return float(given) if re.fullmatch(r"[-+\d.eE]+", str(given)) else given
            case "boolean":
                return str(given).lower() == "true"
        if schema.get("format") in ("date-time", "date") and isinstance(given, str):
            return _moment(given, schema["format"])
        return given

    def _typed(self, annotation: str, value: Any) -> Any:
        models = self._package.module("models")
        classes = [getattr(models, name, None) for name in re.findall(r"\b[A-Z]\w*", annotation)]
        found = [one for one in classes if hasattr(one, "from_dict")]
        if isinstance(value, list) and annotation.startswith("list["):
            return [self._typed(annotation[len("list[") :], one) for one in value]
        if isinstance(value, dict) and annotation.startswith("dict["):
            return {key: self._typed(annotation[len("dict[str, ") :], one) for key, one in value.items()}
        if isinstance(value, dict) and found:
            return found[0].from_dict(value)
        if isinstance(value, str) and ("datetime.datetime" in annotation or "datetime.date" in annotation):
            return _moment(value, "date-time" if "datetime.datetime" in annotation else "date")
        if isinstance(value, str) and "File" in annotation:
            return value.encode()
        return value


def _moment(text: str, form: str) -> Any:
    try:
        return datetime.fromisoformat(text) if form == "date-time" else date.fromisoformat(text)
    except ValueError:
        return text


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


@contextmanager
def _plain(package: Package, url: str) -> Iterator[Any]:
    with package.module("client").Client(base_url=url, timeout=5) as client:
        yield lambda module, arguments: _parts(module.sync_detailed(client=client, **arguments))


@contextmanager
def _wrapped(package: Package, url: str) -> Iterator[Any]:
    with ferrule.wrap(package.module("client").Client(base_url=url), policies=POLICIES) as client:
        yield lambda module, arguments: _parts(module.sync_detailed(client=client, **arguments))


@contextmanager
def _generated(package: Package, url: str) -> Iterator[Any]:
    with getattr(package.module("_facade"), package.client)(base_url=url, policies=POLICIES) as facade:
        yield lambda module, arguments: _parts(module.sync_detailed(client=facade.generated, **arguments))


@contextmanager
def _facade(package: Package, url: str) -> Iterator[Any]:
    with getattr(package.module("_facade"), package.client)(base_url=url, policies=POLICIES) as facade:

        def call(module: Any, arguments: dict[str, Any]) -> tuple[int, bytes]:
            group, _, name = module._OPERATION["name"].partition(".")
            raw = getattr(getattr(facade, group), name).raw(**arguments)
            with suppress(ferrule.FerruleError):
                raw.parse()
            return raw.status_code, raw.content

        yield call


def _parts(response: Any) -> tuple[int, bytes]:
    return response.status_code, response.content


WAYS = {"plain": _plain, "call": _facade, "generated": _generated, "wrap": _wrapped}


@contextmanager
def _served(root: Path, scratch: Path) -> Iterator[str]:
    """The suite's server, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["node", "--import", str(LOCAL), str(root / SERVER / "dist/cli/cli.js"), "run", "--port", str(port)]
    with (scratch / "server.log").open("w") as log:
        server = subprocess.Popen([*command, "--coverageDirectory", str(scratch)], stdout=log, stderr=log)
        url = f"http://localhost:{port}"
        try:
            for _ in range(300):
                try:
                    httpx.get(f"{url}/report", timeout=5)
                    break
                except httpx.HTTPError:
                    if server.poll() is not None:
                        raise SystemExit((scratch / "server.log").read_text()) from None
                    time.sleep(0.2)
            yield url
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    sys.exit(main())
