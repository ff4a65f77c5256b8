"""The suite's TypeSpec sources as OpenAPI documents, compiled once into a cache.

Three of the 66 do not compile as they are, and get the smallest change that lets them: the emitter takes no query in a
path and no part of a range of statuses, and it fails on a parameter called `constructor`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

QUERY = "__query__"
"""Stands for `?` in the paths of a source until it is compiled."""
_CONFIG = """
emit: ["@typespec/openapi3"]
options: {"@typespec/openapi3": {openapi-versions: ["3.1.0"], file-type: json}}
"""
_SOURCES = {
    "routes": ("?fixed=true", f"{QUERY}fixed=true"),
    "response/status-code-range": ("@minValue(494)", "@minValue(400)"),
}
_PATHS = (
    (r"(/routes/path/path/standard/\w+)\{param\}", r"\1{/param}"),
    (r"(/routes/path/path/explode/\w+)\{param\}", r"\1{/param*}"),
    (r"(/routes/path/reserved-expansion/\w+/)\{param\}", r"\1{+param}"),
    (r"/parameters/path/optional\{name\}", "/parameters/path/optional{/name}"),
)
"""Expressions that the emitter writes as plain names, as the sources have them: what an overlay would correct."""
_LINKS = {
    "link": ("/next", "/pets"),
    "link-string": ("/next", "/pets"),
    "nested-link": ("/nestedNext/next", "/nestedItems/pets"),
    "link/initial-post": ("/next", "/pets"),
}
"""Where operations that page by links have the next one, and their items: facts that an overlay states."""
_EMITTER = (
    "examples.parameters[httpProp.options.name] ?? []",
    "new Map(Object.entries(examples.parameters)).get(httpProp.options.name) ?? []",
)


def documents(prefix: Path, node: str) -> list[Path]:
    """All documents, in the order of their names.

    Args:
        prefix: folder with the suite in its `node_modules`.
        node: the command of Node.js 22.
    """
    out = prefix / "spector"
    if not (out / "complete").exists():
        _compile_all(prefix, out, node)
    return sorted(out.glob("*/*.json"))


def _compile_all(prefix: Path, out: Path, node: str) -> None:
    modules = prefix / "node_modules"
    package = modules / "@typespec" / "http-specs"
    emitter = modules / "@typespec" / "openapi3" / "dist" / "src" / "openapi.js"
    emitter.write_text(emitter.read_text().replace(*_EMITTER))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    config = out / "tspconfig.yaml"
    config.write_text(_CONFIG)
    sources = sorted(path.parent.relative_to(package / "specs") for path in (package / "specs").rglob("main.tsp"))
    for source, change in _SOURCES.items():
        main = package / "specs" / source / "main.tsp"
        main.write_text(main.read_text().replace(*change))

    def compile_one(source: Path) -> None:
        target = out / "_".join(source.parts)
        command = [
            node, str(modules / "@typespec" / "compiler" / "cmd" / "tsp.js"), "compile", f"specs/{source}/main.tsp",
            "--config", str(config), "--option", f"@typespec/openapi3.emitter-output-dir={target}",
        ]  # fmt: skip
        # Its exit code tells of warnings, too; what counts is whether there is a document.
        result = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
        if not list(target.glob("*.json")):
            raise SystemExit(f"{source} does not compile:\n{result.stdout[-2000:]}{result.stderr[-500:]}")
        for document in target.glob("*.json"):
            document.write_text(json.dumps(_corrected(json.loads(document.read_text().replace(QUERY, "?")))))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(compile_one, sources))
    (out / "complete").touch()


def _corrected(document: dict[str, Any]) -> dict[str, Any]:
    """A document with what the emitter leaves out, and with facts."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        for plain, expression in _PATHS:
            path = re.sub(plain, expression, path)
        paths[path] = item
    for name, (following, items) in _LINKS.items():
        for operation in paths.get(f"/payload/pageable/server-driven-pagination/{name}", {}).values():
            operation["x-ferrule-pagination"] = {"style": "next-url", "next": following, "items": items}
    return {**document, "paths": paths}
