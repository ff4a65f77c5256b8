"""The public names."""

import ast
import importlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import ferrule

ROOT = Path(ferrule.__file__).parent
LAZY = [
    path for path in sorted(ROOT.rglob("__init__.py")) if "lazy(" in path.read_text() and path.parent.name != "codegen"
]


def in_sight(package, file):
    """What type checkers see: where each public name comes from."""
    (checking,) = (node for node in ast.parse(file.read_text()).body if isinstance(node, ast.If))
    imports = [node for node in checking.body if isinstance(node, ast.ImportFrom)]
    assert all(alias.asname == alias.name for node in imports for alias in node.names), f"{package}: not public"
    return {alias.name: node.module for node in imports for alias in node.names}


@pytest.mark.parametrize("file", LAZY, ids=lambda file: file.parent.name)
def test_type_checkers_and_the_interpreter_find_each_name_in_the_same_place(file):
    """The imports for type checkers and the table for run time agree."""
    package = importlib.import_module(".".join(("ferrule", *file.parent.relative_to(ROOT).parts)))
    seen = in_sight(package, file)
    assert package.__all__ == sorted(name for name in seen if not name.startswith("_"))
    assert set(seen) <= set(dir(package))
    for name, home in seen.items():
        assert getattr(package, name) is getattr(importlib.import_module(home), name)
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        package.Nothing


def test_the_version_is_that_of_the_installed_package():
    """One place says it: the metadata."""
    assert ferrule.__version__ == version("ferrule")
    assert "__version__" in dir(ferrule)
    assert "__version__" not in ferrule.__all__


def test_importing_the_package_loads_nothing_before_it_is_used():
    """No work at import: neither httpx nor any policy is loaded."""
    code = (
        "import sys, ferrule; loaded = [m for m in sys.modules if m.startswith(('ferrule.', 'httpx', 'attr'))]; "
        "sys.exit(str(loaded) if loaded != ['ferrule._lazy'] else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
