"""Runs only where the parser is installed: `nox -s conformance -- sse`."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NPM = os.environ.get("FERRULE_NPM", "")
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the parser where there is none."""
    if not NPM:
        skip = pytest.mark.skip(reason="FERRULE_NPM names no npm prefix; `nox -s conformance -- sse` makes one")
        for item in items:
            if _HERE in item.path.parents:
                item.add_marker(skip)


class JavaScript:
    """Reads streams as browsers and Node.js do."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self, kind: str, stream: bytes) -> dict[str, Any]:
        """What is in a stream of `events` or `lines`."""
        asking, answering = self._process.stdin, self._process.stdout
        assert asking is not None
        assert answering is not None
        asking.write(json.dumps({"kind": kind, "bytes": base64.b64encode(stream).decode()}) + "\n")
        asking.flush()
        found: dict[str, Any] = json.loads(answering.readline())
        return found


@pytest.fixture(scope="session")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaScript]:
    """A process of Node.js with npm `eventsource-parser`."""
    folder = tmp_path_factory.mktemp("javascript")  # modules are looked up beside the script
    shutil.copy(_HERE / "parser.mjs", folder)
    (folder / "node_modules").symlink_to(Path(NPM) / "node_modules")
    with subprocess.Popen(
        ["node", str(folder / "parser.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield JavaScript(process)
        process.terminate()
