"""The table of traps in `docs/resilience.md`."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_test_that_the_table_of_traps_names_exists() -> None:
    """A trap stays shut only as long as its test is there under its name."""
    page = (ROOT / "docs" / "resilience.md").read_text()
    named = set(re.findall(r"`(test_\w+)`", page))
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert named
    assert named - set(re.findall(r"def (test_\w+)\(", sources)) == set()
