"""Whether a document that somebody else wrote is a query. Pure, and in doubt it says no.

It takes a document apart as far as the definitions go (GraphQL specification, §2.1 and §2.2), so that nothing is needed
that could parse all of it. Whatever it does not understand counts as a mutation, which is never sent twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

_TOKEN = re.compile(
    r"""
      [\s,\ufeff]+ | \#[^\n\r]*                       # what has no meaning
    | (?P<string> \"\"\"(?:[^"\\]|\\\"\"\"|\\|\"(?!\"\"))*+\"\"\" | "(?!"")(?:[^"\\\n\r]|\\[^\n\r])*+" )
    | (?P<name> [A-Za-z_][A-Za-z_0-9]* )
    | (?P<number> -?[0-9][0-9A-Za-z.+-]* )
    | (?P<mark> \.\.\. | [{}()\[\]:=!|@&$] )
    """,
    re.VERBOSE,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_OPEN = frozenset(_PAIRS.values())
_KINDS = frozenset({"query", "mutation", "subscription", "fragment"})


@attrs.frozen
class Definition:
    """An operation or a fragment of a document.

    Attributes:
        kind: `query`, `mutation`, `subscription` or `fragment`.
        name: its name; empty for none.
    """

    kind: str
    name: str


def executed(document: object, operation: object = None) -> Definition | None:
    """The operation of a document that is executed; None where that is not sure.

    Args:
        document: its text.
        operation: the name of the operation, where the document has several.
    """
    try:
        found = [one for one in definitions(document) if one.kind != "fragment"] if isinstance(document, str) else []
    except ValueError:
        return None
    if operation:
        found = [one for one in found if one.name == operation]
    return found[0] if len(found) == 1 else None


def definitions(document: str) -> list[Definition]:
    """The operations and fragments of a document.

    Raises:
        ValueError: it cannot be taken apart.
    """
    found: list[Definition] = []
    tokens = _tokens(document)
    for kind, text in tokens:
        if kind == "string":
            continue  # a description
        if text == "{":
            _skip(tokens, text)
            found.append(Definition("query", ""))
        elif kind == "name" and text in _KINDS:
            found.append(Definition(text, _head(text, tokens)))
        else:
            raise ValueError(text)
    return found


def _head(kind: str, tokens: Iterator[tuple[str, str]]) -> str:
    """The name in what stands before the selections: name, variables, directives; of a fragment, its type."""
    names: list[str] = []
    previous = ""
    for sort, text in tokens:
        if text == "{":
            _skip(tokens, text)
            if (len(names) == 3 and names[1] == "on") if kind == "fragment" else len(names) < 2:
                return names[0] if names else ""
            break
        if text == "(":
            _skip(tokens, text)
        elif sort == "name":
            names += [] if previous == "@" else [text]
        elif text != "@":
            break
        previous = text
    raise ValueError(kind)


def _skip(tokens: Iterator[tuple[str, str]], opened: str) -> None:
    """All until what was opened is closed."""
    open_ = [opened]
    for _, text in tokens:
        if text in _OPEN:
            open_.append(text)
        elif text in _PAIRS:
            if open_.pop() != _PAIRS[text]:
                raise ValueError(text)
            if not open_:
                return
    raise ValueError("something is not closed")


def _tokens(document: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(document):
        found = _TOKEN.match(document, place)
        if found is None:
            raise ValueError(f"at {place}")
        place = found.end()
        if found.lastgroup:
            yield found.lastgroup, found[0]
