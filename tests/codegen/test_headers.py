"""Response headers that a description documents, as typed values."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.server import Wire, wired

# A field as it is sent, and its value by OpenAPI's style `simple` (OpenAPI 3.1.1, 4.8.12.4, and appendix D).
READ: list[tuple[str, str, str, Any]] = [
    ("X-Count", "12", "x_count", 12),
    ("X-Ratio", "0.5", "x_ratio", 0.5),
    ("X-Ratio", "2", "x_ratio", 2),
    ("X-Exact", "true", "x_exact", True),
    ("X-State", "open", "x_state", "open"),
    ("X-Level", "2", "x_level", 2),
    ("X-Ids", "3,4,5", "x_ids", [3, 4, 5]),
    ("X-Ids", "3, 4 ,5", "x_ids", [3, 4, 5]),
    ("X-Tags", "blue,black,brown", "x_tags", ["blue", "black", "brown"]),
    ("X-At", "2026-01-02T03:04:05Z", "x_at", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)),
    ("X-Day", "2026-01-02", "x_day", datetime.date(2026, 1, 2)),
    ("X-Id", "12345678-1234-5678-1234-567812345678", "x_id", UUID("12345678-1234-5678-1234-567812345678")),
    ("X-Pairs", "a=true,b=false", "x_pairs", {"a": True, "b": False}),
    ("X-Either", "12", "x_either", 12),
    ("X-Either", "twelve", "x_either", "twelve"),
    ("X-Maybe", "1", "x_maybe", 1),
    ("X-Numbers", "[1, 2]", "x_numbers", [1, 2]),
    ("X-Plain", "7", "x_plain", "7"),
    ("X-Nested", "1,2", "x_nested", "1,2"),
    ("X-Bare", "7", "x_bare", "7"),
    ("X-Shared", "a", "x_shared", "a"),
    ("X-Name", "7", "x_name", "7"),  # text in one response, a number in another
    ("X-Reason", "gone", "x_reason", "gone"),
]
# What disagrees: it stays the text it was.
KEPT = [
    ("X-Count", "many", "x_count"),
    ("X-Count", "1.5", "x_count"),
    ("X-Count", "1_000", "x_count"),
    ("X-Count", "\u0662", "x_count"),
    ("X-Count", "9" * 5000, "x_count"),
    ("X-Ratio", "nan", "x_ratio"),
    ("X-Ratio", "1e999", "x_ratio"),
    ("X-Exact", "True", "x_exact"),
    ("X-State", "ajar", "x_state"),
    ("X-At", "Fri, 02 Jan 2026 03:04:05 GMT", "x_at"),
    ("X-Id", "12345", "x_id"),
    ("X-Flat", "R,1,name", "x_flat"),
    ("X-Pairs", "a", "x_pairs"),
    ("X-Plan", "{", "x_plan"),
    ("X-Plan", "[" * 100_000, "x_plan"),
]


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/headers.yaml and a server for it."""
    with wired("headers.yaml", tmp_path_factory.mktemp("headers"), "headers_client") as found:
        yield found


def read(wire: Wire, headers: Any, mismatches: list[Any] | None = None, operation: str = "all") -> Any:
    """The headers of a response as `ResponseHeaders` of an operation."""
    module = wire.package.module(f"api.default.{operation}")
    return module.ResponseHeaders.read(httpx.Response(200, headers=headers), mismatches)


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize(("name", "sent", "python", "expected"), READ)
def test_headers_are_read_as_they_are_described(
    wire: Wire, name: str, sent: str, python: str, expected: object
) -> None:
    """From a server, through Ferrule and through a plain call alike, and nothing is reported."""
    wire.server.answer = (200, {name.upper(): sent}, b"")
    module, mismatches = wire.package.module("api.default.all"), list[Any]()
    with wire.package.module("_facade").WireClient(base_url=wire.server.url) as facade:
        raw = facade.default.all.raw()
    with wire.package.module("client").Client(base_url=wire.server.url) as client:
        plain = module.sync_detailed(client=client)
    for response in (raw, raw.response, plain):
        value = getattr(module.ResponseHeaders.read(response, mismatches), python)
        assert (value, type(value)) == (expected, type(expected))
    assert mismatches == []


@pytest.mark.parametrize(("name", "sent", "python"), KEPT)
def test_what_disagrees_is_kept_and_reported(wire: Wire, name: str, sent: str, python: str) -> None:
    """As text, for the operation and the header by its name, without the value."""
    mismatches: list[Any] = []
    assert getattr(read(wire, [(name.encode(), sent.encode())], mismatches), python) == sent
    assert [(one.model, one.field, one.got) for one in mismatches] == [("default.all", name, "string")]


