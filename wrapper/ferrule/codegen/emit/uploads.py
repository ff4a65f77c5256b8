"""How files are uploaded by an operation: the declared fact, checked against the description."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from ..jsondata import as_object
from ..normalise import Operation
from .bodies import Bodies
from .parameters import Argument, taken
from .pointing import Fault, about
from .source import literal

IN_ONE_REQUEST = "body"
"""The protocol that is none: the file is the body of the operation's own request."""


@frozen
class UploadSource:
    """What the endpoint template prints of it; as Python source."""

    declared: str
    """`_UPLOAD`."""
    start: str
    """What of its package imports the operation that starts an upload; empty if it is this one."""
    taken: str = ""
    """Parameters of an upload that this operation starts."""
    passed: str = ""
    """Arguments that it gives to `_get_kwargs`."""


def upload_of(
    operation: Operation,
    operations: Iterable[Operation],
    bodies: Bodies,
    positional: list[Argument],
    keywords: list[Argument],
) -> UploadSource | None:
    """The source for an operation; None for one by which nothing is declared to be uploaded.

    Args:
        operation: the operation.
        operations: all of the document.
        bodies: what the operation's request can hold.
        positional: what its request takes by place.
        keywords: what it takes by name.

    Raises:
        CodegenError: what is declared is not in the description.
    """
    fact = as_object(operation.facts.get("upload"))
    if not fact:
        return None
    protocol, start = str(fact["protocol"]), str(fact.get("start", ""))
    try:
        if operation.stream is not None or "pagination" in operation.facts:
            raise Fault("an operation that answers with pages or events takes no files")
        given = _without_body(bodies) if protocol == IN_ONE_REQUEST else {}
        if start and given:
            raise Fault("start: nothing starts an upload whose file is the body of its request")
        declared = literal({name: fact[name] for name in ("protocol", "digests") if name in fact})
        if start:
            return UploadSource(declared, _import_of(start, operations))
        keywords = [one for one in keywords if one.python not in given]
        passed = [one.python for one in positional] + [f"{one.python}={one.python}" for one in keywords]
        passed += [f"{name}={value}" for name, value in given.items()]
        return UploadSource(declared, "", taken(positional, keywords), ", ".join(passed))
    except Fault as fault:
        raise about(fault, operation, "upload") from None


def _without_body(bodies: Bodies) -> dict[str, str]:
    found = [body for body, _ in bodies if body.kind == "bytes"]
    if not found:
        raise Fault(f"protocol: {IN_ONE_REQUEST} sends a file as the body, and no body of it is described as bytes")
    media_type = found[0].media_type
    chosen = "application/octet-stream" if "*" in media_type else media_type
    return {"body": 'b""', **({"content_type": literal(chosen)} if len(bodies) > 1 else {})}


def _import_of(start: str, operations: Iterable[Operation]) -> str:
    for one in operations:
        if one.id == start:
            return f"from ..{one.group} import {one.name} as _start"
    raise Fault(f"start: no operation that is generated has the operationId {start}")
