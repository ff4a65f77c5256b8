"""What a generated module is seen to carry. Its source is parsed, and nothing is taken on trust.

The marks are those of `emit.written`. A mark means that a value gets all the way: an argument from the caller into the
request, a response from its status to its model.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from .emit.written import (
    Mark,
    Written,
    body_mark,
    event_mark,
    header_mark,
    operation_mark,
    pages_mark,
    parameter_mark,
    response_mark,
    stream_mark,
    upload_mark,
)
from .jsondata import is_array
from .normalise.headers import CLASS
from .parallel import in_parallel

_CALLS = ("sync_detailed", "asyncio_detailed")
_NEEDED = ("_get_kwargs", "_parse_success", "_parse_error", "sync", "asyncio", *_CALLS)
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def missing(package: Path, written: Iterable[Written]) -> set[Written]:
    """What the modules of a package do not show, although their emitters reported it."""
    by_module: dict[Path, list[Written]] = {}
    for one in written:
        by_module.setdefault(package / one.module, []).append(one)
    absent = {one for path, parts in by_module.items() if not path.exists() for one in parts}
    read = [(path, parts) for path, parts in by_module.items() if parts[0] not in absent and parts[0].mark]
    found = in_parallel([partial(_missing, path, parts) for path, parts in read])
    return absent.union(*found)


def _missing(path: Path, written: list[Written]) -> list[Written]:
    marks = marks_of(path.read_text(encoding="utf-8"))
    return [one for one in written if one.mark not in marks]


def marks_of(source: str) -> set[Mark]:
    """Everything that the source of an endpoint module, or of the webhooks module, shows."""
    body = ast.parse(source).body
    functions = {one.name: one for one in body if isinstance(one, _Function)}
    if not functions.keys() >= set(_NEEDED):
        return set(_events(body))
    marks = {operation_mark(), *_request(functions)}
    for name in ("_parse_success", "_parse_error"):
        marks.update(_responses(functions[name].body))
    if "_items" in functions and any(isinstance(one, ast.AnnAssign) and _is_name(one.target, "_PAGES") for one in body):
        marks.add(pages_mark())
    if {"_UPLOAD", "_upload_kwargs"} <= _defined(body):
        marks.add(upload_mark())
    if "_parse_event" in functions and _reads(functions["_parse_event"].body):
        marks.update(_streams(body))
    for one in body:
        if isinstance(one, ast.ClassDef) and one.name == CLASS:
            marks.update(_headers(one))
    return marks


def _request(functions: dict[str, _Function]) -> Iterator[Mark]:
    """Arguments and bodies that every way of calling passes on, and that get into the request."""
    request = functions["_get_kwargs"]
    passed = _arguments(request).intersection(*(_passed_on(functions[name]) for name in _CALLS))
    nodes = [node for node in _within(request.body) if isinstance(node, (ast.Call, ast.Assign, ast.AugAssign))]
    lost = {"_params", "_headers", "_cookies", "_variables"}.difference(*map(_put_into_request, nodes))
    for node in nodes:
        if isinstance(node, ast.Call):
            names = _names(node.args)
            texts = {"", *_texts(node.args)} if lost.isdisjoint(names) else ()
            yield from (parameter_mark(name, wire) for name in passed & names for wire in texts)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "_headers" not in lost:
            wire = _header_of(node.targets[0])
            yield from (parameter_mark(name, wire) for name in passed & _names(node.value.args) if wire)
    if "body" in passed:
        yield from _bodies(request.body)


def _put_into_request(node: ast.AST) -> set[str]:
    """What a statement puts into the arguments of the request."""
    match node:
        case (
            ast.Assign(targets=[ast.Subscript(value=ast.Name("_kwargs"))], value=value)
            | ast.AugAssign(target=ast.Subscript(value=ast.Name("_kwargs")) | ast.Name("_kwargs"), value=value)
        ):
            return set(_loaded(value))
        case _:
            return set()


def _bodies(block: Sequence[ast.stmt]) -> Iterator[Mark]:
    """Media types under which the body is sent. What sends it and what names its type are in the same block."""
    types: set[str] = set()
    sent = False
    for statement in block:
        if isinstance(statement, ast.If):
            yield from _bodies(statement.body)
            yield from _bodies(statement.orelse)
        elif isinstance(statement, (ast.Assign, ast.AugAssign)):
            targets, value = set(_targets(statement)), statement.value
            if "_kwargs" in targets and "body" in _loaded(value):
                sent = True
                if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
                    types.add(value.func.attr)
            if "_headers" in targets:
                types.update(_texts([value, *(value.args if isinstance(value, ast.Call) else ())]))
    if sent:
        yield from map(body_mark, types)


def _responses(block: Sequence[ast.stmt]) -> Iterator[Mark]:
    """Statuses that are read, each by its branch, and media types within it. A status without branch is the default."""
    for statement in block:
        if isinstance(statement, ast.If) and (status := _status(statement.test)):
            yield from _contents(status, statement.body)
    yield from _contents("default", block)


def _contents(status: str, block: Sequence[ast.stmt]) -> Iterator[Mark]:
    """Media types that a block reads, one by one or all others, or that there is nothing to read."""
    for statement in block:
        if isinstance(statement, ast.If) and (media_type := _media_type(statement.test)) and _reads(statement.body):
            yield response_mark(status, media_type)
    if _reads(block):
        yield response_mark(status)
    elif any(isinstance(one, ast.Return) for one in block):
        yield response_mark(status, empty=True)


def _status(test: ast.expr) -> str:
    """`200` of `status == 200`, `4XX` of `400 <= status <= 499`, otherwise empty."""
    match test:
        case ast.Compare(left=ast.Name("status"), ops=[ast.Eq()], comparators=[ast.Constant(value=int(status))]):
            return str(status)
        case ast.Compare(
            left=ast.Constant(value=int(first)),
            ops=[ast.LtE(), ast.LtE()],
            comparators=[ast.Name("status"), ast.Constant(value=int(last))],
        ) if last == first + 99:
            return f"{first // 100}XX"
        case _:
            return ""


def _media_type(test: ast.expr) -> str:
    """`text/csv` of `media_type == "text/csv"`, `text/*` of `media_type.startswith("text/")`; empty for others."""
    match test:
        case ast.Compare(left=ast.Name("media_type"), ops=[ast.Eq()], comparators=[ast.Constant(value=str(name))]):
            return name
        case ast.Call(
            func=ast.Attribute(value=ast.Name("media_type"), attr="startswith"), args=[ast.Constant(value=str(start))]
        ):
            return f"{start}*" if start else "*/*"
        case _:
            return ""


def _reads(block: Sequence[ast.stmt]) -> bool:
    """Whether a block returns what it parsed."""
    match block:
        case [*_, ast.Assign(targets=[ast.Name("parsed")], value=value), ast.Return(value=ast.Name("parsed"))]:
            return not _is_nothing(value)
        case _:
            return False


def _is_nothing(value: ast.expr) -> bool:
    """Whether a value is what comes where nothing is described, or where the status is not."""
    match value:
        case ast.Call(func=ast.Attribute(value=ast.Name("_read"), attr="nothing" | "fallback")):
            return True
        case _:
            return False


def _headers(found: ast.ClassDef) -> Iterator[Mark]:
    """Fields that `read` takes from a response."""
    for node in _within([found]):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("_headers")), args=[ast.Name(), ast.Constant(value=str(wire)), *_]
            ):
                yield header_mark(wire)
            case _:
                pass


def _streams(body: Sequence[ast.stmt]) -> Iterator[Mark]:
    """The media type that events are read from."""
    for statement in body:
        match statement:
            case ast.AnnAssign(target=ast.Name("_STREAM"), value=ast.Dict(keys=keys, values=values)):
                for key, value in zip(keys, values, strict=True):
                    match key, value:
                        case ast.Constant("media_type"), ast.Constant(value=str(name)):
                            yield stream_mark(name)
                        case _:
                            pass
            case _:
                pass


def _events(body: Sequence[ast.stmt]) -> Iterator[Mark]:
    """Events that have a reader."""
    for statement in body:
        match statement:
            case ast.AnnAssign(target=ast.Name("_READERS"), value=ast.Dict(keys=keys, values=values)):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Lambda):
                        yield event_mark(str(key.value))
            case _:
                pass


def _arguments(function: _Function) -> set[str]:
    return {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}


def _passed_on(function: _Function) -> set[str]:
    """Arguments that a function takes and gives to `_get_kwargs`."""
    for node in _within(function.body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_get_kwargs":
            return _arguments(function) & {*_names(node.args), *_names(one.value for one in node.keywords)}
    return set()


def _within(block: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All that is in a block. Unlike `ast.walk` it does not ask each name whether it is loaded or stored."""
    rest: list[ast.AST] = [*block]
    while rest:
        node = rest.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name)
            if is_array(value):
                rest += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST) and name != "ctx":
                rest.append(value)


