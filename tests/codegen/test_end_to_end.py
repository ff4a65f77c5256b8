"""What generated code puts on the wire, and what it makes of what comes back."""

from __future__ import annotations

import ast
import datetime
import importlib
import io
import json
import pickle
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from ferrule.codegen import generate
from ferrule.codegen.lock import files


def request(module: Any, *args: Any, **kwargs: Any) -> httpx.Request:
    """The request of a call, as httpx builds it."""
    made = module._get_kwargs(*args, **kwargs)
    request = httpx.Request(made.pop("method"), "https://tiny.example" + made.pop("url"), **made)
    request.read()
    return request


def test_every_module_imports(tiny: Any) -> None:
    """Each endpoint, model and support module can be imported, and each model from `models`."""
    package = tiny.module("")
    names = [found.name for found in pkgutil.walk_packages(package.__path__, f"{tiny.name}.")]
    for name in names:
        importlib.import_module(name)
    models = tiny.module("models")
    assert {"Pet", "BCCMail", "BccMail2", "ResponseModel"} <= set(models._MODULES)
    assert all(getattr(models, name).__name__ == name for name in models._MODULES)


def test_importing_an_endpoint_imports_neither_models_nor_ferrule(tiny: Any) -> None:
    """Packages stand alone, and models load when they are touched."""
    source = (tiny.path / "api" / "pets" / "list.py").read_text()
    imported = {node.module for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)}
    assert not any(name and "ferrule" in name for name in imported)
    assert imported == {"__future__", "typing", None, "_decode", "client", "types"}


def test_query_styles_are_true_on_the_wire(tiny: Any) -> None:
    """Exploded, delimited, deepObject and JSON parameters are written as the description says."""
    sent = request(
        tiny.module("api.pets.list"), ids=[1, 2], tags=["a", "b"], piped=["x", "y"], sort="name",
        created=tiny.models.PetsListCreated(gte=3), seen_before=datetime.date(2020, 1, 2), filter_={"a": [1]},
    )  # fmt: skip
    assert sent.url.params.multi_items() == [
        ("ids", "1,2"), ("tags", "a"), ("tags", "b"), ("piped", "x|y"), ("created[gte]", "3"), ("sort", "name"),
        ("seen<", "2020-01-02"), ("filter", '{"a":[1]}'),
    ]  # fmt: skip


def test_what_is_not_given_is_not_sent(tiny: Any) -> None:
    """Defaults are the server's; without arguments there is no query at all."""
    assert tiny.module("api.pets.list")._get_kwargs() == {"method": "get", "url": "/pets"}


def test_credentials_are_no_arguments(tiny: Any) -> None:
    """A parameter that a security scheme sends, or that OpenAPI ignores, is not in the signature."""
    names = tiny.module("api.pets.list")._get_kwargs.__annotations__
    assert "token" not in names
    assert "authorization" not in names
    assert "tenant" in names  # of the path item


def test_a_path_parameter_cannot_change_the_path(tiny: Any) -> None:
    """Slashes are encoded; an empty value or a dot segment is refused."""
    module = tiny.module("api.pets.get_photo")
    assert module._get_kwargs("a/b c")["url"] == "/pets/a%2Fb%20c/photo"
    for value in ("", ".", ".."):
        with pytest.raises(ValueError, match="path parameter pet id"):
            module._get_kwargs(value)


def test_a_json_body_leaves_out_what_only_the_server_sets(tiny: Any) -> None:
    """A read-only property need not be given, though responses always have it."""
    models = tiny.models
    pet = models.Pet(name="Rex", kind=models.PetKind.DOG, born=None, labels={"a": "b"}, minus_1=1)
    sent = request(tiny.module("api.pets.create"), body=pet)
    assert json.loads(sent.content) == {"name": "Rex", "kind": "dog", "born": None, "labels": {"a": "b"}, "-1": 1}
    assert sent.headers["content-type"] == "application/json"


