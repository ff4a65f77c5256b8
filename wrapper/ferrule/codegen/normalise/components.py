"""The components of the normalised document: what has a class, and under which names."""

from __future__ import annotations

import json

from attrs import define, field

from .. import naming
from ..jsondata import JSONObject
from ..openapi import SCHEMAS
from .shapes import NULL, undescribed


@define
class Components:
    """Collects shapes by the names of their classes."""

    names: naming.ClassNames = field(factory=naming.ClassNames)
    shapes: dict[str, JSONObject] = field(factory=dict[str, JSONObject])
    """By class name; aliases of other components are not in here."""
    shared: dict[str, str] = field(factory=dict[str, str])
    """Further names of classes: the name at each place that shares one with another."""
    _hoisted: dict[tuple[str, str] | None, str] = field(factory=dict[tuple[str, str] | None, str])
    """Class name by the property it is under and its shape."""

    def hoist(self, shape: JSONObject, hint: str, leaf: str = "") -> JSONObject:
        """A reference to `shape` as a component of its own if it needs a class, else `shape` itself.

        What is written out in many places, such as the `state` of an issue, becomes one class: the same shape under the
        same property `leaf`. The class has the name of its first place, and the names of the others too. So no name is
        lost when a place is added before the first one, or when one of them changes.
        """
        if "oneOf" in shape and NULL in shape["oneOf"] and len(shape["oneOf"]) == 2:
            inner = next(member for member in shape["oneOf"] if member != NULL)
            return {**shape, "oneOf": [self.hoist(inner, hint, leaf), NULL]}
        if not (shape.get("properties") or "enum" in shape):
            return shape
        same = (leaf, json.dumps(undescribed(shape))) if leaf else None
        if same in self._hoisted:
            first = self._hoisted[same]
            if naming.stable_class_name(hint) != first:
                self.shared[self.names.claim(hint)] = first
            return {"$ref": SCHEMAS + first}
        name = self.names.claim(hint)
        self.shapes[name] = shape
        if same:
            self._hoisted[same] = name
        return {"$ref": SCHEMAS + name}
