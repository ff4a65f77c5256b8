"""Words of a server as they may be shown: what would move a terminal, or turn text around, is written out (CWE-150)."""

from __future__ import annotations

import unicodedata

# Controls (ESC, CSI, CR, LF), formats (U+202E turns the rest of a line around), half pairs, separators of lines.
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""The same text, in one line: `\x1b`, `\r`, `\u202e` and their kind as Python writes them."""
    if text.isprintable():
        return text
    return "".join(
        one.encode("unicode_escape").decode() if unicodedata.category(one) in _ESCAPED else one for one in text
    )
