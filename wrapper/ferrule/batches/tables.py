"""Inputs from CSV (RFC 4180): columns are parameters, cells become what their types say."""

from __future__ import annotations

import csv
import datetime
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any, TextIO

import msgspec

from ferrule.client.modules import EndpointModule, described
from ferrule.errors import ConfigError

Read = Callable[[str], Any]

_WHOLE = re.compile(r"-?[0-9]{1,4000}")  # as spreadsheets write it, with zeros in front


def read_table(file: TextIO, name: str, module: EndpointModule[..., Any, Any], delimiter: str = ",") -> list[Any]:
    """The inputs of a table.

    An empty cell is not given. A table of one column, which is the one required parameter, gives values, any other
    mappings.

    Args:
        file: opened with `newline=""`.
        name: what it is called in errors.
        module: the operation's.
        delimiter: between cells.

    Raises:
        ConfigError: an unknown column, a row that is too long, a cell that does not fit, or no CSV; with the line.
    """
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(reader, list[str]()), name, module)
        required = _required(module)
        rows = list(_rows(reader, columns, required, name))
    except csv.Error as fault:
        raise ConfigError(f"{name}, line {reader.line_num}: {fault}") from None
    except UnicodeDecodeError as fault:
        raise ConfigError(f"{name} is not UTF-8 after line {reader.line_num}: {fault.reason}") from None
    if [*columns] == required and len(required) == 1:
        return [row[required[0]] for row in rows]
    return rows


def _columns(given: list[str], name: str, module: EndpointModule[..., Any, Any]) -> dict[str, Read]:
    """What reads the cells of each column."""
    parameters = _parameters(module)
    columns = [column.strip().removeprefix("\ufeff") for column in given]
    if not any(columns):
        raise ConfigError(f"{name} has no first line with the names of its columns: {', '.join(parameters)}")
    faults: list[str] = []
    for column in columns:
        if column not in parameters:
            near = get_close_matches(column, parameters, n=1)
            faults.append(f"no parameter {column!r}" + (f", did you mean {near[0]!r}?" if near else ""))
    faults += [f"{column!r} comes twice" for column in dict.fromkeys(columns) if columns.count(column) > 1]
    missing = [parameter for parameter in _required(module) if parameter not in columns]
    faults += [f"no column {parameter!r}, which is required" for parameter in missing]
    if faults:
        told = f"{name}, line 1: {'; '.join(faults)}"
        raise ConfigError(f"{told}; the columns of {described(module)['name']} are {', '.join(parameters)}")
    hints = typing.get_type_hints(module._get_kwargs, None, _Names(module))
    return {column: _reader(hints[column]) for column in columns}


def _rows(
    reader: Iterable[list[str]], columns: Mapping[str, Read], required: list[str], name: str
) -> Iterator[dict[str, Any]]:
    names = [*columns]
    for cells in reader:
        if not cells:  # an empty line
            continue
        line = reader.line_num  # type: ignore[attr-defined]  # of the csv module's own reader
        if len(cells) > len(names):
            raise ConfigError(f"{name}, line {line}: {len(cells)} cells, and there are {len(names)} columns")
        row: dict[str, Any] = {}
        for column, cell in zip(names, cells, strict=False):
            if not cell:
                continue
            try:
                row[column] = columns[column](cell)
            except (ValueError, TypeError, RecursionError) as fault:
                raise ConfigError(f"{name}, line {line}, {column}: {fault}") from None
        if missing := [repr(column) for column in required if column not in row]:
            raise ConfigError(f"{name}, line {line}: {', '.join(missing)} is required, and its cell is empty")
        yield row


def _reader(hint: Any) -> Read:
    """What makes a value of a parameter's type out of a cell. Text stays as it is."""
    kinds = [kind for kind in _members(hint) if getattr(kind, "__name__", "") not in ("Unset", "NoneType")]
    if str in kinds or Any in kinds or not kinds:
        return str
    model = next((kind for kind in kinds if hasattr(kind, "from_dict")), None)
    if model is not None:
        return lambda cell: model.from_dict(msgspec.json.decode(cell, type=dict[str, Any]))
    wanted: Any = typing.Union[tuple(kinds)]  # noqa: UP007 - of a list
    if any(typing.get_origin(kind) is not None and typing.get_origin(kind) is not typing.Literal for kind in kinds):
        return lambda cell: msgspec.convert(msgspec.json.decode(cell), wanted)  # an array or an object
    if int in kinds:
        return lambda cell: int(cell) if _WHOLE.fullmatch(cell) else msgspec.convert(cell, wanted, strict=False)
    return lambda cell: msgspec.convert(cell, wanted, strict=False)


def _members(hint: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


def _parameters(module: EndpointModule[..., Any, Any]) -> Mapping[str, Any]:
    return inspect.signature(module._get_kwargs).parameters


def _required(module: EndpointModule[..., Any, Any]) -> list[str]:
    return [one.name for one in _parameters(module).values() if one.default is one.empty]


class _Names(dict[str, Any]):
    """The names in the annotations of an endpoint module, of which it imports some for type checkers alone."""

    def __init__(self, module: EndpointModule[..., Any, Any]) -> None:
        super().__init__(vars(module))
        package = getattr(module, "__package__", "").partition(".api")[0]
        self._homes = [import_module(f"{package}.models"), typing, types, datetime]

    def __missing__(self, name: str) -> Any:
        if name == "datetime":
            return datetime
        for home in self._homes:
            if hasattr(home, name):
                return getattr(home, name)
        raise KeyError(name)
