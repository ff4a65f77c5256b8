"""Bring generated code into one format."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .errors import CodegenError


def format_package(package: Path) -> None:
    """Bring a package into ruff's format, whatever the settings of the place it is written to.

    Raises:
        CodegenError: a module is not valid Python.
    """
    ruff = find_ruff()
    command = [
        ruff,
        "format",
        "--isolated",
        "--no-cache",
        "--quiet",
        "--line-length=120",
        "--target-version=py311",
        str(package),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    if result.returncode:
        reason = " ".join(result.stderr.split())[:600]
        raise CodegenError(
            "templates", f"ruff could not format the output: {reason}", "This is a defect of Ferrule's templates."
        )


def find_ruff() -> str:
    """The ruff binary of this environment."""
    from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]  # ruff ships no types

    return str(find_ruff_bin())
