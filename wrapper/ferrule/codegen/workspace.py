"""Keep `generated/ferrule_apis/` in step with `specs/`: one folder an API in each."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from attrs import frozen

from . import lock
from .errors import CodegenError, UsageError
from .openapi import GRAPHQL
from .ownership import carry_over, is_generated, lists_files, remove
from .package_name import ADVICE, is_package_name
from .reporting import warnings_of
from .swap import replacing

State = Literal["unchanged", "regenerated", "removed", "kept", "current", "stale", "failed"]


@frozen
class Outcome:
    """What became of one API."""

    api: str
    state: State
    seconds: float = 0.0
    operations: int = 0
    models: int = 0
    lost: int = 0
    details: Sequence[str] = ()
    """Differences, or the error."""
    warnings: Sequence[str] = ()
    """What is wrong with the description."""

    @property
    def ok(self) -> bool:
        """Whether `generated/` is now what `specs/` gives."""
        return self.state not in ("stale", "failed")


@frozen
class Api:
    """The files of one API in a repository."""

    name: str
    spec: Path
    overlay: Path | None
    lock: Path
    package: Path


class Workspace:
    """A repository with `specs/` and `generated/`.

    Args:
        root: its folder.
        strict: whether faults of a description fail its API.

    Raises:
        CodegenError: there is no `specs/` in it.
    """

    def __init__(self, root: Path, *, strict: bool = False) -> None:
        self.root = root
        self._strict = strict
        self.specs = root / "specs"
        self.output = root / "generated" / "ferrule_apis"
        self._scratch = root / ".cache" / "codegen"
        if not self.specs.is_dir():
            raise UsageError(
                str(self.specs), "no such folder", "Run this in a repository that has `specs/<api>/openapi.yaml`."
            )

    def apis(self, wanted: list[str] | None = None) -> list[Api]:
        """The APIs called `wanted`, or all.

        Raises:
            CodegenError: one of them has no description.
        """
        names = wanted or sorted(path.name for path in self.specs.iterdir() if _spec_of(path))
        return [self._api(name) for name in dict.fromkeys(names)]

    def _api(self, name: str) -> Api:
        named = sorted(path for path in self.specs.iterdir() if _package_of(path) == _package_of(Path(name)))
        if len(named) > 1:
            both = " and ".join(path.name for path in named)
            raise CodegenError(
                str(self.specs), f"{both} would be one package, {_package_of(named[0])}", "Rename one of them."
            )
        folder = named[0] if named else self.specs / name
        spec = _spec_of(folder)
        if spec is None:
            known = ", ".join(api.name for api in self.apis()) or "none"
            raise UsageError(str(folder), f"has none of {', '.join(_SPECS)}", f"APIs here: {known}.")
        package = _package_of(folder)
        if not is_package_name(package):
            raise CodegenError(str(folder), "the folder's name becomes a package's name", ADVICE)
        overlay = folder / (lock.FACTS if spec.suffix in GRAPHQL else "overlay.yaml")
        return Api(package, spec, overlay if overlay.exists() else None, folder / "spec.lock", self.output / package)

    def orphans(self) -> list[Path]:
        """Generated packages that no description gives any more."""
        known = {_package_of(path) for path in self.specs.iterdir() if _spec_of(path)}
        if not self.output.is_dir():
            return []
        return [
            path for path in sorted(self.output.iterdir()) if path.is_dir() and path.name not in {*known, "__pycache__"}
        ]

    def run(self, wanted: list[str] | None = None) -> Iterator[Outcome]:
        """Regenerate what is not up to date. One API's failure leaves its old package and the other APIs alone."""
        for api in self.apis(wanted):
            yield self._regenerate(api)
        if not wanted:
            yield from map(self._remove, self.orphans())

    def check(self, wanted: list[str] | None = None) -> Iterator[Outcome]:
        """Compare `generated/` with what `specs/` gives, and write nothing."""
        for api in self.apis(wanted):
            yield self._compare(api)
        if not wanted:
            for path in self.orphans():
                what = f"{self._shown(path)} has no description in specs/"
                yield Outcome(path.name, "stale" if is_generated(path) else "kept", details=[what])

    def _remove(self, path: Path) -> Outcome:
        what = f"{self._shown(path)} has no description in specs/"
        if not is_generated(path):
            return Outcome(path.name, "kept", details=[f"{what}, and Ferrule did not generate it"])
        if not lists_files(path):
            return Outcome(path.name, "kept", details=[f"{what}, and its ledger lists no files: remove it by hand"])
        kept = remove(path)
        return Outcome(path.name, "removed", details=[f"{what} any more", *self._kept(path, kept)])

    def _kept(self, package: Path, paths: Iterable[Path]) -> list[str]:
        return [f"{self._shown(package / path)} is kept: Ferrule did not generate it" for path in paths]

    def _regenerate(self, api: Api) -> Outcome:
        start = time.perf_counter()
        if not self._strict and self._is_current(api):
            return Outcome(api.name, "unchanged", time.perf_counter() - start)
        try:
            from .pipeline import write

            with replacing(api.package, self._scratch) as target:
                report = write(api.spec, api.overlay, target, api.name, strict=self._strict)
                kept = self._kept(api.package, carry_over(api.package, target))
            api.lock.write_text(lock.current(api.spec, api.overlay, api.package).dump(), encoding="utf-8")
        except CodegenError as error:
            return Outcome(api.name, "failed", time.perf_counter() - start, details=[str(error)])
        lost = sum(count["lost"] for count in report.ledger.counts.values())
        took = time.perf_counter() - start
        warnings = list(warnings_of(report.faults, self._shown(api.spec)))
        return Outcome(api.name, "regenerated", took, report.operations, report.models, lost, kept, warnings)

    def _compare(self, api: Api) -> Outcome:
        start = time.perf_counter()
        if not self._strict and self._is_current(api):
            return Outcome(api.name, "current", time.perf_counter() - start)
        self._scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._scratch) as scratch:
            target = Path(scratch) / api.name
            try:
                from .pipeline import write

                report = write(api.spec, api.overlay, target, api.name, strict=self._strict)
            except CodegenError as error:
                return Outcome(api.name, "failed", time.perf_counter() - start, details=[str(error)])
            details = list(differences(api.package, target, self._shown(api.package)))
        state: State = "stale" if details else "current"
        return Outcome(api.name, state, time.perf_counter() - start, report.operations, report.models, details=details)

    def _is_current(self, api: Api) -> bool:
        known = lock.read(api.lock)
        return known is not None and known == lock.current(api.spec, api.overlay, api.package)

    def _shown(self, path: Path) -> str:
        """A path as messages and outputs name it: relative, to be the same on every machine."""
        return str(path.relative_to(self.root))


