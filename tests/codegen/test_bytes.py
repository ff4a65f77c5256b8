"""The bytes of a request, which are the same in every way of calling: see `Wire.sent`."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest

import ferrule
from codegen.server import Wire, wired
from ferrule.codegen import generate
from ferrule.codegen.errors import CodegenError


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/bytes.yaml and a server for it."""
    with wired("bytes.yaml", tmp_path_factory.mktemp("w"), "bytes_client") as found:
        yield found


class Reads(io.BytesIO):
    """A file that can be sent by each way of calling."""

    def read(self, size: int | None = -1, /) -> bytes:
        self.seek(0)
        return super().read(size)


@pytest.mark.parametrize(
    ("operation", "arguments", "options", "target"),
    [
        ("fragment", (), {"version": "a b"}, "/?Version=a+b"),
        ("templated", ("1", ""), {}, "/items/1?action="),
        ("templated", ("1/#", "x&y"), {"page": 2, "ids": ["a", "b"]}, "/items/1%2F%23?action=x%26y&page=2&ids=a&ids=b"),
        ("templated", ("1", "."), {"joined": ["a", "b,"]}, "/items/1?action=.&joined=a,b%2C"),
        ("fixed", (), {"limit": 3}, "/fixed?beta=true&limit=3"),
        ("fixed", (), {}, "/fixed?beta=true"),
        ("listed", (), {"page": 1, "size": "9"}, "/listed?page=1&size=9"),
        ("transcoded", ("projects/a b/topics/c",), {}, "/v1/projects/a%20b/topics/c:publish"),
        ("rest", ("a/b/c?",), {}, "/all/a/b/c%3F"),
        (
            "reserved",
            ("foo/bar baz:@!$&'()*+,;=[]%20é?#",),
            {},
            "/reserved/foo/bar%20baz:@!$&'()*+,;=[]%20%C3%A9%3F%23",
        ),
        ("star", ("a/b",), {}, "/star/a/b"),
        ("regex", ("12", "x/y.txt"), {}, "/regex/12/x/y.txt"),
        ("label", ("json",), {}, "/label.json"),
        ("part", (["a", "b/c"],), {}, "/shown/a,b%2Fc"),
        ("parts_of", (["a", "b/c"],), {}, "/each/a/b%2Fc"),
        ("parts_of", ([],), {}, "/each"),
        ("state", ("m.room.topic", ""), {}, "/state/m.room.topic/"),
    ],
)
def test_a_path_template_has_one_path_and_one_query(
    wire: Wire, operation: str, arguments: tuple[str, ...], options: dict[str, Any], target: str
) -> None:
    """Before the fragment, which no request has (RFC 3986, 3.4), whatever router the template is written for."""
    assert wire.sent(operation, *arguments, **options).target == target


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("transcoded", ("projects/a",)),
        ("transcoded", ("projects/a/topics/b/c",)),
        ("transcoded", ("projects/../topics/b",)),
        ("rest", ("a/../b",)),
        ("reserved", ("..",)),
        ("reserved", ("",)),
        ("state", ("", "")),
        ("state", ("t", "..")),
        ("label", ("",)),
        ("part", ([],)),
        ("parts_of", (["a", ".."],)),
    ],
)
def test_a_value_that_leads_to_another_resource_is_refused(
    wire: Wire, operation: str, arguments: tuple[str, ...]
) -> None:
    """Before anything is sent."""
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        with pytest.raises(ferrule.ConfigError, match="path parameter"):
            getattr(facade.default, operation)(*arguments)


@pytest.mark.parametrize("path", ["/a/{id:3}", "/a/{x,y}", "/a/{!x}"])
def test_an_expression_without_a_meaning_is_an_error(tmp_path: Any, path: str) -> None:
    """It names its place."""
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        f'openapi: 3.1.0\ninfo: {{title: A, version: "1"}}\npaths:\n  "{path}":\n'
        "    get: {responses: {204: {description: Done}}}\n"
    )
    with pytest.raises(CodegenError, match=r"#/paths/~1a~1.*the path has \{"):
        generate(spec, None, tmp_path / "out", "broken_client")


def test_a_parameter_called_like_a_key_is_one_where_the_key_is_not_used(wire: Wire) -> None:
    """And it is the client's business where it is."""
    sent = wire.sent("open", token="t", x_key="k", sid="s")
    assert (sent.target, sent.headers["x-key"], sent.headers["cookie"]) == ("/open?token=t", "k", "sid=s")
    with pytest.raises(TypeError, match="token"):
        wire.package.module("api.default.closed")._get_kwargs(token="t")


