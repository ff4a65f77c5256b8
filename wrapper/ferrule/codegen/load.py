"""Read an OpenAPI document from a file, a URL or an npm package, as JSON data with string keys."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import httpx

from .errors import CodegenError, UsageError
from .jsondata import JSONObject
from .text import one_line, parse, parse_part


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


def load_part(source: str, cache: Path | None = None) -> Any:
    """What is at `source`, as `load`, but it may also be an array: a `$ref` leads to lists, too."""
    return parse_part(read(source, cache), source)


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
        raise UsageError(name, error.strerror or str(error), "Give the path of an OpenAPI document.") from error


def _from_url(url: str) -> bytes:
    try:
        response = httpx.get(url, timeout=60, follow_redirects=True)
        response.raise_for_status()
    except httpx.HTTPStatusError as error:
        reason = f"the server answered {error.response.status_code}"
    except httpx.InvalidURL:
        reason = "this is no valid URL"
    except httpx.HTTPError as error:
        reason = str(error)
    else:
        return response.content
    # Raised out here: httpx's own errors hold the URL, which may have a password.
    raise CodegenError(url, reason, "Check the URL, or download the document and give its path.")


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
        command = [npm, "pack", wanted, "--loglevel=error", "--ignore-scripts", "--pack-destination", scratch]
        result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
        packed = sorted(Path(scratch).glob("*.tgz"))
        if result.returncode or not packed:
            raise CodegenError(source, f"npm pack failed: {one_line(result.stderr)}", "Check name and version.")
        packed[0].replace(kept)
