"""Path templates: where each parameter stands in a URL, and how its value is written there.

OpenAPI knows `{name}` only. Descriptions also have what their frameworks write: the expressions of RFC 6570, the paths
of google.api.http (gRPC transcoding), and the constraints and catch-all parameters of routers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from attrs import evolve, frozen

from ..errors import CodegenError

_OPERATORS: Final = {".": "label", "/": "path", ";": "matrix"}  # RFC 6570, 3.2.5 to 3.2.7
_UNKNOWN: Final = "=,!@|"  # reserved for extensions (RFC 6570, 2.2)


@frozen
class Hole:
    """A place that a parameter fills.

    Attributes:
        name: of the parameter.
        style: of its value, where the template says so.
        explode: whether the template says that its items are written one by one.
        slashes: whether its value may be several segments.
        reserved: whether reserved characters are sent as they are (RFC 6570, 3.2.3).
        pattern: what its segments are like, such as `projects/*/topics/*` (google.api.http).
        may_be_empty: whether the template marks it as optional.
    """

    name: str
    style: str = ""
    explode: bool = False
    slashes: bool = False
    reserved: bool = False
    pattern: str = ""
    may_be_empty: bool = False


@frozen
class Template:
    """A path template, taken apart. Its fragment is no part of it: no request has one (RFC 9110, 7.1)."""

    path: tuple[str | Hole, ...]
    query: tuple[str | Hole, ...] = ()
    """What stands after a question mark."""
    expanded: tuple[str, ...] = ()
    """Names of query parameters that an expression such as `{?page,size}` lists."""

    @property
    def names(self) -> list[str]:
        """Names of the parameters that fill a place, in their order."""
        return [part.name for part in (*self.path, *self.query) if isinstance(part, Hole)]


def template_of(path: str, declared: Collection[tuple[str, str]], where: str) -> Template:
    """A path, taken apart.

    Args:
        path: the key in `paths`.
        declared: name and location of each declared parameter.
        where: file and pointer, for errors.

    Raises:
        CodegenError: an expression whose meaning nobody can tell.
    """
    parts: tuple[list[str | Hole], list[str | Hole]] = ([], [])
    expanded: list[str] = []
    side = 0
    for text in _tokens(path):
        inner = text[1:-1] if text.startswith("{") and text.endswith("}") else ""
        if text == "#" or inner.startswith("#"):
            break
        if text == "?":
            side = 1
        elif inner[:1] in ("?", "&") and inner[1:]:
            expanded += [name.rstrip("*") for name in inner[1:].split(",")]
        else:
            parts[side].append(_hole(inner, declared, where) if inner else text)
    return Template(tuple(parts[0]), tuple(_unsaid(parts[1], declared)), tuple(expanded))


def _tokens(path: str) -> Iterator[str]:
    """Expressions with their braces, `?` and `#` outside of them, and the text between."""
    start = depth = 0
    for index, character in enumerate(path):
        if character == "{":
            if depth == 0 and start < index:
                yield path[start:index]
            start, depth = (start, depth + 1) if depth else (index, 1)
        elif character == "}" and depth:
            depth -= 1
            if depth == 0:
                yield path[start : index + 1]
                start = index + 1
        elif character in "?#" and not depth:
            if start < index:
                yield path[start:index]
            yield character
            start = index + 1
    if start < len(path):
        yield path[start:]


def _hole(inner: str, declared: Collection[tuple[str, str]], where: str) -> Hole:
    """What an expression stands for; one that is declared under all of its text is called so."""
    verbatim = (inner, "path") in declared
    try:
        hole = _read(inner, where)
    except CodegenError:
        if verbatim:
            return Hole(inner)
        raise
    return evolve(hole, name=inner) if verbatim else hole


def _read(inner: str, where: str) -> Hole:
    if inner[0] == "+":
        return Hole(_name(inner[1:], inner, where), slashes=True, reserved=True)
    if inner[0] in _OPERATORS:
        return Hole(_name(inner[1:], inner, where), style=_OPERATORS[inner[0]], explode=inner.endswith("*"))
    name, equals, pattern = inner.partition("=")
    if equals and ":" not in name:
        several = "/" in pattern or "**" in pattern
        return Hole(_name(name, inner, where), slashes=several, pattern=pattern if several else "")
    name, colon, constraint = inner.partition(":")
    if colon:
        if constraint.isdigit():
            _refuse(inner, "takes a part of a value (RFC 6570, 2.4.1), which no server can be asked for", where)
        return Hole(_name(name, inner, where), slashes=_takes_slashes(constraint) or "*" in name)
    bare = inner.strip("*")
    optional = bare.endswith("?")
    return Hole(_name(bare.removesuffix("?"), inner, where), slashes=bare != inner, may_be_empty=optional)


def _name(text: str, inner: str, where: str) -> str:
    if not text.strip("*"):
        _refuse(inner, "names no parameter", where)
    if text[0] in _UNKNOWN or "," in text:
        _refuse(inner, "is no name, and no expression that OpenAPI, RFC 6570 or google.api.http gives a meaning", where)
    return text.strip("*")


def _refuse(inner: str, reason: str, where: str) -> None:
    raise CodegenError(where, f"the path has {{{inner}}}, which {reason}", "Write the path with plain {names}.")


def _takes_slashes(constraint: str) -> bool:
    """Whether a router's constraint lets a value be several segments: `path` of Starlette and Flask, or `.*`."""
    if constraint == "path":
        return True
    try:
        return re.fullmatch(constraint, "a/b") is not None
    except (re.error, OverflowError, RecursionError):
        return False


def _unsaid(query: list[str | Hole], declared: Collection[tuple[str, str]]) -> Iterator[str | Hole]:
    """A query without the pairs that a declared query parameter sends by itself: `page={page}`."""
    pairs: list[list[str | Hole]] = [[]]
    for part in query:
        if isinstance(part, Hole):
            pairs[-1].append(part)
            continue
        first, *others = part.split("&")
        pairs[-1].append(first)
        pairs.extend([text] for text in others)
    kept = [
        pair
        for pair in pairs
        if any(pair)
        and not any(
            isinstance(one, Hole) and (one.name, "query") in declared and (one.name, "path") not in declared
            for one in pair
        )
    ]
    for index, pair in enumerate(kept):
        yield from ["&", *pair] if index else pair
