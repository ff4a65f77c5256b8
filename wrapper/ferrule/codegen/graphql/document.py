"""Schema and operations as an OpenAPI document: an operation a path, a variable a parameter, an answer a schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListTypeNode,
    NamedTypeNode,
    NameNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TokenKind,
    TypeNode,
    VariableDefinitionNode,
    Visitor,
    print_ast,
    value_from_ast_untyped,
    visit,
)

from .. import naming
from ..errors import CodegenError
from ..jsondata import JSONObject, object_at
from ..openapi import DOCUMENT, FACT, SCHEMAS
from .answers import TYPENAME, Answers
from .connections import pagination_of
from .reading import Read, place_of, read
from .selections import Selected
from .types import ERROR, components, named, nullable

MEDIA_TYPES: Final = ("application/graphql-response+json", "application/json")
"""What servers answer with; the first is GraphQL's whatever the status (GraphQL over HTTP, §6.4)."""
_DATA: Final = "2XX"


def describe(source: Path) -> JSONObject:
    """The description of a schema, and of the operations in the folder beside it.

    Raises:
        CodegenError: something is missing, or does not validate.
    """
    found = read(source)
    schemas = components(found.schema)
    answers = Answers(found.schema, found.fragments, schemas)
    paths: JSONObject = {}
    described = [(one, _operation(found, answers, group, one)) for group, one in found.operations]
    for one, operation in described:  # `__typename` is added when all selections are known
        operation[DOCUMENT] = _text(one, found.fragments, answers.untold)
        paths[f"#{operation['operationId']}"] = {"post": operation}
    title = source.resolve().parent.name
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "", "description": found.schema.description or ""},
        f"{FACT}graphql": {},
        "servers": [],
        "tags": [{"name": group} for group in dict.fromkeys(group for group, _ in found.operations)],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {}},
    }


def send_queries_as_told(document: JSONObject) -> JSONObject:
    """The description with the method of queries that the fact says: a GET may be cached. Mutations stay POST."""
    if object_at(document, f"{FACT}graphql").get("queries") == "GET":
        for item in document["paths"].values():
            if item["post"].get(f"{FACT}idempotent") is not None and item["post"][DOCUMENT].startswith(("query", "{")):
                item["get"] = item.pop("post")
    return document


def _operation(found: Read, answers: Answers, group: str, node: OperationDefinitionNode) -> JSONObject:
    name = node.name.value if node.name else ""
    root = found.schema.get_root_type(node.operation)
    if root is None:
        raise CodegenError(place_of(node), f"the schema has no {node.operation.value}", "Correct the operation.")
    selected = [Selected(node.selection_set)]
    summary, _, description = _comment(node).partition("\n")
    pages = (
        pagination_of(found.schema, found.fragments, root, selected) if node.operation is OperationType.QUERY else None
    )
    success = _content(answers.of(root, selected, name))
    error = _content({"type": "array", "items": {"$ref": f"{SCHEMAS}{ERROR}"}})
    return {
        "operationId": name,
        "tags": [group],
        "summary": summary or f"{node.operation.value} {name}",
        "description": description,
        f"{FACT}group": group,
        f"{FACT}name": naming.attribute(name),
        **({f"{FACT}idempotent": True} if node.operation is OperationType.QUERY else {}),
        **({f"{FACT}pagination": pages} if pages else {}),
        "parameters": [_parameter(found, one) for one in node.variable_definitions or ()],
        "responses": {
            _DATA: {"description": "The data.", "content": success},
            "default": {"description": "Errors.", "content": error},
        },
    }


def _content(schema: JSONObject) -> JSONObject:
    return {media_type: {"schema": schema} for media_type in MEDIA_TYPES}


def _parameter(found: Read, node: VariableDefinitionNode) -> JSONObject:
    schema = _variable(found, node.type)
    if node.default_value is not None:
        schema["default"] = value_from_ast_untyped(node.default_value)
    return {
        "name": node.variable.name.value,
        "in": "query",
        "required": isinstance(node.type, NonNullTypeNode) and node.default_value is None,
        "schema": schema,
    }


def _variable(found: Read, node: TypeNode) -> JSONObject:
    """The schema of a variable's type."""
    if isinstance(node, NonNullTypeNode):
        return _not_null(found, node.type)
    return nullable(_not_null(found, node))


def _not_null(found: Read, node: TypeNode) -> JSONObject:
    if isinstance(node, ListTypeNode):
        return {"type": "array", "items": _variable(found, node.type)}
    assert isinstance(node, NamedTypeNode)  # noqa: S101 - there is no other kind
    return named(found.schema.type_map[node.name.value])


def _comment(node: OperationDefinitionNode) -> str:
    """The comment right above an operation: it says what the operation is for."""
    lines: list[str] = []
    start = node.loc.start_token if node.loc else None
    line = start.line if start else 0
    token = start.prev if start else None
    while token is not None and token.kind is TokenKind.COMMENT and token.line == line - 1:
        lines.append((token.value or "").strip())
        line = token.line
        token = token.prev
    return "\n".join(reversed(lines))


def _text(node: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode], untold: set[int]) -> str:
    """The document that is sent: the operation, and the fragments that it needs."""
    needed: dict[str, FragmentDefinitionNode] = {}
    _need(node.selection_set, fragments, needed)
    told = _Told(untold)
    return "\n\n".join(print_ast(visit(one, told)) for one in (node, *needed.values()))


def _need(
    node: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode], needed: dict[str, FragmentDefinitionNode]
) -> None:
    for name in _spreads(node):
        if name not in needed:
            needed[name] = fragments[name]
            _need(fragments[name].selection_set, fragments, needed)


def _spreads(node: SelectionSetNode) -> Iterator[str]:
    for selection in node.selections:
        if isinstance(selection, FragmentSpreadNode):
            yield selection.name.value
        elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set is not None:
            yield from _spreads(selection.selection_set)


class _Told(Visitor):
    """Adds `__typename` to selections that lack it."""

    def __init__(self, untold: set[int]) -> None:
        super().__init__()
        self._untold = untold

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        if id(node) not in self._untold or any(_is_typename(one) for one in node.selections):
            return None
        added = FieldNode(name=NameNode(value=TYPENAME))
        return SelectionSetNode(selections=(added, *node.selections), loc=node.loc)


def _is_typename(node: object) -> bool:
    """Whether a selection is `__typename`, under its own name and whatever the variables are."""
    return isinstance(node, FieldNode) and node.name.value == TYPENAME and not node.alias and not node.directives
