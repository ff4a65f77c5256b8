"""Values on the wire."""

from __future__ import annotations

import datetime
import io
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.codegen.support import _body, _encode, _parameters
from ferrule.codegen.support.types import UNSET, File

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_json_data_is_sent_as_it_is(value: Any) -> None:
    """Encoding what is JSON data already changes nothing."""
    assert _encode.encode(value) == value


def test_values_are_encoded_by_their_type() -> None:
    """Dates, UUIDs and sets have JSON forms; what is not given is left out; bytes are refused."""
    moment = datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)
    value = {"at": moment, "day": moment.date(), "id": UUID(int=1), "none": None, "unset": UNSET, "t": (1, 2)}
    assert _encode.encode(value) == {
        "at": "2020-01-02T00:00:00Z", "day": "2020-01-02", "id": str(UUID(int=1)), "none": None, "t": [1, 2],
    }  # fmt: skip
    with pytest.raises(TypeError, match="binary content cannot be put into JSON"):
        _encode.encode({"f": b"x"})


@given(st.text(min_size=1).filter(lambda value: value not in (".", "..") and value.isprintable()))
def test_a_path_segment_gives_its_value_back(value: str) -> None:
    """It never contains a slash, a question mark or a hash."""
    segment = _parameters.segment("x", value)
    assert unquote(segment) == value
    assert not set("/?#") & set(segment)


def test_a_path_parameter_of_several_segments_keeps_its_slashes() -> None:
    """Dot segments in it are refused all the same."""
    assert _parameters.segment("path", "a/b c", slashes=True) == "a/b%20c"
    for value in ("a/../b", "a//b", "/a"):
        with pytest.raises(ValueError, match="dot segment"):
            _parameters.segment("path", value, slashes=True)


@pytest.mark.parametrize(
    ("value", "options", "params"),
    [
        ([1, 2], {}, {"q": ["1", "2"]}),
        ([1, 2], {"explode": False}, {"q": "1,2"}),
        ([1, 2], {"style": "spaceDelimited", "explode": False}, {"q": "1 2"}),
        ({"a": 1, "b": True}, {}, {"a": "1", "b": "true"}),
        ({"a": 1}, {"explode": False}, {"q": "a,1"}),
        ({"a": {"b": [1, 2]}}, {"style": "deepObject"}, {"q[a][b][0]": "1", "q[a][b][1]": "2"}),
        ({"a": 1}, {"as_json": True}, {"q": '{"a":1}'}),
        (True, {}, {"q": "true"}),
        (None, {}, {}),
        (UNSET, {"as_json": True}, {}),
    ],
)
def test_query_styles(value: Any, options: dict[str, Any], params: dict[str, Any]) -> None:
    """Each style of OpenAPI's parameter object."""
    found: dict[str, Any] = {}
    _parameters.query(found, "q", value, **options)
    assert found == params


def test_header_values_are_simple() -> None:
    """Lists are separated by commas; what is undefined is left out."""
    headers: dict[str, str] = {}
    _parameters.header(headers, "a", [1, "a"])
    _parameters.header(headers, "b", {"a": 1, "n": None}, explode=True)
    for undefined in (None, [], {}, UNSET):
        _parameters.header(headers, "c", undefined)
    assert headers == {"a": "1,a", "b": "a=1"}


def test_form_fields_follow_their_encoding() -> None:
    """JSON where the encoding asks for it, brackets for nested values, an empty field for null, plain delimiters."""
    body = {"a": {"b": 1}, "j": {"b": 1}, "l": ["x y", "z"], "d": ["x"], "n": None, "i": [{"p": 1}], "s": ["1", "2,"]}
    encoding = {
        "j": {"contentType": "application/json"},
        "d": {"style": "deepObject", "explode": True},
        "s": {"style": "pipeDelimited"},
    }
    assert unquote(_body.form(body, encoding).decode()) == 'a[b]=1&j={"b":1}&l=x+y&l=z&d[0]=x&n=&i[0][p]=1&s=1|2,'
    assert _body.form(body, encoding).endswith(b"&s=1%7C2%2C")


def test_a_part_with_a_style_of_its_own_is_written_so() -> None:
    """As OpenAPI 3.1.1 has it (4.8.15), `style` wins over the JSON an object has else; Stripe's files need it."""
    body = {"link": {"create": True, "tags": ["a"]}, "meta": {"w": 1}}
    assert _body.multipart(body, {"link": {"style": "deepObject", "explode": True}}, {})["files"] == [
        ("link[create]", (None, b"true", "text/plain")),
        ("link[tags][0]", (None, b"a", "text/plain")),
        ("meta", (None, b'{"w":1}', "application/json")),
    ]


def test_related_parts_stand_in_order_with_their_media_types() -> None:
    """The metadata first, then the content (RFC 2387), behind a boundary nobody can guess."""
    body = {"metadata": {"name": "x"}, "media": File(io.BytesIO(b"\x00\x01"), mime_type="image/png")}
    content_type, content = _body.related(body, {})
    boundary = content_type.partition("boundary=")[2].encode()
    assert content.split(b"--" + boundary) == [
        b"",
        b'\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{"name": "x"}\r\n',
        b"\r\nContent-Type: image/png\r\n\r\n\x00\x01\r\n",
        b"--\r\n",
    ]
    assert _body.related(body, {})[0] != content_type


def test_a_file_is_sent_under_its_own_media_type() -> None:
    """Else under the documented one, unless that leaves a choice."""
    assert _body.content_type(File(b"", mime_type="image/png"), "application/octet-stream") == "image/png"
    assert _body.content_type(b"", "application/pdf") == "application/pdf"
    assert _body.content_type(b"", "*/*") == "application/octet-stream"


def test_files_are_named(tmp_path: Any) -> None:
    """By the caller, else by the opened file, else by the field."""
    path = tmp_path / "cat.png"
    path.write_bytes(b"x")
    with path.open("rb") as opened:
        assert File(opened).to_tuple("f")[0] == "cat.png"
        assert File(opened, "dog.png").to_tuple("f")[0] == "dog.png"
    assert File(b"").to_tuple("f")[0] == "f"
