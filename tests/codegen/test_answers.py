"""What becomes of an answer: its status and the media type that came decide, and no body is lost."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import ferrule
from codegen.conftest import Received
from codegen.server import Wire, wired

JSON, TEXT, PDF, PNG = "application/json", "text/plain; charset=utf-8", "application/pdf", "image/png"


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/answers.yaml and a server for it."""
    with wired("answers.yaml", tmp_path_factory.mktemp("w"), "answers_client") as found:
        yield found


def read(wire: Wire, operation: str, status: int, kind: str, content: bytes) -> tuple[Any, list[str]]:
    """The value of a success (of a model, its class's name), and what the mismatches got."""
    mismatches: list[Any] = []
    headers = {"content-type": kind} if kind else {}
    found = wire.package.module(f"api.default.{operation}")._parse_success(
        Received(status, content, headers), mismatches
    )
    return (type(found).__name__ if hasattr(found, "to_dict") else found), [one.got for one in mismatches]


THING = b'{"name":"a"}'


@pytest.mark.parametrize(
    ("operation", "kind", "content", "value", "got"),
    [
        ("model", JSON, THING, "Thing", []),
        ("model", "", THING, "Thing", []),
        ("model", JSON, b"\xef\xbb\xbf" + THING, "Thing", []),
        ("model", JSON, b'{"name":"\\ud83d"}', "Thing", []),
        ("model", JSON, b'{"name":"a","x":1e400}', "Thing", []),
        ("model", JSON, b'\xef\xbb\xbf{"name":"a","x":NaN}', "Thing", ["NaN or an infinite number"]),
        ("model", JSON, b'{"name":"a","x":-Infinity}', "Thing", ["NaN or an infinite number"]),
        ("model", JSON, b"[1]", [1], ["application/json array"]),
        ("model", JSON, b"", None, ["nothing"]),
        ("model", TEXT, b"OK", "OK", ["text/plain string"]),
        ("model", PNG, b"\x89PNG", b"\x89PNG", ["image/png bytes"]),
        ("range", TEXT, b"text", "text", []),
        ("range", JSON, b'"text"', "text", []),
        ("range", JSON, b"[1]", [1], ["application/json array"]),
        ("range", PDF, b"%PDF", b"%PDF", ["application/pdf bytes"]),
        ("range", "", b"", None, ["nothing"]),
        ("mixed", JSON, THING, "Thing", []),
        ("mixed", "application/octet-stream", THING, THING, []),
        ("mixed", "text/csv", b"a,b", "a,b", []),
        ("mixed", PNG, b"\x89PNG", b"\x89PNG", []),
        ("dotnet", PDF, b"%PDF", b"%PDF", []),
        ("file", PNG, b"\x89PNG", b"\x89PNG", ["image/png bytes"]),
        ("file", JSON, THING, "Thing", []),
        ("text", JSON, b'"a"', "a", ["application/json string"]),
        ("text", TEXT, b"", "", []),
        ("text", "text/plain; charset=latin-1", b"\xe9", "é", []),
        ("text", TEXT, b"\xef\xbb\xbfa", "a", []),
    ],
)
def test_the_media_type_that_came_decides(
    wire: Wire, operation: str, kind: str, content: bytes, value: Any, got: list[str]
) -> None:
    """The most specific range that has it (OpenAPI 3.1, 4.8.17); what disagrees is kept, and reported."""
    assert read(wire, operation, 200, kind, content) == (value, got)


