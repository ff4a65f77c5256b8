"""Small changes of a module, each of which some test should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import attrs

_COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE], ast.LtE: [ast.Lt, ast.Gt], ast.Gt: [ast.GtE, ast.LtE], ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is], ast.In: [ast.NotIn], ast.NotIn: [ast.In],
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_UNSEEN = frozenset({"__repr__", "__str__", "__rich_repr__", "__attrs_post_init__"})  # texts, and checks of settings
_LOGGERS = ("_log", "log", "logger", "logging", "warnings")


@attrs.frozen
class Mutant:
    """One change.

    Attributes:
        line: where.
        before: the code there.
        after: the same, changed.
        source: the whole module with the change.
    """

    line: int
    before: str
    after: str
    source: str


@attrs.frozen
class _Place:
    node: ast.AST
    field: str
    index: int | None

    def put(self, new: ast.AST) -> None:
        if self.index is None:
            setattr(self.node, self.field, new)
        else:
            getattr(self.node, self.field)[self.index] = new


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines and always the same."""
    tree = ast.parse(source)
    for place, node in _places(tree):
        for new in _changes(node):
            before, line = ast.unparse(node), getattr(node, "lineno", 0)
            place.put(ast.copy_location(new, node))
            yield Mutant(line, before, ast.unparse(new), ast.unparse(ast.fix_missing_locations(tree)))
            place.put(node)


def _places(node: ast.AST) -> Iterator[tuple[_Place, ast.AST]]:
    """What may be changed: not annotations, docstrings, texts that are shown, nor what types alone see."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "bases", "keywords") and not isinstance(
            node, ast.Call
        ):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_unseen(child) and not _is_tuning(node, child):
                yield _Place(node, field, index), child
                yield from _places(child)


def _is_unseen(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name in _UNSEEN or any(
                isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list
            )
        case ast.ClassDef():
            return any(ast.unparse(base).startswith("Protocol") for base in node.bases)
        case (
            ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Raise() | ast.Import() | ast.ImportFrom() | ast.JoinedStr()
        ):
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name in _LOGGERS
        case ast.Assign(targets=[ast.Name(id="__slots__" | "__all__")]):
            return True
        case _:
            return False


def _is_tuning(parent: ast.AST, node: ast.AST) -> bool:
    """A default or constant, which is a choice: that another would do as well says nothing about tests."""
    if not isinstance(parent, (ast.Module, ast.ClassDef)) or not isinstance(node, (ast.Assign, ast.AnnAssign)):
        return False
    value = node.value
    return value is not None and not any(isinstance(part, (ast.Call, ast.Lambda)) for part in ast.walk(value))


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[op, *more], comparators=comparators):
            for other in _COMPARISONS[type(op)]:
                yield ast.Compare(left, [other(), *more], comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _ARITHMETIC:
            yield ast.AugAssign(target, _ARITHMETIC[type(op)](), value)
            yield ast.Pass()
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=body, orelse=orelse) if not isinstance(
            test, (ast.Compare, ast.BoolOp, ast.UnaryOp)
        ):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in _CALLS:
            yield ast.Call(ast.Name(_CALLS[name]), args, keywords)
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) | ast.Delete():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case _:
            return
