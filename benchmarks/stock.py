"""The peer: what stock openapi-python-client makes of the same description, with its own templates and defaults."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from ferrule.codegen.load import load

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"


DESCRIPTION = ROOT / "specs" / "github" / "openapi.yaml"


def description() -> dict[str, Any]:
    """The description that both are generated from."""
    return load(DESCRIPTION)


def generate() -> None:
    """Generate `stock_github` from specs/github, and make it importable."""
    home = CACHE / "bench" / "stock"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "config.yaml"
    config.write_text("post_hooks: []\n")  # formatting is not what is measured
    command = [
        sys.executable, "-m", "openapi_python_client", "generate",
        "--path", str(DESCRIPTION),
        "--output-path", str(home / "stock_github"),
        "--meta", "none", "--config", str(config), "--overwrite",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    sys.path.insert(0, str(home))
