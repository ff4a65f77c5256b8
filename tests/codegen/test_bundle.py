"""Descriptions spread over files, of other versions, and what is refused."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate
from ferrule.codegen.pipeline import read

ROOT = """
openapi: 3.2.0
info: {title: Parts, version: "1"}
paths:
  /pets: {$ref: paths/pets.yaml}
  /dogs: {$ref: "paths/all.yaml#/~1dogs"}
components:
  schemas:
    Pet: {$ref: schemas/pet.yaml}
    Name: {type: string}
    Animal: {oneOf: [{$ref: "#/components/schemas/Pet"}], discriminator: {propertyName: kind, mapping: {pet: schemas/pet.yaml, Name: Name}}}
"""
FILES = {
    "openapi.yaml": ROOT,
    "paths/pets.yaml": """
parameters: [{$ref: ../shared.json#/limit}]
get:
  operationId: list_pets
  responses:
    200: {description: x, content: {application/json: {schema: {type: array, items: {$ref: ../schemas/pet.yaml}}}}}
    default: {$ref: ../shared.json#/Problem}
query: {operationId: search_pets, responses: {204: {description: x}}}
additionalOperations: {PURGE: {operationId: purge_pets, responses: {204: {description: x}}}}
""",
    "paths/all.yaml": """
/dogs: {post: {operationId: add_dog, requestBody: {content: {application/json: {schema: {$ref: "#/Dog"}}}}, responses: {204: {description: x}}}}
Dog: {type: object, properties: {name: {$ref: "../openapi.yaml#/components/schemas/Name"}, mother: {$ref: "#/Dog"}, default: {$ref: "../schemas/pet.yaml"}}}
""",
    "schemas/pet.yaml": "{type: object, properties: {id: {type: integer}, friend: {$ref: pet.yaml}}, default: {$ref: data}}",
    "shared.json": json.dumps(
        {
            "limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            "Problem": {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/Inner"}}}},
            "Inner": {"type": "object", "properties": {"detail": {"type": "string"}}},
        }
    ),
}


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """A description in five files."""
    for name, text in FILES.items():
        (tmp_path / "api" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "api" / name).write_text(text)
    return tmp_path / "api" / "openapi.yaml"


def test_files_become_components(parts: Path) -> None:
    """Each once, by the name it has, whoever refers to it; data that looks like a reference stays."""
    found = read(parts)
    schemas = found["components"]["schemas"]
    assert set(schemas) == {"Pet", "Name", "Animal", "pet", "Dog", "Inner"}
    assert schemas["Pet"] == {"$ref": "#/components/schemas/pet"}
    assert schemas["pet"]["properties"]["friend"] == {"$ref": "#/components/schemas/pet"}
    assert schemas["pet"]["default"] == {"$ref": "data"}
    assert schemas["Dog"]["properties"] == {
        "name": {"$ref": "#/components/schemas/Name"},
        "mother": {"$ref": "#/components/schemas/Dog"},
        "default": {"$ref": "#/components/schemas/pet"},
    }
    assert schemas["Animal"]["discriminator"]["mapping"] == {"pet": "#/components/schemas/pet", "Name": "Name"}
    assert found["paths"]["/pets"]["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    assert found["paths"]["/pets"]["get"]["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def test_they_generate_whole(parts: Path, tmp_path: Path) -> None:
    """OpenAPI 3.2's QUERY and further methods are operations like the others."""
    ledger = generate(parts, None, tmp_path / "out", "parts").ledger
    assert ledger.lost == []
    assert {kind: count["generated"] for kind, count in ledger.counts.items()} == {
        "operation": 4, "parameter": 3, "body": 1, "response": 5, "header": 0, "schema": 6, "webhook": 0, "callback": 0,
    }  # fmt: skip
    source = (tmp_path / "out" / "parts" / "api" / "default" / "purge_pets.py").read_text()
    assert '{"method": "purge", "url": "/pets"}' in source


def test_a_document_in_one_file_stays_as_it_is(tmp_path: Path) -> None:
    """Bundling changes nothing where there is nothing to bundle."""
    source = tmp_path / "x.json"
    source.write_text(json.dumps({"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": {"type": "null"}}}}))
    assert read(source) == json.loads(source.read_text())


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("../secret.yaml", "leaves the folder of the description"),
        ("/etc/hosts", "leaves the folder of the description"),
        ("a/../../secret.yaml", "leaves the folder of the description"),
        ("http://127.0.0.1:9/x.yaml", "not followed by default"),
        ("missing.yaml", "No such file"),
        ("paths/all.yaml#/Cat", "points here, to nothing"),
    ],
)
def test_what_a_description_may_not_refer_to(parts: Path, ref: str, said: str) -> None:
    """Files outside its folder, URLs unless asked, and what is not there."""
    parts.with_name("root.json").write_text(
        json.dumps({"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": {"$ref": ref}}}})
    )
    with pytest.raises(CodegenError, match=said):
        read(parts.with_name("root.json"))


