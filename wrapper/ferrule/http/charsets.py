"""Charsets that media types name: which codec reads them."""

from __future__ import annotations

import codecs
from email.message import Message

# Python's own, which no document is written in and which raise where they should replace; and UTF-7, which browsers
# refuse as well, since it makes halves of characters.
_NOT_FOR_TEXT = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})


def codec_of(content_type: str) -> str:
    """The name of a codec that reads text of this media type and can replace what is no text.

    UTF-8 stands in where no charset is named, or one that is not known. Its byte order mark is no part of a text.

    Args:
        content_type: the field as it came, empty for none.
    """
    message = Message()
    message["content-type"] = content_type
    charset = message.get_content_charset("utf-8")
    try:
        b" ".decode(charset, "replace")
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):  # none, or none for text
        return "utf-8-sig"
    return "utf-8-sig" if name == "utf-8" or name.replace("_", "-") in _NOT_FOR_TEXT else name
