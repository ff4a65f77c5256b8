"""What the demo tells its readers to type works in the environment it runs in."""

from __future__ import annotations

import importlib.util
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def demo() -> ModuleType:
    """The demo, not run."""
    spec = importlib.util.spec_from_file_location("demo", ROOT / "examples" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_last_line_works_as_printed(
    demo: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names an interpreter that has Ferrule: that of the session, which is on no path."""
    where = Path(sys.executable).parent.parent
    monkeypatch.chdir(where)
    demo.farewell()
    printed = capsys.readouterr().out
    command = printed.split("`")[1]
    assert not Path(shlex.split(command)[0]).is_absolute(), "short where it can be"
    done = subprocess.run([*shlex.split(command), "--help"], cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "usage: ferrule sandbox" in done.stdout
