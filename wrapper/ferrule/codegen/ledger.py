"""What a document has against what was generated from it: nothing is dropped without a word.

The document is counted here by itself, from its raw form; what was generated is read from the generator's result and from
the files. Whatever is missing needs a reason, or the run fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import asdict, frozen
from openapi_python_client.parser import GeneratorData

from .emit.responses import is_beside
from .emit.source import literal
from .errors import Note
from .jsondata import JSONObject
from .naming import module_of
from .normalise import EVENT_PATH, Declared, Normalised, Operation, operations_of
from .normalise.headers import CLASS, declared_headers
from .normalise.references import References
from .openapi import WEBHOOKS
from .parser import Warned, endpoints, payloads
from .pointers import escape, pointer
from .render import key_of

KINDS = ("operation", "parameter", "body", "response", "header", "schema", "webhook", "callback")


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
    unexplained: list[Item]

    def to_json(self) -> JSONObject:
        """The ledger as it is written to `ledger.json`."""
        return {
            "api": self.api,
            "counts": self.counts,
            "lost": [_entry(note) for note in self.lost],
            "changed": [_entry(note) for note in self.changed],
            "warnings": self.warnings,
        }


def _entry(note: Note) -> dict[str, str]:
    entry: dict[str, str] = asdict(note, filter=lambda attribute, value: attribute.name != "lost" and value != "")
    return entry


def account(
    api: str, document: JSONObject, data: GeneratorData, normalised: Normalised, warned: list[Warned], package: Path
) -> Ledger:
    """Compare what `document` has with what stands in `package`."""
    items = list(dict.fromkeys(count(document)))
    made = set(generated(data, normalised, package))
    reasons = _reasons(normalised, warned)
    lost: list[Note] = []
    unexplained: list[Item] = []
    counts = {kind: {"spec": 0, "generated": 0, "lost": 0} for kind in KINDS}
    for item in items:
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
    return Ledger(api, counts, lost, changed, [_said(one) for one in warned], unexplained)


def count(document: JSONObject) -> Iterator[Item]:
    """Everything in a bundled document that a client could have a part for."""
    references = References(document, "")
    for declared in operations_of(references):
        operation, where = declared.raw, declared.where
        key = (declared.method.upper(), declared.path)
        yield Item("operation", key, where)
        yield from _parameters(references, key, declared)
        if operation.get("requestBody"):
            body, _ = references.follow(operation["requestBody"], where)
            for media_type in body.get("content") or {}:
                yield Item("body", (*key, media_type), f"{where}/requestBody/content/{escape(media_type)}")
        for status, one in (operation.get("responses") or {}).items():
            if str(status).startswith("x-"):
                continue
            response, _ = references.follow(one or {}, where)
            for media_type in response.get("content") or {"": {}}:
                place = f"{where}/responses/{status}" + (f"/content/{escape(media_type)}" if media_type else "")
                yield Item("response", (*key, str(status), media_type), place)
            for name, _, place in declared_headers(response, f"{where}/responses/{status}"):
                yield Item("header", (*key, str(status), name), place)
        for name in operation.get("callbacks") or {}:
            yield Item("callback", (*key, name), f"{where}/callbacks/{escape(name)}")
    for name in (document.get("components") or {}).get("schemas") or {}:
        yield Item("schema", (name,), pointer("components", "schemas", name))
    for section in WEBHOOKS:
        for name in document.get(section) or {}:
            yield Item("webhook", (name,), pointer(section, name))


def _parameters(references: References, key: tuple[str, str], operation: Declared) -> Iterator[Item]:
    seen: set[tuple[str, str]] = set()
    for one, where in operation.parameters():
        parameter, _ = references.follow(one, where)
        identity = (str(parameter.get("in", "")), str(parameter.get("name", "")))
        if identity not in seen:
            seen.add(identity)
            yield Item("parameter", (*key, *identity), where)


def generated(data: GeneratorData, normalised: Normalised, package: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Kind and key of everything that was generated, each seen in the output."""
    for endpoint in endpoints(data):
        operation = normalised.operations[key_of(endpoint)]
        path = package / "api" / operation.group / f"{operation.name}.py"
        if not path.exists():
            continue
        source = path.read_text(encoding="utf-8")
        key = (operation.method, operation.path)
        yield "operation", key
        arguments = {str(prop.python_name) for prop in endpoint.query_parameters}
        for parameter in operation.parameters:
            if parameter.python in arguments and re.search(rf"\b{parameter.python}: ", source):
                yield "parameter", (*key, parameter.location, parameter.wire)
        bodies = {body.content_type.get_untrusted_value() for body in endpoint.bodies}
        if "body: " in source:
            for body in operation.bodies:
                if body.media_type in bodies:
                    yield "body", (*key, body.documented)
        yield from _responses(endpoint, operation, source)
        yield from _headers(operation, source)
    events = (package / "webhooks.py").read_text(encoding="utf-8") if normalised.events else ""
    for index in payloads(data):
        event = normalised.events[index]
        if re.search(rf"^    ['\"]?{re.escape(literal(event.name)[1:-1])}['\"]: lambda", events, re.MULTILINE):
            yield event.kind, event.key
    components = normalised.document["components"]["schemas"]
    for name, class_name in normalised.classes.items():
        inlined = class_name in components and not _has_class(components[class_name])
        if inlined or (package / "models" / f"{module_of(class_name)}.py").exists():
            yield "schema", (name,)


def _has_class(shape: JSONObject) -> bool:
    return bool(shape.get("properties")) or "enum" in shape


def _responses(endpoint: Any, operation: Operation, source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    read = {response.status_code.pattern.upper(): response for response in endpoint.responses}
    for response in operation.responses:
        found = read.get(response.status.upper())
        if found is None or not _is_read(response.status, source):
            continue
        key = (operation.method, operation.path, response.status)
        if not response.contents:
            yield "response", (*key, "")
        for content in response.contents:
            if content.media_type in found.contents:
                yield "response", (*key, content.media_type)


def _headers(operation: Operation, source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    written = source.partition(f"\nclass {CLASS}:")[2]
    read = {
        one.key
        for one in operation.headers
        if re.search(rf"\(\s*response,\s*['\"]{re.escape(literal(one.wire)[1:-1])}['\"]", written)
    }
    for response in operation.responses:
        for one in response.headers:
            if one.key in read:
                yield "header", (operation.method, operation.path, response.status, one.wire)


def _is_read(status: str, source: str) -> bool:
    if status == "default":
        return True
    return (f"{status[0]}00 <= status" if status.upper().endswith("XX") else f"status == {status}") in source


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


def _said(one: Warned) -> str:
    return f"{one.subject}: {one.message}" if one.subject else one.message