@pytest.mark.parametrize(
    ("operation", "status", "kind", "content", "value", "got"),
    [
        ("nothing", 200, "", b"", None, []),
        ("nothing", 202, JSON, b'{"a":1}', {"a": 1}, ["application/json object"]),
        ("nothing", 204, JSON, b"1", 1, ["application/json integer"]),
        ("model", 204, "", b"", None, []),
        ("model", 201, JSON, THING, "Thing", []),
        ("model", 201, JSON, b"[1]", [1], ["application/json array"]),
        ("model", 299, "text/html", b"<p>", "<p>", ["text/html string"]),
        ("silent", 200, TEXT, b"hello", "hello", ["text/plain string"]),
        ("silent", 200, "", b"", None, []),
        ("silent", 201, PDF, b"%PDF", b"%PDF", ["application/pdf bytes"]),
        ("head", 200, JSON, b"", None, []),
    ],
)
def test_a_success_that_is_not_described_is_kept(
    wire: Wire, operation: str, status: int, kind: str, content: bytes, value: Any, got: list[str]
) -> None:
    """None for nothing, and the value as it came for the rest."""
    assert read(wire, operation, status, kind, content) == (value, got)


@pytest.mark.parametrize(("kind", "content"), [("text/html", b"<html>"), (JSON, b"{"), ("", b"{")])
def test_what_cannot_be_read_is_raised_with_its_body(wire: Wire, kind: str, content: bytes) -> None:
    """By the facade and by the plain client; the latter's can be pickled."""
    wire.server.answer = (200, {"Content-Type": kind} if kind else {}, content)
    try:
        with wire.package.module("_facade").WireClient(base_url=wire.server.url) as client:
            with pytest.raises(ferrule.InvalidResponse) as caught:
                client.default.model()
            module = wire.package.module("api.default.model")
            with pytest.raises(wire.package.errors.UnparsableResponse) as plain:
                module.sync(client=client.generated)
    finally:
        wire.server.answer = (204, {}, b"")
    assert caught.value.response.content == content
    for error in (plain.value, pickle.loads(pickle.dumps(plain.value))):
        assert (error.status_code, error.content, error.headers.get("content-type", "")) == (200, content, kind)
        assert "api" not in str(error) and "status 200" in str(error)


@pytest.mark.parametrize(
    ("status", "content", "body"),
    [(404, b'{"why":1}', b'{"why":1}'), (404, b"", None), (409, b"[1]", b"[1]"), (410, b"x", b"x")],
)
def test_an_error_carries_its_body(wire: Wire, status: int, content: bytes, body: bytes | None) -> None:
    """Whether it is described without content, with another one, or not at all."""
    wire.server.answer = (status, {"Content-Type": JSON}, content)
    try:
        with wire.package.module("_facade").WireClient(base_url=wire.server.url) as client:
            found = client.default.model.result()
    finally:
        wire.server.answer = (204, {}, b"")
    assert (found.body and found.body.content) == body


def test_a_strict_plain_client_raises_for_a_status_that_is_not_described(wire: Wire) -> None:
    """A lenient one gives what came."""
    wire.server.answer = (201, {"Content-Type": JSON}, b'{"a": 1}')
    module: Any = wire.package.module("api.default.nothing")
    plain = wire.package.module("client").Client
    try:
        with plain(base_url=wire.server.url) as client:
            assert module.sync(client=client) == {"a": 1}
        with plain(base_url=wire.server.url, raise_on_unexpected_status=True) as client:
            with pytest.raises(wire.package.errors.UnexpectedStatus):
                module.sync(client=client)
    finally:
        wire.server.answer = (204, {}, b"")


def test_a_head_has_no_body(wire: Wire) -> None:
    """RFC 9110, 9.3.2; the same media types are asked for as by a GET."""
    assert wire.package.module("api.default.head")._parse_success.__annotations__["return"] == "None"
    assert wire.sent("head").headers["accept"] == JSON


def test_a_required_header_that_a_response_lacks_is_reported(wire: Wire) -> None:
    """Of the responses that are described with it."""
    for status, missed in ((200, ["X-Total"]), (204, [])):
        mismatches: list[Any] = []
        wire.package.module("api.default.counted").ResponseHeaders.read(Received(status), mismatches)
        assert [(one.field, one.got) for one in mismatches] == [(name, "missing") for name in missed]
