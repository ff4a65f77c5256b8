"""The committed packages."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import pytest

from ferrule.codegen.workspace import Workspace

ROOT = Path(__file__).parents[2]
APIS = sorted(path.name for path in (ROOT / "generated" / "ferrule_apis").iterdir() if (path / "__init__.py").exists())


def test_packages_are_what_their_descriptions_give() -> None:
    """Nobody edited `generated/`, and nobody forgot to regenerate it."""
    stale = [outcome for outcome in Workspace(ROOT).check() if not outcome.ok]
    assert stale == []


@pytest.mark.parametrize("api", APIS)
def test_every_module_imports(api: str) -> None:
    """Each endpoint, model and facade of the package."""
    package = importlib.import_module(f"ferrule_apis.{api}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)
    models = importlib.import_module(f"{package.__name__}.models")
    assert all(getattr(models, name) for name in models._MODULES)
    assert all(getattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("api", APIS)
def test_only_the_facade_and_what_receives_webhooks_need_ferrule(api: str) -> None:
    """The one needs `ferrule.api` alone, the other `ferrule.webhooks`; all else works with httpx, attrs and msgspec.

    Pydantic is for those who have it.
    """
    package = ROOT / "generated" / "ferrule_apis" / api
    needed: dict[str, set[str]] = {}
    for path in package.rglob("*.py*"):
        if path.suffix in (".py", ".pyi"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
                for name in names:
                    needed.setdefault(name, set()).add(path.name)
    assert needed.pop("ferrule.api") == {"_facade.py", "_facade.pyi"}
    assert needed.pop("ferrule.webhooks", set()) <= {"webhooks.py"}
    assert needed.pop("pydantic_core") == {"_pydantic.py"}
    assert {name.partition(".")[0] for name in needed} - sys.stdlib_module_names == {"attrs", "httpx", "msgspec"}


@pytest.mark.parametrize("api", APIS)
def test_the_ledger_accounts_for_everything(api: str) -> None:
    """What is not generated is counted as lost, and each loss has its reason."""
    ledger = json.loads((ROOT / "generated" / "ferrule_apis" / api / "ledger.json").read_text())
    for count in ledger["counts"].values():
        assert count["spec"] == count["generated"] + count["lost"]
    assert len(ledger["lost"]) == sum(count["lost"] for count in ledger["counts"].values())
    assert ledger["counts"]["operation"]["lost"] == 0
    assert all(entry["reason"] for entry in ledger["lost"])
    assert ledger["warnings"] == []
