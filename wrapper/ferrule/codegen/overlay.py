"""Apply an OpenAPI Overlay 1.x: facts and corrections that the API's own description lacks.

An action that matches nothing is an error here, though the specification lets it pass: it corrects what is not there.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import jsonpath
from jsonpath import JSONPathError

from . import facts
from .errors import CodegenError
from .jsondata import JSONObject, is_array, is_object
from .pointers import pointer
from .wording import plural

# Only RFC 9535, no extensions: an overlay must mean the same in every tool.
_ENVIRONMENT = jsonpath.JSONPathEnvironment(strict=True)


def apply(document: JSONObject, overlay: JSONObject, where: str, unmatched: list[str] | None = None) -> JSONObject:
    """The document with every action of the overlay applied, in order; neither argument is changed.

    Args:
        document: an OpenAPI document.
        overlay: an Overlay document.
        where: the overlay's file name, for errors.
        unmatched: takes the actions that match nothing; without it they are an error.

    Raises:
        CodegenError: the overlay is malformed, or actions match nothing (all of them are listed).
    """
    if not str(overlay.get("overlay", "")).startswith("1."):
        raise CodegenError(where, "`overlay: 1.x` is missing", "Start the file with `overlay: 1.1.0`.")
    actions = overlay.get("actions")
    if not is_array(actions) or not actions:
        raise CodegenError(
            where, "`actions` must be a list that is not empty", "Remove the file if nothing is to be done."
        )
    document = deepcopy(document)
    missed: list[str] = []
    for index, action in enumerate(actions):
        place = f"{where}: {pointer('actions', index)}"
        checked = _checked(action, where, index)
        if not _act(document, checked, place):
            missed.append(f"{place}: {checked['target']}")
    if unmatched is not None:
        unmatched += missed
    elif missed:
        listed = "\n  ".join(missed)
        raise CodegenError(
            where,
            f"{plural(len(missed), 'action')} match{'es' if len(missed) == 1 else ''} nothing:\n  {listed}",
            "Correct the target, or remove the action.",
        )
    return document


def _checked(action: object, where: str, index: int) -> JSONObject:
    """The action, which has a target and a description, and facts that exist."""
    place = f"{where}: {pointer('actions', index)}"
    if not is_object(action) or not isinstance(action.get("target"), str):
        raise CodegenError(place, "an action needs a `target`", "Give an RFC 9535 JSONPath.")
    if not str(action.get("description") or "").strip():
        raise CodegenError(
            place,
            "an action needs a `description`",
            "Give the reason, or where it is documented: reviewers ask for it.",
        )
    facts.check(action.get("update"), where, "actions", index, "update")
    return action


def _act(document: JSONObject, action: JSONObject, place: str) -> bool:
    """Do one action; false if it matches nothing."""
    kinds = [kind for kind in ("update", "remove", "copy") if kind in action]
    if len(kinds) != 1:
        raise CodegenError(
            place, "an action has one of `update`, `copy` and `remove`", "Split it into several actions."
        )
    matches = list(_find(action["target"], document, place))
    if not matches:
        return False
    if kinds == ["remove"]:
        if action["remove"] is True:
            _remove(matches, place)
        return True
    if kinds == ["copy"]:
        sources = [match.obj for match in _find(action["copy"], document, place)]
        if len(sources) != 1:
            raise CodegenError(place, f"`copy` must select one value, not {len(sources)}", "Narrow its JSONPath.")
        update = deepcopy(sources[0])
    else:
        update = action["update"]
    for match in matches:
        _update(match, update, place)
    return True


def _find(path: str, document: JSONObject, place: str) -> Any:
    try:
        return _ENVIRONMENT.finditer(path, document)
    except JSONPathError as error:
        raise CodegenError(place, f"{path}: {error}", "Write the path as RFC 9535 has it.") from error


def _remove(matches: list[Any], place: str) -> None:
    # Last first, so that indices into one list stay true.
    for match in sorted(matches, key=lambda match: match.parts, reverse=True):
        if match.parent is None:
            raise CodegenError(place, "the document itself cannot be removed", "Narrow the target.")
        del match.parent.obj[match.parts[-1]]


def _update(match: Any, update: Any, place: str) -> None:
    """Objects merge deeply, an array gets the update as an element, a primitive is replaced (Overlay 1.1, 4.4.3)."""
    target: object = match.obj
    if is_object(target):
        if not is_object(update):
            raise CodegenError(place, "an object can only be updated with an object", "Correct `update`.")
        merge(target, update)
    elif is_array(target):
        target.append(deepcopy(update))
    elif match.parent is None or isinstance(update, (dict, list)):
        raise CodegenError(place, "a primitive can only be replaced by a primitive", "Target its parent object.")
    else:
        match.parent.obj[match.parts[-1]] = update


def merge(target: JSONObject, update: JSONObject) -> None:
    """Merge `update` into `target`: objects deeply, arrays are concatenated, anything else is replaced."""
    for key, value in update.items():
        current = target.get(key)
        if is_object(current) and is_object(value):
            merge(current, value)
        elif is_array(current) and is_array(value):
            current.extend(deepcopy(value))
        else:
            target[key] = deepcopy(value)