_SPECS = ("openapi.yaml", "openapi.json", "schema.graphql")


def _spec_of(folder: Path) -> Path | None:
    return next((folder / name for name in _SPECS if (folder / name).is_file()), None)


def _package_of(folder: Path) -> str:
    """`github_graphql` for `github-graphql`: packages have no hyphens."""
    return folder.name.replace("-", "_")


def differences(have: Path, want: Path, shown: str) -> Iterator[str]:
    """One line for each file that differs, with the first line that does.

    Args:
        have: folder as it is.
        want: folder as it should be.
        shown: name of the former in messages.
    """
    old = set(lock.files(have)) if have.is_dir() else set[Path]()
    new = set(lock.files(want))
    for path in sorted(old | new):
        if path not in old:
            yield f"{shown}/{path}: missing"
        elif path not in new:
            yield f"{shown}/{path}: not generated from specs/"
        elif (have / path).read_bytes() != (want / path).read_bytes():
            yield f"{shown}/{path}: {_first_difference(have / path, want / path)}"


def _first_difference(have: Path, want: Path) -> str:
    lines = zip_longest(
        have.read_text(encoding="utf-8", errors="replace").splitlines(),
        want.read_text(encoding="utf-8", errors="replace").splitlines(),
    )
    for number, (is_line, wanted) in enumerate(lines, 1):
        if is_line != wanted:
            return f"line {number} is {_short(is_line)}, should be {_short(wanted)}"
    return "line ends differ"


def _short(line: str | None) -> str:
    return "missing" if line is None else repr(line if len(line) < 100 else line[:97] + "...")
