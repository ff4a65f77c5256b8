"""What is wrong with a description although it can be generated: told, with its place."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from ferrule import cli
from ferrule.codegen.faults import faults_of
from ferrule.codegen.reporting import signs_of_life
from ferrule.codegen.text import parse

BROKEN = """
openapi: 3.1.0
info: {title: Broken, version: "1"}
paths:
  /a:
    get:
      operationId: twice
      parameters: [{name: limit, in: query, schema: {type: int}}]
      responses:
        200: {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}
  /b:
    post:
      operationId: twice
      security: [{missing: []}]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Nothing"}}}}
  c:
    get: {responses: {204: {description: x}}}
components:
  schemas:
    Page:
      type: object
      example: {type: none, $ref: "#/nowhere"}
      properties: {more: {type: [float, "null"]}, data: {type: array, items: {type: object}}, meta: {type: object, properties: {prev: {type: string}}}}
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A description with one fault of each kind."""
    path = tmp_path / "openapi.yaml"
    path.write_text(BROKEN)
    return path


def test_each_fault_has_its_pointer() -> None:
    """Data in examples is none."""
    found = faults_of(parse(BROKEN.encode(), "x.yaml"), "x.yaml")
    assert [(one.where, one.reason) for one in found] == [
        ("#/paths/c", "the path c does not begin with a slash, so it is added to the server's URL as it is"),
        ("#/paths/~1b/post", "operationId twice is that of #/paths/~1a/get too, so its name gets a number"),
        ("#/paths/~1b/post", "it has no `responses`, so that any success is taken as it comes"),
        ("#/paths/~1b/post/security", "it needs the security scheme missing, which is not described"),
        ("#/paths/~1a/get/parameters/0/schema", "there is no type int; write integer"),
        (
            "#/paths/~1b/post/requestBody/content/application~1json/schema",
            "$ref #/components/schemas/Nothing points to nothing, so it is typed as Any",
        ),
        ("#/components/schemas/Page/properties/more", "there is no type float; write number with `format: float`"),
    ]


def test_faults_are_warnings_and_with_strict_errors(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The client is made all the same, or not at all; what has no type or name is counted."""
    command = ["generate", str(broken), "--out", str(tmp_path / "out"), "--package", "broken"]
    assert cli.main([*command, "--strict"]) == 1
    told = capsys.readouterr()
    assert "7 faults in the description:" in told.err
    assert "#/paths/~1b/post: it has no `responses`" in told.err
    assert not (tmp_path / "out" / "broken").exists()
    assert cli.main(command) == 0
    told = capsys.readouterr()
    assert told.err.count("warning: ") == 7
    assert f"warning: {broken}: #/paths/~1a/get/parameters/0/schema: there is no type int; write integer. " in told.err
    assert "values typed as Any: the description leaves them open" in told.out


def test_many_alike_are_told_as_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred times the same thing would hide another."""
    paths = "\n".join(f"  /p{number}: {{get: {{operationId: o{number}}}}}" for number in range(20))
    spec = tmp_path / "openapi.yaml"
    spec.write_text(f'openapi: 3.1.0\ninfo: {{title: A, version: "1"}}\npaths:\n{paths}\n')
    assert cli.main(["generate", str(spec), "--out", str(tmp_path / "out"), "--package", "many"]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning")]
    assert (len(lines), lines[-1]) == (6, f"warning: {spec}: and 15 more like these")


def test_a_check_writes_nothing_and_tells_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For continuous integration in a repository of one's own."""
    spec = Path(__file__).parent / "specs" / "tiny.yaml"
    command = ["generate", str(spec), "--out", str(tmp_path), "--package", "checked"]
    assert cli.main([*command, "--check"]) == 1
    assert "missing" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert cli.main(command) == 0
    assert cli.main([*command, "--check"]) == 0
    module = tmp_path / "checked" / "api" / "pets" / "list.py"
    module.write_text(module.read_text().replace("List pets", "List dogs"))
    capsys.readouterr()
    assert cli.main([*command, "--check"]) == 1
    assert "api/pets/list.py: line" in capsys.readouterr().out
    assert "List dogs" in module.read_text()


@pytest.mark.parametrize("command", ["generate", "diff"])
def test_commands_agree_in_their_exit_codes(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """2 for a file that is not there, 1 for one that cannot be read."""
    more = ["--out", str(tmp_path / "out"), "--package", "x"] if command == "generate" else [str(tmp_path / "x.yaml")]
    (tmp_path / "bad.yaml").write_text("a: [")
    assert cli.main([command, str(tmp_path / "none.yaml"), *more]) == 2
    assert cli.main([command, str(tmp_path / "bad.yaml"), *more]) == 1
    assert capsys.readouterr().err.count("error: ") == 2


def test_long_work_gives_a_sign_of_life(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On the error output, with what is done; afterwards nothing comes any more."""
    armed: list[Any] = []
    monkeypatch.setattr(signal, "setitimer", lambda *timer: armed.append(timer))
    with signs_of_life({"load": 1.0, "normalise": 2.0}):
        signal.raise_signal(signal.SIGALRM)
    assert "still working: 0 s, load, normalise done\n" in capsys.readouterr().err
    assert armed == [(signal.ITIMER_REAL, 5.0, 5.0), (signal.ITIMER_REAL, 0)]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
