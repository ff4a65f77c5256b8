"""The public names."""

import ast
import subprocess
import sys
from pathlib import Path

import ferrule


def test_all_is_sorted_and_names_exactly_what_has_a_home():
    """What `from ferrule import *` gives is what the package says it has."""
    assert sorted(ferrule.__all__) == ferrule.__all__
    assert set(ferrule._HOME) == set(ferrule.__all__)


def test_type_checkers_and_the_interpreter_find_each_name_in_the_same_place():
    """The imports for type checkers and the table for run time agree."""
    tree = ast.parse(Path(ferrule.__file__).read_text())
    (checking,) = (node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name: node.module for node in checking.body for alias in node.names}
    assert imported == ferrule._HOME
    for name, home in ferrule._HOME.items():
        assert getattr(ferrule, name) is getattr(sys.modules[home], name)


def test_importing_the_package_loads_nothing_before_it_is_used():
    """No work at import: neither httpx nor any policy is loaded."""
    code = "import sys, ferrule; sys.exit(sum(m.startswith(('ferrule.', 'httpx', 'attr')) for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
