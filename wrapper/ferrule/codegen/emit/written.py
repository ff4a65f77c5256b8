"""What emitters report: which parts of the description a module was written for, and how each is seen in it."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

Mark: TypeAlias = tuple[str, ...]
"""Something that `evidence` finds in a module. The functions below are the only ways to write one."""


@frozen
class Written:
    """A part of the description that a module carries."""

    kind: str
    """As the ledger counts it; `class` for a model or enum."""
    key: tuple[str, ...]
    module: str
    """Its path within the package."""
    mark: Mark | None = None
    """What shows it; None if that the module is there does."""


def operation_mark() -> Mark:
    """The functions by which an operation is called."""
    return ("operation",)


def pages_mark() -> Mark:
    """How the pages of an operation follow each other, and where their items are."""
    return ("pages",)


def stream_mark(media_type: str) -> Mark:
    """How the events of an operation are read."""
    return ("stream", media_type)


def upload_mark() -> Mark:
    """By what files are uploaded, and what starts that."""
    return ("upload",)


def parameter_mark(argument: str, wire: str) -> Mark:
    """An argument that gets into the request under its name on the wire (empty if it has none there)."""
    return ("parameter", argument, wire)


def body_mark(sent_as: str) -> Mark:
    """A body that gets into the request: under a media type, or by the function of `_body` that names one."""
    return ("body", sent_as)


def response_mark(status: str, media_type: str = "", *, empty: bool = False) -> Mark:
    """A status that is read, with a media type if it is read otherwise than others of this status.

    Args:
        status: as the description has it.
        media_type: without parameters.
        empty: whether there is nothing to read.
    """
    return ("response", status.upper(), media_type, "None" if empty else "parsed")


def header_mark(wire: str) -> Mark:
    """A response header that is read."""
    return ("header", wire)


def event_mark(name: str) -> Mark:
    """An event that has a reader."""
    return ("event", name)
