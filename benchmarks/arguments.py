"""Sample calls as arguments of generated endpoints."""

from __future__ import annotations

import datetime
import enum
import types
import typing
import uuid
from typing import Any

from sampling import Sample

from ferrule.codegen.naming import identifier


class DoesNotFit(TypeError):
    """A value that the description allows does not fit the generated annotation."""


def to_arguments(sample: Sample, module: Any, models: Any) -> tuple[list[Any], dict[str, Any]]:
    """Positional and keyword arguments of a generated endpoint.

    Args:
        sample: the call.
        module: endpoint module.
        models: models package it belongs to.

    Raises:
        DoesNotFit: the generated function has no place for a value that the description allows.
    """
    hints = typing.get_type_hints(module._get_kwargs, localns=_Names(models))
    by_name: dict[str, Any] = {}
    for one in sample.parameters:
        wanted = (identifier(one.name, (), ("client", "body")), identifier(f"{one.name}_{one.location}"))
        name = next((name for name in wanted if name in hints), None)
        if name is None:
            raise DoesNotFit(f"there is no argument for {one.location} parameter {one.name}")
        by_name[name] = _fit(hints[name], one.value, one.name)
    if sample.media_type:
        by_name["body"] = _fit(hints["body"], sample.body, "body")
    in_path = [name for name in hints if name in by_name][: sample.path.count("{")]
    return [by_name.pop(name) for name in in_path], by_name


class _Names(dict[str, Any]):
    """Names that a module imports only for type checkers."""

    def __init__(self, models: Any) -> None:
        self._models = models

    def __missing__(self, name: str) -> Any:
        try:
            return getattr(self._models, name)
        except AttributeError:
            raise KeyError(name) from None


def _fit(annotation: Any, value: Any, where: str) -> Any:
    """A JSON value as the annotated type."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _fit_one_of(inner, value, where)
    if annotation is Any:
        return value
    if origin is typing.Literal:
        return _checked(value, value in inner, annotation, where)
    if origin is list and isinstance(value, list):
        return [_fit(inner[0], item, f"{where}[]") for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: _fit(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if hasattr(annotation, "from_dict") and isinstance(value, dict):
        mismatches: list[Any] = []
        model = annotation.from_dict(value, mismatches)
        return _checked(model, not mismatches, f"{annotation.__name__}: {mismatches}", where)
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return _checked(annotation(value), value in {member.value for member in annotation}, annotation, where)
    read = _FROM_TEXT.get(annotation)
    if read is not None and isinstance(value, str):
        return read(value)
    if annotation is float and isinstance(value, int):
        return value
    fits = isinstance(annotation, type) and type(value) is annotation
    return _checked(value, fits or (annotation is None and value is None), annotation, where)


def _fit_one_of(members: tuple[Any, ...], value: Any, where: str) -> Any:
    refused: list[str] = []
    for member in members:
        try:
            return _fit(member, value, where)
        except (DoesNotFit, ValueError) as error:
            refused.append(str(error))
    raise DoesNotFit("; ".join(refused))


def _checked(value: Any, fits: bool, annotation: Any, where: str) -> Any:
    if not fits:
        raise DoesNotFit(f"{where} should be {annotation}")
    return value


_FROM_TEXT: dict[Any, Any] = {
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.date: datetime.date.fromisoformat,
    uuid.UUID: uuid.UUID,
}