def test_a_list_keeps_the_elements_that_disagree(wire: Wire) -> None:
    """Each on its own; empty ones are none (RFC 9110, 5.6.1)."""
    mismatches: list[Any] = []
    assert read(wire, {"X-Ids": "1,,x"}, mismatches).x_ids == [1, "x"]
    assert [one.field for one in mismatches] == ["X-Ids[]"]


def test_what_is_absent_is_unset(wire: Wire) -> None:
    """All of it, and that is nothing to report."""
    mismatches: list[Any] = []
    found = read(wire, {}, mismatches)
    assert set(attrs.astuple(found)) == {wire.package.types.UNSET}
    assert mismatches == []


def test_models_and_enums_are_the_package_s_own(wire: Wire) -> None:
    """Those of components, and what is described in a header itself."""
    models = wire.package.models
    found = read(
        wire,
        {
            "X-Colour": "red",
            "X-Colours": "green,red",
            "X-Plan": '{"name": "pro", "seats": 3}',
            "X-Flat": "R,100,name,x",
        },
    )
    assert found.x_colour is models.Colour.RED
    assert found.x_colours == [models.Colour.GREEN, models.Colour.RED]
    assert found.x_plan == models.Plan(name="pro", seats=3)
    assert (found.x_flat.r, found.x_flat.name) == (100, "x")


def test_cookies_are_one_a_line(wire: Wire) -> None:
    """A comma in one separates nothing (RFC 9110, 5.3)."""
    sent = ["a=1; Expires=Fri, 02 Jan 2026 03:04:05 GMT", "b=2"]
    assert read(wire, [("Set-Cookie", one) for one in sent]).set_cookie == sent
    assert read(wire, [("X-Ids", "1"), ("X-Ids", "2,3")]).x_ids == [1, 2, 3]


def test_names_are_unique_identifiers(wire: Wire) -> None:
    """Whatever the headers are called, and each is read from its own."""
    module = wire.package.module("api.default.odd")
    names = [one.name for one in attrs.fields(module.ResponseHeaders)]
    assert names == ["class_", "read_2", "datetime_", "field_x", "x", "x_a", "x_a_2", "field"]
    sent = {"class": "1", "read": "2", "_x": "4", "x": "5", "X-A": "6", "X_A": "7", "'": "8"}
    found = attrs.astuple(read(wire, sent, operation="odd"))
    assert [one for one in found if one is not wire.package.types.UNSET] == [1, 2, 4, 5, 6, 7, 8]


def test_headers_are_accounted_for(wire: Wire) -> None:
    """Each of each response is counted from the description; what is not generated, or otherwise, has its reason."""
    ledger = json.loads((wire.package.path / "ledger.json").read_text())
    assert ledger["counts"]["header"] == {"spec": 40, "generated": 36, "lost": 4}
    lost = {one["where"].rpartition("/")[2]: one for one in ledger["lost"]}
    assert {name: one["reason"].partition(" (")[0] for name, one in lost.items()} == {
        "Content-Type": "OpenAPI ignores a response header called Content-Type",
        "X-Nowhere": "$ref #/components/headers/Nowhere points to nothing",
        "no name": "it is no name of a header field",
        "X-Wrong": "a header must be an object",
    }
    assert all(one["fix"] for one in lost.values())
    changed = [one["where"] for one in ledger["changed"] if one["kind"] == "header"]
    assert changed == ["#/paths/~1all/get/responses/200/headers/X-Nested", "#/paths/~1all/get"]


def test_nothing_is_made_where_no_header_is_documented(wire: Wire, tiny: Any) -> None:
    """Neither the class nor an import, and a package without headers has no module for them."""
    source = (wire.package.path / "api" / "default" / "none.py").read_text()
    assert "ResponseHeaders" not in source
    assert "_headers" not in source
    assert not (tiny.path / "_headers.py").exists()
    code = (
        f"import sys; import {wire.package.name}.api.default.none; print('{wire.package.name}._headers' in sys.modules)"
    )
    folder = str(wire.package.path.parent)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


NAMES = ["X-Count", "X-Ratio", "X-Exact", "X-Ids", "X-Flat", "X-Pairs", "X-Plan", "X-Numbers", "X-At", "X-Colour"]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))))
def test_no_text_makes_it_raise(wire: Wire, headers: dict[str, str]) -> None:
    """Whatever a server sends, and what it sent is not lost."""
    found = read(wire, [(name.encode(), value.encode()) for name, value in headers.items()])
    missing = {one.name for one in attrs.fields(type(found)) if getattr(found, one.name) is wire.package.types.UNSET}
    assert missing.isdisjoint(name.lower().replace("-", "_") for name in headers)
