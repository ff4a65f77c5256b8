"""What Stripe lists have in common: pages, selection by time and type, and references that are expanded on request."""

from __future__ import annotations

from collections.abc import Mapping
from operator import ge, gt, le, lt

from ..documents import is_array
from .base import Invocation
from .stripe_objects import Object, Refused


def page(call: Invocation, oldest_first: list[Object]) -> Object:
    """The page that `limit`, `starting_after` and `ending_before` select; the newest come first."""
    query = call.query
    items = [each for each in reversed(oldest_first) if _in_range(each["created"], query.get("created"))]
    limit = query.get("limit", 10)
    ids = [each["id"] for each in items]
    for bound in ("starting_after", "ending_before"):
        if bound in query and query[bound] not in ids:
            raise Refused(f"No such object: '{query[bound]}'", "resource_missing", bound)
    if "ending_before" in query:
        items = items[: ids.index(query["ending_before"])]
        shown, more = items[-limit:], len(items) > limit
    else:
        start = ids.index(query["starting_after"]) + 1 if "starting_after" in query else 0
        shown, more = items[start : start + limit], len(items) > start + limit
    return {"object": "list", "url": call.request.path, "has_more": more, "data": shown}


def _in_range(created: int, wanted: dict[str, int] | int | None) -> bool:
    if not isinstance(wanted, dict):
        return wanted is None or created == wanted
    compare = {"gt": gt, "gte": ge, "lt": lt, "lte": le}
    return all(compare[bound](created, value) for bound, value in wanted.items())


def is_wanted(kind: str, wanted: list[str]) -> bool:
    """Whether an event is of one of the kinds; `charge.*` stands for all below it."""
    return any(kind == each or (each.endswith(".*") and kind.startswith(each[:-1])) for each in wanted)


def expansions(call: Invocation) -> list[list[str]]:
    """The paths that `expand` names, in the query or in the body."""
    return [path.split(".") for path in (*call.query.get("expand", ()), *call.members.get("expand", ()))]


def expanded(found: Object, paths: list[list[str]], objects: Mapping[str, Object]) -> Object:
    """The object with the ids at the paths replaced by what they are the ids of."""
    found = dict(found)
    for name in {path[0] for path in paths}:
        inner = [path[1:] for path in paths if path[0] == name and path[1:]]
        value = found.get(name)
        if is_array(value):
            found[name] = [expanded(each, inner, objects) for each in value]
        elif isinstance(value, str) and value in objects:
            found[name] = expanded(objects[value], inner, objects)
    return found
