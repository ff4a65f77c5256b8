"""Text of a document as Python source: the only ways it may get there."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any

_WIDTH = 112


def literal(value: Any) -> str:
    """JSON data as a Python literal. `repr` escapes whatever could end the literal or is no valid source."""
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(str(key))}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else f"float({str(value)!r})"
    raise TypeError(f"{type(value).__name__} is not JSON data")


def prose(value: Any) -> str:
    """Text for a docstring or comment: printable, and without anything that ends or escapes."""
    text = str(value)
    lines = text.replace("\n", "")
    if not lines.isascii() or not lines.isprintable():
        text = "".join(character if _printable(character) else " " for character in text)
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').strip()


def _printable(character: str) -> bool:
    return character == "\n" or (unicodedata.category(character)[0] != "C" and character not in "\u2028\u2029\x85")


def wrapped(text: str, indent: int = 0, width: int = _WIDTH) -> str:
    """Paragraphs of `text`, each line indented; lines that are lists or code keep their breaks."""
    pad = " " * indent
    lines: list[str] = []
    for line in prose(text).splitlines():
        stripped = line.rstrip()
        lines.extend(textwrap.wrap(stripped, width - indent, break_long_words=False, break_on_hyphens=False) or [""])
    return "\n".join(f"{pad}{line}" if line.strip() else "" for line in lines)


def docstring(paragraphs: Iterable[str], indent: int = 0) -> str:
    """Paragraphs (escaped already) as a docstring."""
    body = "\n\n".join(part.strip("\n") for part in paragraphs if part.strip())
    pad = " " * indent
    text = "\n".join(f"{pad}{line}" if line.strip() else "" for line in (body or "No description.").splitlines())
    end = f"\n{pad}" if "\n" in body or body.endswith(('"', "\\")) else ""
    return f'"""{text.strip()}{end}"""'


def entry(name: str, text: str, notes: Iterable[str] = ()) -> str:
    """One entry of an `Args:` or `Attributes:` section."""
    said = " ".join(part for part in (" ".join(prose(text).split()), *notes) if part)
    filled = textwrap.fill(f"{name}: {said}".rstrip(": "), _WIDTH - 8, break_long_words=False, break_on_hyphens=False)
    return textwrap.indent(filled, " " * 4).replace("\n    ", "\n        ")
