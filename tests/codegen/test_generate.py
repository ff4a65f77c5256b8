"""`ferrule generate`: into folders of other repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ferrule.cli import main
from ferrule.codegen import lock

TINY = Path(__file__).parent / "specs" / "tiny.yaml"


def generate(out: Path, package: str = "tiny") -> int:
    """The exit code of the command."""
    return main(["generate", str(TINY), "--out", str(out), "--package", package])


@pytest.mark.parametrize("ledger", [None, "", "[]", '{"entries": []}'])
def test_what_was_not_generated_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ledger: str | None
) -> None:
    """A folder of somebody's own files stays as it is, also with a foreign ledger.json. Nothing is written."""
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "mine.py").write_text("precious = True\n")
    if ledger is not None:
        (tmp_path / "tiny" / "ledger.json").write_text(ledger)
    before = lock.digest_tree(tmp_path)
    assert generate(tmp_path) == 1
    assert "Ferrule did not generate it" in capsys.readouterr().err
    assert lock.digest_tree(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["tiny"]


def test_a_file_in_the_way_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is a plain file."""
    (tmp_path / "tiny").write_text("precious")
    assert generate(tmp_path) == 1
    assert "Move it away, or choose another --out or --package." in capsys.readouterr().err
    assert (tmp_path / "tiny").read_text() == "precious"


def test_an_empty_folder_and_a_generated_package_are_replaced(tmp_path: Path) -> None:
    """There is nothing of anybody's in either."""
    (tmp_path / "tiny").mkdir()
    assert generate(tmp_path) == 0
    (tmp_path / "tiny" / "types.py").unlink()
    assert generate(tmp_path) == 0
    assert (tmp_path / "tiny" / "types.py").exists()
    assert json.loads((tmp_path / "tiny" / "ledger.json").read_bytes())["counts"]


@pytest.mark.parametrize("out", ["/proc/nope", "some-file", "some-file/below"])
def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    """With its path and the system's reason, and without a traceback."""
    monkeypatch.chdir(tmp_path)
    Path("some-file").write_text("precious")
    assert generate(Path(out)) == 1
    assert f"error: {out}" in capsys.readouterr().err
    assert Path("some-file").read_text() == "precious"


NOT_NAMES = ["class", "None", "__init__", "__pycache__", "caf\u00e9", "a-b", "1st"]


@pytest.mark.parametrize("name", NOT_NAMES)
def test_what_cannot_be_imported_is_no_package_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Keywords, names of Python's own and letters beyond ASCII are a usage error; nothing is written."""
    assert generate(tmp_path, name) == 2
    assert "not a package name" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [name for name in NOT_NAMES if name != "a-b"])  # which becomes a_b
def test_what_cannot_be_imported_is_no_folder_of_specs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Nor can a folder in specs/ be called so."""
    monkeypatch.chdir(tmp_path)
    Path("specs", name).mkdir(parents=True)
    Path("specs", name, "openapi.yaml").write_text(TINY.read_text())
    assert main(["codegen"]) == 1
    assert "the folder's name becomes a package's name" in capsys.readouterr().err
    assert not Path("generated").exists()


@pytest.mark.parametrize("missing", ["yaml", "openapi_python_client"])
@pytest.mark.parametrize("run", ["ferrule generate", "ferrule codegen", "ferrule diff", "ferrule.codegen", "generate"])
def test_a_missing_extra_is_named(tmp_path: Path, missing: str, run: str) -> None:
    """In one line, with what to install, whichever way code generation is reached."""
    (tmp_path / "specs").mkdir()
    program = f"""
