"""The account of what a document has and what was generated from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openapi_python_client.parser.openapi import Endpoint

from ferrule.codegen import CodegenError, generate, pipeline
from ferrule.codegen.ledger import count
from ferrule.codegen.load import load

SPECS = Path(__file__).parent / "specs"
TINY = SPECS / "tiny.yaml"


def test_a_document_is_counted_whole() -> None:
    """Operations, parameters of path items and operations, bodies and responses by media type, and schemas."""
    kinds = [item.kind for item in count(load(TINY))]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "body": 3, "operation": 5, "parameter": 15, "response": 11, "schema": 13,
    }  # fmt: skip


def test_every_loss_has_a_reason(tiny: Any) -> None:
    """Credentials, ignored headers and redirects beside a success are no part of a client, and the ledger says so."""
    ledger = tiny.report.ledger
    assert ledger.unexplained == []
    assert [(note.kind, note.where) for note in ledger.lost] == [
        ("parameter", "#/paths/~1pets/get/parameters/9"),
        ("parameter", "#/paths/~1pets/get/parameters/10"),
        ("response", "#/paths/~1pets/get/responses/304"),
    ]
    assert all(note.reason and note.fix for note in ledger.lost)


def test_what_is_generated_otherwise_is_told(tiny: Any) -> None:
    """A type that had to be widened is listed with its place."""
    assert [note.where for note in tiny.report.ledger.changed] == [
        "#/components/schemas/Mixed",
        "#/components/schemas/Tree",
    ]


def _drop_response(result: Any) -> None:
    result.responses.patterns.clear()


def _drop_parameter(result: Any) -> None:
    result.query_parameters.clear()


def _drop_body(result: Any) -> None:
    result.bodies.clear()


@pytest.mark.parametrize(
    ("drop", "said"),
    [
        (_drop_response, "response #/paths/~1pets/get/responses/200"),
        (_drop_parameter, "parameter #/paths/~1pets/get/parameters/0"),
        (_drop_body, "body #/paths/~1pets/post/requestBody/content/application~1json"),
    ],
)
def test_a_silent_drop_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drop: Any, said: str) -> None:
    """Whatever the generator leaves out without a word is named, and nothing is written."""
    genuine = Endpoint.sort_parameters

    def dropping(*, endpoint: Endpoint) -> Any:
        result = genuine(endpoint=endpoint)
        drop(result)
        return result

    monkeypatch.setattr(Endpoint, "sort_parameters", staticmethod(dropping))
    with pytest.raises(CodegenError, match="dropped without a reason") as caught:
        generate(TINY, None, tmp_path, "tiny")
    assert said in str(caught.value)
    assert not (tmp_path / "tiny").exists()


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("models/owner.py", "schema #/components/schemas/owner"),
        ("api/pets/list.py", "operation #/paths/~1pets/get"),
    ],
)
def test_a_file_that_was_not_written_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, said: str
) -> None:
    """The account looks at the output, not at what was meant to be written."""
    monkeypatch.setattr(pipeline, "format_package", lambda package: (package / lost).unlink())
    with pytest.raises(CodegenError) as caught:
        generate(TINY, None, tmp_path, "tiny")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("spec", "module", "there", "instead", "said"),
    [
        ("tiny", "api/pets/create.py", "status == 201", "status == 999", "response #/paths/~1pets/post/responses/201"),
        ("tiny", "api/pets/list.py", "400 <= status <= 499", "400 <= status < 499", "/paths/~1pets/get/responses/4XX"),
        ("tiny", "api/pets/get_photo.py", "media_type == 'image/png'", "False", "responses/200/content/image~1png"),
        (
            "exchange",
            "api/default/account.py",
            "        return parsed",
            "        pass",
            "/get/responses/200/content/application~1json",
        ),
        ("tiny", "api/pets/list.py", "_parameters.query(_params, 'tags', tags)", "pass", "get/parameters/1\n"),
        ("tiny", "api/pets/list.py", "'seen<', seen_before", "'seen<', seen_after", "get/parameters/6\n"),
        ("tiny", "api/pets/list.py", "tags: list[str] | Unset = UNSET, ", "", "get/parameters/1\n"),
        ("tiny", "api/pets/list.py", "tags=tags, ", "", "get/parameters/1\n"),
        ("tiny", "api/pets/list.py", """_kwargs["url"] += """, "_ = ", "get/parameters/0\n"),
        (
            "tiny",
            "api/pets/create.py",
            "_parameters.header(_headers, 'tenant', tenant)",
            "pass",
            "#/paths/~1pets/parameters/0",
        ),
        ("tiny", "api/pets/create.py", """_kwargs["headers"] = _headers""", "pass", "#/paths/~1pets/parameters/0"),
        (
            "tiny",
            "api/pets/create.py",
            """_kwargs["content"] = _body.json(body)""",
            "pass",
            "content/application~1json",
        ),
        (
            "tiny",
            "api/pets/create.py",
            """_kwargs["content"] = _body.form(body, {})""",
            "pass",
            "x-www-form-urlencoded",
        ),
        ("tiny", "api/pets/create.py", "body=body, ", "", "post/requestBody/content/application~1json"),
        ("exchange", "api/default/upload.py", "_body.multipart(body", "_body.multipart({}", "multipart~1form-data"),
        (
            "headers",
            "api/default/odd.py",
            "_headers.scalar(response, 'X-A'",
            "_headers.scalar(response, 'X-B'",
            "headers/X-A",
        ),
        ("events", "webhooks.py", "'tick': lambda", "'tock': lambda", "webhook #/webhooks/tick"),
        ("tiny", "api/pets/list.py", "async def asyncio_detailed", "async def other", "operation #/paths/~1pets/get"),
    ],
)
def test_a_part_that_a_module_lost_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: str, module: str, there: str, instead: str, said: str
) -> None:
    """A part is generated if its module shows all of its way, whatever its emitter reported."""

    def drop(package: Path) -> None:
        source = (package / module).read_text()
        assert there in source
        (package / module).write_text(source.replace(there, instead))

    monkeypatch.setattr(pipeline, "format_package", drop)
    with pytest.raises(CodegenError, match="dropped without a reason") as caught:
        generate(SPECS / f"{spec}.yaml", None, tmp_path, "lossy")
    assert said in f"{caught.value}\n"
    assert not (tmp_path / "lossy").exists()
