"""What OpenAPI 3.2 added, as it arrives at a server; sections are those of its specification."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest

import ferrule
from codegen.server import Wire, wired

BLUE, MANY, RGB = "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/openapi32.yaml and a server for it."""
    with wired("openapi32.yaml", tmp_path_factory.mktemp("w"), "openapi32_client") as found:
        yield found


def test_a_query_that_is_a_form_as_a_whole(wire: Wire) -> None:
    """By the rules of its media type (4.12.1 and the examples of 4.12.10): a space is a plus."""
    models = wire.package.models
    body = models.DefaultFormAll(foo="a + b", bar=True)
    assert wire.sent("form", all_=body).target == "/form?foo=a+%2B+b&bar=true"
    body = models.DefaultFormAll(tags=["a", "b"], deep=models.DefaultFormAllDeep(a=1))
    assert wire.sent("form", all_=body).target == "/form?tags=a,b&deep%5Ba%5D=1"
    assert wire.sent("form").target == "/form"


def test_a_query_that_is_json_or_text_as_a_whole(wire: Wire) -> None:
    """Percent-encoded (4.12.10, `json` and `selector`); without a name, the place is the argument's."""
    body = wire.package.models.DefaultJsonJson(numbers=[1, 2], flag=None)
    target = "/json?%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D"
    assert wire.sent("json", json=body).target == target
    assert wire.sent("json").target == "/json"
    assert wire.sent("selector", querystring="$.a.b[1:1]").target == "/selector?%24.a.b%5B1%3A1%5D"


@pytest.mark.parametrize(
    ("operation", "value", "cookies"),
    [
        ("cookie", BLUE, "color=blue"),
        ("cookie", MANY, "color=blue; color=black; color=brown"),
        ("cookie", RGB, "R=100; G=200; B=150"),
        ("cookie", {"greeting": "Hello%2C world!", "code": 42}, "greeting=Hello%2C world!; code=42"),
        ("cookie", [], None),
        ("cookie_joined", MANY, "color=blue,black,brown"),
        ("cookie_joined", RGB, "color=R,100,G,200,B,150"),
        ("cookie_form", "Hello, world!", "color=Hello%2C%20world%21"),
        ("cookie_form", MANY, "color=blue; color=black; color=brown"),
        ("cookie_form", RGB, "R=100; G=200; B=150"),
        ("cookie_form_joined", ["a,b", "c;d"], "color=a%2Cb,c%3Bd"),
        ("cookie_form_joined", RGB, "color=R,100,G,200,B,150"),
    ],
)
def test_cookie_styles(wire: Wire, operation: str, value: Any, cookies: str | None) -> None:
    """`form` is percent-encoded, `cookie` is not (4.12.6, 4.12.7, 4.12.10). Neither is parted by `&` (appendix D)."""
    assert wire.sent(operation, color=value).headers.get("cookie") == cookies


def test_cookies_stand_beside_each_other(wire: Wire) -> None:
    """In one header field (RFC 6265, 5.4)."""
    assert wire.sent("cookie_form", color=["a", "b"], other="c").headers["cookie"] == "color=a; color=b; other=c"


def test_a_cookie_cannot_hold_another_one(wire: Wire) -> None:
    """What is not encoded is refused if it would end the value."""
    for value in ("a; admin=1", ["a", "b;c"], {"a": "b;c"}):
        with pytest.raises(ValueError, match="cookie parameter color must not hold a semicolon"):
            wire.package.module("api.default.cookie")._get_kwargs(color=value)


def test_methods_beyond_those_of_old(wire: Wire) -> None:
    """`query`, and any other under `additionalOperations` (4.9.1); parameters of the path are theirs too."""
    search = wire.sent("search", body={"a": "b"}, page=2)
    assert (search.method, search.target, search.body) == ("QUERY", "/methods?page=2", b'{"a":"b"}')
    copy = wire.sent("inner.copy", page=3)
    assert (copy.method, copy.target) == ("COPY", "/methods?page=3")


def test_values_in_sequence_are_lines_or_framed(wire: Wire) -> None:
    """They are treated as an array (4.14.4.1): JSON Lines; JSON text sequences (RFC 7464) after a record separator."""
    models, day = wire.package.models, datetime.date(2020, 1, 2)
    items = [models.DefaultLinesBodyItem(at=day, n=1), models.DefaultLinesBodyItem(at=day)]
    sent = wire.sent("lines", body=items)
    assert sent.body == b'{"at":"2020-01-02","n":1}\n{"at":"2020-01-02"}\n'
    assert sent.headers["content-type"] == "application/jsonl"
    sent = wire.sent("framed", body=[models.Cat(kind="cat"), models.Dog(kind="dog")])
    assert sent.body == b'\x1e{"kind":"cat"}\n\x1e{"kind":"dog"}\n'
    assert sent.headers["content-type"] == "application/geo+json-seq"