def test_a_form_body_writes_nested_values_in_brackets(tiny: Any) -> None:
    """Fields of objects become `name[field]`; arrays repeat their name."""
    models = tiny.models
    address = models.PetsCreateBodyFormAddress(city="Zürich")
    body = models.PetsCreateBodyForm(name="Rex", address=address, tags=["a", "b"])
    sent = request(tiny.module("api.pets.create"), body=body)
    assert sent.content == b"name=Rex&address%5Bcity%5D=Z%C3%BCrich&tags=a&tags=b"
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_multipart_body_has_a_boundary_of_its_own_and_named_files(tiny: Any) -> None:
    """A file always has a file name; objects are JSON parts; the boundary differs from request to request."""
    module, models, types = tiny.module("api.pets.set_photo"), tiny.models, tiny.types
    body = models.PetsSetPhotoBody(
        photo=types.File(io.BytesIO(b"\r\n--+++")), caption="hi", meta=models.PetsSetPhotoBodyMeta(w=1)
    )
    first = request(module, "7", body=body)
    assert first.content.count(b"\r\n--+++") == 1
    assert b'name="photo"; filename="photo"\r\nContent-Type: image/png' in first.content
    assert b'name="meta"\r\nContent-Type: application/json\r\n\r\n{"w":1}' in first.content
    assert first.headers["content-type"] != request(module, "7", body=body).headers["content-type"]


def test_an_optional_body_may_be_left_out(tiny: Any) -> None:
    """Nothing is sent for it, no content type either."""
    assert tiny.module("api.pets.set_photo")._get_kwargs("7") == {"method": "put", "url": "/pets/7/photo"}


PET = {"id": 1, "name": "Rex", "kind": "dog", "born": "2020-01-02T03:04:05Z", "+1": 3, "extra": [1]}


def test_a_response_becomes_a_model(tiny: Any, received: Any) -> None:
    """Fields are typed, unknown ones are kept, and the model gives the same JSON again."""
    answer = received(201, json.dumps(PET).encode())
    mismatches: list[Any] = []
    pet = tiny.module("api.pets.create")._parse_success(answer, mismatches)
    assert mismatches == []
    assert pet.born == datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert (pet.kind, pet.plus_1, pet.owner, pet.additional_properties) == ("dog", 3, tiny.types.UNSET, {"extra": [1]})
    assert pet.to_dict() == PET
    assert pickle.loads(pickle.dumps(pet)) == pet


def test_a_response_that_lies_is_kept_and_reported(tiny: Any, received: Any) -> None:
    """No field is lost for being of another type; each is named with its types, never with its value."""
    lies = {"id": None, "kind": "newt", "born": "yesterday", "owner": 3, "parent": {"name": 1}, "labels": {"a": 2}}
    mismatches: list[Any] = []
    pet = tiny.module("api.pets.create")._parse_success(received(201, json.dumps(lies).encode()), mismatches)
    found = {(one.model, one.field, one.expected, one.got) for one in mismatches}
    assert found >= {
        ("Pet", "id", "integer", "null"), ("Pet", "name", "string", "missing"), ("Pet", "kind", "PetKind", "string"),
        ("Pet", "born", "date-time", "string"), ("Pet", "owner", "null | Owner", "integer"),
        ("Pet", "name", "string", "integer"), ("Pet", "labels{}", "string", "integer"),
    }  # fmt: skip
    assert (pet.id, pet.name, pet.born, pet.owner, pet.labels) == (None, tiny.types.UNSET, "yesterday", 3, {"a": 2})
    assert pet.kind == "newt"
    assert isinstance(pet.kind, tiny.models.PetKind)
    assert pet.to_dict() == {**lies, "parent": {"name": 1}}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"petType": "meow", "lives": 9}, "Cat"),
        ({"petType": "Dog", "lives": 9}, "Dog"),
        ({"petType": "odd", "lives": 9}, "dict"),
        ({"lives": 9}, "Cat"),
        ({"bark": "w"}, "Dog"),
    ],
)
def test_a_union_is_decided_by_its_discriminator_then_by_its_keys(
    tiny: Any, received: Any, body: dict[str, Any], name: str
) -> None:
    """It is never simply the first member that can be parsed."""
    found = tiny.module("api.default.get_animal")._parse_success(received(200, json.dumps(body).encode()), None)
    assert type(found).__name__ == name


