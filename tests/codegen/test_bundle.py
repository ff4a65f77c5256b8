"""Descriptions spread over files, of other versions, and what is refused."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate
from ferrule.codegen.pipeline import read
from ferrule.codegen.pointers import look_up

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
    assert set(schemas) == {"Pet", "Name", "Animal", "Dog", "Inner"}
    assert schemas["Pet"]["properties"]["friend"] == {"$ref": "#/components/schemas/Pet"}
    assert schemas["Pet"]["default"] == {"$ref": "data"}
    assert schemas["Dog"]["properties"] == {
        "name": {"$ref": "#/components/schemas/Name"},
        "mother": {"$ref": "#/components/schemas/Dog"},
        "default": {"$ref": "#/components/schemas/Pet"},
    }
    assert schemas["Animal"]["discriminator"]["mapping"] == {"pet": "#/components/schemas/Pet", "Name": "Name"}
    assert found["paths"]["/pets"]["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    assert found["paths"]["/pets"]["get"]["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def test_they_generate_whole(parts: Path, tmp_path: Path) -> None:
    """OpenAPI 3.2's QUERY and further methods are operations like the others."""
    ledger = generate(parts, None, tmp_path / "out", "parts").ledger
    assert ledger.lost == []
    assert {kind: count["generated"] for kind, count in ledger.counts.items()} == {
        "operation": 4, "parameter": 3, "body": 1, "response": 5, "header": 0, "schema": 5, "webhook": 0, "callback": 0,
        "pages": 0,
        "stream": 0, "upload": 0,
    }  # fmt: skip
    source = (tmp_path / "out" / "parts" / "api" / "pets" / "purge_pets.py").read_text()
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
    assert schemas == {"A": {"$ref": "#/components/schemas/two"}, "two": {"type": "string"}}


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


SCATTERED = {
    "openapi.yaml": """
openapi: 3.1.0
info: {$ref: info.yaml}
servers: {$ref: "info.yaml#/servers"}
tags: [{$ref: "info.yaml#/tag"}]
paths: {$ref: paths/index.yaml}
components: {$ref: components.yaml}
x-ops: {ping: {operationId: ping, responses: {204: {description: Done}}}}
x-data: {$ref: kept}
""",
    "info.yaml": """
{title: Scattered, version: "1", servers: [{url: "https://scattered.example"}], tag: {name: things}}
""",
    "paths/index.yaml": """
/things: {$ref: things.yaml}
/ping: {get: {$ref: "../openapi.yaml#/x-ops/ping"}}
/pong: {get: {$ref: pong.yaml, operationId: pong}}
""",
    "paths/things.yaml": """
parameters: {$ref: "../components.yaml#/lists/paging"}
get: {$ref: list.yaml}
post: {$ref: "list.yaml#/x-post"}
""",
    "paths/list.yaml": """
operationId: list
tags: [things]
parameters: [{name: q, in: query, schema: {type: string}}]
responses: {$ref: "../components.yaml#/lists/answers"}
x-post:
  operationId: add
  security: [{key: []}]
  requestBody: {content: {$ref: "../components.yaml#/lists/content"}}
  responses: {200: {description: OK, headers: {$ref: "../components.yaml#/lists/headers"}}}
""",
    "paths/pong.yaml": "{operationId: other, responses: {204: {description: Done}}}",
    "components.yaml": """
schemas: {$ref: schemas.yaml}
securitySchemes: {key: {$ref: "#/lists/key"}}
lists:
  paging: [{name: page, in: query, schema: {type: integer}}]
  answers: {200: {description: OK, content: {$ref: "#/lists/content"}}}
  content: {application/json: {schema: {$ref: "schemas.yaml#/Thing"}, examples: {$ref: "#/lists/examples"}}}
  examples: {one: {value: {$ref: data}}}
  headers: {X-Total: {schema: {type: integer}}}
  key: {type: apiKey, in: header, name: X-Key}
""",
    "schemas.yaml": """
Thing: {type: object, required: {$ref: "#/x-required"}, properties: {$ref: "#/x-fields"}}
Other: {allOf: {$ref: "#/x-parts"}}
x-fields: {id: {type: integer}, name: {type: string, enum: {$ref: "#/x-names"}}}
x-required: [id]
x-names: [a, b]
x-parts: [{$ref: "#/Thing"}, {type: object, properties: {extra: {type: string}}}]
""",
}


@pytest.fixture
def scattered(tmp_path: Path) -> Path:
    """A description that refers to other files wherever bundlers follow references."""
    for name, text in SCATTERED.items():
        (tmp_path / "api" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "api" / name).write_text(text)
    return tmp_path / "api" / "openapi.yaml"


