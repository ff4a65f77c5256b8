"""`spec.lock`: what a package was generated from. So unchanged input costs nothing, and drift is seen."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from attrs import asdict, frozen

from .openapi import GRAPHQL

FORMAT = 1
FACTS = "facts.yaml"
"""What says of a GraphQL API what its schema cannot, as an overlay does."""
# What decides the output, in addition to our own sources.
_ENVIRONMENT = ("graphql-core", "openapi-python-client", "jinja2", "python-jsonpath", "pyyaml", "ruff")


@frozen
class Lock:
    """Digests (SHA-256) of everything that goes in, and of what comes out."""

    format: int
    spec: str
    overlay: str
    codegen: str
    """Of Ferrule's own generator: its modules, its templates, and what it copies into packages."""
    environment: dict[str, str]
    output: str

    def dump(self) -> str:
        """The lock as JSON text."""
        return json.dumps(asdict(self), indent=1) + "\n"


def current(spec: Path, overlay: Path | None, package: Path) -> Lock:
    """The lock as it is now."""
    return Lock(
        format=FORMAT,
        spec=_digest_spec(spec),
        overlay=_digest_file(overlay) if overlay else "",
        codegen=digest_tree(Path(__file__).parent, (".py", ".jinja")),
        environment={name: version(name) for name in _ENVIRONMENT},
        output=digest_tree(package),
    )


def read(path: Path) -> Lock | None:
    """The lock in a file; none if it is missing, unreadable or of another format."""
    try:
        lock = Lock(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return lock if lock.format == FORMAT else None


def digest_tree(folder: Path, suffixes: Iterable[str] = ()) -> str:
    """One digest of all files below `folder` and their names; empty if there is none."""
    digest = hashlib.sha256()
    for path in sorted(files(folder), key=lambda path: path.parts):
        if not suffixes or path.suffix in suffixes:
            content = hashlib.sha256((folder / path).read_bytes()).hexdigest()
            digest.update(f"{path.as_posix()}\0{content}\n".encode())
    return digest.hexdigest() if folder.is_dir() else ""


def files(folder: Path) -> Iterable[Path]:
    """Paths of all files below `folder`, relative to it, compiled ones left out."""
    for root, _, names in os.walk(folder):
        inside = Path(root).relative_to(folder)
        if inside.name != "__pycache__":
            yield from (inside / name for name in names)


def _digest_spec(spec: Path) -> str:
    """Of the description, and of the files beside it that it may refer to."""
    others = [
        path
        for path in sorted(files(spec.parent))
        if path.suffix in (".yaml", ".yml", ".json", *GRAPHQL) and str(path) not in (spec.name, "overlay.yaml", FACTS)
    ]
    digests = [_digest_file(spec), *(f"{path.as_posix()}\0{_digest_file(spec.parent / path)}" for path in others)]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest() if others else digests[0]


def _digest_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
