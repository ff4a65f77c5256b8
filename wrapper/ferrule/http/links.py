"""`Link` fields: where a resource's neighbours are (RFC 8288 §3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ferrule.http.lists import unquote

_BETWEEN = re.compile(r"[\s,]*")
_TARGET = re.compile(r"<([^>]*)>")
_PARAMETER = re.compile(r'[ \t]*;[ \t]*([^\s=;,"]*)[ \t]*(?:=[ \t]*("[^"\\]*(?:\\.[^"\\]*)*"|[^;,\s"]*))?', re.DOTALL)


def next_link(fields: Iterable[str]) -> str | None:
    """The target of the first link to the next page, as written; None when there is none.

    Relations have no case, and one link may have several. Of a parameter that is given twice the first counts (§3.3). A
    link with an `anchor` is about another resource (§3.2).

    Args:
        fields: the values of the response's `Link` fields.
    """
    return next((target for field in fields for target, parameters in _links(field) if _is_next(parameters)), None)


def _is_next(parameters: dict[str, str]) -> bool:
    return "next" in parameters.get("rel", "").lower().split() and "anchor" not in parameters


def _links(field: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Targets and parameters; what is not understood is passed over up to the next comma."""
    position = 0
    while position >= 0 and field.find(">", position) >= 0:  # no search for an end that is not there
        between = _BETWEEN.match(field, position)
        position = between.end() if between else position
        if (target := _TARGET.match(field, position)) is not None:
            parameters: dict[str, str] = {}
            position = target.end()
            while (found := _PARAMETER.match(field, position)) is not None:
                position, value = found.end(), found[2] or ""
                parameters.setdefault(found[1].lower(), unquote(value) or value)
            yield target[1].strip(), parameters
        position = field.find(",", position)
        position += position >= 0
