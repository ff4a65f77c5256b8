"""What changed between two generated packages for those who import them, as griffe reads their sources.

Of each operation's functions `sync_detailed` is compared: the others, and the facade's methods, take and give the same.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import griffe
from attrs import frozen

from .changes import Change
from .naming import module_of

_FUNCTION = "sync_detailed"
_EVENTS = "webhooks"
_IMPORTED = re.compile(r"^ +from \.+(?:models\.)?(\w+) import \w+$", re.MULTILINE)
_SHARED = re.compile(r"\{.*\}", re.DOTALL)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_WORD = re.compile(r"\w+")
_METHOD = re.compile(r"^    (?:def |@)", re.MULTILINE)
_TAKEN = re.compile(r"^def _get_kwargs\((.*?)\) -> dict", re.MULTILINE | re.DOTALL)


@frozen
class _Part:
    """A field, an enum's member, a parameter, or what a function returns."""

    kinds: frozenset[str]
    required: bool


@frozen
class _Package:
    """The modules of a generated package."""

    texts: dict[str, str]
    """By path: models, operations and events."""
    shared: dict[str, str]
    """Further names of classes."""

    def module(self, name: str) -> str:
        """The module of a class under one of its names; of anything else, its own name."""
        return name if "/" in name or name == _EVENTS else f"models/{module_of(self.shared.get(name, name))}"


def compare_packages(old: Path, new: Path) -> list[Change]:
    """Differences of classes, fields, functions and parameters, breaking ones first.

    Args:
        old: folder of a generated package.
        new: folder of the same API's package as it is now.
    """
    before, after = _package(old), _package(new)
    found: list[Change] = []
    sent = _sent(before.texts) | _sent(after.texts)
    compared: set[tuple[str, str]] = set()
    for name in sorted(_names(before) | _names(after), key=lambda one: one in after.shared):
        modules = before.module(name), after.module(name)
        texts = before.texts.get(modules[0], ""), after.texts.get(modules[1], "")
        if texts[0] == texts[1] or (all(texts) and modules in compared):
            continue  # a class is told under its first name
        compared.add(modules)
        objects = _objects(name, texts[0]), _objects(name, texts[1])
        for one in objects[0].keys() | objects[1].keys():
            if one not in objects[1]:
                found.append(Change(one, "removed", breaking=True, side="python"))
            elif one not in objects[0]:
                found.append(Change(one, "added", breaking=False, side="python"))
            else:
                taken = bool({*modules} & sent) or name.startswith("api/")
                names = before.shared, after.shared
                found.extend(_differences(one, objects[0][one], objects[1][one], names, sent=taken))
    return sorted(found, key=lambda one: (not one.breaking, one))


def _package(folder: Path) -> _Package:
    paths = [*folder.glob("models/*.py"), *folder.glob("api/*/*.py"), *folder.glob(f"{_EVENTS}.py")]
    texts = {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.stem != "__init__"
    }
    shared = _SHARED.search(texts.pop("models/_shared", ""))
    return _Package(texts, ast.literal_eval(shared[0]) if shared else {})


def _names(package: _Package) -> set[str]:
    """Classes by each of their names, other modules by their path."""
    classes = (_CLASS.search(text) for module, text in package.texts.items() if module.startswith("models/"))
    others = (module for module in package.texts if not module.startswith("models/"))
    return {*(found[1] for found in classes if found), *package.shared, *others}


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


def _objects(name: str, text: str) -> dict[str, dict[str, _Part]]:
    """Parts of a class, of each event, or of the operation's function, by its name for callers."""
    visited = griffe.visit("module", filepath=Path("module.py"), code=_declared(text))
    function = visited.functions.get("parse" if name == _EVENTS else _FUNCTION)
    if name == _EVENTS:
        return dict(_events(function)) if function else {}
    if "/" in name:
        return {".".join(name.split("/")[1:]): _parameters(function)} if function else {}
    found = next(iter(visited.classes.values()), None)
    return {name: _fields(found)} if found else {}


def _declared(text: str) -> str:
    """Only what is compared: a class up to its first method, or a function. To parse all takes three times as long."""
    if f"\ndef {_FUNCTION}(" in text:
        _, separator, rest = text.partition(f"\ndef {_FUNCTION}(")
        return "from typing import Literal" + separator + rest.partition("\n\n\ndef ")[0]
    return _METHOD.split(text, maxsplit=1)[0]


def _events(parse: griffe.Function) -> Iterator[tuple[str, dict[str, _Part]]]:
    """What each event gives; `parse` has an overload for each, with its name as a literal, and one for other text."""
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


def _differences(
    where: str,
    old: dict[str, _Part],
    new: dict[str, _Part],
    shared: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    sent: bool,
) -> Iterator[Change]:
    """Differences of what is in both. What callers give may become wider, and what they get may become narrower."""
    for name in old.keys() | new.keys():
        place = f"{where}, {name}"
        if name not in new:
            yield Change(place, "removed", breaking=True, side="python")
        elif name not in old:
            what = "added, required" if new[name].required else "added"
            yield Change(place, what, breaking=sent and new[name].required, side="python")
        else:
            given = sent and name != "result"
            if new[name].required != old[name].required:
                what = "required now" if new[name].required else "has a default now"
                yield Change(place, what, breaking=given and new[name].required, side="python")
            before, after = _values(old[name].kinds), _values(new[name].kinds)
            gone, come = before - after, after - before
            if not any(_first(old[name].kinds, names) == _first(new[name].kinds, names) for names in shared):
                what = f"{' | '.join(sorted(new[name].kinds))}, was {' | '.join(sorted(old[name].kinds))}"
                yield Change(place, what, breaking=bool(gone if given else come), side="python")


def _values(kinds: frozenset[str]) -> frozenset[str]:
    """Types with each value of a literal as a type of its own."""
    found: set[str] = set()
    for kind in kinds:
        values = ast.parse(kind, mode="eval").body if kind.startswith("Literal[") else None
        if isinstance(values, ast.Subscript):
            listed = values.slice.elts if isinstance(values.slice, ast.Tuple) else [values.slice]
            found.update(f"Literal[{ast.unparse(one)}]" for one in listed)
        else:
            found.add(kind)
    return frozenset(found)


def _first(kinds: frozenset[str], shared: Mapping[str, str]) -> frozenset[str]:
    """Types with the first name of each class. For callers it is no change when a class has another name first."""
    return frozenset(_WORD.sub(lambda word: shared.get(word[0], word[0]), kind) for kind in kinds)
