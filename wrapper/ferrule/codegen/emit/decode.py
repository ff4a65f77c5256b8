"""Decoders: for each property one expression that takes parsed JSON to Python.

On the good path a scalar costs one look-up and one type check. A value that disagrees goes to `mismatch`, which reports
and returns it, so an expression never raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field

from ..properties import (
    AnyProperty,
    BooleanProperty,
    ConstProperty,
    DateProperty,
    DateTimeProperty,
    FileProperty,
    FloatProperty,
    IntProperty,
    ListProperty,
    MapProperty,
    NoneProperty,
    PropertyProtocol,
    StringProperty,
    UuidProperty,
)
from .imports import Imports
from .source import literal
from .tags import Unions
from .types import const_value
from .unions import enums_in, members_of, models_in

# Type checks after which a value is taken as it is; `{v}` is the value.
_AS_IT_IS: dict[type, tuple[str, str]] = {
    BooleanProperty: ("type({v}) is bool", "boolean"),
    FloatProperty: ("type({v}) is float or type({v}) is int", "number"),
    IntProperty: ("type({v}) is int", "integer"),
    NoneProperty: ("{v} is None", "null"),
    StringProperty: ("type({v}) is str", "string"),
}
# Formats of text with the length that tells them from those below; dates and UUIDs have but one.
_FROM_TEXT: dict[type, tuple[str, str, int]] = {
    DateProperty: ("day", "date", 10),
    UuidProperty: ("uuid", "uuid", 36),
    DateTimeProperty: ("date_time", "date-time", 0),
}

_Branch = tuple[str, str, str]
"""Test, the value it leads to, and what is expected in words."""


@define
class Decoder:
    """Writes the decoding expressions of one module.

    Args:
        owner: model, operation or event that mismatches are reported for.
        unions: writes how members of unions are told apart.
        imports: takes what the expressions use.
    """

    owner: str
    unions: Unions
    imports: Imports
    _choices: dict[str, str] = field(factory=dict[str, str])
    """Names of constants by the source of their value."""

    @property
    def choices(self) -> dict[str, str]:
        """The constants of the module that the expressions use, by name."""
        return {name: value for value, name in self._choices.items()}

    def expression(
        self, prop: PropertyProtocol, source: str, where: str, *, absent: str = "", otherwise: str = ""
    ) -> str:
        """Source of the decoded value; it binds `v`.

        Args:
            prop: what is expected.
            source: expression that gives the raw value; it is evaluated once.
            where: the field's name on the wire.
            absent: name of the value for a missing one; as default the value may not be missing.
            otherwise: expression for a value of no expected type; as default it is reported and kept.
        """
        members = members_of(prop)
        pairs, expected = self._pairs(members, "v", where, absent)
        if not pairs:
            return source
        return _conditional(pairs, otherwise or self._mismatch(members, where, expected, "v"), "v", source)

    def _inner(self, members: list[PropertyProtocol], v: str, where: str) -> str:
        """Source of a decoded element; `v` is bound already."""
        pairs, expected = self._pairs(members, v, where)
        return _conditional(pairs, self._mismatch(members, where, expected, v), v) if pairs else v

    def _pairs(
        self, members: list[PropertyProtocol], v: str, where: str, absent: str = ""
    ) -> tuple[list[tuple[str, str]], str]:
        """Tests with the values they lead to, in order, and what is expected in words; no tests if anything goes.

        Members that JSON does not tell apart are tested from the narrowest to the widest: constants, enums, formats,
        any text; and models before maps.
        """
        kinds = {type(member) for member in members}
        if not kinds.isdisjoint((AnyProperty, FileProperty)):
            return [], "anything"
        as_it_is = dict.fromkeys(_AS_IT_IS[type(member)] for member in members if type(member) in _AS_IT_IS)
        constants = [const_value(member) for member in members if type(member) is ConstProperty]
        scalars = [*self._texts(members, v, where), *self._integers(members, v, where)]
        branches = [*scalars, *self._arrays(members, v, where), *self._objects(members, v, where)]
        pairs = [(test, value) for test, value, _ in branches]
        read = {test for test, _ in pairs}
        tests = [test for one, _ in as_it_is if (test := one.format(v=v)) not in read]
        if constants:
            same = _same(constants, v)
            if scalars:
                pairs.insert(0, (same, v))
            else:
                tests.append(same)
        if absent:
            self.imports.use(absent)
            tests.append(f"{v} is {absent}")
        if tests:
            pairs.append((" or ".join(tests), v))
        expected = [*(name for _, name in as_it_is), *map(literal, constants), *(name for _, _, name in branches)]
        return pairs, " | ".join(expected)

    def _texts(self, members: list[PropertyProtocol], v: str, where: str) -> Iterator[_Branch]:
        """Enums, then formats, the last of which takes what is left."""
        any_text = any(type(member) is StringProperty for member in members)
        formats = [(one, *about) for one, about in _FROM_TEXT.items() if any(type(member) is one for member in members)]
        report = self._report(where, silent=any_text)
        enums = enums_in(members, str)
        if enums:
            yield self._enums(enums, "str", v, report, open_=any_text, rest_is_read=bool(formats))
        for index, (_, function, name, length) in enumerate(formats, start=1):
            self.imports.use(function)
            test = f"type({v}) is str" if index == len(formats) else f"type({v}) is str and len({v}) == {length}"
            yield test, f"{function}({v}, {report})", name

    def _integers(self, members: list[PropertyProtocol], v: str, where: str) -> Iterator[_Branch]:
        """Enums; other integers stay as they are where any number is allowed."""
        enums = enums_in(members, int)
        any_integer = any(type(member) in (IntProperty, FloatProperty) for member in members)
        if enums:
            test, value, expected = self._enums(
                enums, "int", v, self._report(where), open_=any_integer, rest_is_read=False
            )
            yield f"{test} or type({v}) is float and {v}.is_integer()", value, expected

    def _enums(self, names: list[str], kind: str, v: str, report: str, *, open_: bool, rest_is_read: bool) -> _Branch:
        """A member of the first enum that has it.

        Args:
            names: classes.
            kind: Python type of their values.
            v: the value.
            report: arguments that say what a mismatch is reported for.
            open_: whether other values are allowed.
            rest_is_read: whether other values are left to the next branch.
        """
        classes = [self._model(name) for name in names]
        test, expected = f"type({v}) is {kind}", " | ".join(names)
        if rest_is_read:
            test += f" and ({' or '.join(f'{v} in {one}._value2member_map_' for one in classes)})"
        if open_ or rest_is_read:
            self.imports.use("known")
            value = v
            for one in reversed(classes):
                value = f"known({one}, {value})"  # a member equals its value, so the outer one finds it too
            return test, value, expected
        if len(classes) == 1:
            self.imports.use("member")
            return test, f"member({classes[0]}, {v}, {report})", expected
        self.imports.use("one_of")
        return test, f"one_of(({', '.join(classes)}), {v}, {report})", expected

    def _arrays(self, members: list[PropertyProtocol], v: str, where: str) -> Iterator[_Branch]:
        """A union of arrays is read as an array of unions: only its elements tell which it is."""
        lists = [member for member in members if type(member) is ListProperty]
        if lists:
            inner = f"{v}i"
            item = self._inner(members_of(*(one.inner_property for one in lists)), inner, f"{where}[]")
            value = v if item == inner else self._mixed(f"[{item} for {inner} in {v}]", lists)
            yield f"type({v}) is list", value, "array"

    def _objects(self, members: list[PropertyProtocol], v: str, where: str) -> Iterator[_Branch]:
        """Models, then maps: those take any object."""
        models = models_in(members)
        maps = [member for member in members if type(member) is MapProperty]
        test, expected = f"type({v}) is dict", " | ".join(models)
        if len(models) == 1 and not maps:
            yield test, f"{self._model(models[0])}.from_dict({v}, mismatches)", expected
        elif models:
            choice = self._choice(models)
            if maps:
                # The map takes what is none of the models.
                yield f"{test} and ({v}m := {choice}.read({v})) is not None", f"{v}m", expected
            else:
                yield test, f"{choice}.decode({v}, mismatches, {literal(self.owner)}, {literal(where)})", expected
        if maps:
            inner = f"{v}i"
            values = [one.inner_property for one in maps if one.inner_property is not None]
            anything = len(values) < len(maps)
            item = inner if anything else self._inner(members_of(*values), inner, f"{where}{{}}")
            value = f"{{{v}k: {item} for {v}k, {inner} in {v}.items()}}"
            yield test, v if item == inner else self._mixed(value, maps), "object"

    def _mixed(self, value: str, members: Sequence[PropertyProtocol]) -> str:
        """Hide from type checkers that what several members were merged into is none of them."""
        if len(members) == 1:
            return value
        self.imports.use("mixed")
        return f"mixed({value})"

    def _model(self, name: str) -> str:
        self.imports.use("_models")
        return f"_models.{name}"

    def _choice(self, names: list[str]) -> str:
        """The constant that chooses between models."""
        self.imports.use("_Choice", "_models")
        source = self.unions.choice(names)
        self.imports.use(*(["_Tag"] if "_Tag(" in source else []))
        return self._choices.setdefault(source, f"_CHOICE_{len(self._choices)}")

    def _report(self, where: str, *, silent: bool = False) -> str:
        return f"{'None' if silent else 'mismatches'}, {literal(self.owner)}, {literal(where)}"

    def _mismatch(self, members: list[PropertyProtocol], where: str, expected: str, v: str) -> str:
        """What becomes of a value of no expected type."""
        kinds = {type(member) for member in members}
        # To JSON Schema 1.0 is an integer (Core, 4.2.3). It is looked at last, as hardly anyone writes it so.
        function = "whole" if IntProperty in kinds and FloatProperty not in kinds else "mismatch"
        self.imports.use(function)
        return f"{function}(mismatches, {literal(self.owner)}, {literal(where)}, {literal(expected)}, {v})"


def _same(constants: list[Any], v: str) -> str:
    """A test for any of some constants. To Python true equals 1."""
    truths = [f"{v} is {one}" for one in constants if type(one) is bool]
    numbers = [f"type({v}) is not bool and {v} == {literal(one)}" for one in constants if type(one) in (int, float)]
    others = [literal(one) for one in constants if isinstance(one, str)]
    texts = [f"{v} == {others[0]}" if len(others) == 1 else f"{v} in ({', '.join(others)})"] if others else []
    return " or ".join([*texts, *truths, *numbers])


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
