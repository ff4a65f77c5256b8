"""What pointers of the overlay's facts lead to in the models of an operation."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..errors import CodegenError
from ..normalise import Field, Operation
from ..openapi import FACT
from ..pointers import tokens
from ..properties import ListProperty, ModelProperty, NoneProperty, PropertyProtocol, UnionProperty, plain

Fields = Mapping[str, Mapping[str, Field]]
"""By class name and attribute, the properties of models."""


class Fault(Exception):
    """What a fact says is not in the description."""


@frozen
class Found:
    """What a pointer leads to."""

    prop: PropertyProtocol
    steps: tuple[str | int, ...] = ()
    required: bool = True
    """Whether it is always there."""


def about(fault: Fault, operation: Operation, fact: str) -> CodegenError:
    """The error that names the overlay's action."""
    action = f"$.paths['{operation.path}'].{operation.method.lower()}"
    return CodegenError(
        f"{operation.method} {operation.path}: {FACT}{fact}",
        str(fault),
        f"Correct the overlay's action for {action}, or the description.",
    )


def step(found: Found, token: str, fields: Fields) -> Found | None:
    """What one token of a pointer leads to."""
    prop = without_null(found.prop)
    required = found.required and prop is found.prop
    if isinstance(prop, ModelProperty):
        names = fields[str(prop.class_info.name)]
        for one in (*(prop.required_properties or ()), *(prop.optional_properties or ())):
            if names[plain(one.name)].wire == token:
                return Found(one, (*found.steps, str(one.python_name)), required and one.required)
    elif isinstance(prop, ListProperty) and token.removeprefix("-").isdecimal():
        return Found(prop.inner_property, (*found.steps, int(token)), required)
    return None


def in_body(pointer: str, endpoint: Endpoint, fields: Fields) -> tuple[list[list[str]], PropertyProtocol | None]:
    """The way to a place in the request's body, each step's name in Python and on the wire; and what is there.

    Raises:
        Fault: there is no such place.
    """
    found = next((Found(body.prop) for body in endpoint.bodies), None)
    way: list[list[str]] = []
    for token in tokens(pointer):
        found = step(found, token, fields) if found is not None else None
        if found is None or not isinstance(found.steps[-1], str):
            raise Fault(f"request: the description of the body has nothing at {pointer} (no {token!r})")
        way.append([found.steps[-1], token])
    return way, None if found is None else without_null(found.prop)


def without_null(prop: PropertyProtocol) -> PropertyProtocol:
    """The only member of a union beside null; any other property as it is."""
    if isinstance(prop, UnionProperty):
        members = [one for one in prop.inner_properties if not isinstance(one, NoneProperty)]
        if len(members) == 1:
            return members[0]
    return prop
