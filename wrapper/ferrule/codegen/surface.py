"""What changed between two generated packages for whoever imports them, as griffe reads their sources.

Of each operation's functions `sync_detailed` is compared: the others, and the facade's methods, take and give the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import griffe
from attrs import frozen

from .diff import Change

_FUNCTION = "sync_detailed"
_EVENTS = "webhooks"
_IMPORTED = re.compile(r"^ +from \.+(?:models\.)?(\w+) import \w+$", re.MULTILINE)
_METHOD = re.compile(r"^    (?:def |@)", re.MULTILINE)
_TAKEN = re.compile(r"^def _get_kwargs\((.*?)\) -> dict", re.MULTILINE | re.DOTALL)


@frozen
class _Part:
    """A field, an enum's member, a parameter, or what a function returns."""

    kinds: frozenset[str]
    required: bool


def compare_packages(old: Path, new: Path) -> list[Change]:
    """Differences of classes, fields, functions and parameters, breaking ones first.

    Args:
        old: folder of a generated package.
        new: folder of the same API's package as it is now.
    """
    before, after = _modules(old), _modules(new)
    found: list[Change] = []
    sent = _sent(before) | _sent(after)
    for module in before.keys() | after.keys():
        texts = before.get(module, ""), after.get(module, "")
        if texts[0] == texts[1]:
            continue
        objects = _objects(module, texts[0]), _objects(module, texts[1])
        for name in objects[0].keys() | objects[1].keys():
            if name not in objects[1]:
                found.append(Change(name, "removed", breaking=True, side="python"))
            elif name not in objects[0]:
                found.append(Change(name, "added", breaking=False, side="python"))
            else:
                taken = module in sent or module.startswith("api/")
                found.extend(_differences(name, objects[0][name], objects[1][name], sent=taken))
    return sorted(found, key=lambda one: (not one.breaking, one))


def _modules(package: Path) -> dict[str, str]:
    """Text by path, of models, operations and events."""
    paths = [*package.glob("models/*.py"), *package.glob("api/*/*.py"), *package.glob(f"{_EVENTS}.py")]
    return {
        path.relative_to(package).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.stem != "__init__"
    }


def _sent(modules: Mapping[str, str]) -> set[str]:
    """Modules of models that callers construct: what operations take, and what that is made of."""
    found: set[str] = set()
    waiting: list[str] = []
    for text in modules.values():
        if taken := _TAKEN.search(text):
            words = set(re.findall(r"\w+", taken[1]))
            waiting += [line[1] for line in _IMPORTED.finditer(text) if line[0].rpartition(" ")[2] in words]
    while waiting:
        module = f"models/{waiting.pop()}"
        if module not in found:
            found.add(module)
            waiting += _IMPORTED.findall(modules.get(module, ""))
    return found


def _objects(module: str, text: str) -> dict[str, dict[str, _Part]]:
    """Parts of each class, event, or of the operation's function, by its name for callers."""
    visited = griffe.visit(module, filepath=Path(f"{module}.py"), code=_declared(text))
    if module.startswith("models/"):
        return {name: _fields(found) for name, found in visited.classes.items()}
    function = visited.functions.get("parse" if module == _EVENTS else _FUNCTION)
    if function is None:
        return {}
    if module == _EVENTS:
        return dict(_events(function))
    return {".".join(module.split("/")[1:]): _parameters(function)}


def _declared(text: str) -> str:
    """Only what is compared: a class up to its first method, or an operation's function. To parse all takes three times as long."""
    if f"\ndef {_FUNCTION}(" in text:
        _, separator, rest = text.partition(f"\ndef {_FUNCTION}(")
        return "from typing import Literal" + separator + rest.partition("\n\n\ndef ")[0]
    return _METHOD.split(text, maxsplit=1)[0]


def _events(parse: griffe.Function) -> Iterator[tuple[str, dict[str, _Part]]]:
    """What each event gives; `parse` has an overload for each, with its name as a literal, and one for any other text."""
    for overload in parse.overloads or ():
        event = overload.parameters["event"].annotation
        if isinstance(event, griffe.ExprSubscript):
            result = _Part(_kinds(overload.returns), required=False)
            yield f"webhooks.parse({event.slice})", {"result": result}


def _fields(found: griffe.Class) -> dict[str, _Part]:
    return {
        name: _Part(_kinds(field.annotation or field.value), required=field.value is None)
        for name, field in found.attributes.items()
        if not name.startswith("_")
    }


def _parameters(function: griffe.Function) -> dict[str, _Part]:
    positional = [one.name for one in function.parameters if one.kind is not griffe.ParameterKind.keyword_only]
    parts = {
        f"parameter {one.name}": _Part(_kinds(one.annotation), one.required)
        for one in function.parameters
        if one.name != "client"
    }
    order = {"order of arguments": _Part(frozenset({", ".join(positional)}), required=False)} if positional else {}
    return {**parts, **order, "result": _Part(_kinds(_inner(function.returns)), required=False)}


def _inner(returned: str | griffe.Expr | None) -> str | griffe.Expr | None:
    """The models in `Response[…]`."""
    return returned.slice if isinstance(returned, griffe.ExprSubscript) else returned


def _kinds(annotation: str | griffe.Expr | None) -> frozenset[str]:
    """Members of a union; `Unset` says no more than that there is a default."""
    if isinstance(annotation, griffe.ExprBinOp) and annotation.operator == "|":
        return _kinds(annotation.left) | _kinds(annotation.right)
    return frozenset({str(annotation)} - {"Unset"})


def _differences(where: str, old: dict[str, _Part], new: dict[str, _Part], *, sent: bool) -> Iterator[Change]:
    """Differences of what is in both. What callers give may become wider, what they get narrower."""
    for name in old.keys() | new.keys():
        place = f"{where}, {name}"
        if name not in new:
            yield Change(place, "removed", breaking=True, side="python")
        elif name not in old:
            said = "added, required" if new[name].required else "added"
            yield Change(place, said, breaking=sent and new[name].required, side="python")
        else:
            given = sent and name != "result"
            if new[name].required != old[name].required:
                said = "required now" if new[name].required else "has a default now"
                yield Change(place, said, breaking=given and new[name].required, side="python")
            gone, come = old[name].kinds - new[name].kinds, new[name].kinds - old[name].kinds
            if gone or come:
                said = f"{' | '.join(sorted(new[name].kinds))}, was {' | '.join(sorted(old[name].kinds))}"
                yield Change(place, said, breaking=bool(gone if given else come), side="python")
