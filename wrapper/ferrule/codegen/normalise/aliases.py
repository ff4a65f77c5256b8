"""Components that are no class. One that only names another is removed; one that contains itself is cut."""

from __future__ import annotations

from typing import Any

from ..errors import CodegenError, Note
from ..jsondata import JSONObject, is_array, is_object
from ..openapi import SCHEMAS

_LARGEST = 100_000


def resolve_aliases(
    components: dict[str, JSONObject], notes: list[Note], file: str
) -> tuple[dict[str, JSONObject], dict[str, str]]:
    """Components without mere aliases, and what each alias stands for. Shapes are changed in place.

    The generator inlines what is no class (unions, arrays, maps), so such a shape must not contain itself. Where it
    does, the inner one may be anything.

    Raises:
        CodegenError: a shape is made to grow without bounds when it is inlined.
    """
    targets = {name: shape["$ref"].removeprefix(SCHEMAS) for name, shape in components.items() if "$ref" in shape}
    circular = {name for name in targets if _end(name, targets) in targets}
    for name in sorted(circular):
        del targets[name]
        reason = f"{name} is defined by itself only, so it may be anything"
        notes.append(Note("schema", f"#/components/schemas/{name}", reason, "Correct its allOf or $ref.", lost=False))
    renames = {name: _end(name, targets) for name in targets}
    kept = {name: {} if name in circular else shape for name, shape in components.items() if name not in targets}
    for shape in kept.values():
        rename(shape, renames)
    inlined = {name for name, shape in kept.items() if not shape.get("properties") and "enum" not in shape}
    done: set[str] = set()
    for name in kept:
        if name in inlined:
            _cut(name, kept, inlined, [], done, notes)
    sizes: dict[str, int] = {}
    for name in kept:
        if _size(kept[name], kept, inlined, sizes) > _LARGEST:
            reason = f"{name} stands for more than {_LARGEST:,} schemas when its references are written out"
            raise CodegenError(f"{file}: #/components/schemas/{name}", reason, "No API description needs that.")
    return kept, renames


def _size(shape: Any, components: dict[str, JSONObject], inlined: set[str], sizes: dict[str, int]) -> int:
    """How many shapes the generator makes of one: what is no class is written out wherever it is referred to."""
    if is_array(shape):
        return sum(_size(one, components, inlined, sizes) for one in shape)
    if not is_object(shape):
        return 0
    target = str(shape.get("$ref", "")).removeprefix(SCHEMAS)
    if target in inlined:
        if target not in sizes:
            sizes[target] = _size(components[target], components, inlined, sizes)
        return 1 + sizes[target]
    return 1 + sum(_size(one, components, inlined, sizes) for key, one in shape.items() if key != "x-fields")


def _end(name: str, targets: dict[str, str]) -> str:
    seen = {name}
    while name in targets and targets[name] not in seen:
        name = targets[name]
        seen.add(name)
    return name


def rename(shape: Any, renames: dict[str, str]) -> None:
    """Point references in `shape` to what their alias stands for."""
    if is_object(shape):
        ref = shape.get("$ref")
        if isinstance(ref, str):
            name = ref.removeprefix(SCHEMAS)
            shape["$ref"] = SCHEMAS + renames.get(name, name)
        for value in shape.values():
            rename(value, renames)
    elif is_array(shape):
        for value in shape:
            rename(value, renames)


def _cut(
    name: str, components: dict[str, JSONObject], inlined: set[str], path: list[str], done: set[str], notes: list[Note]
) -> None:
    if name in done:
        return
    path.append(name)
    _cut_inside(components[name], components, inlined, path, done, notes)
    path.pop()
    done.add(name)


def _cut_inside(
    shape: Any, components: dict[str, JSONObject], inlined: set[str], path: list[str], done: set[str], notes: list[Note]
) -> None:
    if is_array(shape):
        for value in shape:
            _cut_inside(value, components, inlined, path, done, notes)
        return
    if not is_object(shape):
        return
    target = str(shape.get("$ref", "")).removeprefix(SCHEMAS)
    if target in path:
        del shape["$ref"]
        reason = f"{target} contains itself without an object between; the inner one is typed Any"
        notes.append(Note("schema", f"#/components/schemas/{target}", reason, "Put an object between.", lost=False))
    elif target in inlined:
        _cut(target, components, inlined, path, done, notes)
    for value in shape.values():
        _cut_inside(value, components, inlined, path, done, notes)
