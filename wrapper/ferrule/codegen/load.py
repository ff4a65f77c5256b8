"""Read an OpenAPI document from a file, a URL or an npm package, as JSON data with string keys."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import httpx
import yaml

from .errors import CodegenError

JSONObject = dict[str, Any]


class _Duplicate(ValueError):
    """A key occurs twice in one mapping."""


def load(source: str | Path, cache: Path | None = None) -> JSONObject:
    """The document at `source`: a path, an `https://` URL, or `npm:PACKAGE@VERSION:PATH`.

    Args:
        source: where the document is.
        cache: folder that npm packages are kept in; a temporary one if omitted.

    Raises:
        CodegenError: it cannot be read, or is not a YAML or JSON object.
    """
    name = str(source)
    return parse(read(source, cache), name)


def read(source: str | Path, cache: Path | None = None) -> bytes:
    """The bytes at `source`; see `load`."""
    name = str(source)
    if name.startswith(("https://", "http://")):
        return _from_url(name)
    if name.startswith("npm:"):
        return _from_npm(name, cache)
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise CodegenError(name, error.strerror or str(error), "Give the path of an OpenAPI document.") from error


def parse(data: bytes, name: str) -> JSONObject:
    """JSON or YAML text as a JSON object.

    YAML is read by the core schema of YAML 1.2, as OpenAPI asks: `on` and `no` are text, and so is a date; keys are text.
    """
    try:
        if data.lstrip()[:1] in (b"{", b"["):
            document = json.loads(data, object_pairs_hook=_pairs)
        else:
            document = yaml.load(data, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CodegenError(name, _one_line(error), "Correct the document's syntax.") from error
    if not isinstance(document, dict):
        raise CodegenError(name, "the document is not an object", "An OpenAPI document starts with `openapi:`.")
    return document


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _pairs(pairs: list[tuple[str, Any]]) -> JSONObject:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Duplicate(f"key {key!r} occurs twice in one object")
            seen.add(key)
    return found


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C parser where it was built
    """YAML 1.2 core schema, text keys, no duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> JSONObject:
        self.flatten_mapping(node)
        found: JSONObject = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key_node.start_mark)
            if key_node.value in found:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key_node.value!r} occurs twice in one object", key_node.start_mark
                )
            found[key_node.value] = self.construct_object(value_node, deep=deep)
        return found

    def construct_integer(self, node: yaml.ScalarNode) -> int:
        text = node.value
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)


def _resolver(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


_resolver("null", "~|null|Null|NULL|", "~nN")
_Loader.yaml_implicit_resolvers.setdefault("", []).append(("tag:yaml.org,2002:null", re.compile("^$")))
_resolver("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_resolver("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789")
_resolver(
    "float",
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    "-+0123456789.",
)
_resolver("merge", "<<", "<")
_Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node, deep=True))
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_integer)


def _from_url(url: str) -> bytes:
    try:
        response = httpx.get(url, timeout=60, follow_redirects=True)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise CodegenError(url, str(error), "Check the URL, or download the document and give its path.") from error
    return response.content


_NPM = re.compile(r"npm:(?P<package>(?:@[\w.-]+/)?[\w.-]+)@(?P<version>[\w.+-]+):(?P<path>[\w./@+ -]+)")


def _from_npm(source: str, cache: Path | None) -> bytes:
    """A file of an npm package, fetched with the user's npm client and kept, so that a version is fetched once."""
    match = _NPM.fullmatch(source)
    if match is None:
        raise CodegenError(
            source, "not of the form npm:PACKAGE@VERSION:PATH", "Name an exact version and a path in it."
        )
    package, version = match["package"], match["version"]
    path = PurePosixPath(match["path"])
    with tempfile.TemporaryDirectory() as scratch:
        folder = cache or Path(scratch)
        kept = folder / f"{package.replace('/', '+')}@{version}.tgz"
        if not kept.exists():
            _npm_pack(f"{package}@{version}", kept, source)
        with tarfile.open(kept) as archive:
            try:
                member = archive.extractfile(f"package/{path}")
            except KeyError:
                member = None
            if member is None:
                raise CodegenError(
                    source, f"{package}@{version} has no file {path}", "List it with `npm pack --dry-run`."
                )
            return member.read()


def _npm_pack(wanted: str, kept: Path, source: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise CodegenError(source, "npm is not installed", "Install npm, or download the document and give its path.")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        command = [npm, "pack", wanted, "--silent", "--ignore-scripts", "--pack-destination", scratch]
        result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
        packed = sorted(Path(scratch).glob("*.tgz"))
        if result.returncode or not packed:
            raise CodegenError(
                source, f"npm pack failed: {_one_line(ValueError(result.stderr))}", "Check name and version."
            )
        packed[0].replace(kept)