def test_an_object_that_is_no_member_of_a_union_is_kept(tiny: Any, received: Any) -> None:
    """The data comes back as it is, and the mismatch names the members."""
    mismatches: list[Any] = []
    found = tiny.module("api.default.get_animal")._parse_success(received(200, b'{"x": 1}'), mismatches)
    assert found == {"x": 1}
    assert mismatches[0].expected == "Dog | Cat"


@pytest.mark.parametrize(
    ("content_type", "content", "expected"),
    [
        ("image/png", b"\x89PNG", b"\x89PNG"),
        ("text/plain; charset=latin-1", b"gr\xfc\xdfe", "grüße"),
        ("application/json", b'{"message": "m"}', "Problem"),
    ],
)
def test_the_media_type_decides_how_a_body_is_read(
    tiny: Any, received: Any, content_type: str, content: bytes, expected: Any
) -> None:
    """All documented media types of a status are read, not the first one alone."""
    answer = received(200, content, {"content-type": content_type})
    found = tiny.module("api.pets.get_photo")._parse_success(answer, None)
    assert (found if isinstance(found, (bytes, str)) else type(found).__name__) == expected


def test_statuses_are_read_as_documented(tiny: Any, received: Any) -> None:
    """Single statuses, ranges, `default` and statuses no registry lists."""
    problem = b'{"message": "no"}'
    assert tiny.module("api.pets.list")._parse_error(received(404, problem), None).message == "no"
    assert tiny.module("api.pets.list")._parse_error(received(503, problem), None).message == "no"
    assert tiny.module("api.pets.set_photo")._parse_error(received(520, problem), None).message == "no"
    assert tiny.module("api.pets.set_photo")._parse_success(received(204, b""), None) is None


def test_what_cannot_be_read_raises(tiny: Any, received: Any) -> None:
    """HTML is unparsable; a status without a model is undocumented. Bodies stay unsaid."""
    errors, create = tiny.errors, tiny.module("api.pets.create")
    html = received(201, b"<html>secret</html>", {"content-type": "text/html"})
    with pytest.raises(errors.UnparsableResponse, match="text/html content of 19 bytes") as caught:
        create._parse_success(html, None)
    assert "secret" not in str(caught.value)
    with pytest.raises(errors.UndocumentedResponse, match="status 500"):
        create._parse_error(received(500, b"{}"), None)
    assert issubclass(errors.UndocumentedResponse, ValueError)
    assert issubclass(errors.UnparsableResponse, ValueError)


def test_an_undocumented_success_is_read_as_the_only_documented_one(tiny: Any, received: Any) -> None:
    """If its body can be; without one it is None."""
    create = tiny.module("api.pets.create")
    assert create._parse_success(received(200, json.dumps(PET).encode()), None).name == "Rex"
    assert create._parse_success(received(202, b""), None) is None


