"""What follows a page: the place of the next one, or the end of the list."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import attrs
import httpx

from ferrule.http.links import next_link
from ferrule.paging.declared import Paging, Steps, reach

_KINDS: Mapping[type, str] = {
    type(None): "null", bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list",
}  # fmt: skip


@attrs.frozen
class Place:
    """Which page is asked for; the first one where neither is given.

    Attributes:
        value: of the parameter that says it.
        url: path and query on the client's server.
    """

    value: str | int | None = None
    url: str = ""


class Broken(ValueError):
    """A page does not say what the overlay declares; in words, without the page's own."""


def first_place(paging: Paging, given: object) -> Place:
    """Where a walk begins: at what the caller asks for.

    Args:
        paging: what is declared.
        given: the caller's own argument for the parameter that says it; None for none.

    Raises:
        ValueError: pages are counted, and it is no whole number.
    """
    if paging.style not in ("page", "offset"):
        return Place()
    if given is None:
        return Place(paging.first)
    if type(given) is not int:
        raise ValueError(f"{paging.parameter}={given!r} must be a whole number, as pages are counted from it")
    return Place(given)


def next_place(
    paging: Paging, place: Place, page: object, headers: httpx.Headers, count: int, before: int | None
) -> Place | str | None:
    """The place of the page after this one, a reference to its URL, or None when this is the last.

    Args:
        paging: what is declared.
        place: the page's own.
        page: its model.
        headers: of its response.
        count: items on it.
        before: items on all pages before it, None when not known.

    Raises:
        Broken: the page does not say what is declared.
    """
    if paging.style == "link":
        return next_link(headers.get_list("link"))
    if paging.style in ("page", "offset"):
        return _counted(paging, place, page, count, before)
    if paging.more is not None and not _more(paging.more, page, paging.missing):
        return None
    following = _following(paging, page, headers, count)
    if following is None:
        return None
    if paging.by_url:
        return str(following) or None
    if following == "" and paging.style == "token":
        return None  # AIP-158: an empty page token ends the list; any other cursor is opaque
    return Place(following)


def _counted(paging: Paging, place: Place, page: object, count: int, before: int | None) -> Place | None:
    # Never at a short page: servers cap sizes, and leave out what the caller may not see.
    here = place.value
    if not count or not isinstance(here, int):
        return None
    pages = _number(paging.pages, page, paging.missing, "pages")
    if pages is not None and paging.style == "page" and here - paging.first + 1 >= pages:
        return None
    total = _number(paging.total, page, paging.missing, "items")
    if paging.style == "offset":
        before = here - paging.first
    if total is not None and before is not None and before + count >= total:
        return None
    return Place(here + 1 if paging.style == "page" else here + count)


def _number(steps: Steps | None, page: object, missing: object, what: str) -> int | None:
    if steps is None:
        return None
    found = reach(page, steps, missing)
    if type(found) is not int:
        raise Broken(f"the number of all {what}, at {_way(steps)}, is {_kind(found, missing)}, not a whole number")
    return found


def _more(steps: Steps, page: object, missing: object) -> bool:
    found = reach(page, steps, missing)
    if type(found) is not bool:
        raise Broken(f"{_way(steps)} is {_kind(found, missing)}, not true or false")
    return found


def _following(paging: Paging, page: object, headers: httpx.Headers, count: int) -> str | int | None:
    """What the next page is asked for by; None where there is none."""
    if paging.header:
        value: object = headers.get(paging.header)
        where = f"the header {paging.header}"
    else:
        value = reach(page, paging.next or (), paging.missing)
        where = paging.pointer
    if value is None or value is paging.missing:
        if paging.more is not None:
            raise Broken(f"{_way(paging.more)} says that there is another page, but {where} says nothing")
        if value is not None and paging.required and (count or -1 not in (paging.next or ())):
            raise Broken(f"{where} is missing, which is declared to be on each page")
        return None
    if isinstance(value, UUID):
        return str(value)
    if paging.number and isinstance(value, str) and value.isascii() and value.isdecimal() and paging.header:
        return int(value)
    if type(value) is not (int if paging.number else str):
        wanted = "a whole number" if paging.number else "text"
        raise Broken(f"{where} is {_kind(value, paging.missing)}, not {wanted}")
    return value


def _way(steps: Steps) -> str:
    return "/" + "/".join(map(str, steps))


def _kind(value: object, missing: object) -> str:
    """What came, by its JSON type; never the value."""
    if value is missing:
        return "missing"
    return _KINDS.get(type(value), "an object")
