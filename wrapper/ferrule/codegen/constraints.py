"""What changed in the constraints of two schemas: the keywords of JSON Schema that types do not have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, Literal

from attrs import frozen

from .jsondata import JSONObject, array_at, is_object
from .normalise.references import References

Effect = Literal["narrower", "wider", "other"]
"""What becomes of the set of values that fit: fewer, more, or neither."""

_UPPER: Final = ("maxLength", "maxItems", "maxProperties", "maxContains")
_LOWER: Final = ("minLength", "minItems", "minProperties", "minContains")
_WHOLE: Final = (
    "pattern", "contentEncoding", "contentMediaType", "not", "if", "then", "else", "contains", "propertyNames",
    "patternProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
"""Keywords whose values have no order."""


@frozen
class Difference:
    """One keyword that has another value."""

    what: str
    effect: Effect


def flat(schema: Any, references: References, depth: int = 30) -> JSONObject:
    """A schema with references followed, and with what the members of `allOf` add to it.

    A union of one schema and null is that schema: whether null may come is a matter of types.
    """
    found: JSONObject = {}
    target: Any = references.follow(schema, "")[0] if is_object(schema) and not _dangles(schema, references) else {}
    if not is_object(target) or depth == 0:
        return found
    members = list(array_at(target, "allOf"))
    for union in ("oneOf", "anyOf"):
        real = [one for one in array_at(target, union) if one != {"type": "null"}]
        members += real if len(real) == 1 else []
    for part in [target, *(flat(one, references, depth - 1) for one in members)]:
        for key, value in part.items():
            if key == "properties" and is_object(value):
                found["properties"] = {**value, **found.get("properties", {})}
            else:
                found.setdefault(key, value)
    return found


def differences(old: JSONObject, new: JSONObject) -> Iterator[Difference]:
    """Keywords that differ between two schemas, each `flat`."""
    yield from _bound("maximum", _limit(old, "maximum"), _limit(new, "maximum"), upper=True)
    yield from _bound("minimum", _limit(old, "minimum"), _limit(new, "minimum"), upper=False)
    for upper, keywords in ((True, _UPPER), (False, _LOWER)):
        for keyword in keywords:
            pair = old.get(keyword), new.get(keyword)
            yield from _bound(keyword, *((value, False) if _is_number(value) else None for value in pair), upper=upper)
    yield from _multiple(old.get("multipleOf"), new.get("multipleOf"))
    if (old.get("uniqueItems") is True) != (unique := new.get("uniqueItems") is True):
        yield Difference(f"items {'must' if unique else 'need not'} differ", "narrower" if unique else "wider")
    for keyword in _WHOLE:
        if old.get(keyword) != new.get(keyword):
            was, now = old.get(keyword), new.get(keyword)
            effect: Effect = "narrower" if was is None else "wider" if now is None else "other"
            yield Difference(_said(keyword, was, now), effect)
    if old.get("readOnly") is not True and new.get("readOnly") is True:
        yield Difference("set by the server alone now", "narrower")


def further_properties(old: JSONObject, new: JSONObject) -> Iterator[Difference]:
    """Whether an object may have properties that are not described."""
    was, now = (one.get("additionalProperties", True) for one in (old, new))
    if (was is False) == (now is False):
        return
    yield (
        Difference("takes no further properties", "narrower")
        if now is False
        else Difference("takes further properties", "wider")
    )


def default_change(old: JSONObject, new: JSONObject) -> tuple[str, bool] | None:
    """What happens to a value that is left out, and whether that is another thing than before."""
    was, now = old.get("default"), new.get("default")
    if was == now and type(was) is type(now):
        return None
    if "default" not in old or was is None:
        return f"default {_text(now)} now", False
    return (f"no default, was {_text(was)}" if now is None else f"default {_text(now)}, was {_text(was)}"), True


def _limit(schema: JSONObject, keyword: str) -> tuple[Any, bool] | None:
    """A bound, and whether it is itself excluded: a flag in OpenAPI 3.0, a keyword of its own in 3.1."""
    exclusive: Any = schema.get(f"exclusive{keyword.capitalize()}")
    value: Any = schema.get(keyword)
    if _is_number(exclusive) and (not _is_number(value) or (exclusive <= value) is (keyword == "maximum")):
        return exclusive, True
    return (value, exclusive is True) if _is_number(value) else None


def _bound(
    keyword: str, old: tuple[Any, bool] | None, new: tuple[Any, bool] | None, *, upper: bool
) -> Iterator[Difference]:
    if old == new:
        return
    if old is None or new is None:
        effect: Effect = "narrower" if old is None else "wider"
    else:
        smaller = (new[0], not new[1]) < (old[0], not old[1]) if upper else (new[0], new[1]) > (old[0], old[1])
        effect = "narrower" if smaller else "wider"
    shown = [None if one is None else f"{one[0]}{' (excluded)' if one[1] else ''}" for one in (old, new)]
    yield Difference(_worded(keyword, *shown), effect)


def _multiple(old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    effect: Effect = "other"
    if not _is_number(old) or not _is_number(new):
        effect = "wider" if new is None else "narrower"
    elif old and new % old == 0:
        effect = "narrower"
    elif new and old % new == 0:
        effect = "wider"
    yield Difference(_said("multipleOf", old, new), effect)


def _said(keyword: str, old: Any, new: Any) -> str:
    return _worded(keyword, None if old is None else _text(old), None if new is None else _text(new))


def _worded(keyword: str, old: str | None, new: str | None) -> str:
    if old is None:
        return f"{keyword} {new} now"
    return f"no {keyword}, was {old}" if new is None else f"{keyword} {new}, was {old}"


def _text(value: Any) -> str:
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _dangles(schema: JSONObject, references: References) -> bool:
    return isinstance(ref := schema.get("$ref"), str) and references.leads_nowhere(ref)
