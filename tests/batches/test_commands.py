"""`ferrule bulk`: a table in, lines of JSON out, and the same command goes on after any end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule.batches.tables import read_table
from ferrule.cli import main
from ferrule.errors import ConfigError
from ferrule.sandbox import Reset, Status
from ferrule_apis.github.api.issues import create, list_for_repo
from ferrule_apis.github.api.repos import list_for_user
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.models import IssueCreate


def rows(tmp_path, text, module, delimiter=","):
    """The inputs of a table."""
    path = tmp_path / "inputs.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        return read_table(file, path.name, module, delimiter)


def test_a_mark_before_the_first_column_is_no_part_of_it(tmp_path):
    """Spreadsheets write one, and the `csv` module takes it, and the quotes after it, for a name."""
    text = b'\xef\xbb\xbf"owner",repo\na,b\n'
    assert rows(tmp_path, text, list_for_repo) == [{"owner": "a", "repo": "b"}]
    assert rows(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbfusername\na\n", get_by_username) == ["a"]


def test_cells_become_what_their_parameters_are(tmp_path):
    """Text stays text, whatever it looks like; an empty cell is not given."""
    text = 'owner,repo,milestone,per_page,since\n007,1e3,0x1,007,2020-01-01T00:00:00Z\n"a,""b""",true,,3,\n\nc,d\n'
    one, two, three = rows(tmp_path, text, list_for_repo)
    assert (one["owner"], one["repo"], one["milestone"], one["per_page"]) == ("007", "1e3", "0x1", 7)
    assert one["since"].isoformat() == "2020-01-01T00:00:00+00:00"
    assert two == {"owner": 'a,"b"', "repo": "true", "per_page": 3}
    assert three == {"owner": "c", "repo": "d"}


def test_the_one_required_parameter_is_a_value(tmp_path):
    """As in code."""
    assert rows(tmp_path, "username\r\n007\r\n\r\n Zoë\r\n", get_by_username) == ["007", " Zoë"]
    assert rows(tmp_path, "username;per_page\na;1\n", list_for_user, ";") == [{"username": "a", "per_page": 1}]


def test_objects_are_json(tmp_path):
    """As their models."""
    (row,) = rows(tmp_path, 'owner,repo,body\na,b,"{""title"": ""t"", ""labels"": [""x""]}"\n', create)
    assert row["body"] == IssueCreate.from_dict({"title": "t", "labels": ["x"]})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("usrname\na\n", "line 1: no parameter 'usrname', did you mean 'username'?"),
        ("username,x\na,b\n", "no parameter 'x'"),
        ("username,\na\n", "no parameter ''"),
        ("username,username\na,b\n", "'username' comes twice"),
        ("octocat\nhubot\n", "no parameter 'octocat'; no column 'username', which is required"),
        ("", "has no first line"),
        ("\n\n", "has no first line"),
        ('username\na\n\n""\nb\n', "line 4: 'username' is required, and its cell is empty"),
        ("username\na\nb,c\n", "line 3: 2 cells, and there are 1 columns"),
        ('username\n"a\n', "line 2: unexpected end of data"),
        ('username\n"a"b\n', "line 2: ',' expected after '\"'"),
        (b"username\n\xff\n", "is not UTF-8 after line"),
        (b"username\n" + b"a" * 200_000, "field larger than field limit"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(tmp_path, text, told):
    """Before anything is sent."""
    with pytest.raises(ConfigError) as error:
        rows(tmp_path, text, get_by_username)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("per_page\na,b,x", "line 2, per_page: Expected `int`"),
        ("state\na,b,x", "line 2, state: Invalid enum value 'x'"),
        ("state\na,,open", "line 2: 'repo' is required, and its cell is empty"),
    ],
)
def test_a_cell_that_does_not_fit_is_told_with_its_column(tmp_path, cells, told):
    """So that the row can be found."""
    with pytest.raises(ConfigError) as error:
        rows(tmp_path, f"owner,repo,{cells}\n", list_for_repo)
    assert told in str(error.value)


