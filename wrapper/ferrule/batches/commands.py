"""`ferrule bulk API OPERATION INPUTS.csv`: an operation for each row of a table, from a shell.

Exit codes: 0 all succeeded; 1 some did not, or it stopped; 2 used wrongly; 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ferrule.auth.credentials import ApiKey, Basic, Bearer
from ferrule.auth.protocols import Credential
from ferrule.auth.schemes import takes_basic, takes_bearer
from ferrule.batches.bulk import Bulk, bulk
from ferrule.batches.output import json_line
from ferrule.batches.tables import read_table
from ferrule.client.api import Api
from ferrule.client.endpoint import Endpoint
from ferrule.client.groups import groups, operations
from ferrule.errors import BulkStopped, ConfigError

_EPILOG = """\
The first line of the table names parameters of the operation. An empty cell is not given; objects and arrays are JSON.
With --out, a journal is kept beside it: after any end the same command goes on where it was, and writes all of it.

example:
  ferrule bulk github users.get_by_username names.csv --out users.jsonl
"""


def add_bulk(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "bulk",
        help="call an operation for each row of a table",
        description="Call an operation for each row of a CSV table; write what the API said as lines of JSON.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("api", help="of ferrule_apis, such as github; or your own client, such as acme_client:Acme")
    parser.add_argument("operation", help="such as users.get_by_username")
    parser.add_argument("inputs", help="path of a CSV file in UTF-8; - for standard input")
    parser.add_argument(
        "--out", metavar="FILE", help="where the lines go; default, and -, standard output, without a journal"
    )
    parser.add_argument("--journal", metavar="FILE", help="what became of each row; default FILE.journal of --out")
    parser.add_argument("--key", metavar="COLUMN", help="names a row; default all of it")
    parser.add_argument("--concurrency", type=int, default=20, metavar="N", help="calls at once (default %(default)s)")
    parser.add_argument("--ordered", action="store_true", help="keep the order of the rows")
    parser.add_argument("--resend", action="store_true", help="send again what may have arrived in an earlier run")
    parser.add_argument("--base-url", metavar="URL", help="server of your own, such as a sandbox")
    parser.add_argument("--delimiter", default=",", metavar="CHARACTER", help="between cells (default %(default)s)")
    parser.add_argument(
        "--progress", choices=["auto", "bar", "plain", "none"], default="auto", help="default %(default)s"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    chosen.out = None if chosen.out == "-" else chosen.out  # as for the inputs
    facade = _facade(chosen.api)
    if len(chosen.delimiter) != 1 or chosen.delimiter in '"\r\n':
        raise ConfigError("--delimiter is one character, and no quote or line break")
    with ExitStack() as stack:
        client = stack.enter_context(facade(auth=_credentials(facade), base_url=chosen.base_url))
        operation = _operation(client, chosen.operation)
        journal = chosen.journal or (f"{chosen.out}.journal" if chosen.out else None)
        _check_files(chosen.inputs, chosen.out, journal)
        rows = _rows(chosen, operation)
        run = bulk(
            operation,
            rows,
            key=_key(chosen.key, rows),
            concurrency=chosen.concurrency,
            ordered=chosen.ordered,
            journal=journal,
            resend=chosen.resend,
            progress=chosen.progress,
        )
        try:
            _write(run, Path(chosen.out) if chosen.out else None)
        except BulkStopped as stopped:
            _say(f"ferrule: {stopped}")
        except OSError as fault:  # a full disk, or nobody reads
            _say(f"ferrule: ended, as something cannot be written: {fault}")
            _tell_how_to_go_on(journal)
            if not chosen.out:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is written at exit
            return 1
        except BaseException:
            _tell_how_to_go_on(journal)
            raise
        return _end(run, journal, as_json=chosen.json, out=chosen.out)


def _check_files(inputs: str, out: str | None, journal: str | None) -> None:
    """Refuse what would be written over something."""
    if not out:
        if sys.stdout is None:
            raise ConfigError("there is no standard output: give --out")
        return
    written = {Path(out).resolve(), _part(out).resolve()}
    if inputs != "-" and Path(inputs).resolve() in written:
        raise ConfigError("the table is a file of --out, which would be written over it: give another --out")
    if journal and Path(journal).resolve() in written:
        raise ConfigError("--journal is the file of --out, which would be written over it: give another")
    for one in (Path(out), _part(out)):
        if one.is_dir():
            raise ConfigError(f"{one} is a folder: give another --out")
    if Path(out).exists() and not Path(journal or "").exists():
        raise ConfigError(f"{out} is there, and no journal of it: give another --out, or move it away")


def _write(run: Bulk[Any, Any, Any], out: Path | None) -> None:
    """Write the items. A file has its name only when it is whole."""
    if out is None:
        _take(run, sys.stdout.buffer)
        return
    part = _part(out)
    with part.open("wb") as file:
        _take(run, file)
    part.replace(out)


def _part(out: str | Path) -> Path:
    """What the output is called until it is whole."""
    return Path(f"{out}.part")


def _take(run: Bulk[Any, Any, Any], file: BinaryIO) -> None:
    with run:
        try:
            file.writelines(json_line(item) for item in run)
        except KeyboardInterrupt:
            _say("ending what runs; Ctrl-C again drops it")
            raise
        finally:
            file.flush()


def _end(run: Bulk[Any, Any, Any], journal: str | None, *, as_json: bool, out: str | None) -> int:
    summary = run.summary()
    if as_json:
        stream = sys.stdout if out else sys.stderr
        if stream is not None:
            stream.write(msgspec.json.encode(summary).decode() + "\n")
    else:
        _say(str(summary))
    if summary.end != "all inputs":
        _tell_how_to_go_on(journal)
    return 0 if summary.end == "all inputs" and summary.ok == summary.items else 1


def _tell_how_to_go_on(journal: str | None) -> None:
    if journal and Path(journal).exists():
        _say(f"the same command goes on from {journal}")


def _facade(name: str) -> type[Api]:
    """The client class of an API."""
    package, _, wanted = name.partition(":")
    try:
        module = import_module(package if wanted else f"ferrule_apis.{package}._facade")
    except (ImportError, ValueError) as fault:
        raise ConfigError(f"no client of {name!r} is installed ({fault})") from None
    found: Any = getattr(module, wanted, None) if wanted else None
    kinds = [found] if wanted else [*vars(module).values()]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Api) and kind is not Api:
            return kind
    raise ConfigError(f"{name!r} is no blocking client of Ferrule; give MODULE:CLASS, such as acme_client:Acme")


def _operation(client: Api, name: str) -> Endpoint[..., Any, Any]:
    known = {f"{group}.{one}": group for group, made in groups(type(client)).items() for one in operations(made.group)}
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join([*known][:5])} …"
        raise ConfigError(f"{client.description.name} has no operation {name!r}; {hint}")
    found: Endpoint[..., Any, Any] = getattr(getattr(client, known[name]), name.rpartition(".")[2])
    return found


def _credentials(facade: type[Api]) -> Credential | dict[str, Credential] | None:
    """Those that the environment has, by the variables that the API's overlay names."""
    found: dict[str, Credential] = {}
    for name, scheme in facade.description.security_schemes.items():
        variables: Any = scheme.get("x-ferrule-env", ())
        names = [variables] if isinstance(variables, str) else list(variables)
        if not names or not all(map(os.environ.get, names)):
            continue
        if takes_basic(scheme) and len(names) == 2:
            found[name] = Basic.from_env(*names)
        elif takes_bearer(scheme):
            found[name] = Bearer.from_env(names[0])
        elif scheme.get("type") == "apiKey":
            found[name] = ApiKey.from_env(names[0])
    return found if len(found) > 1 else next(iter(found.values()), None)


def _rows(chosen: argparse.Namespace, operation: Endpoint[..., Any, Any]) -> list[Any]:
    if chosen.inputs == "-":
        if sys.stdin is None:
            raise ConfigError("there is no standard input: give the path of a table")
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict", newline="")  # type: ignore[union-attr]
        return read_table(sys.stdin, "standard input", operation.module, chosen.delimiter)
    try:
        with Path(chosen.inputs).open(encoding="utf-8-sig", newline="") as file:
            return read_table(file, chosen.inputs, operation.module, chosen.delimiter)
    except OSError as fault:
        raise ConfigError(f"{chosen.inputs} cannot be read: {fault.strerror}") from None


def _key(column: str | None, rows: list[Any]) -> Callable[[Any], str] | None:
    if column is None:
        return None
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or column not in row:
            raise ConfigError(f"--key {column}: row {number} has none")
    return lambda row: str(row[column])


def _say(text: str) -> None:
    if sys.stderr is not None:  # it may have been closed
        sys.stderr.write(f"{text}\n")
