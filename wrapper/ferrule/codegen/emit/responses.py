"""How an endpoint module reads its responses: by status, then by media type."""

from __future__ import annotations

from attrs import define, field

from ..normalise import Content, Operation, Response
from ..parser import ReadResponse
from ..properties import PropertyProtocol
from .decode import Decoder
from .source import literal
from .types import annotation
from .written import Mark, response_mark


@define
class Branch:
    """How the response of one status is read."""

    test: str
    """Empty if any status is read so."""
    alternatives: list[tuple[str, str]] = field(factory=list[tuple[str, str]])
    """Tests of the media type with expressions, for further media types."""
    value: str = "None"


@define
class Reader:
    """Writes how responses are read.

    Args:
        operation: whose they are.
        name: of the operation, as a literal.
        parsed: what the generator made of each; only what it took is read.
        decoder: of the module.
    """

    operation: Operation
    name: str
    parsed: list[ReadResponse]
    decoder: Decoder
    written: list[tuple[str, str, Mark]] = field(factory=list[tuple[str, str, Mark]])
    """Status and media type of what is read, and what shows it in the module."""

    def branches(self, *, success: bool) -> tuple[str, list[Branch]]:
        """The type of a response's model, and how each status is read; statuses are tested in this order."""
        types: list[str] = []
        branches: list[Branch] = []
        parsed = {one.status_code.pattern.upper(): one for one in self.parsed}
        for response in self._documented(success=success):
            if (read := parsed.get(response.status.upper())) is not None:
                branch, kinds = self._branch(response, read, success=success)
                branches.append(branch)
                types += kinds
        if not branches and success:
            return "None", [Branch("200 <= status < 400", value=self._nothing)]
        kind = either(*types)
        self.decoder.imports.use(*(name for name in ("Any", "Never") if name == kind))
        return kind, branches

    def _documented(self, *, success: bool) -> list[Response]:
        """The responses that are successes or that are none, exact statuses first, and `default` last."""
        found = [one for one in self.operation.responses if is_success(one.status) is success]
        if success:
            found = [one for one in found if not is_beside(one.status, self.operation)]
        found.sort(key=lambda one: (one.status.upper().endswith("XX"), one.status))
        default = [one for one in self.operation.responses if one.status == "default"]
        return found + (default[:1] if not success or not found else [])

    @property
    def _nothing(self) -> str:
        return f"_read.nothing(response, {self.name}, mismatches)"

    def _branch(self, response: Response, read: ReadResponse, *, success: bool) -> tuple[Branch, list[str]]:
        """How a status is read, and the types that this gives.

        The media type that came decides: one that is described, the most specific range that has it, else the first.
        """
        branch = Branch(_test(response.status))
        if not response.contents or self.operation.method == "HEAD":  # which has no body (RFC 9110, 9.3.2)
            branch.value = self._nothing if success else "None"
            for media_type in [one.media_type for one in response.contents] or [""]:
                self.written.append((response.status, media_type, response_mark(response.status, empty=True)))
            return branch, ["None"]
        types: list[str] = []
        values: dict[str, str] = {}
        for content in response.contents:
            prop = read.contents[content.media_type]
            kind = annotation(prop, self.decoder.imports, received=True)
            types.append(kind)
            values[content.media_type] = self._value(prop, content, kind, success=success)
        branch.value = next(iter(values.values()))
        tested = {_bare(name): value for name, value in reversed(values.items())}
        ranges = any("*" in name for name in tested)
        for name in sorted(tested, key=_breadth):
            if tested[name] != branch.value or (ranges and "*" not in name):
                branch.alternatives.append((_media_test(name), tested[name]))
        alone = {name for name in tested if tested[name] != branch.value}
        for name in values:
            mark = response_mark(response.status, _bare(name) if _bare(name) in alone else "")
            self.written.append((response.status, name, mark))
        return branch, types

    def _value(self, prop: PropertyProtocol, content: Content, wanted: str, *, success: bool) -> str:
        if content.kind == "text":
            ranged = ", ranged=True" if "*" in content.media_type else ""
            return f"_read.text_body(response, {self.name}, mismatches{ranged})"
        if content.kind == "bytes":
            return "response.content"
        if self.operation.document:
            return self._graphql(prop, wanted, success=success)
        if success:
            read = "json_values" if content.kind == "sequence" else "json_value"
            source = f"_read.{read}(response, {self.name}, mismatches)"
            wrong = f"_read.other(response, {self.name}, {literal(wanted)}, v, mismatches)"
        else:
            read = "json_sequence" if content.kind == "sequence" else "json_body"
            source = f"_read.{read}(response, {self.name})"
            wrong = f"_read.unparsable(response, {self.name}, {literal(wanted)}, v)"
        return self.decoder.expression(prop, source, "", otherwise=wrong)

    def _graphql(self, prop: PropertyProtocol, wanted: str, *, success: bool) -> str:
        self.decoder.imports.use("_graphql")
        source = f"_graphql.{'data' if success else 'error_list'}(response, {self.name})"
        return self.decoder.expression(
            prop, source, "", otherwise=f"_read.unparsable(response, {self.name}, {literal(wanted)}, v)"
        )


def either(*types: str) -> str:
    """A union of types, each once, None last; `Never` if there are none."""
    parts: list[str] = []
    for kind in types:
        # Bars inside brackets belong to the type of an element.
        parts += kind.split(" | ") if "[" not in kind else [kind]
    parts = [part for part in dict.fromkeys(parts) if part != "Never"]
    return "Any" if "Any" in parts else " | ".join(sorted(parts, key="None".__eq__)) or "Never"


def is_success(status: str) -> bool | None:
    """Whether a documented status is a success; neither for `default` and informational ones."""
    return status[0] in "23" if status[:1] in ("2", "3", "4", "5") else None


def is_beside(status: str, operation: Operation) -> bool:
    """Whether a documented status is a redirect, or `304`, beside a success: no result, so it stays out of its type."""
    return status[:1] == "3" and any(one.status[:1] == "2" for one in operation.responses)


def _test(status: str) -> str:
    if status == "default":
        return ""
    if status.upper().endswith("XX"):
        return f"{status[0]}00 <= status <= {status[0]}99"
    return f"status == {int(status)}"


def _media_test(bare: str) -> str:
    start, star, _ = bare.partition("*")
    return f"media_type.startswith({literal(start)})" if star else f"media_type == {literal(bare)}"


def _breadth(bare: str) -> int:
    """Rank of a media type or range: the most specific first (RFC 9110, 12.5.1)."""
    return 0 if "*" not in bare else 2 if bare == "*/*" else 1


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
