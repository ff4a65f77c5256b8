"""Type checkers find nothing wrong with generated packages, whatever their descriptions do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule.codegen import generate

FOLDER = Path(__file__).parents[1] / "codegen" / "specs"
SPECS = sorted(path for path in FOLDER.glob("*.yaml") if "swagger" not in path.read_text())
pytestmark = pytest.mark.skipif("FERRULE_TYPING" not in os.environ, reason="needs the checkers; run `nox -s typing`")


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_generated_packages_have_no_type_errors(spec: Path, tmp_path: Path) -> None:
    """mypy's strict mode, over all modules."""
    generate(spec, None, tmp_path, "generated")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "-p", "generated"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_class_of_two_names_is_one_type(tmp_path: Path) -> None:
    """What two schemas describe alike may be used under either name."""
    state = {"type": "object", "properties": {"state": {"type": "string", "enum": ["open", "shut"]}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Doors", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Cupboard": state, "Door": state}},
    }
    (tmp_path / "doors.json").write_text(json.dumps(document))
    generate(tmp_path / "doors.json", None, tmp_path, "doors")
    (tmp_path / "uses.py").write_text(
        "from doors.models import CupboardState, Door, DoorState\n"
        "Door(state=DoorState.OPEN).state = CupboardState.SHUT\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "uses.py"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
