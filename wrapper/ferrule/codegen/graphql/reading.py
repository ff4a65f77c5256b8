"""A schema and its operations, read and validated. What is wrong is told with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoUnusedFragmentsRule,
    OperationDefinitionNode,
    OperationType,
    Source,
    build_ast_schema,
    parse,
    specified_rules,
    validate,
    validate_schema,
)
from graphql.validation.validate import validate_sdl

from ..errors import CodegenError, UsageError
from ..openapi import GRAPHQL

OPERATIONS = "operations"
"""The folder beside a schema in which its operations are."""
_RULES = tuple(rule for rule in specified_rules if rule is not NoUnusedFragmentsRule)
_SHOWN = 20
_WRITE = "Write the operations that you call into files there."


@frozen
class Read:
    """What is to be generated.

    Attributes:
        schema: the types.
        operations: by group, the file's name without its ending.
        fragments: of all files, by name.
    """

    schema: GraphQLSchema
    operations: list[tuple[str, OperationDefinitionNode]]
    fragments: dict[str, FragmentDefinitionNode]


def read(source: Path) -> Read:
    """A schema, and the operations in the folder beside it.

    Raises:
        CodegenError: something is missing, or does not validate; all faults are listed.
    """
    schema = read_schema(source)
    files = _files(source)
    if not files:
        raise UsageError(str(source.parent / OPERATIONS), "has no *.graphql file", _WRITE)
    documents = [(file, _parsed(file)) for file in files]
    together = DocumentNode(definitions=tuple(one for _, document in documents for one in document.definitions))
    _refuse(validate(schema, together, _RULES), "Correct the operation.")
    operations = [
        (file.stem, _callable(one))
        for file, document in documents
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
    ]
    if not operations:
        raise UsageError(str(source.parent / OPERATIONS), "has no operation in its files", _WRITE)
    fragments = {one.name.value: one for one in together.definitions if isinstance(one, FragmentDefinitionNode)}
    return Read(schema, operations, fragments)


def read_schema(source: Path) -> GraphQLSchema:
    """A schema in its own language.

    Raises:
        CodegenError: it cannot be read, or is none.
    """
    document = _parsed(source)
    _refuse(validate_sdl(document), "Correct the schema.")
    schema = build_ast_schema(document, assume_valid_sdl=True)
    _refuse(validate_schema(schema), "Correct the schema.")
    return schema


def faults_of(source: Path, schema: GraphQLSchema) -> list[tuple[str, str]]:
    """Place and reason of all that another schema refuses in the operations beside it; none where there are none."""
    files = _files(source)
    together = DocumentNode(definitions=tuple(one for file in files for one in _parsed(file).definitions))
    return [(_place(error), error.message) for error in validate(schema, together, _RULES)] if files else []


def has_operations(source: Path) -> bool:
    """Whether there are operations beside a schema."""
    return bool(_files(source))


def _files(source: Path) -> list[Path]:
    folder = source.parent / OPERATIONS
    return sorted(path for path in folder.glob("*") if path.suffix in GRAPHQL)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "is not UTF-8 text"
        raise UsageError(str(file), str(reason), "Give the path of a schema in GraphQL's own language.") from None


def _parsed(file: Path) -> DocumentNode:
    try:
        return parse(Source(_text(file), str(file)))
    except GraphQLSyntaxError as error:
        raise CodegenError(_place(error), error.message, "Correct the file.") from None
    except RecursionError:
        raise CodegenError(str(file), "is nested too deep", "Correct the file.") from None


def _callable(operation: OperationDefinitionNode) -> OperationDefinitionNode:
    """An operation that can be called as a method."""
    if operation.name is None:
        raise CodegenError(place_of(operation), "an operation needs a name", "It becomes the name of a method.")
    if operation.operation is OperationType.SUBSCRIPTION:
        reason = "a subscription is a stream of answers, which Ferrule does not read"
        raise CodegenError(place_of(operation), reason, "Move it to another folder.")
    return operation


def place_of(node: OperationDefinitionNode) -> str:
    """File, line and column of a node."""
    if node.loc is None:
        return "an operation"
    line, column = node.loc.source.get_location(node.loc.start)
    return f"{node.loc.source.name}:{line}:{column}"


def _place(error: GraphQLError) -> str:
    file = error.source.name if error.source else "the schema"
    spots = error.locations or []
    return f"{file}:{spots[0].line}:{spots[0].column}" if spots else file


def _refuse(faults: Iterable[GraphQLError], fix: str) -> None:
    """Raise for what is wrong, the first fault in front."""
    told = [(_place(error), error.message) for error in faults]
    if not told:
        return
    (where, reason), *others = told
    listed = "".join(f"\n  {place}: {what}" for place, what in others[:_SHOWN])
    more = f"\n  and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    raise CodegenError(where, f"{reason}{listed}{more}", fix)
