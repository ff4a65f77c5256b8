"""Compares what a document has with what was generated from it. Nothing is dropped silently.

The document is counted from its raw form, independently of all other steps. Generated is what emitters reported and the
files show. A part that is missing needs a reason, or the run fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import asdict, frozen

from .emit.responses import is_beside
from .emit.written import Written
from .errors import Note
from .evidence import missing
from .jsondata import JSONObject, object_at
from .normalise import EVENT_PATH, Declared, Normalised, Operation, operations_of
from .normalise.headers import declared_headers
from .normalise.media import is_stream
from .normalise.references import References
from .openapi import FACT, WEBHOOKS
from .parser import Warned
from .pointers import escape, pointer

KINDS = (
    "operation",
    "pages",
    "stream",
    "upload",
    "parameter",
    "body",
    "response",
    "header",
    "schema",
    "webhook",
    "callback",
)


@frozen
class Item:
    """One thing a document has."""

    kind: str
    key: tuple[str, ...]
    where: str


@frozen
class Ledger:
    """The account of one API."""

    api: str
    counts: dict[str, dict[str, int]]
    """By kind: `spec`, `generated` and `lost`."""
    lost: list[Note]
    changed: list[Note]
    warnings: list[str]
    loose: dict[str, int]
    """How many values are typed as anything, and how many classes have a number for a name; see `looseness`."""
    unexplained: list[Item]

    def to_json(self) -> JSONObject:
        """The ledger as it is written to `ledger.json`."""
        return {
            "api": self.api,
            "counts": self.counts,
            "loose": self.loose,
            "lost": [_entry(note) for note in self.lost],
            "changed": [_entry(note) for note in self.changed],
            "warnings": self.warnings,
        }


def _entry(note: Note) -> dict[str, str]:
    entry: dict[str, str] = asdict(note, filter=lambda attribute, value: attribute.name != "lost" and value != "")
    return entry


def account(
    api: str,
    document: JSONObject,
    normalised: Normalised,
    warned: list[Warned],
    written: list[Written],
    package: Path,
    loose: dict[str, int],
) -> Ledger:
    """Compare what `document` has with what `package` has.

    Args:
        api: its name.
        document: with its overlay applied.
        normalised: the same after normalisation, with what was lost there.
        warned: what the generator complained about.
        written: what emitters reported.
        package: the folder that was written.
        loose: what it has no better types or names for.
    """
    made = _made(normalised, written, package)
    reasons = _reasons(normalised, warned)
    lost: list[Note] = []
    unexplained: list[Item] = []
    counts = {kind: {"spec": 0, "generated": 0, "lost": 0} for kind in KINDS}
    for item in dict.fromkeys(count(document)):
        tally = counts[item.kind]
        tally["spec"] += 1
        if (item.kind, item.key) in made:
            tally["generated"] += 1
            continue
        tally["lost"] += 1
        note = reasons.get((item.kind, item.where)) or reasons.get((item.kind, "\0".join(item.key)))
        operation = "\0".join(item.key[:2])
        note = note or (reasons.get(("operation", operation)) if item.kind != "schema" else None)
        if note is None:
            unexplained.append(item)
        else:
            lost.append(Note(item.kind, item.where, note.reason, note.fix))
    changed = [note for note in normalised.notes if not note.lost]
    return Ledger(api, counts, lost, changed, [_text(one) for one in warned], loose, unexplained)


def count(document: JSONObject) -> Iterator[Item]:
    """Everything in a bundled document that a client could have a part for."""
    references = References(document, "")
    for declared in operations_of(references):
        operation, where = declared.raw, declared.where
        key = (declared.method.upper(), declared.path)
        yield Item("operation", key, where)
        if f"{FACT}pagination" in operation:
            yield Item("pages", key, where)
        if f"{FACT}upload" in operation:
            yield Item("upload", key, where)
        if f"{FACT}stream" in operation or _streams(references, operation):
            yield Item("stream", key, where)
        yield from _parameters(references, key, declared)
        body, _ = references.follow_object(operation.get("requestBody"), where)
        for media_type in object_at(body, "content"):
            yield Item("body", (*key, media_type), f"{where}/requestBody/content/{escape(media_type)}")
        for status, one in object_at(operation, "responses").items():
            if not status.startswith("x-"):
                response, _ = references.follow_object(one, where)
                yield from _response(response, (*key, status), f"{where}/responses/{status}")
        for name in object_at(operation, "callbacks"):
            yield Item("callback", (*key, name), f"{where}/callbacks/{escape(name)}")
    for name in object_at(object_at(document, "components"), "schemas"):
        yield Item("schema", (name,), pointer("components", "schemas", name))
    for section in WEBHOOKS:
        for name in object_at(document, section):
            yield Item("webhook", (name,), pointer(section, name))


def _streams(references: References, operation: JSONObject) -> bool:
    """Whether a success is described as a stream."""
    responses = object_at(operation, "responses")
    statuses = [status for status in responses if status[:1] == "2"] or [one for one in responses if one == "default"]
    contents = (object_at(references.follow_object(responses[status], "")[0], "content") for status in statuses)
    return any(is_stream(media_type) for content in contents for media_type in content)


def _parameters(references: References, key: tuple[str, str], operation: Declared) -> Iterator[Item]:
    seen: set[tuple[str, str]] = set()
    for one, where in operation.parameters():
        parameter, _ = references.follow_object(one, where)
        identity = (str(parameter.get("in", "")), str(parameter.get("name", "")))
        if identity not in seen:
            seen.add(identity)
            yield Item("parameter", (*key, *identity), where)


def _response(response: JSONObject, key: tuple[str, str, str], where: str) -> Iterator[Item]:
    for media_type in object_at(response, "content") or [""]:
        yield Item("response", (*key, media_type), f"{where}/content/{escape(media_type)}" if media_type else where)
    for name, _, place in declared_headers(response, where):
        yield Item("header", (*key, name), place)


def _made(normalised: Normalised, written: list[Written], package: Path) -> set[tuple[str, tuple[str, ...]]]:
    """Kind and key of everything that was generated."""
    absent = missing(package, written)
    found = {(one.kind, one.key) for one in written if one not in absent}
    components = normalised.document["components"]["schemas"]
    for name, class_name in normalised.classes.items():
        inlined = class_name in components and not _has_class(components[class_name])
        if inlined or ("class", (class_name,)) in found:
            found.add(("schema", (name,)))
    return found


def _has_class(shape: JSONObject) -> bool:
    return bool(shape.get("properties")) or "enum" in shape


def _reasons(normalised: Normalised, warned: list[Warned]) -> dict[tuple[str, str], Note]:
    """Known losses, by kind and pointer, or by kind and key."""
    reasons = {(note.kind, note.where): note for note in normalised.notes if note.lost}
    by_path = {f"/{one.group}/{one.name}": one for one in normalised.operations.values()}
    spec_name = {class_name: name for name, class_name in normalised.classes.items()}
    fix = "Correct the description in an overlay."
    for one in warned:
        if one.subject in by_path:
            operation = by_path[one.subject]
            key = "\0".join((operation.method, operation.path))
            reasons["operation", key] = Note("operation", key, one.message, fix)
        elif one.subject in spec_name:
            reasons["schema", spec_name[one.subject]] = Note("schema", one.subject, one.message, fix)
    for index, event in enumerate(normalised.events):
        for one in warned:
            if one.subject == f"{EVENT_PATH}{index}":
                reasons[event.kind, "\0".join(event.key)] = Note(event.kind, event.name, one.message, fix)
    for operation in normalised.operations.values():
        for response in operation.responses:
            reason, fix = _no_result(response.status, operation)
            for media_type in ([content.media_type for content in response.contents] or [""]) if reason else []:
                key = "\0".join((operation.method, operation.path, response.status, media_type))
                reasons["response", key] = Note("response", key, reason, fix)
    return reasons


def _no_result(status: str, operation: Operation) -> tuple[str, str]:
    """Why a documented status gives the caller no model, and where it is found; empty if it gives one."""
    if status.startswith("1"):
        return "an informational response never reaches the caller (RFC 9110, 15.2)", ""
    if is_beside(status, operation):
        return (
            "a redirect or 304 beside a success is no result",
            "It is followed or answered from the cache, or seen with `.raw`.",
        )
    return "", ""


def _text(one: Warned) -> str:
    return f"{one.subject}: {one.message}" if one.subject else one.message
