"""Does everything that our description of an API states exist in the vendor's own?

Existence, not equality: we describe a part, so what only the vendor has is fine, unless a request needs it. Vendors'
documents are loose about null, about response headers and about which errors come back, so the first two are not
compared and an unknown error status is a note. Each disagreement has a kind:

    path, method, webhook   the operation is not there
    parameter, body         nor is the parameter, or the operation takes no body
    status                  an unknown success (an unknown error is only noted)
    media-type              the body or response is there, but not in this form
    property                the vendor lists an object's fields, and this is none of them
    type, format, enum      both state one, and ours is not among the vendor's
    style                   a list or object is written into the request in another way
    required                the vendor asks for it and we do not send it always, or we rely on what it may leave out
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vendors.documents import Document, Located, Node, Operation, shape
from vendors.schemas import Direction, Disagreement, SchemaComparison, shapes, types

DEFAULT_STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


@attrs.define(eq=False)
class Comparison:
    """Compares operations of `ours` with those of `vendor`.

    Args:
        ours: the description to judge.
        vendor: the description to judge it by.
        aliases: from a path of ours to the path under which the vendor's document has the same operation.
    """

    ours: Document
    vendor: Document
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    notes: list[str] = attrs.field(factory=list, init=False)
    """What the vendor's document does not mention about the operation compared last, and is let pass."""
    _schemas: SchemaComparison = attrs.field(init=False)
    _by_path: dict[str, dict[str, Operation]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Index the vendor's operations by the shape of their paths, with and without the server's path before it."""
        self._schemas = SchemaComparison(self.ours, self.vendor)
        self._by_path = {}
        for operation in self.vendor.operations():
            for path in {operation.path, operation.server_path + operation.path}:
                self._by_path.setdefault(shape(path), {})[operation.method] = operation

    def compare(self, operation: Operation) -> list[Disagreement]:
        """All disagreements about one operation of ours, in the order of their pointers."""
        self._start()
        path = self.aliases.get(operation.path, operation.path)
        methods = self._by_path.get(shape(path)) or self._by_path.get(shape(operation.server_path + path))
        if methods is None:
            self._report(operation.at, "path", f"no path of the form {shape(path)}")
        elif operation.method not in methods:
            known = ", ".join(sorted(methods)).upper()
            self._report(operation.at, "method", f"{path} has no {operation.method.upper()}, only {known}")
        else:
            theirs = methods[operation.method]
            self._parameters(operation, theirs)
            self._body(operation, [theirs], "request")
            self._responses(operation, theirs)
        return sorted(self._schemas.found)

    def compare_webhook(self, webhook: Operation) -> list[Disagreement]:
        """All disagreements about one webhook of ours; vendors may list one for each action, as `NAME-ACTION`."""
        self._start()
        webhooks = self.vendor.webhooks()
        theirs = [
            other for other in webhooks if other.path == webhook.path or other.path.startswith(webhook.path + "-")
        ]
        if theirs:
            self._body(webhook, theirs, "response")  # they send it
            known = {key for other in theirs for key in other.parameters}
            for key, parameter in webhook.parameters.items():
                if key not in known:
                    self._report(parameter, "parameter", f"no delivery has the {key[0]} {key[1]}")
        elif webhooks:
            self._report(webhook.at, "webhook", f"no webhook {webhook.path}")
        else:
            self.notes.append("no webhooks at all")
        return sorted(self._schemas.found)

    def _start(self) -> None:
        self._schemas.clear()
        self.notes.clear()

    def _report(self, at: Located, kind: str, message: str) -> None:
        self._schemas.report(at.pointer, kind, message)

    def _parameters(self, ours: Operation, theirs: Operation) -> None:
        for key, parameter in ours.parameters.items():
            if key not in theirs.parameters:
                self._report(parameter, "parameter", f"no {key[0]} parameter {key[1]!r} in {theirs.name}")
                continue
            other = theirs.parameters[key]
            if other.node.get("required") and not parameter.node.get("required"):
                self._report(parameter, "required", f"{key[1]!r} must be sent")
            mine, its = _parameter_schema(parameter), _parameter_schema(other)
            if mine and its:
                self._style(parameter, other, its)
                self._schemas.compare(self._as_written(parameter, mine, its), [its], "request")
        sent = ours.parameters.keys() | self.ours.api_keys()
        for key, other in theirs.parameters.items():
            if other.node.get("required") and key not in sent:
                self._report(ours.at, "required", f"the {key[0]} parameter {key[1]!r} must be sent")

    def _style(self, ours: Located, theirs: Located, schema: Located) -> None:
        if not types(shapes(self.vendor, schema)) & {"array", "object"}:
            return
        mine, its = _style(ours.node), _style(theirs.node)
        if mine != its:
            self._report(ours, "style", f"is style and explode {mine}, not {its}")

    def _as_written(self, parameter: Located, mine: Located, its: Located) -> Located:
        """Ours, or what it is a list of: joined by commas it is the one text that the vendor may describe."""
        mine = self.ours.follow(mine)
        joined = _style(parameter.node) in (("form", False), ("simple", False))
        if joined and "array" not in types(shapes(self.vendor, its)):
            return mine.get("items") or mine
        return mine

    def _body(self, ours: Operation, theirs: list[Operation], direction: Direction) -> None:
        body = ours.at.get("requestBody")
        others = [self.vendor.follow(found) for other in theirs if (found := other.at.get("requestBody"))]
        if body is None:
            if any(other.node.get("required") for other in others):
                self._report(ours.at, "required", "a body must be sent")
        elif not others:
            self._report(body, "body", "the operation takes no body")
        else:
            self._content(self.ours.follow(body), others, direction)

    def _responses(self, ours: Operation, theirs: Operation) -> None:
        known = dict(theirs.at.each("responses"))
        for status, response in ours.at.each("responses"):
            other = known.get(status) or known.get(f"{status[0]}XX") or known.get("default")
            if other:
                self._content(self.ours.follow(response), [self.vendor.follow(other)], "response")
            elif status.startswith("2"):
                self._report(response, "status", f"no answer {status}, only {', '.join(sorted(known))}")
            elif status != "default":
                self.notes.append(f"{ours.name}: {status} is not among {', '.join(sorted(known))}")

    def _content(self, ours: Located, theirs: list[Located], direction: Direction) -> None:
        forms = [(_bare(name), media) for other in theirs for name, media in other.each("content")]
        for name, media in ours.each("content"):
            alike = [other for form, other in forms if form in (_bare(name), "*/*", _bare(name).split("/")[0] + "/*")]
            if not alike:
                known = ", ".join(sorted({form for form, _ in forms})) or "nothing"
                self._report(media, "media-type", f"no {name}, only {known}")
                continue
            schema, others = media.get("schema"), [found for other in alike if (found := other.get("schema"))]
            if schema and others:
                self._schemas.compare(schema, others, direction)


def _parameter_schema(parameter: Located) -> Located | None:
    schema = parameter.get("schema")
    return schema or next((held for _, media in parameter.each("content") if (held := media.get("schema"))), None)


def _style(node: Node) -> tuple[str, bool]:
    style = node.get("style", DEFAULT_STYLE[node["in"]])
    return style, node.get("explode", style == "form")


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
