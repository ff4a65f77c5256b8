"""The rooms of `ferrule` stand on floors: imports point downwards, none goes round in a circle, and no file is long.

All imports count, those in functions and for type checkers alone included: a reader follows them, too.
"""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import ferrule

ROOT = Path(ferrule.__file__).parent
LONGEST = 300  # lines

# Lowest first. A room imports from floors below its own, and from itself.
FLOORS = (
    ("_lazy", "_version", "http"),
    ("call",),
    ("errors",),
    ("files", "runtime"),
    ("databases",),
    ("engines",),
    ("policies",),
    ("auth", "cache", "graphql", "paging", "streams", "transfer", "webhooks"),
    ("telemetry",),
    ("settings",),
    ("client",),
    ("batches",),
    ("api",),
    ("ferrule",),
    ("codegen", "dashboard", "integrations", "sandbox"),
    ("testing", "top"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def sources() -> Iterator[Path]:
    """All files but those that are copied into generated packages."""
    for path in sorted(ROOT.rglob("*.py")):
        if not {"support", "templates"} & set(path.relative_to(ROOT).parts):
            yield path


def name_of(path: Path) -> str:
    """A file's import name."""
    parts = ("ferrule", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sources()}


def imported(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                member = f"{source}.{alias.name}"
                found.add(member if member in MODULES else source)
    return (found & MODULES.keys()) - {name}


def room_of(name: str) -> str:
    """The room of a module: `auth` of `ferrule.auth.policy`; the package itself is a room, too."""
    return name.split(".")[1] if "." in name else name


@pytest.fixture(scope="module")
def graph() -> Mapping[str, set[str]]:
    """What each module imports."""
    return {name: imported(name) for name in MODULES}


def test_imports_are_read(graph: Mapping[str, set[str]]) -> None:
    """Whole packages, their members, and relative imports are all followed; a graph without arrows proves nothing."""
    assert "ferrule.errors" in graph["ferrule.client.session"]
    assert "ferrule.client.core" in graph["ferrule.client.session"]
    assert "ferrule.codegen.errors" in graph["ferrule.codegen.facts"]
    assert "ferrule.policies.retry" in graph["ferrule"], "imports for type checkers count"


def test_each_room_has_a_floor() -> None:
    """Whoever builds a room says on which floor it stands."""
    assert {room_of(name) for name in MODULES} - FLOOR_OF.keys() == set()


def test_no_import_points_upwards(graph: Mapping[str, set[str]]) -> None:
    """A lower floor knows nothing of a higher one, nor of its neighbours."""
    wrong = [
        f"{name} -> {target}"
        for name, targets in graph.items()
        for target in targets
        if room_of(name) != room_of(target) and FLOOR_OF[room_of(target)] >= FLOOR_OF[room_of(name)]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_imports_go_round_in_a_circle(graph: Mapping[str, set[str]]) -> None:
    """Each module can be read after those that it stands on."""
    circles = []
    rest = {name: set(targets) for name, targets in graph.items()}
    while True:
        try:
            graphlib.TopologicalSorter(rest).prepare()
        except graphlib.CycleError as error:
            circle = error.args[1]
            circles.append(" <- ".join(circle))
            rest[circle[1]].discard(circle[0])  # cut it, to find the next
        else:
            break
    assert not circles, "\n".join(circles)


@pytest.mark.parametrize("room", sorted({room_of(name) for name in MODULES}))
def test_no_file_is_long(room: str) -> None:
    """What does not fit on a few screens holds more than one concern."""
    lengths = {
        name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items() if room_of(name) == room
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