def test_the_documented_media_types_are_asked_for_unless_the_client_asks_for_others(wire: Wire) -> None:
    """In every way of calling."""
    assert wire.sent_by({"headers": {"X-Key": "k"}}, "closed").headers["accept"] == "application/json, text/csv"
    asked = wire.sent_by({"headers": {"X-Key": "k", "Accept": "text/csv"}}, "closed")
    assert asked.headers["accept"] == "text/csv"
    assert wire.sent("versioned").headers["accept"] == "application/vnd.x+json;version=2"
    assert wire.sent("versioned", accept="text/x").headers["accept"] == "text/x"
    assert wire.sent("picture", accept="image/jpeg").headers["accept"] == "image/jpeg"
    assert wire.sent("picture").headers["accept"] == "image/png, image/jpeg"


def test_keys_given_by_hand_are_credentials(wire: Wire) -> None:
    """As a header of the client, as the header a token goes into, as a cookie or in the query."""
    authenticated = wire.package.module("client").AuthenticatedClient
    closed: Any = wire.package.module("api.default.closed")
    given = (
        {"token": "k", "prefix": "", "auth_header_name": "X-Key"},
        {"token": "", "headers": {"x-key": "k"}},
        {"token": "", "cookies": {"sid": "k"}},
    )
    for options in given:
        wire.server.seen.clear()
        with ferrule.wrap(authenticated(base_url=wire.server.url, **options)) as client:
            closed.sync_detailed(client=client)
        headers = wire.server.seen[0].headers
        assert "k" in (headers.get("x-key"), headers.get("cookie", "").removeprefix("sid="))
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        with pytest.raises(ferrule.CredentialMissing):
            closed.sync_detailed(client=facade.generated)
        facade.generated.get_httpx_client().params = {"token": "k"}
        closed.sync_detailed(client=facade.generated)
    assert wire.server.seen[-1].target == "/closed?token=k"


def test_lists_in_an_exploded_object_are_exploded(wire: Wire) -> None:
    """As Spring, .NET and PHP read them."""
    pageable = wire.package.models.Pageable(page=1, sort=["a", "b,desc"])
    assert wire.sent("search", x_list=["a"], pageable=pageable).target == "/search?page=1&sort=a&sort=b%2Cdesc"


@pytest.mark.parametrize("undefined", [None, [], {}])
def test_what_is_undefined_is_not_sent(wire: Wire, undefined: Any) -> None:
    """RFC 6570, 2.3; nor is a question mark."""
    sent = wire.sent("search", x_list=undefined, x_token=undefined, tags=undefined, deep={"a": {"n": undefined}})
    assert (sent.target, {"x-list", "x-token"} & sent.headers.keys()) == ("/search", set())


def test_a_multipart_body_without_parts_is_one(wire: Wire) -> None:
    """And what only the server sets is no part."""
    for body in (wire.package.models.Parts(), wire.package.models.Parts(a=None, id="1")):
        sent = wire.sent("parts", body=body)
        assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert sent.body.startswith(b"--") and sent.body.endswith(b"--\r\n")


def test_moments_are_those_of_rfc_3339(wire: Wire) -> None:
    """UTC is `Z`; what RFC 3339 (5.6) cannot write is refused, as is a moment where a date is wanted."""
    utc, plus = datetime.UTC, datetime.timezone(datetime.timedelta(hours=1))
    at = datetime.datetime(2020, 1, 2, 3, 4, 5, 600000)  # noqa: DTZ001 - it is what is refused
    for moment, written in (
        (at.replace(tzinfo=utc), "2020-01-02T03%3A04%3A05.600000Z"),
        (at.replace(tzinfo=plus), "2020-01-02T03%3A04%3A05.600000%2B01%3A00"),
    ):
        assert wire.sent("search", x_list=["a"], at=moment).target == f"/search?at={written}"
    odd = datetime.timezone(datetime.timedelta(hours=1, seconds=1))
    account = wire.package.models.Account
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        for refused in (
            {"at": at}, {"at": at.replace(tzinfo=odd)}, {"day": at.replace(tzinfo=utc)}, {"size": float("nan")},
        ):  # fmt: skip
            with pytest.raises(ferrule.ConfigError):
                facade.default.search(x_list=["a"], **refused)
        for body in (account(at=at), account(ratio=float("inf")), account(day=at.replace(tzinfo=utc))):
            with pytest.raises(ferrule.ConfigError):
                facade.default.account(body=body)


