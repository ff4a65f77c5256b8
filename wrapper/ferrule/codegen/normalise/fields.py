"""Properties of models: their names in Python, and what the generator's own property does not carry."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from .. import naming, reserved
from ..jsondata import JSONObject, array_at, as_object, is_object
from .references import References
from .shapes import choices_of, is_null

_ACCESS = ("readOnly", "writeOnly")


@frozen
class Field:
    """A property of a model: its name on the wire and what the generator's own property does not carry."""

    wire: str
    description: str = ""
    default: str = ""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    implied: bool = False
    """Whether it is sent with its only value although it is not required: that is its default, or tells what it is."""


def annotations_of(raw: Any, where: str, references: References) -> JSONObject:
    """Annotations of a property; those beside a `$ref` win over those of its target."""
    if not is_object(raw):
        return {}
    found: JSONObject = {}
    if isinstance(ref := raw.get("$ref"), str) and not references.leads_nowhere(ref):
        target, _ = references.follow(raw, where)
        found = {key: target.get(key) for key in _ACCESS} if is_object(target) else {}
    parts = array_at(raw, "allOf") or [one for one in choices_of(raw) if not is_null(one)]
    if len(parts) == 1:
        wrapped = as_object(parts[0])
        found |= {key: wrapped[key] for key in ("description", *_ACCESS, "deprecated") if key in wrapped}
    if "default" in raw and [raw["default"]] == (array_at(raw, "enum") or [raw.get("const")]):
        found["implied"] = True
    return found | {
        key: raw[key] for key in ("description", "default", *_ACCESS, "deprecated", "x-ferrule-name") if key in raw
    }


def python_names(shape: JSONObject) -> dict[str, Field]:
    """Rename the properties of `shape` to their Python names in place; returns what they are on the wire."""
    annotations = shape.pop("x-fields", {})
    taken: set[str] = set(reserved.FIELDS)
    python: dict[str, str] = {}
    for wire in shape["properties"]:
        wanted = annotations.get(wire, {}).get("x-ferrule-name") or wire
        python[wire] = naming.identifier(str(wanted), taken)
        taken.add(python[wire])
    shape["properties"] = {python[wire]: value for wire, value in shape["properties"].items()}
    shape["required"] = [python[wire] for wire in shape.get("required", [])]
    return {python[wire]: _field(wire, annotations.get(wire, {})) for wire in python}


def _field(wire: str, annotations: JSONObject) -> Field:
    default = annotations.get("default")
    return Field(
        wire=wire,
        description=str(annotations.get("description") or ""),
        default="" if default is None else json.dumps(default, ensure_ascii=False),
        read_only=annotations.get("readOnly") is True,
        write_only=annotations.get("writeOnly") is True,
        deprecated=annotations.get("deprecated") is True,
        implied=annotations.get("implied") is True,
    )
