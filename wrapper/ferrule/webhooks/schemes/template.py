"""What is signed, written as text with `{body}` and other parts in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Final

import attrs

from ferrule.errors import WebhookRejected
from ferrule.errors.faults import Faults
from ferrule.webhooks.schemes.base import NO_URL

_PART: Final = re.compile(r"\{([^{}]*)\}")
_NAMES: Final = frozenset({"body", "timestamp", "id", "url"})


@attrs.frozen
class Template:
    """A format of bytes, and what goes into its places.

    Attributes:
        format: with `%b` for each name.
        names: of `body`, `timestamp`, `id` and `url`, as they follow each other.
        parts: takes them, in that order, from their values by name.
    """

    format: bytes
    names: Sequence[str]
    parts: Callable[[Mapping[str, bytes]], bytes | tuple[bytes, ...]] = attrs.field(init=False, repr=False, eq=False)
    has_url: bool = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "parts", itemgetter(*(self.names or ["body"])))  # with none, it is refused
        object.__setattr__(self, "has_url", "url" in self.names)

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

    def filled(self, values: Mapping[str, bytes], url: str) -> bytes:
        """The bytes that are signed.

        Args:
            values: the body, timestamp and id.
            url: empty where nobody said.

        Raises:
            WebhookRejected: the URL is signed, and nobody said which it is.
        """
        if self.has_url:
            if not url:
                raise WebhookRejected(NO_URL)
            values = {**values, "url": url.encode("utf-8", "surrogatepass")}
        return self.format % self.parts(values)