def test_plain_generated_calls_work_without_ferrule(tiny: Any) -> None:
    """`sync` and its siblings send with the package's own client, name the operation to transports, return a model."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(499 if request.method == "GET" else 201, json=PET)

    client = tiny.client.AuthenticatedClient(
        base_url="https://tiny.example", token="t", httpx_args={"transport": httpx.MockTransport(answer)}
    )
    body = tiny.models.Pet(name="Rex", kind=tiny.models.PetKind.DOG, born=None)
    with client:
        assert tiny.module("api.pets.create").sync(client=client, body=body).name == "Rex"
        odd = tiny.module("api.pets.list").sync_detailed(client=client)
    assert (odd.status_code, type(odd.parsed).__name__) == (499, "Problem")
    assert seen[0].extensions["ferrule.operation"]["id"] == "pets/create"
    assert seen[0].headers["authorization"] == "Bearer t"


def test_plain_clients_have_a_timeout_and_are_not_changed_by_with(tiny: Any) -> None:
    """No request waits for ever, and `with_headers` leaves its client as it was."""
    client = tiny.client.Client(base_url="https://tiny.example")
    before = client.get_httpx_client()
    other = client.with_headers({"a": "b"})
    assert before.timeout == httpx.Timeout(5.0)
    assert "a" not in before.headers
    assert other.get_httpx_client().headers["a"] == "b"


def test_the_operation_is_described_as_plain_data(tiny: Any) -> None:
    """Effective security, servers and facts, as Ferrule reads them."""
    described = tiny.module("api.pets.create")._OPERATION
    assert described["security"] == [{}]
    assert tiny.module("api.pets.list")._OPERATION["security"] == [{"bearer": []}, {"key": []}]
    assert {
        "id",
        "name",
        "method",
        "path",
        "tags",
        "security",
        "servers",
        "deprecated",
        "facts",
        "accept",
        "streamed",
    } == set(described)


def test_the_package_carries_document_ledger_and_type_marker(tiny: Any) -> None:
    """The bundled document and the account lie beside the code."""
    names = {str(path) for path in files(tiny.path)}
    assert {"openapi.json", "ledger.json", "py.typed", "_facade.py", "_facade.pyi", "models/__init__.pyi"} <= names
    assert json.loads((tiny.path / "openapi.json").read_text())["info"]["title"] == 'Tiny "quoted" API'


@pytest.mark.parametrize("name", ["Incomplete", "Mismatch", "Final", "Any", "UNSET"])
def test_a_model_may_be_called_like_what_its_module_imports(name: str, tmp_path: Path) -> None:
    """It gets another name, so that reading an incomplete object still works."""
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    document = {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "components": {"schemas": {name: schema}}}
    (tmp_path / "openapi.json").write_text(json.dumps({**document, "paths": {}}))
    generate(tmp_path / "openapi.json", None, tmp_path, f"named_{name.lower()}")
    sys.path.insert(0, str(tmp_path))
    try:
        models = importlib.import_module(f"named_{name.lower()}.models")
        (found,) = models._MODULES
        mismatches: list[Any] = []
        model = getattr(models, found).from_dict({"b": 1}, mismatches)
    finally:
        sys.path.remove(str(tmp_path))
    assert (len(mismatches), model.additional_properties) == (1, {"b": 1})


def test_groups_may_be_called_like_what_the_facade_has(tmp_path: Path) -> None:
    """Each has a class of its own for blocking and for async clients."""
    tags = ["pets", "async pets", "group", "async", "api", "ferrule", "final"]
    paths = {
        f"/{index}": {"get": {"tags": [tag], "operationId": "get", "responses": {"204": {"description": ""}}}}
        for index, tag in enumerate(tags)
    }
    document = {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": paths}
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    generate(tmp_path / "openapi.json", None, tmp_path, "pets_group")
    sys.path.insert(0, str(tmp_path))
    try:
        package = importlib.import_module("pets_group")
        clients = package.PetsGroup(base_url="https://x.example"), package.AsyncPetsGroup(base_url="https://x.example")
        groups = [getattr(clients[0], group) for group in ("pets", "async_pets", "group", "async_", "api", "ferrule")]
        kinds = {type(group) for group in groups} | {type(clients[1].pets), type(clients[1].async_pets)}
    finally:
        sys.path.remove(str(tmp_path))
    assert len(kinds) == 8
    assert all(type(group.get).__name__ == "Endpoint" for group in groups)
    assert type(clients[1].async_pets.get).__name__ == "AsyncEndpoint"


def test_lazy_packages_list_their_names(tiny: Any) -> None:
    """`dir()`, and so an editor's completion, has what can be imported, before anything was."""
    package, models = tiny.module(""), tiny.module("models")
    assert {name for name in dir(package) if not name.startswith("_")} == {
        "AsyncTinyClient", "AuthenticatedClient", "Client", "TinyClient", "api", "errors", "models", "types",
    }  # fmt: skip
    assert {"Pet", "Owner"} <= set(dir(models))
    assert all(hasattr(package, name) for name in dir(package))
    assert all(hasattr(models, name) for name in dir(models))


def test_importing_a_package_imports_nothing_that_is_lazy(tiny: Any) -> None:
    """Nor does asking for its names."""
    code = f"import sys, {tiny.name} as package; dir(package); print(*sorted(m for m in sys.modules if 'tiny' in m))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tiny.path.parent, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == [tiny.name]