def test_urls_are_followed_when_asked(parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative references in what was found there are relative to it."""
    served = {
        "http://specs.test/a/one.json": '{"$ref": "two.json"}',
        "http://specs.test/a/two.json": '{"type": "string"}',
    }

    def fetch(url: str) -> bytes:
        return served[url].encode()

    monkeypatch.setattr("ferrule.codegen.load._from_url", fetch)
    root = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": {"$ref": "http://specs.test/a/one.json"}}}}
    parts.with_name("root.json").write_text(json.dumps(root))
    schemas = read(parts.with_name("root.json"), remote=True)["components"]["schemas"]
    assert schemas == {
        "A": {"$ref": "#/components/schemas/one"}, "one": {"$ref": "#/components/schemas/two"}, "two": {"type": "string"},
    }  # fmt: skip


def test_circles_of_path_items_are_refused(parts: Path) -> None:
    """Instead of following them for ever."""
    (parts.parent / "paths" / "pets.yaml").write_text("{$ref: pets.yaml}")
    with pytest.raises(CodegenError, match="points to itself"):
        read(parts)


def test_swagger_needs_its_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which, and how to get it."""
    source = tmp_path / "x.json"
    source.write_text('{"swagger": "2.0", "paths": {}}')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CodegenError, match="npm install -g swagger2openapi"):
        read(source)


def test_swagger_is_read_as_what_the_converter_makes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it prints; what it refuses is said in its words."""
    converter = tmp_path / "swagger2openapi"
    converter.write_text('#!/bin/sh\necho \'{"openapi": "3.0.0", "paths": {}}\' > "$4"\n')
    converter.chmod(converter.stat().st_mode | stat.S_IXUSR)
    source = tmp_path / "x.json"
    source.write_text('{"swagger": "2.0", "paths": {}}')
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(source) == {"openapi": "3.0.0", "paths": {}}
    converter.write_text("#!/bin/sh\necho no such type >&2\nexit 1\n")
    with pytest.raises(CodegenError, match="no such type"):
        read(source)
    converter.write_text("#!/usr/bin/env node\n")
    with pytest.raises(CodegenError, match="which it runs on"):
        read(source)
    converter.write_text("#!/bin/sh\nwhile :; do :; done\n")
    monkeypatch.setattr("ferrule.codegen.convert._PATIENCE", 0.05)
    with pytest.raises(CodegenError, match="did not end within"):
        read(source)


def test_the_lock_sees_files_beside_the_description(parts: Path) -> None:
    """A change in any of them makes the package stale."""
    from ferrule.codegen import lock

    def digest() -> Any:
        return lock.current(parts, None, parts.parent / "none").spec

    before = digest()
    (parts.parent / "schemas" / "pet.yaml").write_text("{type: string}")
    assert digest() != before


@pytest.mark.parametrize("inside", [True, False])
def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path, inside: bool) -> None:
    """A file or folder that is a link to somewhere else is not read; one within the folder is."""
    (tmp_path / "a" / "parts").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.yaml").write_text("type: string\n")
    (tmp_path / "a" / "parts" / "s.yaml").write_text("type: string\n")
    links = {"file.yaml": "parts/s.yaml", "folder": "parts"}
    if not inside:
        links = {"file.yaml": "../secret/s.yaml", "folder": "../secret"}
    for name, target in links.items():
        (tmp_path / "a" / name).symlink_to(target)
    for reference in ("file.yaml", "folder/s.yaml"):
        document = tmp_path / "a" / "openapi.yaml"
        schemas = f"components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}"
        document.write_text(f"openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{schemas}\n")
        if inside:
            read(document)
        else:
            with pytest.raises(CodegenError, match="leaves the folder of the description through a link"):
                read(document)
