"""The steps from a document to a package, in order."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from attrs import evolve, frozen

from . import load, lock, overlay
from .bundle import bundle
from .check import check
from .convert import convert
from .depth import deep_recursion
from .errors import CodegenError, UsageError
from .facade import facade
from .formatting import format_package
from .jsondata import JSONObject
from .ledger import Ledger, account
from .normalise import normalise
from .ownership import LEDGER, carry_over, is_generated
from .package_name import ADVICE, is_package_name
from .parser import parse
from .render import Renderer
from .swap import replacing

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
        report = write(document_source, overlay_source, target, package, cache=cache, remote=remote, steps=steps)
        return evolve(report, kept=tuple(carry_over(out / package, target)))


def write(
    document_source: str | Path,
    overlay_source: str | Path | None,
    target: Path,
    api: str,
    *,
    cache: Path | None = None,
    remote: bool = False,
    steps: dict[str, float] | None = None,
) -> Report:
    """Generate into the folder `target`, which must not exist; see `generate`."""
    clock = _Clock(steps if steps is not None else {})
    file = str(document_source)
    with without_collection(), deep_recursion(file):
        document = read(document_source, overlay_source, cache, remote=remote)
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
        (target / "openapi.json").write_bytes(_json(document))
        ledger = account(api, document, normalised, warned, written, target)
        files = sorted([*(path.as_posix() for path in lock.files(target)), LEDGER])
        (target / LEDGER).write_bytes(_json({**ledger.to_json(), "files": files}))
        clock.lap("ledger")
    if ledger.unexplained:
        listed = "\n  ".join(f"{one.kind} {one.where}" for one in ledger.unexplained[:20])
        reason = f"{len(ledger.unexplained)} parts were dropped without a reason:\n  {listed}"
        raise CodegenError(file, reason, "This is a defect of Ferrule's code generation; nothing was replaced.")
    models = len(data.models) + len(data.enums)
    return Report(api, len(operations), models, clients.class_name, clock.total(), ledger)


def read(
    document_source: str | Path,
    overlay_source: str | Path | None = None,
    cache: Path | None = None,
    *,
    remote: bool = False,
) -> JSONObject:
    """The document at a source as one OpenAPI 3 document, its overlay applied; see `generate`."""
    source = str(document_source)
    document = load.load(source, cache)
    if "swagger" in document:
        document = convert(document, source)
    document = bundle(document, source, lambda file: load.load(file, cache), remote=remote)
    if overlay_source is not None:
        document = overlay.apply(document, load.load(overlay_source), str(overlay_source))
    check(document, source)
    return document


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
