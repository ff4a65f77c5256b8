"""What an error body itself says went wrong, on one line: RFC 9457, where the overlay points, and common shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeGuard

from ferrule.call.pointers import at
from ferrule.settings.checks import is_mapping

_LONGEST = 300
_MOST_DETAILS = 3
# Names of members, in the order they are looked for.
_TEXTS = ("message", "msg", "detail", "error_description", "description", "title", "reason")
_PLACES = ("field", "pointer", "loc", "path", "param", "property", "source", "name")


def message(document: Any, pointer: str = "", *, is_problem: bool = False) -> str:
    """What an error body says went wrong, on one line, with the first details; empty where it does not say.

    Args:
        document: JSON data.
        pointer: JSON pointer (RFC 6901) to the text, from the overlay; empty for none.
        is_problem: it is a problem document (RFC 9457 §3), whose `detail` and `title` go first.
    """
    main = ""
    if is_problem and is_mapping(document):
        main = _text(document.get("detail")) or _text(document.get("title"))
    main = main or (_text(at(document, pointer)) if pointer else "") or _common(document)
    details = [detail for detail in _details(document) if detail != main]
    shown = "; ".join(details[:_MOST_DETAILS]) + ("; …" if len(details) > _MOST_DETAILS else "")
    return ": ".join(part for part in (main.rstrip(".:"), shown) if part) if shown else main


def shortened(line: str) -> str:
    """A line that is no longer than people read."""
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _common(document: Any) -> str:
    """The main text of the shapes that APIs have in common."""
    if not is_mapping(document):
        return _text(document)
    error = document.get("error")
    found = (document.get("message"), error.get("message") if is_mapping(error) else None)
    others = (*(document.get(name) for name in _TEXTS), error)
    return next((text for value in (*found, *others) if (text := _text(value))), "")


def _details(document: Any) -> list[str]:
    """The single faults that are listed, each with its place."""
    listed: list[Any] = [document] if _is_list(document) else []
    if is_mapping(document):
        error = document.get("error")
        listed = [document.get("errors"), document.get("detail"), document.get("details")]
        listed += [error.get("errors")] if is_mapping(error) else []
    return [detail for faults in listed for detail in _each(faults)][: _MOST_DETAILS + 1]


def _each(faults: Any) -> Iterator[str]:
    if _is_list(faults):
        for fault in faults[: _MOST_DETAILS + 1]:
            if text := _detail(fault):
                yield text
    elif is_mapping(faults):  # by field, as in Rails, Laravel and ASP.NET
        for name, told in list(faults.items())[: _MOST_DETAILS + 1]:
            if text := _text(told[0] if _is_list(told) and told else told):
                yield f"{name}: {text}"


def _detail(fault: Any) -> str:
    if not is_mapping(fault):
        return _text(fault)
    text = next((text for name in (*_TEXTS, "code", "type") if (text := _text(fault.get(name)))), "")
    place = next((place for name in _PLACES if (place := _place(fault.get(name)))), "")
    return f"{place}: {text}" if place and text else text


def _place(value: Any) -> str:
    """Where a fault is: `body.price` for a list of steps, and for a JSON pointer as it is."""
    if _is_list(value):
        return ".".join(str(step) for step in value if isinstance(step, str | int))
    return _text(value.get("pointer") or value.get("parameter")) if is_mapping(value) else _text(value)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list)
