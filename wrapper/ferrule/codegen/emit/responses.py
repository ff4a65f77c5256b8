"""How an endpoint module reads its responses: by status, then by media type."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from openapi_python_client.parser.openapi import Endpoint

from ..normalise import Operation
from .decode import Decoder
from .source import literal
from .types import Imports, annotation


@define
class Branch:
    """How the response of one status is read."""

    test: str
    """Empty if any status is read so."""
    alternatives: list[tuple[str, str]] = field(factory=list)
    """Tests of the media type with expressions, for further media types."""
    value: str = "None"


@define
class Reader:
    """Writes how responses are read."""

    name: str
    decoder: Decoder
    imports: Imports

    def branches(self, operation: Operation, endpoint: Endpoint, *, success: bool) -> tuple[str, list[Branch]]:
        """The type of a response's model, and how each status is read; statuses are tested in this order."""
        types: list[str] = []
        branches: list[Branch] = []
        parsed = {one.status_code.pattern.upper(): one for one in endpoint.responses}
        documented = [one for one in operation.responses if is_success(one.status) is success]
        if success:
            documented = [one for one in documented if not is_beside(one.status, operation)]
        documented.sort(key=lambda one: (one.status.upper().endswith("XX"), one.status))
        default = [one for one in operation.responses if one.status == "default"]
        if default and (not success or not documented):
            documented.append(default[0])
        for response in documented:
            read = parsed.get(response.status.upper())
            if read is None:
                continue
            branch = Branch(_test(response.status))
            contents: dict[str, Any] = read.contents  # type: ignore[attr-defined]
            seen: list[str] = []
            for content in response.contents:
                prop = contents[content.media_type]
                kind = annotation(prop, self.imports, received=True)
                value = self._value(prop, content.kind, kind)
                if value in seen:
                    continue
                if seen:
                    branch.alternatives.append((_media_test(content.media_type), value))
                else:
                    branch.value = value
                seen.append(value)
                types.append(kind)
            if not seen:
                types.append("None")
            branches.append(branch)
        if not branches and success:
            return "None", [Branch("200 <= status < 400")]
        return either(*types), branches

    def _value(self, prop: Any, kind: str, wanted: str) -> str:
        if kind == "text":
            return "_read.text_body(response)"
        if kind == "bytes":
            return "response.content"
        read = "json_sequence" if kind == "sequence" else "json_body"
        source = f"_read.{read}(response, {literal(self.name)})"
        wrong = f"_read.unparsable(response, {literal(self.name)}, {literal(wanted)}, v)"
        return self.decoder.expression(prop, source, "", otherwise=wrong)


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


def _media_test(media_type: str) -> str:
    bare = media_type.partition(";")[0].strip().lower()
    if bare.endswith("/*"):
        return f"media_type.startswith({literal(bare[:-1])})"
    return f"media_type == {literal(bare)}"
