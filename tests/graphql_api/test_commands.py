"""The commands that know OpenAPI know GraphQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ferrule import cli
from ferrule.codegen.workspace import Workspace
from graphs import written

SCHEMA = (
    "type Query { a: Int  cat(id: ID!): Cat }\ntype Cat { id: ID! name: String kind: Kind }\nenum Kind { TAME WILD }\n"
)
OPERATIONS = "query GetCat($id: ID!) {\n  cat(id: $id) { name kind }\n}\n"


def run(*arguments: str) -> int:
    """What a command ends with."""
    return cli.main(list(arguments))


def test_a_client_is_generated_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the same words as for OpenAPI."""
    source = str(written(tmp_path / "specs", SCHEMA, OPERATIONS))
    arguments = ("generate", source, "--out", str(tmp_path), "--package", "cats")
    assert run(*arguments) == 0
    assert "1 operations" in capsys.readouterr().out
    assert (tmp_path / "cats" / "schema.graphql").read_text() == SCHEMA
    assert run(*arguments, "--check") == 0
    written(tmp_path / "specs", SCHEMA, OPERATIONS.replace("kind", "id"))
    assert run(*arguments, "--check") == 1


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback."""
    source = str(written(tmp_path / "specs", SCHEMA, OPERATIONS.replace("name", "nome")))
    assert run("generate", source, "--out", str(tmp_path), "--package", "cats") != 0
    assert "all.graphql:2:18: Cannot query field 'nome' on type 'Cat'" in capsys.readouterr().err


def test_a_workspace_has_both_kinds(tmp_path: Path) -> None:
    """A hyphen in the folder's name becomes an underscore in the package's; unchanged input costs nothing."""
    written(tmp_path / "specs" / "wild-cats", SCHEMA, OPERATIONS)
    workspace = Workspace(tmp_path)
    assert [(one.api, one.state) for one in workspace.run()] == [("wild_cats", "regenerated")]
    assert [(one.api, one.state) for one in workspace.run(["wild_cats"])] == [("wild_cats", "unchanged")]
    assert [(one.api, one.state) for one in workspace.run(["wild-cats"])] == [("wild_cats", "unchanged")]
    written(tmp_path / "specs" / "wild-cats", SCHEMA, OPERATIONS.replace("name", "id"))
    assert [one.state for one in workspace.check()] == ["stale"]
    shutil.rmtree(tmp_path / "specs" / "wild-cats")
    assert [(one.api, one.state) for one in workspace.run()] == [("wild_cats", "removed")]


def changes(
    tmp_path: Path, old: tuple[str, str], new: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """What `diff` tells, each change on a line."""
    paths = [str(written(tmp_path / str(index), *one)) for index, one in enumerate((old, new))]
    capsys.readouterr()
    assert run("diff", *paths, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    return [f"{'breaking ' if one['breaking'] else ''}{one['side']} {one['where']}: {one['what']}" for one in found]


def test_breaking_changes_of_a_schema_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As graphql-core finds them; another value of an enum breaks nothing, as enums are open."""
    new = SCHEMA.replace("a: Int", "a: Int!").replace("name: String ", "").replace("WILD", "WILD FERAL")
    found = changes(tmp_path, (SCHEMA, OPERATIONS), (new, OPERATIONS.replace("name ", "")), capsys)
    assert "breaking wire Cat.name: Field Cat.name was removed." in found
    assert "wire Kind.FERAL: dangerous: Enum value Kind.FERAL was added." in found
    assert any(line.startswith("breaking wire") and "Cannot query field 'name'" in line for line in found)
    assert any(line.startswith("breaking python GetCatCat, name") for line in found)


def test_an_operation_that_a_new_schema_refuses_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, and the rest is compared all the same."""
    found = changes(
        tmp_path, (SCHEMA, OPERATIONS), (SCHEMA.replace("id: ID!): Cat", "key: ID!): Cat"), OPERATIONS), capsys
    )
    assert any("0/operations/all.graphql:2:7: Unknown argument 'id'" in line for line in found)


def test_only_like_is_compared_with_like(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A schema is no OpenAPI document."""
    source = str(written(tmp_path, SCHEMA, OPERATIONS))
    assert run("diff", source, "openapi.json") == 2
    assert "Give two of one kind" in capsys.readouterr().err