@pytest.mark.parametrize("body", [b'{"at":"2020-01-02"}\n{"at":"2020-01-03","n":2}', b'{"at":"2020-01-02"}\r\n', b""])
def test_lines_become_models(wire: Wire, body: bytes) -> None:
    """However the last one ends."""
    found = wire.received(body, "application/jsonl", "lines", body=[])
    day = datetime.date(2020, 1, 2)
    wanted = [(day, wire.package.types.UNSET), (day.replace(day=3), 2)]
    assert [(one.at, one.n) for one in found] == wanted[: body.count(b"at")]


def test_framed_values_become_models(wire: Wire) -> None:
    """A record separator comes before each (RFC 7464), and line ends may be anywhere in it."""
    body = b'\x1e{"kind":\n"cat"}\n\x1e{"kind":"dog","bark":"loud"}\n'
    found = wire.received(body, "application/json-seq", "framed", body=[])
    assert [type(one).__name__ for one in found] == ["Cat", "Dog"]


@pytest.mark.parametrize(
    ("operation", "body", "content_type"),
    [("lines", b'{"at":', "application/jsonl"), ("framed", b'\x1e{"kind":1}\x1e{"ki', "application/json-seq")],
)
def test_a_sequence_that_breaks_off_is_no_result(wire: Wire, operation: str, body: bytes, content_type: str) -> None:
    """It says so, rather than giving a part for the whole."""
    with pytest.raises(ferrule.InvalidResponse, match="could not be read"):
        wire.received(body, content_type, operation, body=[])


def test_events_and_parts_come_as_they_are(wire: Wire) -> None:
    """A plain call has events as their text; parts are untyped, as the ledger says."""
    events = "data: é\n\nevent: end\n\n"
    assert wire.received(events.encode(), "text/event-stream", "events") == events
    parts = wire.package.types.File(b"--x\r\n\r\nA\r\n--x--\r\n", mime_type="multipart/mixed; boundary=x")
    sent = wire.sent("mixed", body=parts)
    assert (sent.headers["content-type"], sent.body) == ("multipart/mixed; boundary=x", parts.payload)
    reasons = {note.where: note.reason for note in wire.package.report.ledger.changed}
    assert reasons == {
        "#/paths/~1mixed/post/requestBody/content/multipart~1mixed": (
            "the items of multipart/mixed are not typed: it is bytes, whole"
        ),
    }


def test_what_stands_in_no_place_for_parameters_is_in_the_ledger(wire: Wire) -> None:
    """With its own place, also where two operations share it."""
    lost = {(note.where, note.reason) for note in wire.package.report.ledger.lost}
    assert lost == {
        ("#/paths/~1beside/get/parameters/1", "a `querystring` parameter is all of the query, but there are others"),
        ("#/paths/~1methods/parameters/1", "`in: nowhere` is no place for a parameter"),
    }


@pytest.mark.parametrize(
    ("body", "model"),
    [({"kind": "cat"}, "Cat"), ({"kind": "Dog"}, "Dog"), ({"kind": "eel", "bark": "no"}, "OtherPet"), ({}, "OtherPet")],
)
def test_a_discriminator_may_name_the_schema_of_all_other_values(wire: Wire, body: dict[str, str], model: str) -> None:
    """Also where the value is missing (4.25.4); media types may be components (4.7.1)."""
    found = wire.received(json.dumps(body).encode(), "application/json", "named", body=wire.package.models.Cat())
    assert type(found).__name__ == model


def test_a_webhook_may_come_by_any_method(wire: Wire) -> None:
    """Its payload is typed all the same."""
    event = wire.package.module("webhooks").parse("moved", b'{"kind": "dog"}')
    assert type(event).__name__ == "Dog"


def test_what_only_people_read_changes_nothing(wire: Wire) -> None:
    """Hierarchies of tags, names of servers, metadata of security schemes: groups and operations are the same."""
    groups = {path.parent.name for path in (wire.package.path / "api").glob("*/__init__.py")}
    assert groups == {"default", "inner"}
    schemes = wire.package.module("_facade").API.security_schemes
    assert list(schemes["device"]["flows"]) == ["deviceAuthorization"]
