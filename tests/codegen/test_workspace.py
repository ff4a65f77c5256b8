"""Keeping `generated/` in step with `specs/`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule.codegen import CodegenError, commands, lock, parser, pipeline, swap, workspace
from ferrule.codegen.workspace import Workspace

TINY = Path(__file__).parent / "specs" / "tiny.yaml"
SOURCES = Path(__file__).parents[2] / "wrapper"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one description, generated."""
    (tmp_path / "specs" / "tiny").mkdir(parents=True)
    shutil.copy(TINY, tmp_path / "specs" / "tiny" / "openapi.yaml")
    assert states(tmp_path) == {"tiny": "regenerated"}
    return tmp_path


def states(root: Path, *, check: bool = False) -> dict[str, str]:
    """What becomes of each API."""
    run = Workspace(root).check if check else Workspace(root).run
    return {outcome.api: outcome.state for outcome in run()}


def package(root: Path) -> Path:
    """The generated package."""
    return root / "generated" / "ferrule_apis" / "tiny"


def test_unchanged_input_is_not_generated_again(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is parsed or written when spec, overlay, codegen and output are as the lock says."""
    monkeypatch.setattr(pipeline, "write", None)
    assert states(repository) == {"tiny": "unchanged"}
    assert states(repository, check=True) == {"tiny": "current"}


def test_generation_repeats_itself(repository: Path) -> None:
    """The same input gives the same bytes under another hash seed."""
    before = lock.digest_tree(package(repository))
    code = f"from ferrule.codegen import generate; generate({str(TINY)!r}, None, __import__('pathlib').Path('out'), 'tiny')"
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(SOURCES)}
    subprocess.run([sys.executable, "-c", code], cwd=repository, env=environment, check=True)
    assert lock.digest_tree(repository / "out" / "tiny") == before


@pytest.mark.parametrize("change", ["spec", "overlay", "output", "missing"])
def test_any_change_is_seen_and_put_right(repository: Path, change: str) -> None:
    """An edited description, a new overlay, and an output edited or deleted by hand are stale until regenerated."""
    folder = repository / "specs" / "tiny"
    if change == "spec":
        spec = folder / "openapi.yaml"
        spec.write_text(spec.read_text().replace("summary: List pets", "summary: All pets"))
    elif change == "overlay":
        action = {"target": "$.info", "description": "A later one.", "update": {"version": "2"}}
        overlay = {"overlay": "1.1.0", "actions": [action]}
        (folder / "overlay.yaml").write_text(json.dumps(overlay))
    elif change == "output":
        (package(repository) / "types.py").write_text("edited = True\n")
    else:
        (package(repository) / "types.py").unlink()
    assert states(repository, check=True) == {"tiny": "stale"}
    assert states(repository) == {"tiny": "regenerated"}
    assert states(repository, check=True) == {"tiny": "current"}


def test_a_check_says_what_differs_and_writes_nothing(repository: Path) -> None:
    """Files missing, added and changed are named, the latter with the first line that differs."""
    (package(repository) / "extra.py").write_text("")
    (package(repository) / "errors.py").unlink()
    (package(repository) / "py.typed").write_text("edited\n")
    before = lock.digest_tree(repository / "generated")
    (outcome,) = Workspace(repository).check()
    assert list(outcome.details) == [
        "generated/ferrule_apis/tiny/errors.py: missing",
        "generated/ferrule_apis/tiny/extra.py: not generated from specs/",
        "generated/ferrule_apis/tiny/py.typed: line 1 is 'edited', should be missing",
    ]
    assert lock.digest_tree(repository / "generated") == before


def test_a_check_passes_if_only_the_lock_is_old(repository: Path) -> None:
    """What counts is whether `generated/` is what `specs/` gives."""
    (repository / "specs" / "tiny" / "spec.lock").unlink()
    assert states(repository, check=True) == {"tiny": "current"}


def test_an_output_without_description_is_stale_then_removed(repository: Path) -> None:
    """A deleted description leaves no package behind."""
    shutil.rmtree(repository / "specs" / "tiny")
    assert states(repository, check=True) == {"tiny": "stale"}
    assert states(repository) == {"tiny": "removed"}
    assert not package(repository).exists()


def test_what_was_not_generated_is_never_removed(repository: Path) -> None:
    """A package without description that somebody wrote stays, and so does a file in one that was generated."""
    written = repository / "generated" / "ferrule_apis" / "mine"
    written.mkdir()
    (written / "__init__.py").write_text("precious = True\n")
    assert states(repository, check=True) == {"tiny": "current", "mine": "kept"}
    (package(repository) / "mine.py").write_text("precious = True\n")
    shutil.rmtree(repository / "specs" / "tiny")
    outcomes = {one.api: one for one in Workspace(repository).run()}
    assert {name: one.state for name, one in outcomes.items()} == {"mine": "kept", "tiny": "removed"}
    assert "tiny/mine.py is kept: Ferrule did not generate it" in "".join(outcomes["tiny"].details)
    assert [path.name for path in package(repository).iterdir()] == ["mine.py"]
    assert (written / "__init__.py").read_text() == "precious = True\n"


def test_a_package_whose_ledger_lists_no_files_is_left_to_its_owner(repository: Path) -> None:
    """It is from before files were listed: a new generation replaces what it makes again, and nothing else."""
    ledger = package(repository) / "ledger.json"
    found = json.loads(ledger.read_bytes())
    del found["files"]
    ledger.write_text(json.dumps(found))
    (package(repository) / "mine.py").write_text("precious = True\n")
    (outcome,) = Workspace(repository).run()
    assert outcome.details == ["generated/ferrule_apis/tiny/mine.py is kept: Ferrule did not generate it"]
    ledger.write_text(json.dumps(found))
    shutil.rmtree(repository / "specs" / "tiny")
    (outcome,) = Workspace(repository).run()
    assert outcome.state == "kept"
    assert "remove it by hand" in outcome.details[0]
    assert (package(repository) / "types.py").exists()


def test_what_was_not_generated_outlives_a_new_generation(repository: Path) -> None:
    """It is named each time that the package is generated."""
    (package(repository) / "mine.py").write_text("precious = True\n")
    (outcome,) = Workspace(repository).run()
    assert (outcome.state, len(outcome.details)) == ("regenerated", 1)
    assert (package(repository) / "mine.py").read_text() == "precious = True\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "specs/tiny/openapi.yaml: "),
        ("swagger: '1.2'\n", "specs/tiny/openapi.yaml: #/swagger: Swagger 1.2 is not supported"),
        ("openapi: 3.0.0\npaths: {/a: {get: 3}}\n", "specs/tiny/openapi.yaml: #/paths/~1a/get: must be an object"),
        (
            "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{$ref: '#/components/parameters/x'}]}}}\n",
            "specs/tiny/openapi.yaml: #/paths/~1a/get/parameters/0: $ref #/components/parameters/x points to nothing",
        ),
        (
            "openapi: 3.0.0\npaths: {}\ncomponents: {schemas: {A: {properties: {b: {$ref: 'other.yaml#/B'}}}}}\n",
            "specs/tiny/other.yaml: No such file",
        ),
    ],
)
def test_a_broken_description_leaves_the_old_package(
    repository: Path, text: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command fails without a traceback, and names file, place, reason and remedy. Nothing is replaced."""
    before = lock.digest_tree(package(repository))
    (repository / "specs" / "tiny" / "openapi.yaml").write_text(text)
    monkeypatch.chdir(repository)
    assert commands.main([]) == 1
    printed = capsys.readouterr()
    assert said in printed.out
    assert "Traceback" not in printed.out + printed.err
    assert lock.digest_tree(package(repository)) == before
    assert not list((repository / ".cache" / "codegen").glob("*"))


def test_one_failure_does_not_stop_the_others(repository: Path) -> None:
    """APIs are independent of each other."""
    (repository / "specs" / "alpha").mkdir()
    (repository / "specs" / "alpha" / "openapi.yaml").write_text("[]")
    assert states(repository) == {"alpha": "failed", "tiny": "unchanged"}


def test_an_unknown_api_is_a_usage_error(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 2, and the message lists the APIs there are."""
    monkeypatch.chdir(repository)
    assert commands.main(["nope"]) == 2
    assert "APIs here: tiny" in capsys.readouterr().err
    monkeypatch.chdir(repository / "specs")
    assert commands.main([]) == 2


def test_json_output_is_machine_readable(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` prints one document with the state of each API."""
    monkeypatch.chdir(repository)
    assert commands.main(["--check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert [(api["api"], api["state"]) for api in found["apis"]] == [("tiny", "current")]


def test_two_folders_are_not_one_package(repository: Path) -> None:
    """A hyphen becomes an underscore: two names may be one, and the second would replace the first."""
    for name in ("my-api", "my_api"):
        shutil.copytree(repository / "specs" / "tiny", repository / "specs" / name)
    with pytest.raises(CodegenError, match="my-api and my_api would be one package, my_api"):
        list(Workspace(repository).run())
    assert not (repository / "generated" / "ferrule_apis" / "my_api").exists()


def test_a_folder_may_be_named_as_it_is_called_or_as_its_package(repository: Path) -> None:
    """`codegen -- my-api` and `codegen -- my_api` are the same."""
    (repository / "specs" / "tiny").rename(repository / "specs" / "my-api")
    states = [[outcome.state for outcome in Workspace(repository).run([name])] for name in ("my-api", "my_api")]
    assert states == [["regenerated"], ["unchanged"]]


def test_another_generator_version_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates and patches are tested with one version; another one is named in the error."""
    monkeypatch.setattr(parser, "version", lambda name: "0.30.0")
    (repository / "specs" / "tiny" / "spec.lock").unlink()
    (outcome,) = Workspace(repository).run()
    assert outcome.state == "failed"
    assert "version 0.30.0 is installed, 0.29.1 is needed" in outcome.details[0]


@pytest.mark.parametrize("exchange", [True, False])
def test_folders_are_swapped_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    """The new folder stands where the old one was, with and without help of the kernel."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    new, target = tmp_path / "new", tmp_path / "target"
    for folder in (new, target):
        folder.mkdir()
        (folder / folder.name).touch()
    swap.swap(new, target)
    assert [path.name for path in target.iterdir()] == ["new"]


def test_an_interrupted_run_leaves_the_old_package(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the run before the swap, the package is as it was."""
    before = lock.digest_tree(package(repository))

    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "format_package", interrupted)
    (repository / "specs" / "tiny" / "spec.lock").unlink()
    with pytest.raises(KeyboardInterrupt):
        list(Workspace(repository).run())
    assert lock.digest_tree(package(repository)) == before
    assert not list((repository / ".cache" / "codegen").glob("*"))


def test_differences_of_binary_files_do_not_fail(tmp_path: Path) -> None:
    """Bytes that are no text are compared too."""
    for name, content in (("a", b"\xff"), ("b", b"\xfe\xff")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_bytes(content)
    assert len(list(workspace.differences(tmp_path / "a", tmp_path / "b", "a"))) == 1


def test_a_killed_run_leaves_a_whole_package(repository: Path) -> None:
    """Killed at any time: `generated/` has the old package or the new one, and the next run puts it right."""
    before = lock.digest_tree(package(repository))
    spec = repository / "specs" / "tiny" / "openapi.yaml"
    spec.write_text(spec.read_text().replace("summary: List pets", "summary: All pets"))
    # Killed right after each step that writes, and in the swap.
    for step in ("render.Renderer._write", "pipeline.format_package", "pipeline.account", "swap._exchange"):
        module, _, name = step.partition(".")
        code = (
            f"import os; from ferrule.codegen import {module}; from ferrule.codegen.workspace import Workspace\n"
            f"{module}.{name} = lambda *a, **k: os.kill(os.getpid(), 9)\n"
            "list(Workspace(__import__('pathlib').Path()).run())"
        )
        environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
        result = subprocess.run([sys.executable, "-c", code], cwd=repository, env=environment, check=False)
        assert result.returncode == -9
        assert lock.digest_tree(package(repository)) == before
    assert states(repository) == {"tiny": "regenerated"}
    assert lock.digest_tree(package(repository)) != before
