"""What is signed, written as text with `{body}` and other parts in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from ferrule.errors import WebhookRejected
from ferrule.errors.faults import Faults
from ferrule.webhooks.schemes.base import NO_URL, Request

_PART: Final = re.compile(r"\{([^{}]*)\}")
_NAMES: Final = frozenset({"body", "timestamp", "id", "url"})


@attrs.frozen
class Template:
    """A format of bytes, and what goes into its places.

    Attributes:
        format: with `%b` for each name.
        names: of `body`, `timestamp`, `id` and `url`, as they follow each other.
    """

    format: bytes
    names: Sequence[str]

    @classmethod
    def parsed(cls, text: str, faults: Faults) -> Template:
        """The template of a text; what is wrong with that is added to the faults."""
        parts = _PART.split(text)
        names = parts[1::2]
        if unknown := sorted(set(names) - _NAMES):
            faults.add(f"signed may have {{body}}, {{timestamp}}, {{id}} and {{url}}, not {{{unknown[0]}}}")
        if names.count("body") != 1:
            faults.add("signed must have {body} once: what is not signed can be replaced")
        return cls(b"%b".join([part.replace("%", "%%").encode() for part in parts[::2]]), names)

    def filled(self, request: Request, fields: Mapping[str, bytes]) -> bytes:
        """The bytes that are signed.

        Args:
            request: has body and URL.
            fields: timestamp and id.

        Raises:
            WebhookRejected: the URL is signed, and nobody said which it is.
        """
        if self.names == ["body"]:
            return self.format % request.body
        return self.format % tuple([fields[name] if name in fields else _part(name, request) for name in self.names])


def _part(name: str, request: Request) -> bytes:
    if name == "body":
        return request.body
    if not request.url:
        raise WebhookRejected(NO_URL)
    return request.url.encode("utf-8", "surrogatepass")
