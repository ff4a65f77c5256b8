"""What strict validation and users' validators refuse of a success."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ferrule.call import Options, Response
from ferrule.call.validation import Mismatch, Reader
from ferrule.client.messages import shortened
from ferrule.client.modules import Target
from ferrule.paging.declared import is_list


class ValidatorRefused(ValueError):
    """A validator refused what came."""


def reader(target: Target[..., Any, Any], options: Options) -> Reader:
    """Reads the successes of an operation, and raises `ValueError` for what the options refuse."""

    def read(response: Response, mismatches: list[Any] | None) -> Any:
        found: list[Any] = [] if mismatches is None else mismatches
        value = target.parse_success(response, found)
        check(value, found, options, _items(target, value))
        return value

    return read


def check(value: Any, mismatches: Sequence[Mismatch], options: Options, items: Sequence[Any] = ()) -> None:
    """Refuse what the options do not accept.

    Args:
        value: a success, or an event.
        mismatches: where it disagreed with its description.
        options: the settings in force.
        items: what it lists, where it is no list itself.

    Raises:
        ValueError: it is refused; the text names models and fields.
    """
    if mismatches and options.validation == "strict":
        raise ValueError("; ".join(dict.fromkeys(map(in_line, mismatches))))
    for validator in options.validators:
        for one in (value, *(value if is_list(value) else items)):
            if not isinstance(one, validator.model):
                continue
            try:
                validator.check(one)
            except ValueError as refusal:
                words = shortened(" ".join(str(refusal).split()))
                refused = f"a validator refused its {validator.model.__name__}" + (f": {words}" if words else "")
            else:
                continue
            raise ValidatorRefused(refused)


def in_line(mismatch: Mismatch) -> str:
    """A mismatch in words."""
    return f"{mismatch.model}.{mismatch.field} should be {mismatch.expected}, got {mismatch.got}"


def _items(target: Target[..., Any, Any], page: Any) -> Sequence[Any]:
    """The items of a page; none where it is no page."""
    if target.items is None:
        return ()
    try:
        items = target.items(page)
    except (AttributeError, LookupError, TypeError):
        return ()
    return items if is_list(items) else ()