def test_references_are_followed_wherever_bundlers_follow_them(scattered: Path, tmp_path: Path) -> None:
    """What OpenAPI gives no reference there is written in place; data is left alone."""
    document = read(scattered)
    assert (document["info"]["title"], document["servers"], document["tags"]) == (
        "Scattered", [{"url": "https://scattered.example"}], [{"name": "things"}],
    )  # fmt: skip
    assert document["components"]["securitySchemes"]["key"] == {"type": "apiKey", "in": "header", "name": "X-Key"}
    assert document["x-data"] == {"$ref": "kept"}
    answer = document["paths"]["/things"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["examples"]["one"] == {"value": {"$ref": "data"}}
    report = generate(scattered, None, tmp_path / "out", "scattered_client")
    counts = report.ledger.counts
    assert {kind: (one["spec"], one["lost"]) for kind, one in counts.items() if one["spec"]} == {
        "operation": (4, 0), "parameter": (3, 0), "body": (1, 0), "response": (4, 0), "header": (1, 0), "schema": (6, 0),
    }  # fmt: skip
    listed = (tmp_path / "out" / "scattered_client" / "api" / "things" / "list.py").read_text()
    assert "page: int | Unset" in listed
    assert "q: str | Unset" in listed
    thing = (tmp_path / "out" / "scattered_client" / "models" / "thing.py").read_text()
    assert "id: int\n" in thing
    assert "name: ThingName | Unset" in thing


@pytest.mark.parametrize(
    ("ops", "said"),
    [
        ("get: {$ref: {a: 1}}", r"#/paths/~1a/get: a \$ref must be text"),
        ("get: {$ref: '#/x-op'}", r"#/x-op: an operation must be an object"),
        ("get: {$ref: '#/paths/~1a/get'}", r"#/paths/~1a/get: a \$ref points to itself"),
        ("get: {$ref: '#/nowhere'}", r"#/nowhere: a \$ref points here, to nothing"),
    ],
)
def test_a_reference_that_stands_for_no_operation_is_refused(tmp_path: Path, ops: str, said: str) -> None:
    """With its pointer: an operation without parts would be a silent loss."""
    spec = tmp_path / "openapi.yaml"
    spec.write_text(f'openapi: 3.1.0\ninfo: {{title: A, version: "1"}}\npaths:\n  /a: {{{ops}}}\nx-op: [1]\n')
    with pytest.raises(CodegenError, match=said):
        read(spec)


def test_an_overlay_may_refer_as_the_description_does(tmp_path: Path) -> None:
    """To an operation, say."""
    spec, overlay = tmp_path / "openapi.yaml", tmp_path / "overlay.yaml"
    spec.write_text(
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\nx-op: {operationId: a, responses: {204: {description: x}}}\n'
    )
    overlay.write_text(
        'overlay: 1.0.0\ninfo: {title: A, version: "1"}\nactions:\n'
        "  - {target: $.paths, description: Missing., update: {/a: {get: {$ref: '#/x-op'}}}}\n"
    )
    assert read(spec, overlay)["paths"]["/a"]["get"]["operationId"] == "a"


def test_references_that_multiply_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty lines can stand for billions of parts."""
    monkeypatch.setattr("ferrule.codegen.bundle._MOST_INLINED", 10_000)
    maps = [
        f"  m{n}: {{a: {{properties: {{$ref: '#/x/m{n + 1}'}}}}, b: {{properties: {{$ref: '#/x/m{n + 1}'}}}}}}"
        for n in range(30)
    ]
    spec = tmp_path / "openapi.yaml"
    spec.write_text(
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\n'
        "components: {schemas: {A: {properties: {$ref: '#/x/m0'}}}}\nx:\n" + "\n".join([*maps, "  m30: {}"])
    )
    with pytest.raises(CodegenError, match="stand for more than"):
        read(spec)


def test_components_in_other_files_keep_their_names(tmp_path: Path) -> None:
    """And another part of the same name gets one of its own."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "Item.yaml").write_text(
        "{type: object, properties: {next: {$ref: Item.yaml}, other: {$ref: Other.yaml#/Item}}}"
    )
    (tmp_path / "schemas" / "Other.yaml").write_text("Item: {type: string}")
    spec = tmp_path / "openapi.yaml"
    spec.write_text(
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\n'
        "paths: {/a: {get: {responses: {200: {description: x, content: {application/json: {schema: {$ref: schemas/Item.yaml}}}}}}}}\n"
        "components: {schemas: {Item: {$ref: schemas/Item.yaml}}}\n"
    )
    document = read(spec)
    assert document["components"]["schemas"] == {
        "Item": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Item"}, "other": {"$ref": "#/components/schemas/Item2"}}},
        "Item2": {"type": "string"},
    }  # fmt: skip
    content = document["paths"]["/a"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/Item"}


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


def test_a_file_may_be_a_list(tmp_path: Path) -> None:
    """As values of an enum or the parts of an `allOf` are."""
    schema = {"allOf": {"$ref": "parts.json"}, "required": {"$ref": "lists.json#/needed"}}
    document = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": {"Thing": schema}}}
    parts = [{"type": "object", "properties": {"kind": {"type": "string", "enum": {"$ref": "kinds.json"}}}}]
    files = {"api": document, "parts": parts, "kinds": ["a", "b"], "lists": {"needed": ["kind"]}}
    for name, content in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    found = read(tmp_path / "api.json")["components"]["schemas"]["Thing"]
    kind = {"type": "string", "enum": ["a", "b"]}
    assert found == {"allOf": [{"type": "object", "properties": {"kind": kind}}], "required": ["kind"]}


@pytest.mark.parametrize("ref", ["#pet", "parts.json#pet"])
def test_an_anchor_names_a_schema(tmp_path: Path, ref: str) -> None:
    """In the same file and in another (JSON Schema Core, 8.2.2)."""
    schemas = {"Pet": {"$anchor": "pet", "type": "string"}, "Owner": {"$ref": ref}}
    document = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": schemas}}
    (tmp_path / "api.json").write_text(json.dumps(document))
    (tmp_path / "parts.json").write_text(json.dumps({"$defs": {"Animal": {"$anchor": "pet", "type": "integer"}}}))
    document = read(tmp_path / "api.json")
    owner = document["components"]["schemas"]["Owner"]
    target = look_up(document, owner.get("$ref", "#/components/schemas/Owner")[1:])
    assert target["type"] == ("string" if ref == "#pet" else "integer")
