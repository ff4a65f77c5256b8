"""JSON pointers (RFC 6901): what one leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, cast

_PLACE: Final = re.compile(r"0|[1-9][0-9]{0,8}")


def at(document: Any, pointer: str) -> Any:
    """What a pointer leads to in data as JSON has it; None where there is nothing."""
    found: Any = document
    for token in _tokens(pointer):
        # By exact types: those that JSON is read into.
        if type(found) is dict:
            found = cast("dict[str, Any]", found).get(token)
        elif type(found) is list and _PLACE.fullmatch(token):
            items, place = cast("Sequence[Any]", found), int(token)
            found = items[place] if place < len(items) else None
        else:
            return None
    return found


@lru_cache(256)  # they come from overlays, so there are few
def _tokens(pointer: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
