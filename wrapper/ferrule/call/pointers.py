"""JSON pointers (RFC 6901): what one leads to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_PLACE: Final = re.compile(r"0|[1-9][0-9]{0,8}")


def at(document: Any, pointer: str) -> Any:
    """What a pointer leads to in data as JSON has it; None where there is nothing."""
    for token in _tokens(pointer):
        if isinstance(document, dict):
            document = document.get(token)
        elif isinstance(document, list) and _PLACE.fullmatch(token):
            document = document[int(token)] if int(token) < len(document) else None
        else:
            return None
    return document


@lru_cache(256)  # they come from overlays, so there are few
def _tokens(pointer: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