def _is_name(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _defined(body: Sequence[ast.stmt]) -> set[str]:
    """Names of a module's own."""
    targets = [target for one in body if isinstance(one, ast.Assign) for target in one.targets]
    targets += [one.target for one in body if isinstance(one, ast.AnnAssign)]
    return _names(targets) | {one.name for one in body if isinstance(one, _Function)}


def _names(expressions: Iterable[ast.expr]) -> set[str]:
    return {one.id for one in expressions if isinstance(one, ast.Name)}


def _texts(expressions: Iterable[ast.expr]) -> set[str]:
    return {one.value for one in expressions if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _loaded(expression: ast.expr) -> Iterator[str]:
    return (one.id for one in _within([expression]) if isinstance(one, ast.Name))


def _targets(statement: ast.Assign | ast.AugAssign) -> Iterator[str]:
    """Dictionaries that a statement sets an item of, or adds to."""
    if isinstance(statement, ast.AugAssign):
        yield from _names([statement.target])
        return
    for target in statement.targets:
        for one in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Name):
                yield one.value.id


def _header_of(target: ast.expr) -> str:
    """The header that is set."""
    match target:
        case ast.Subscript(value=ast.Name("_headers"), slice=ast.Constant(value=str(key))):
            return key
        case _:
            return ""
