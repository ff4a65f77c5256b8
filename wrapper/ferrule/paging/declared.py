"""What an overlay declares about an operation's pages, as codegen has checked it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeGuard

import attrs

Style: TypeAlias = Literal["link", "page", "offset", "cursor", "token", "next-url", "header"]
Steps: TypeAlias = Sequence[str | int]
"""The way from a page's model to a value: names of attributes or keys, and places in lists."""


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """True for a JSON object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """True for a JSON array."""
    return isinstance(value, list)


@attrs.frozen(kw_only=True)
class Paging:
    """How the pages of one operation follow each other: `_PAGES` of its endpoint module.

    Attributes:
        style: `link` (RFC 8288), `page`, `offset`, `cursor`, `token`, `next-url` or `header`.
        missing: what models hold for what did not come.
        parameter: Python name of the parameter that says which page is wanted; empty where a URL says it.
        body: the way to it within the body, where `parameter` is `body`: each step's name in Python and on the wire.
        next: steps to what the next page is asked for by; None where a header or a count says it.
        pointer: the same as a JSON pointer, for messages.
        items: JSON pointer to the items, for messages.
        always: a page without items has an empty list there; otherwise it may have none.
        header: name of the response header that says it; empty for none.
        number: what the next page is asked for by is a whole number, not text.
        required: it comes on each page, the last one included.
        more: steps to what tells whether there is another page; None for none.
        total: steps to the number of all items; None for none.
        pages: steps to the number of all pages; None for none.
        first: number of the first page, or offset of the first item.
    """

    style: Style
    missing: object
    parameter: str = ""
    body: Sequence[Sequence[str]] = ()
    next: Steps | None = None
    pointer: str = ""
    items: str = ""
    always: bool = True
    header: str = ""
    number: bool = False
    required: bool = False
    more: Steps | None = None
    total: Steps | None = None
    pages: Steps | None = None
    first: int = 1

    @property
    def by_url(self) -> bool:
        """Whether pages are asked for by URLs that the server gives."""
        return self.style in ("link", "next-url", "header")


def reach(value: Any, steps: Steps, missing: object) -> Any:
    """What the steps lead to; `missing` where they lead nowhere."""
    for step in steps:
        if isinstance(step, str):
            value = value.get(step, missing) if is_mapping(value) else getattr(value, step, missing)
        elif is_list(value) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return missing
    return value


def value_in(body: Any, way: Sequence[Sequence[str]], missing: object) -> Any:
    """What a request's body asks for at the place of `Paging.body`; `missing` where it asks for nothing."""
    for python, wire in way:
        body = body.get(wire, missing) if is_mapping(body) else getattr(body, python, missing)
    return body


def with_value(body: Any, way: Sequence[Sequence[str]], value: object) -> Any:
    """A copy of a request's body that asks for another page.

    Args:
        body: a model, or JSON data.
        way: see `Paging.body`.
        value: what asks for the page.

    Raises:
        ValueError: the body has no place for it.
    """
    if not way:
        return value
    (python, wire), rest = way[0], way[1:]
    if hasattr(body, "__attrs_attrs__") and hasattr(body, python):
        return attrs.evolve(body, **{python: with_value(getattr(body, python), rest, value)})
    if not body:
        return {wire: with_value(None, rest, value)}
    if not is_mapping(body):
        raise ValueError(f"the body has no {wire}, which says which page is wanted")
    return {**body, wire: with_value(body.get(wire), rest, value)}