def test_what_only_the_server_sets_is_not_sent_back(wire: Wire) -> None:
    """`to_dict` keeps it (OpenAPI 3.1, 4.8.24.4)."""
    came = {"id": 1, "owner": {"id": "o", "name": "n"}, "more": {"a": {"number": 1}}}
    account = wire.package.models.Account.from_dict(came)
    assert account.to_dict() == came
    assert wire.sent("account", body=account).body == b'{"owner":{"name":"n"},"more":{"a":{"number":1}}}'


def test_a_body_that_cannot_be_sent_is_refused(wire: Wire) -> None:
    """Whatever its media type."""
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        for operation in ("parts", "account", "same"):
            with pytest.raises(ferrule.ConfigError):
                getattr(facade.default, operation)(body=io.BytesIO(b"x"))
        with pytest.raises(ferrule.ConfigError):
            facade.default.binary(body={"a": 1})


def test_data_is_sent_where_its_shape_fits_one_media_type(wire: Wire) -> None:
    """Otherwise it is refused: an empty request would say something else."""
    named, numbered = {"name": "a"}, {"number": 1}
    assert (wire.sent("two", body=named).body, wire.sent("two", body=numbered).body) == (b'{"name":"a"}', b"number=1")
    for body in (Reads(b"a: 1"), b"a: 1", "a: 1"):
        sent = wire.sent("two", body=body)
        assert (sent.headers["content-type"], sent.body) == ("application/apply-patch+yaml", b"a: 1")
    assert wire.sent("same", body=named).headers["content-type"] == "application/json"
    for chosen in ("text/json", "application/json"):
        assert wire.sent("same", body=named, content_type=chosen).headers["content-type"] == chosen
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        for body, options in (
            ({"name": "a", "number": 1}, {}),
            ({"x": 1}, {}),
            (3, {}),
            (named, {"content_type": "application/apply-patch+yaml"}),
            (named, {"content_type": "application/xml"}),
        ):
            with pytest.raises(ferrule.ConfigError, match=r"media type|content_type"):
                facade.default.two(body=body, **options)


@pytest.mark.parametrize(
    ("operation", "body", "options", "kind", "content"),
    [
        ("any", b"\x00", {}, "application/octet-stream", b"\x00"),
        ("any", "text", {}, "text/plain", b"text"),
        ("binary", b"{}", {}, "application/json", b"{}"),
        ("pdf", b"%PDF", {}, "application/octet-stream", b"%PDF"),
        ("ranges", b"\x89PNG", {"content_type": "image/png"}, "image/png", b"\x89PNG"),
        ("ranges", "text", {}, "text/plain", b"text"),
        ("ranges", "a,b", {"content_type": "text/csv"}, "text/csv", b"a,b"),
    ],
)
def test_bytes_stay_bytes(
    wire: Wire, operation: str, body: Any, options: dict[str, Any], kind: str, content: bytes
) -> None:
    """And a media range is never a `Content-Type` (RFC 9110, 8.3)."""
    sent = wire.sent(operation, body=body, **options)
    assert (sent.headers["content-type"], sent.body) == (kind, content)


def test_an_overlay_may_say_that_a_path_parameter_may_be_empty(tmp_path: Any) -> None:
    """Where the description does not."""
    spec, overlay = tmp_path / "spec.yaml", tmp_path / "overlay.yaml"
    spec.write_text(
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /state/{key}:\n    get:\n'
        "      parameters: [{name: key, in: path, required: true, schema: {type: string}}]\n"
        "      responses: {204: {description: Done}}\n"
    )
    overlay.write_text(
        'overlay: 1.0.0\ninfo: {title: A, version: "1"}\nactions:\n'
        "  - target: $.paths['/state/{key}'].get.parameters[0]\n    description: Matrix has empty keys.\n"
        "    update: {x-ferrule-allow-empty: true}\n"
    )
    generate(spec, overlay, tmp_path / "out", "empty_client")
    (module,) = (tmp_path / "out" / "empty_client" / "api").glob("*/[a-z]*.py")
    assert '_parameters.segment("key", key, empty=True)' in module.read_text()