import importlib.util as util, sys
found = util.find_spec
util.find_spec = lambda name, *rest: None if name == {missing!r} else found(name, *rest)
sys.modules[{missing!r}] = None
"""
    arguments: list[str] = []
    if run == "generate":
        program += "from ferrule.codegen import generate"
    elif run == "ferrule.codegen":
        program += "from ferrule.codegen.commands import main; sys.exit(main())"
    else:
        program += "from ferrule.cli import main; sys.exit(main())"
        command = run.removeprefix("ferrule ")
        more = {"generate": [str(TINY), "--out", "out", "--package", "tiny"], "diff": [str(TINY), str(TINY)]}
        arguments = [command, *more.get(command, [])]
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    *trace, last = result.stderr.splitlines()
    assert last.endswith(f"code generation needs {missing}: pip install 'ferrule[codegen]'")
    assert run == "generate" or not trace


def test_files_of_others_are_kept_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the ledger lists is replaced; anything else in the folder stays, links and whole folders too."""
    assert generate(tmp_path) == 0
    package = tmp_path / "tiny"
    (package / "mine.py").write_text("precious = True\n")
    (package / "notes" / "deep").mkdir(parents=True)
    (package / "notes" / "deep" / "a.txt").write_text("precious")
    (package / "link").symlink_to(tmp_path)
    ledger = json.loads((package / "ledger.json").read_bytes())
    ledger["files"].append("gone.py")
    (package / "gone.py").write_text("")
    (package / "ledger.json").write_text(json.dumps(ledger))
    capsys.readouterr()
    assert generate(tmp_path) == 0
    told = capsys.readouterr().out
    assert [line.strip() for line in told.splitlines() if "kept:" in line] == [
        f"kept: {name}, which Ferrule did not generate" for name in ("link", "mine.py", "notes/deep/a.txt")
    ]
    assert (package / "mine.py").read_text() == "precious = True\n"
    assert (package / "notes" / "deep" / "a.txt").read_text() == "precious"
    assert (package / "link").is_symlink()
    assert not (package / "gone.py").exists()


def test_a_file_of_others_where_one_is_generated_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither is lost."""
    assert generate(tmp_path) == 0
    ledger = json.loads((tmp_path / "tiny" / "ledger.json").read_bytes())
    ledger["files"].remove("types.py")
    (tmp_path / "tiny" / "ledger.json").write_text(json.dumps(ledger))
    assert generate(tmp_path) == 0  # it is what is generated: two branches that were merged, say, have brought it
    (tmp_path / "tiny" / "ledger.json").write_text(json.dumps(ledger))
    (tmp_path / "tiny" / "types.py").write_text("precious = True\n")
    assert generate(tmp_path) == 1
    assert "types.py: is in the way of a file that is generated" in capsys.readouterr().err
    assert (tmp_path / "tiny" / "types.py").read_text() == "precious = True\n"


@pytest.mark.parametrize("name", ["json", "typing", "httpx", "attrs", "ferrule"])
def test_a_package_that_would_hide_another_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Python would import its own module in its place, or the package could not import what it needs."""
    assert generate(tmp_path, name) == 2
    assert "is the name of a module" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_class_is_named_as_python_reads_it(tmp_path: Path) -> None:
    """Letters that Python takes for others (NFKC) would give a class that cannot be imported by its name."""
    document = tmp_path / "x.yaml"
    document.write_text(TINY.read_text().replace("info:", "x-ferrule-class: \ufb01le\u212c\ninfo:", 1))
    assert main(["generate", str(document), "--out", str(tmp_path), "--package", "nfkc"]) == 0
    check = "import nfkc; print([getattr(nfkc, name).__name__ for name in nfkc.__all__])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, env=environment)
    assert "fileB" in run.stdout


def test_a_password_in_a_url_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not for a host that is not there, a status, a URL that is none, or HTML in place of a document."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = b"<!DOCTYPE html><title>Sign in</title>"
            self.send_response(404 if "missing" in self.path else 200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        host = f"127.0.0.1:{server.server_port}"
        told = {
            f"http://ann:hunter2@{host}/login?key=hunter2": "this is HTML, perhaps a login page",
            f"http://ann:hunter2@{host}/missing": "the server answered 404",
            f"http://ann:hunter2@{host}:x/": "no valid URL",
            f"http://ann:hunter2/hunter2@{host}/": "",
            "http://ann:hunter2@127.0.0.1:1/x": "onnect",
        }
        for url, reason in told.items():
            assert main(["generate", url, "--out", str(tmp_path), "--package", "x"]) == 1
            output = "".join(capsys.readouterr())
            assert reason in output
            assert "hunter" not in output
        server.shutdown()
        thread.join()
