"""Parameters as they arrive at a server: the bytes that OpenAPI 3.1 (4.8.12, Style Examples) and RFC 6570 ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from codegen.server import Wire, wired

BLUE, MANY, RGB = "blue", ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/wire.yaml and a server for it."""
    with wired("wire.yaml", tmp_path_factory.mktemp("w"), "wire_client") as found:
        yield found


@pytest.mark.parametrize(
    ("operation", "value", "target"),
    [
        ("simple", BLUE, "/simple/blue"),
        ("simple", MANY, "/simple/blue,black,brown"),
        ("simple", RGB, "/simple/R,100,G,200,B,150"),
        ("simple", ["a,b", "c/d"], "/simple/a%2Cb,c%2Fd"),
        ("simple_explode", MANY, "/simple-explode/blue,black,brown"),
        ("simple_explode", RGB, "/simple-explode/R=100,G=200,B=150"),
        ("label", BLUE, "/label/.blue"),
        ("label", MANY, "/label/.blue,black,brown"),
        ("label", RGB, "/label/.R,100,G,200,B,150"),
        ("label_explode", MANY, "/label-explode/.blue.black.brown"),
        ("label_explode", RGB, "/label-explode/.R=100.G=200.B=150"),
        ("matrix", "", "/matrix/;color"),
        ("matrix", BLUE, "/matrix/;color=blue"),
        ("matrix", MANY, "/matrix/;color=blue,black,brown"),
        ("matrix", RGB, "/matrix/;color=R,100,G,200,B,150"),
        ("matrix", "a;b", "/matrix/;color=a%3Bb"),
        ("matrix_explode", MANY, "/matrix-explode/;color=blue;color=black;color=brown"),
        ("matrix_explode", RGB, "/matrix-explode/;R=100;G=200;B=150"),
    ],
)
def test_path_styles(wire: Wire, operation: str, value: Any, target: str) -> None:
    """Simple, label and matrix, exploded or not."""
    assert wire.sent(operation, value).target == target


@pytest.mark.parametrize(
    ("operation", "value", "target"),
    [
        ("form", BLUE, "/form?color=blue"),
        ("form", "", "/form?color="),
        ("form", MANY, "/form?color=blue,black,brown"),
        ("form", RGB, "/form?color=R,100,G,200,B,150"),
        ("form", ["a,b", "c&d", "e f"], "/form?color=a%2Cb,c%26d,e%20f"),
        ("form", [], "/form"),
        ("form_explode", MANY, "/form-explode?color=blue&color=black&color=brown"),
        ("form_explode", RGB, "/form-explode?R=100&G=200&B=150"),
        ("space", MANY, "/space?color=blue%20black%20brown"),
        ("space", RGB, "/space?color=R%20100%20G%20200%20B%20150"),
        ("pipe", MANY, "/pipe?color=blue%7Cblack%7Cbrown"),
        ("pipe", RGB, "/pipe?color=R%7C100%7CG%7C200%7CB%7C150"),
        ("deep", RGB, "/deep?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("reserved", "a/b:c,d&e=f g", "/reserved?color=a/b:c,d%26e%3Df%20g"),
        ("odd", BLUE, "/odd?color=blue"),
    ],
)
def test_query_styles(wire: Wire, operation: str, value: Any, target: str) -> None:
    """Delimiters stand as they are, or percent-encoded where a URL may not hold them; data never looks like one."""
    assert wire.sent(operation, color=value).target == target


def test_parameters_beside_a_delimited_one_are_encoded(wire: Wire) -> None:
    """Text with separators in it stays one value."""
    assert wire.sent("pipe", color=["a"], other="x&y=z,é+").target == "/pipe?color=a&other=x%26y%3Dz%2C%C3%A9%2B"


@pytest.mark.parametrize("operation", ["simple", "label", "matrix"])
@pytest.mark.parametrize("value", [[], {}])
def test_an_undefined_path_parameter_is_refused(wire: Wire, operation: str, value: Any) -> None:
    """It would leave its segment empty, and ask for another resource."""
    with pytest.raises(ValueError, match="path parameter color must not be empty"):
        wire.package.module(f"api.default.{operation}")._get_kwargs(value)


def test_a_label_cannot_make_a_dot_segment(wire: Wire) -> None:
    """Its own dot counts."""
    for value in ("", "."):
        with pytest.raises(ValueError, match="dot segment"):
            wire.package.module("api.default.label")._get_kwargs(value)


def test_a_required_parameter_with_one_value_or_a_default_may_be_left_out(wire: Wire) -> None:
    """It is sent all the same, as the server requires it; what is optional stays unsent."""
    day = datetime.date(2020, 1, 2)
    wanted = "/implied?alt=media&sort=up&size=20&since=2020-01-02&misfit=1"
    assert wire.sent("implied", since=day, misfit=1).target == wanted
    assert [one.headers["fixed"] for one in wire.server.seen] == ["1"] * 10
    assert "sort=down&size=5&" in wire.sent("implied", since=day, misfit=1, sort="down", size=5).target


def test_a_default_that_is_no_value_of_its_type_is_none(wire: Wire) -> None:
    """Its caller has to say what is meant."""
    with pytest.raises(TypeError, match="'since' and 'misfit'"):
        wire.package.module("api.default.implied")._get_kwargs()


def test_a_style_of_another_place_is_noted(wire: Wire) -> None:
    """It is written as its place has it, and the ledger says so."""
    notes = [note.reason for note in wire.package.report.ledger.changed]
    assert notes == ["a query parameter has no style matrix; it is written as form"]
