"""What a description only hints at, and facts of an overlay say: what events hold, and keys for sending again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from . import naming
from .jsondata import object_at
from .lint_finding import Action, Described, Finding, Subject, spelt, words_of
from .normalise import media
from .openapi import FACT
from .pointers import escape

_PARTS: Final = frozenset({"event", "chunk", "delta", "stream", "streaming", "line", "record", "message", "update"})
"""Words in the names of schemas of what comes bit by bit."""
_KEYS: Final = frozenset({"idempotencykey", "xidempotencykey"})
_SENT_AGAIN: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY"})  # RFC 9110, 9.2.2


def streamed(subject: Subject, described: Described) -> Finding | None:
    """The finding for a stream whose events have no type."""
    stream = subject.operation.stream
    if stream is None or "item" in object_at(subject.declared.raw, f"{FACT}stream"):
        return None
    if not all(
        not one.schema or (one.kind == "text" and not _describes_items(subject, described)) for one in stream.items
    ):
        return None
    what = f"answers {media.bare(stream.media_type)} and does not say what an item of it holds"
    reason = "What each item holds, by the vendor's documentation."
    if schema := _likely(subject, described):
        item = f"/components/schemas/{escape(schema)}"
        return subject.finding("stream", what, {f"{FACT}stream": {"item": item}}, reason)
    name = naming.pascal(subject.operation.group, subject.operation.name, "Event")
    components = {"schemas": {name: {"type": "object", "properties": {"type": {"type": "string"}}}}}
    added = Action("$", "No schema is like it: give this one the properties that it has.", {"components": components})
    item = f"/components/schemas/{name}"
    found = subject.finding("stream", what, {f"{FACT}stream": {"item": item}}, reason)
    return Finding(found.kind, found.where, found.what, [added, *found.actions])


def _describes_items(subject: Subject, described: Described) -> bool:
    """Whether it says with `itemSchema` that events are text."""
    for status, raw in object_at(subject.declared.raw, "responses").items():
        if status[:1] in ("2", "d"):
            response, _ = described.references.follow_object(raw, subject.declared.where)
            for media_type, one in object_at(response, "content").items():
                content, _ = described.references.follow_object(one, subject.declared.where)
                if media.is_stream(media_type) and "itemSchema" in content:
                    return True
    return False


def _likely(subject: Subject, described: Described) -> str:
    """The schema that is named like what the operation streams: `ChatChunk` of `chat.create`; empty if none is."""
    about = {_singular(word) for word in words_of(f"{subject.operation.group}_{subject.operation.name}")} - _PARTS
    best, most = "", 0
    for name in object_at(object_at(described.document, "components"), "schemas"):
        words = {_singular(word) for word in words_of(name)}
        shared = len(words & about)
        if words & _PARTS and shared > most:
            best, most = name, shared
    return best


def _singular(word: str) -> str:
    return word.removesuffix("s")


def keyed(subject: Subject) -> Iterator[Finding]:
    """The finding for an operation that takes a key which makes it safe to send again, and does not say so."""
    operation = subject.operation
    if operation.method in _SENT_AGAIN or operation.facts.keys() & {"idempotency-key", "idempotent"}:
        return
    for one in operation.parameters:
        if one.location == "header" and spelt(one.wire) in _KEYS:
            yield subject.finding(
                "idempotency-key",
                f"takes {one.wire} and is not sent again after a failure: no fact says what the header is for",
                {f"{FACT}idempotency-key": one.wire},
                f"Its header {one.wire} is documented to make it safe to send again.",
            )
