"""What is signed, written as text with `{body}` and other parts in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from ferrule.errors import WebhookRejected
from ferrule.errors.faults import Faults
from ferrule.webhooks.schemes.base import NO_URL

_PART: Final = re.compile(r"\{([^{}]*)\}")
_NAMES: Final = frozenset({"body", "timestamp", "id", "url"})


@attrs.frozen
class Template:
    """Text, a name, text, a name and so on; as `re.split` gives them.

    Attributes:
        texts: what stands between the names, one more than there are names.
        names: of `body`, `timestamp`, `id` and `url`, as they follow each other.
    """

    texts: Sequence[bytes]
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
        return cls([part.encode() for part in parts[::2]], names)

    def filled(self, body: bytes, url: str, values: Mapping[str, bytes]) -> bytes:
        """The bytes that are signed.

        Raises:
            WebhookRejected: the URL is signed, and nobody said which it is.
        """
        if "url" in self.names and not url:
            raise WebhookRejected(NO_URL)
        found = {**values, "body": body, "url": url.encode("utf-8", "surrogatepass")}
        parts = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            parts += [found[name], text]
        return b"".join(parts)
