"""Decoders: for each property one expression that takes parsed JSON to Python.

On the good path a scalar costs one look-up and one type check. What disagrees goes to `mismatch`, which reports and
returns it, so an expression never raises.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field
from openapi_python_client.parser.properties import (
    AnyProperty,
    EnumProperty,
    ModelProperty,
    Property,
)
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from ..normalise.schemas import Discriminator
from ..properties import MapProperty
from .source import literal
from .types import const_value

# Type checks after which a value is taken as it is; `{v}` is the value.
_AS_IT_IS: dict[type, tuple[str, str]] = {
    BooleanProperty: ("type({v}) is bool", "boolean"),
    FloatProperty: ("type({v}) is float or type({v}) is int", "number"),
    IntProperty: ("type({v}) is int", "integer"),
    NoneProperty: ("{v} is None", "null"),
    StringProperty: ("type({v}) is str", "string"),
}
_BRANCHING = (ListProperty, MapProperty, EnumProperty)
_FROM_TEXT: dict[type, tuple[str, str]] = {
    DateTimeProperty: ("date_time", "date-time"),
    DateProperty: ("day", "date"),
    UuidProperty: ("uuid", "uuid"),
}


@define
class Decoder:
    """Writes the decoding expressions of one module.

    Args:
        owner: model or operation that mismatches are reported for.
        models: name under which the module knows the models package.
        discriminators: those of the document.
    """

    owner: str
    models: str
    discriminators: list[Discriminator]
    names: set[str] = field(factory=set)
    """Functions of `_decode` that the expressions use."""
    choices: dict[str, str] = field(factory=dict)
    """Module level constants that the expressions use, by the source of their value."""

    def expression(
        self, prop: Property, source: str, where: str, *, optional: bool = False, otherwise: str = ""
    ) -> str:
        """Source of the decoded value; it binds `v`.

        Args:
            prop: what is expected.
            source: expression that gives the raw value; it is evaluated once.
            where: the field's name on the wire.
            optional: whether it may be missing.
            otherwise: expression for a value of no expected type; as default it is reported and kept.
        """
        pairs, expected = self._pairs(prop, "v", where, optional)
        if not pairs:
            return source
        return _conditional(pairs, otherwise or self._mismatch(where, expected, "v"), "v", source)

    def _inner(self, prop: Any, v: str, where: str) -> str:
        """Source of a decoded element; `v` is bound already."""
        pairs, expected = self._pairs(prop, v, where, optional=False)
        return _conditional(pairs, self._mismatch(where, expected, v), v) if pairs else v

    def _pairs(self, prop: Any, v: str, where: str, optional: bool) -> tuple[list[tuple[str, str]], str]:
        """Tests with the values they lead to, in order, and what is expected in words; no tests if anything goes."""
        members = prop.inner_properties if isinstance(prop, UnionProperty) else [prop]
        if any(isinstance(member, (AnyProperty, FileProperty)) for member in members):
            return [], "anything"
        as_it_is = [_AS_IT_IS[type(member)] for member in members if type(member) in _AS_IT_IS]
        constants = [literal(const_value(member)) for member in members if isinstance(member, ConstProperty)]
        objects = [member for member in members if isinstance(member, ModelProperty)]
        any_text = any(isinstance(member, StringProperty) for member in members)
        branches = [
            self._branch(member, v, where, any_text)
            for member in members
            if type(member) in _BRANCHING or type(member) in _FROM_TEXT
        ]
        if objects:
            branches.append(self._objects(objects, v, where))
        if any_text and any(test == f"type({v}) is str" for test, _, _ in branches):
            as_it_is = [one for one in as_it_is if one[1] != "string"]  # the branch keeps other text as it is
        tests = [test.format(v=v) for test, _ in as_it_is]
        if constants:
            tests.append(f"{v} == {constants[0]}" if len(constants) == 1 else f"{v} in ({', '.join(constants)})")
        if optional:
            tests.append(f"{v} is UNSET")
        pairs = [(test, value) for test, value, _ in branches]
        if tests:
            pairs.append((" or ".join(tests), v))
        expected = [*(name for _, name in as_it_is), *constants, *(name for _, _, name in branches)]
        return pairs, " | ".join(expected)

    def _branch(self, prop: Any, v: str, where: str, any_text: bool) -> tuple[str, str, str]:
        """Test, decoded value and name of a member that is not taken as it is."""
        inner = f"{v}i"
        if isinstance(prop, ListProperty):
            item = self._inner(prop.inner_property, inner, f"{where}[]")
            return f"type({v}) is list", v if item == inner else f"[{item} for {inner} in {v}]", "array"
        if isinstance(prop, MapProperty):
            item = inner if prop.inner_property is None else self._inner(prop.inner_property, inner, f"{where}{{}}")
            value = v if item == inner else f"{{{v}k: {item} for {v}k, {inner} in {v}.items()}}"
            return f"type({v}) is dict", value, "object"
        report = f"{'None' if any_text else 'mismatches'}, {literal(self.owner)}, {literal(where)}"
        if isinstance(prop, EnumProperty):
            enum = f"{self.models}.{prop.class_info.name}"
            if any_text and prop.value_type is str:
                self.names.add("known")
                return f"type({v}) is str", f"known({enum}, {v})", str(prop.class_info.name)
            self.names.add("member")
            kind = "str" if prop.value_type is str else "int"
            return f"type({v}) is {kind}", f"member({enum}, {v}, {report})", str(prop.class_info.name)
        function, name = _FROM_TEXT[type(prop)]
        self.names.add(function)
        return f"type({v}) is str", f"{function}({v}, {report})", name

    def _objects(self, members: list[Any], v: str, where: str) -> tuple[str, str, str]:
        names = [str(member.class_info.name) for member in members]
        expected = " | ".join(names)
        if len(names) == 1:
            return f"type({v}) is dict", f"{self.models}.{names[0]}.from_dict({v}, mismatches)", expected
        found = next((one for one in self.discriminators if set(one.mapping.values()) >= set(names)), None)
        arguments = [self.models, f"({', '.join(literal(name) for name in names)})"]
        if found:
            mapping = {value: name for value, name in found.mapping.items() if name in names}
            arguments += [literal(found.property), literal(mapping)]
        self.names.add("Choice")
        constant = self.choices.setdefault(f"Choice({', '.join(arguments)})", f"_CHOICE_{len(self.choices)}")
        value = f"{constant}.decode({v}, mismatches, {literal(self.owner)}, {literal(where)})"
        return f"type({v}) is dict", value, expected

    def _mismatch(self, where: str, expected: str, v: str) -> str:
        self.names.add("mismatch")
        return f"mismatch(mismatches, {literal(self.owner)}, {literal(where)}, {literal(expected)}, {v})"


def _conditional(pairs: list[tuple[str, str]], otherwise: str, v: str, source: str = "") -> str:
    """`a if test else b if test else otherwise`, with `v` bound to `source` where it is looked at first."""
    (test, value), *rest = pairs
    if source:
        typed = f"type({v})"
        test = (
            f"type({v} := {source}){test[len(typed) :]}"
            if test.startswith(typed)
            else f"({v} := {source}){test[len(v) :]}"
        )
    return " else ".join([f"{value} if {test}", *(f"{value} if {test}" for test, value in rest), otherwise])
