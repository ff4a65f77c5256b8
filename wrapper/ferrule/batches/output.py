"""Items as lines of JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from ferrule.batches.items import Failed, Item
from ferrule.client.results import Ok, Undocumented
from ferrule.paging.declared import is_list
from ferrule.settings.checks import is_mapping


def json_line(item: Item[Any, Any, Any]) -> bytes:
    """One line for an item: its key, its input, and one of `ok`, `error` (what the API said) and `failed`."""
    line: dict[str, Any] = {"key": item.key, "input": _plain(item.input)}
    result = item.result
    if isinstance(result, Ok):
        line["ok"] = _plain(result.value)
    elif isinstance(result, Failed):
        error = result.error
        line["failed"] = {"kind": type(error).__name__, "message": str(error), "may_have_acted": error.may_have_acted}
    else:
        line["error"] = {"status": result.error.status_code, "message": str(result.error), "body": _plain(result.body)}
    line["attempts"] = len(item.attempts)
    return msgspec.json.encode(line, enc_hook=str) + b"\n"


def _plain(value: Any) -> Any:
    """Models as they travel."""
    if isinstance(value, Undocumented):
        return value.text
    if is_list(value):
        return [_plain(one) for one in value]
    if is_mapping(value):
        return {name: _plain(one) for name, one in value.items()}
    to_dict = getattr(value, "to_dict", None)
    return to_dict() if callable(to_dict) else value
