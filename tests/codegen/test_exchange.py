"""Bodies and headers as they arrive at a server, and what becomes of its answers; the rules are OpenAPI 3.1's."""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

import ferrule
from codegen.server import Wire, wired


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/exchange.yaml and a server for it."""
    with wired("exchange.yaml", tmp_path_factory.mktemp("w"), "exchange_client") as found:
        yield found


def test_the_type_of_a_body_decides_its_media_type(wire: Wire) -> None:
    """All documented ones can be sent, each as its own (4.8.13). A file names its own if the description does not."""
    models, file = wire.package.models, wire.package.types.File
    sent = [
        wire.sent("any", body=body)
        for body in (
            models.Account(name="x", secret="s", born=None),
            models.Login(user="a", password="p&q"),
            "a,b\n",
            file(b"PNG", mime_type="image/png"),
        )
    ]
    assert [(one.headers["content-type"], one.body) for one in sent] == [
        ("application/vnd.wire.v2+json", b'{"name":"x","secret":"s","born":null}'),
        ("application/x-www-form-urlencoded", b"user=a&password=p%26q"),
        ("text/csv", b"a,b\n"),
        ("image/png", b"PNG"),
    ]


def test_media_types_of_one_python_type_are_chosen_by_name(wire: Wire) -> None:
    """The first one is sent unless the caller says otherwise."""
    for options, media_type in (
        ({}, "application/json-patch+json"),
        ({"content_type": "application/merge-patch+json"}, "application/merge-patch+json"),
    ):
        sent = wire.sent("patch", body={"a": 1}, **options)
        assert (sent.headers["content-type"], sent.body) == (media_type, b'{"a":1}')
    assert wire.sent("patch", body="text").headers["content-type"] == "text/plain"
    name = wire.package.module("api.default.patch")._get_kwargs.__annotations__["content_type"]
    assert sorted(re.findall(r"[a-z]+/[a-z+-]+", name)) == [
        "application/json", "application/json-patch+json", "application/merge-patch+json", "application/x-a",
        "application/x-b", "text/plain",
    ]  # fmt: skip
    assert wire.sent("patch", body=b"x", content_type="application/x-b").headers["content-type"] == "application/x-b"


@pytest.mark.parametrize("operation", ["any", "nullable"])
def test_an_optional_body_that_is_left_out_is_not_sent(wire: Wire, operation: str) -> None:
    """Neither is a media type."""
    sent = wire.sent(operation)
    assert (sent.body, "content-type" in sent.headers) == (b"", False)


def test_a_body_may_be_null(wire: Wire) -> None:
    """Which is not the same as none."""
    sent = wire.sent("nullable", body=None)
    assert (sent.body, sent.headers["content-type"]) == (b"null", "application/json")


def test_fields_of_a_form(wire: Wire) -> None:
    """Each in its encoding (4.8.15); nested ones in brackets, null as an empty field, what is not given not at all."""
    models = wire.package.models
    inner = [models.FormNestedInnerItem(n=1), models.FormNestedInnerItem(n=2)]
    body = models.Form(
        text="é &=+", flag=True, when=datetime.date(2020, 1, 2), none=None, list_=[1, 2], joined=["a", "b,c"],
        deep={"k": "v"}, json={"a": [1, None]}, nested=models.FormNested(inner=inner),
    )  # fmt: skip
    sent = wire.sent("form", body=body)
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.body.decode().split("&") == [
        "text=%C3%A9+%26%3D%2B", "flag=true", "when=2020-01-02", "none=", "list=1", "list=2", "joined=a,b%2Cc",
        "deep%5Bk%5D=v", "json=%7B%22a%22%3A%5B1%2Cnull%5D%7D",
        "nested%5Binner%5D%5B0%5D%5Bn%5D=1", "nested%5Binner%5D%5B1%5D%5Bn%5D=2",
    ]  # fmt: skip
    assert wire.sent("form", body=models.Form()).body == b""


def test_parts_of_a_multipart_body(wire: Wire) -> None:
    """One for each value of a list, text as text, objects as JSON (4.8.15.1.1), files always with a name."""
    models, file = wire.package.models, wire.package.types.File
    body = models.DefaultUploadBody(
        file=file(b"\r\n--+++\r\n", "cat.png", "image/png"), more=[file(b"1", "a.txt"), file(b"2")], tags=["x", "y"],
        when=datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC), flag=False, kind=models.AccountKind.A,
        note=None, about=models.Account(name="n", secret="s", born=None), csv="1,2",
    )  # fmt: skip
    disposition, kind = "Content-Disposition: form-data; name=", "\r\nContent-Type: "
    assert wire.sent("upload", body=body).parts() == [
        (f'{disposition}"file"; filename="cat.png"{kind}image/png', b"\r\n--+++\r\n"),
        (f'{disposition}"more"; filename="a.txt"{kind}text/plain', b"1"),
        (f'{disposition}"more"; filename="more"{kind}application/octet-stream', b"2"),
        (f'{disposition}"tags"{kind}text/plain', b"x"),
        (f'{disposition}"tags"{kind}text/plain', b"y"),
        (f'{disposition}"when"{kind}text/plain', b"2020-01-02T00:00:00Z"),
        (f'{disposition}"flag"{kind}text/plain', b"false"),
        (f'{disposition}"kind"{kind}text/plain', b"a"),
        (f'{disposition}"about"{kind}application/json', b'{"name":"n","secret":"s","born":null}'),
        (f'{disposition}"csv"{kind}text/csv', b"1,2"),
    ]


def test_an_open_file_is_a_part_with_its_name(wire: Wire, tmp_path: Path) -> None:
    """Also in a plain dict, as requests and httpx take it."""
    path = tmp_path / "cat.png"
    path.write_bytes(b"meow")
    with path.open("rb") as file, wire.package.client.Client(base_url=wire.server.url) as client:
        wire.server.seen.clear()
        wire.package.module("api.default.upload").sync_detailed(client=client, body={"file": file})
    ((head, content),) = wire.server.seen[0].parts()
    assert 'name="file"; filename="cat.png"' in head
    assert content == b"meow"


@pytest.mark.parametrize("name", ['x"\r\nX-Evil: 1\r\n\r\n', "naïve.txt", "a\\b", ""])
def test_a_file_name_stays_one(wire: Wire, name: str) -> None:
    """It cannot end its header, whatever it holds (RFC 7578, 4.2)."""
    body = wire.package.models.DefaultUploadBody(file=wire.package.types.File(io.BytesIO(b"x"), name))
    made = wire.package.module("api.default.upload")._get_kwargs(body=body)
    request = httpx.Request("POST", "https://x.example", files=made["files"])
    head, _, content = request.read().partition(b"\r\n\r\n")
    assert [line.partition(b":")[0] for line in head.split(b"\r\n")[1:]] == [b"Content-Disposition", b"Content-Type"]
    assert content.startswith(b"x\r\n--")


def test_a_boundary_cannot_be_guessed(wire: Wire) -> None:
    """So a file cannot hold another part."""
    body = wire.package.models.DefaultUploadBody(file=wire.package.types.File(b"x"))
    found = {wire.sent("upload", body=body).headers["content-type"] for _ in range(3)}
    assert len(found) == 3


def test_header_and_query_values_by_their_type(wire: Wire) -> None:
    """Lists and maps in `simple` style, dates, JSON where the parameter has `content` (4.8.12); defaults are unsent."""
    moment = datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    sent = wire.sent(
        "headers", x_ids=[1, 2], x_when=moment, x_map={"a": "b", "c": "d"}, x_json={"a": ["é"]}, x_trace="t",
        day=moment.date(), filter_={"a": [1]},
    )  # fmt: skip
    assert {name: value for name, value in sent.headers.items() if name.startswith("x-")} == {
        "x-ids": "1,2", "x-when": "2020-01-02T03:04:05Z", "x-map": "a=b,c=d", "x-json": '{"a":["\\u00e9"]}',
        "x-trace": "t",
    }  # fmt: skip
    assert sent.target == "/headers?day=2020-01-02&filter=%7B%22a%22%3A%5B1%5D%7D"
    assert wire.sent("headers").target == "/headers"


@respx.mock
def test_servers_are_those_of_the_operation(wire: Wire) -> None:
    """Its own, else its path's, else the document's (4.8.5). A global `security` holds unless taken away."""
    hosts = [
        "https://eu.wire.example/v1/headers",
        "https://other.wire.example/elsewhere",
        "https://third.wire.example/x/elsewhere",
    ]
    routes = [respx.route(url__startswith=host).respond(204) for host in hosts]
    with wire.package.module("_facade").WireClient(auth={"key": ferrule.ApiKey("s")}) as client:
        client.default.headers()
        client.default.elsewhere()
        client.default.elsewhere_still()
    sent = [str(route.calls.last.request.url) for route in routes]
    assert sent == [f"{hosts[0]}?key=s", f"{hosts[1]}?key=s", hosts[2]]


ACCOUNT = {"id": 1, "name": "n", "born": None}


def account(wire: Wire, **fields: Any) -> Any:
    """What is read of an answer with these fields, and the mismatches."""
    answer = httpx.Response(200, json={**ACCOUNT, **fields})
    mismatches: list[Any] = []
    found = wire.package.module("api.default.account")._parse_success(answer, mismatches)
    return found, [one.field for one in mismatches]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05+00:00"),
        ("2020-01-02t03:04:05z", "2020-01-02T03:04:05+00:00"),
        ("2020-01-02T03:04:05.123456789-07:30", "2020-01-02T03:04:05.123456-07:30"),
        ("2020-01-02T03:04:05.1Z", "2020-01-02T03:04:05.100000+00:00"),
        ("2020-01-02 03:04:05+0000", "2020-01-02T03:04:05+00:00"),
    ],
)
def test_forms_of_a_moment(wire: Wire, text: str, moment: str) -> None:
    """Those of RFC 3339, 5.6, and what servers write for them."""
    found, mismatches = account(wire, born=text)
    assert (found.born.isoformat(), mismatches) == (moment, [])


@pytest.mark.parametrize("text", ["2020-06-30T23:59:60Z", "yesterday", "1577934245", "", "z"])
def test_what_is_no_moment_stays_text(wire: Wire, text: str) -> None:
    """A leap second too, which Python has no value for; it is sent back as it came."""
    found, mismatches = account(wire, born=text)
    assert (found.born, found.to_dict()["born"], mismatches) == (text, text, ["born"])


def test_what_is_sent_only_is_not_missed_in_an_answer(wire: Wire) -> None:
    """`writeOnly` properties are required of requests (4.8.24 of 3.0, JSON Schema 9.4 of 3.1)."""
    found, mismatches = account(wire, owner={"user": "u"})
    assert (found.secret, found.owner.password, mismatches) == (wire.package.types.UNSET,) * 2 + ([],)
    with pytest.raises(TypeError, match="password"):
        wire.package.models.Login(user="u")


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        ("text/csv; charset=utf-8", b"a,b\n", "a,b\n"),
        ("application/pdf", b"%PDF", b"%PDF"),
        ("Application/JSON; charset=utf-8", json.dumps(ACCOUNT).encode(), "Account"),
        ("", json.dumps(ACCOUNT).encode(), "Account"),
    ],
)
def test_an_answer_is_read_by_its_media_type(wire: Wire, kind: str, content: bytes, value: Any) -> None:
    """Any of those described, in any case; one that says none is read as the first."""
    found = wire.received(content, kind, "account")
    assert (type(found).__name__ if value == "Account" else found) == value


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (520, "application/json", ferrule.ServerError),
        (499, "application/json", ferrule.ClientError),
        (418, "application/problem+json", ferrule.ClientError),
    ],
)
@pytest.mark.usefixtures("each_engine")
def test_an_error_has_its_model_whatever_its_status(wire: Wire, status: int, kind: str, error: type) -> None:
    """Also one that no registry has, or that a range describes."""
    wire.server.answer = (status, {"Content-Type": kind}, b'{"title": "no"}')
    with wire.package.module("_facade").WireClient(
        base_url=wire.server.url, policies=ferrule.Policies(retry=None)
    ) as client:
        found = client.default.account.result()
    assert isinstance(found.error, error)
    assert found.body.title == "no"


@pytest.mark.parametrize(
    ("status", "kind", "content"), [(404, "text/html", b"<html>"), (404, "", b""), (500, "text/html", b"x")]
)
@pytest.mark.usefixtures("each_engine")
def test_an_error_that_is_not_as_described_is_an_error_all_the_same(
    wire: Wire, status: int, kind: str, content: bytes
) -> None:
    """Its bytes are kept."""
    wire.server.answer = (status, {"Content-Type": kind} if kind else {}, content)
    with wire.package.module("_facade").WireClient(
        base_url=wire.server.url, policies=ferrule.Policies(retry=None)
    ) as client:
        found = client.default.account.result()
    assert (found.error.status_code, found.body.content) == (status, content)


@pytest.mark.usefixtures("each_engine")
def test_a_success_without_content_is_none(wire: Wire) -> None:
    """Where the description says so for its status."""
    wire.server.answer = (202, {}, b"")
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as client:
        assert client.default.account() is None


def test_what_is_deprecated_says_so(wire: Wire) -> None:
    """In the hover text, and in what Ferrule knows of the operation."""
    module = wire.package.module("api.default.elsewhere")
    assert "Deprecated." in module.sync_detailed.__doc__
    assert module._OPERATION["deprecated"] is True
