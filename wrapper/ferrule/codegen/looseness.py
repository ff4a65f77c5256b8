"""What a description leaves open: values that can be anything, and classes that have no name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from openapi_python_client.parser import GeneratorData

from .emit.unions import members_of
from .parser import endpoints, responses_of
from .properties import AnyProperty, ListProperty, MapProperty, PropertyProtocol

_NUMBERED: Final = re.compile(r"Type\d+$")


def looseness(data: GeneratorData) -> dict[str, int]:
    """How many fields, parameters, bodies and responses are typed `Any`, and how many classes are called `…Type0`."""
    return {
        "any": sum(_is_loose(prop) for prop in _all(data)),
        "numbered": sum(is_numbered(str(one.class_info.name)) for one in [*data.models, *data.enums]),
    }


def is_numbered(name: str) -> bool:
    """Whether a class is called `…Type0`."""
    return _NUMBERED.search(name) is not None


def _all(data: GeneratorData) -> Iterator[PropertyProtocol]:
    for model in data.models:
        yield from [*(model.required_properties or []), *(model.optional_properties or [])]
    for endpoint in endpoints(data):
        yield from endpoint.query_parameters
        yield from (body.prop for body in endpoint.bodies)
        for response in responses_of(endpoint):
            yield from response.contents.values()


def _is_loose(prop: PropertyProtocol) -> bool:
    if type(prop) is ListProperty:
        return _is_loose(prop.inner_property)
    if type(prop) is MapProperty:
        return prop.inner_property is None
    return any(type(member) is AnyProperty for member in members_of(prop))