def test_a_cell_that_is_nested_without_end_is_told_too(tmp_path):
    """It is a mistake in the table, and no fault of the program."""
    cell = '"{""title"": ' + "[" * 100_000 + '}"'
    with pytest.raises(ConfigError, match="line 2, body: maximum recursion depth"):
        rows(tmp_path, f"owner,repo,body\na,b,{cell}\n", create)


@pytest.fixture
def run(ferrule_sandbox, tmp_path, monkeypatch, capsys):
    """Runs the command in a folder of its own; returns its exit code and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_TOKEN", "any")
    (tmp_path / "names.csv").write_text("username\noctocat\nnobody\n")

    def command(*arguments, operation="users.get_by_username", api="github", table="names.csv"):
        given = ["bulk", api, operation, table, "--base-url", ferrule_sandbox.url("github"), *arguments]
        code = main(given)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def lines(path):
    """The items of an output."""
    return {item["key"]: item for item in map(json.loads, path.read_text().splitlines())}


def test_the_output_has_a_line_for_each_row(run, tmp_path, ferrule_sandbox):
    """With what the API said; the exit code tells that one was refused."""
    code, out, err = run("--out", "users.jsonl")
    assert (code, out) == (1, "")
    found = lines(tmp_path / "users.jsonl")
    assert found["octocat"]["ok"]["login"] == "octocat"
    assert found["nobody"]["error"]["status"] == 404
    assert found["nobody"]["error"]["body"]["message"] == "Not Found"
    assert "NotFound          1" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["names.csv", "users.jsonl", "users.jsonl.journal"]
    assert {entry.headers["authorization"] for entry in ferrule_sandbox.log.select("github")} != {None}


def test_the_same_command_sends_nothing_twice(run, tmp_path, ferrule_sandbox):
    """And writes all of it again, with rows that were added."""
    run("--out", "users.jsonl")
    ferrule_sandbox.log.clear()
    (tmp_path / "names.csv").write_text("username\nhubot\noctocat\nnobody\n")
    _, out, _ = run("--out", "users.jsonl", "--json")
    assert json.loads(out)["kept"] == 2
    assert len(ferrule_sandbox.log.select("github")) == 1
    assert set(lines(tmp_path / "users.jsonl")) == {"hubot", "octocat", "nobody"}


def test_without_a_file_the_lines_go_to_standard_output(run, tmp_path):
    """In order, where it is wanted; no journal is kept."""
    code, out, err = run("--ordered", "--json", "--progress", "none")
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["octocat", "nobody"]
    assert json.loads(err)["errors"] == {"NotFound": 1}
    assert code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["names.csv"]


def test_all_well_is_zero(run, tmp_path):
    """For scripts."""
    (tmp_path / "names.csv").write_text("username\noctocat\n")
    assert run()[0] == 0


def test_what_failed_is_told_as_failed(run, tmp_path, ferrule_sandbox):
    """With its kind, and whether it may have acted."""
    ferrule_sandbox.faults.add(Reset("after"), api="github", path="/users/octocat")
    _, out, _ = run("--ordered")
    failed = json.loads(out.splitlines()[0])["failed"]
    assert (failed["kind"], failed["may_have_acted"]) == ("ReadFailed", True)


def test_a_run_that_stops_says_how_to_go_on(run, tmp_path, ferrule_sandbox):
    """Its part of the output does not have the name of the whole."""
    ferrule_sandbox.faults.add(Status(401), api="github", path="/users/nobody")
    code, _, err = run("--out", "users.jsonl")
    assert code == 1
    assert "stopped after" in err
    assert "the same command goes on from users.jsonl.journal" in err
    assert not (tmp_path / "users.jsonl").exists()
    assert "nobody" in lines(tmp_path / "users.jsonl.part")


def test_a_key_column_names_the_rows(run, tmp_path):
    """In the output as in the journal."""
    (tmp_path / "names.csv").write_text("username,per_page\noctocat,1\n")
    _, out, _ = run("--key", "username", operation="repos.list_for_user")
    assert json.loads(out)["key"] == "octocat"
    assert isinstance(json.loads(out)["ok"], list)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"operation": "users.get_by_usrname"}, "did you mean users.get_by_username"),
        ({"api": "githb"}, "no client of 'githb' is installed"),
        ({"api": "json:dumps"}, "is no blocking client of Ferrule"),
        ({"table": "missing.csv"}, "missing.csv cannot be read: No such file"),
        ({"--delimiter": ";;"}, "--delimiter is one character"),
        ({"--delimiter": '"'}, "and no quote or line break"),
        ({"--out": "u.jsonl", "--journal": "u.jsonl"}, "--journal is the file of --out"),
        ({"--out": "u.jsonl", "--journal": "./u.jsonl.part"}, "--journal is the file of --out"),
        ({"--out": "names.csv"}, "the table is a file of --out"),
        ({"--out": "names", "table": "names.part"}, "the table is a file of --out"),
        ({"--out": "folder"}, "folder is a folder: give another --out"),
        ({"--key": "login"}, "--key login: row 1 has none"),
        ({"--concurrency": "0"}, "concurrency must be a whole number"),
    ],
)
def test_mistakes_are_told_in_one_line(run, arguments, told, ferrule_sandbox, tmp_path):
    """None sends anything."""
    (tmp_path / "names.part").write_text("username\noctocat\n")
    for folder in ("folder", "folder.journal"):
        (tmp_path / folder).mkdir()
    options = [part for name, value in arguments.items() if name.startswith("--") for part in (name, value)]
    named = {name: value for name, value in arguments.items() if not name.startswith("--")}
    code, _, err = run(*options, **named)
    assert code == 1
    assert told in err
    assert err.count("\n") == 1
    assert (tmp_path / "names.part").read_text() == "username\noctocat\n"
    assert len(ferrule_sandbox.log.select("github")) == 0


def test_an_output_of_something_else_is_not_written_over(run, tmp_path):
    """It has no journal, so it is not of this command."""
    (tmp_path / "users.jsonl").write_text("precious\n")
    code, _, err = run("--out", "users.jsonl")
    assert code == 1
    assert "is there, and no journal of it" in err
    assert (tmp_path / "users.jsonl").read_text() == "precious\n"


def test_standard_input_is_a_table_too(run, monkeypatch, tmp_path):
    """For pipes."""
    with (tmp_path / "names.csv").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        _, out, _ = run("--ordered", table="-")
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["octocat", "nobody"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("options", [[], ["--out", "users.jsonl"]])
def test_a_full_disk_is_told_in_words(tmp_path, ferrule_sandbox, options):
    """And a command of which nobody reads the output ends alike."""
    (tmp_path / "names.csv").write_text("username\noctocat\n")
    (tmp_path / "users.jsonl.part").symlink_to("/dev/full")
    given = ["bulk", "github", "users.get_by_username", "names.csv", "--base-url", ferrule_sandbox.url("github")]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "ferrule", *given, "--progress", "none", *options],
            cwd=tmp_path, env={**os.environ, "GITHUB_TOKEN": "any"}, stdout=full, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    first, *rest = ended.stderr.splitlines()
    assert "cannot be written" in first and "No space left" in first
    assert rest == (["the same command goes on from users.jsonl.journal"] if options else [])
    assert not (tmp_path / "users.jsonl").exists()


@pytest.mark.parametrize(
    ("closed", "table", "told"),
    [
        (0, "-", "there is no standard input: give the path of a table"),
        (1, "names.csv", "there is no standard output: give --out"),
        (2, "names.csv", ""),
    ],
)
def test_a_standard_stream_that_is_closed_is_told_in_words(tmp_path, ferrule_sandbox, closed, table, told):
    """As services and cron close them. Without the last one nothing is told, and the lines come."""
    (tmp_path / "names.csv").write_text("username\noctocat\n")
    given = ["bulk", "github", "users.get_by_username", table, "--base-url", ferrule_sandbox.url("github")]
    ended = subprocess.run(
        [sys.executable, "-m", "ferrule", *given],
        cwd=tmp_path, env={**os.environ, "GITHUB_TOKEN": "any"}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: os.close(closed),
    )  # fmt: skip
    assert ended.stderr == (f"ferrule: {told}\n" if told else "")
    assert ended.returncode == (1 if told else 0)
    assert len(ended.stdout.splitlines()) == (0 if told else 1)
