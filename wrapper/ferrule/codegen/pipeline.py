"""The steps from a document to a package, in order."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
from attrs import evolve, frozen

from . import load, lock, overlay
from .bundle import bundle
from .check import check
from .convert import convert
from .depth import deep_recursion
from .errors import CodegenError, Note, UsageError
from .facade import facade
from .faults import faults_of
from .formatting import format_package
from .jsondata import JSONObject
from .ledger import Ledger, account
from .looseness import looseness
from .normalise import normalise
from .openapi import GRAPHQL
from .ownership import LEDGER, carry_over, is_generated
from .package_name import ADVICE, is_package_name
from .parser import parse
from .render import Renderer
from .spelling import quick_spelling
from .swap import replacing
from .wording import plural

_NEEDED: Final = frozenset({"attr", "attrs", "ferrule", "httpx", "msgspec"})  # by generated packages


@frozen
class Report:
    """What a run did."""

    api: str
    operations: int
    models: int
    """Models and enums."""
    client: str
    """Name of the client's class."""
    faults: list[Note]
    """What is wrong with the description."""
    seconds: float
    ledger: Ledger
    kept: tuple[Path, ...] = ()
    """Files in its folder that were not generated, relative to it."""


def generate(
    document_source: str | Path,
    overlay_source: str | Path | None,
    out: Path,
    package: str,
    *,
    cache: Path | None = None,
    remote: bool = False,
    strict: bool = False,
    steps: dict[str, float] | None = None,
) -> Report:
    """Generate the package `out/package`; one that was generated before is replaced, but only by a finished one.

    Args:
        document_source: path, URL or `npm:PACKAGE@VERSION:PATH` of an OpenAPI 3 document.
        overlay_source: path of an Overlay 1.x document, or None.
        out: folder the package is written into.
        package: name of the package, a Python identifier.
        cache: folder that npm packages are kept in.
        remote: whether references may lead to URLs.
        strict: whether faults of the description end the run.
        steps: takes the seconds that each step took.

    Raises:
        CodegenError: the document, the overlay or the environment does not allow it, something was lost unexplained, or
            the folder that is there was not generated.
    """
    if not is_package_name(package):
        raise UsageError(package, "not a package name", ADVICE)
    if package in sys.stdlib_module_names or package in _NEEDED:
        raise UsageError(package, "is the name of a module that Python or the package itself needs", "Choose another.")
    if not _replaceable(out / package):
        reason = "is in the way, and Ferrule did not generate it: there is no ledger.json of a package in it"
        raise CodegenError(str(out / package), reason, "Move it away, or choose another --out or --package.")
    with replacing(out / package, _scratch(out)) as target:
        report = write(
            document_source, overlay_source, target, package, cache=cache, remote=remote, strict=strict, steps=steps
        )
        return evolve(report, kept=tuple(carry_over(out / package, target)))


def write(
    document_source: str | Path,
    overlay_source: str | Path | None,
    target: Path,
    api: str,
    *,
    cache: Path | None = None,
    remote: bool = False,
    strict: bool = False,
    steps: dict[str, float] | None = None,
) -> Report:
    """Generate into the folder `target`, which must not exist; see `generate`."""
    clock = _Clock(steps if steps is not None else {})
    file = str(document_source)
    with without_collection(), deep_recursion(file), quick_spelling():
        document = read(document_source, overlay_source, cache, remote=remote)
        faults = faults_of(document, file)
        if strict and faults:
            listed = "\n  ".join(f"{one.where}: {one.reason}" for one in faults)
            raise CodegenError(file, f"{plural(len(faults), 'fault')} in the description:\n  {listed}", _STRICT)
        clock.lap("load")
        normalised = normalise(document, file)
        clock.lap("normalise")
        data, warned = parse(normalised, file)
        clock.lap("parse")
        operations = list(normalised.operations.values())
        clients = facade(document, api, operations)
        written = Renderer(data, normalised, clients, target).run()
        clock.lap("render")
        format_package(target)
        clock.lap("format")
        loose = looseness(data)
        models = len(data.models) + len(data.enums)
        del data  # a third of all memory, of which the ledger needs nothing
        (target / "openapi.json").write_bytes(_json(document))
        if file.endswith(GRAPHQL):
            shutil.copyfile(file, target / "schema.graphql")
        ledger = account(api, document, normalised, warned, written, target, loose)
        files = sorted([*(path.as_posix() for path in lock.files(target)), LEDGER])
        (target / LEDGER).write_bytes(_json({**ledger.to_json(), "files": files}))
        clock.lap("ledger")
    if ledger.unexplained:
        listed = "\n  ".join(f"{one.kind} {one.where}" for one in ledger.unexplained[:20])
        reason = f"{len(ledger.unexplained)} parts were dropped without a reason:\n  {listed}"
        raise CodegenError(file, reason, "This is a defect of Ferrule's code generation; nothing was replaced.")
    return Report(api, len(operations), models, clients.class_name, faults, clock.total(), ledger)


def read(
    document_source: str | Path,
    overlay_source: str | Path | None = None,
    cache: Path | None = None,
    *,
    remote: bool = False,
    unmatched: list[str] | None = None,
) -> JSONObject:
    """The document at a source as one OpenAPI 3 document, its overlay applied; see `generate`.

    Actions of the overlay that match nothing are added to `unmatched`; without it they are an error.
    """
    source = str(document_source)
    if source.endswith(GRAPHQL):
        return _read_graphql(Path(source), overlay_source, unmatched)
    document = load.load(source, cache)
    if "swagger" in document:
        document = convert(document, source)

    def load_part(file: str) -> Any:
        return load.load_part(file, cache)

    document = bundle(document, source, load_part, remote=remote)
    if overlay_source is not None:
        changes = load.load(overlay_source)
        document = overlay.apply(document, changes, str(overlay_source), unmatched)
        if '"$ref"' in json.dumps(changes):
            document = bundle(document, source, load_part, remote=remote)  # an overlay may refer as a description does
    check(document, source)
    return document


def _read_graphql(source: Path, facts: str | Path | None, unmatched: list[str] | None) -> JSONObject:
    """As `read`, of a GraphQL schema and the operations beside it."""
    from .graphql.document import describe, send_queries_as_told

    document = describe(source)
    if facts is not None:
        document = overlay.apply(document, load.load(facts), str(facts), unmatched)
    check(document, str(source))
    return send_queries_as_told(document)


_STRICT = "Correct them, in an overlay if need be; or generate without --strict, which prints them as warnings."


def _json(document: JSONObject) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _replaceable(target: Path) -> bool:
    """Whether no one's work is lost with `target`: it does not exist, is empty, or was generated."""
    if not os.path.lexists(target):
        return True
    try:
        return not any(target.iterdir()) or is_generated(target)
    except OSError:
        return False


def _scratch(out: Path) -> Path:
    return out / ".ferrule-codegen"


@contextmanager
def without_collection() -> Generator[None, None, None]:
    """Without garbage collection: a large document makes millions of objects that live until the end of the run."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Clock:
    def __init__(self, steps: dict[str, float]) -> None:
        self._start = self._last = time.perf_counter()
        self._steps = steps

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._steps[name] = now - self._last
        self._last = now

    def total(self) -> float:
        return self._last - self._start
