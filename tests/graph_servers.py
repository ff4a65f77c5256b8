"""Clients of GraphQL servers that others wrote, and programs in environments of their own."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import graphql
import httpx

from ferrule import graphql_transport
from real_servers import SERVERS


def schema_of(url: str, headers: dict[str, str]) -> str:
    """What a server says of itself, in GraphQL's own language."""
    with httpx.Client(transport=graphql_transport(url), headers=headers, timeout=30) as client:
        told = client.post(url, json={"query": graphql.get_introspection_query()}).json()
    return graphql.print_schema(graphql.build_client_schema(told["data"]))


def client_of(url: str, folder: Path, name: str, operations: str, headers: dict[str, str] | None = None) -> ModuleType:
    """A client generated for a server's own schema, as its users would, and imported."""
    (folder / "specs" / "operations").mkdir(parents=True, exist_ok=True)
    (folder / "specs" / "schema.graphql").write_text(schema_of(url, headers or {}))
    (folder / "specs" / "operations" / "all.graphql").write_text(operations)
    command = [
        sys.executable,
        "-m",
        "ferrule",
        "generate",
        str(folder / "specs" / "schema.graphql"),
        "--out",
        str(folder),
    ]
    done = subprocess.run([*command, "--package", name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return importlib.import_module(name)


def in_environment(name: str, program: Path, *arguments: str, cwd: Path) -> str:
    """What a program prints in another environment, where Ferrule is imported from its sources."""
    paths = os.pathsep.join(path for path in sys.path if path.endswith("wrapper"))
    python = Path(SERVERS) / name / "bin" / "python"
    done = subprocess.run(
        [python, str(program), *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": paths or str(Path(__file__).parents[1] / "wrapper")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
