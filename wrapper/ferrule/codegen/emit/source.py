"""Text of a document as Python source: the only ways it may get there."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from ..jsondata import is_array, is_object

_WIDTH: Final = 112


def literal(value: Any) -> str:
    """JSON data as a Python literal. `repr` escapes whatever could end the literal or is no valid source."""
    if isinstance(value, str):
        return repr(str(value))
    if is_object(value):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if is_array(value):
        return "[" + ", ".join(map(literal, value)) + "]"
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else f"float({str(value)!r})"
    raise TypeError(f"{type(value).__name__} is not JSON data")


def lines(text: str) -> str:
    """Text as a literal of its own for each line, to be read and compared."""
    return "(\n" + "\n".join(map(literal, text.splitlines(keepends=True))) + "\n)"


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
        lines.extend(_folded(line.rstrip(), width - indent))
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
    about = " ".join(part for part in (" ".join(prose(text).split()), *notes) if part)
    first, *rest = _folded(f"{name}: {about}".rstrip(": "), _WIDTH - 8)
    return "\n".join([f"    {first}", *(f"        {line}" for line in rest)])


def _folded(line: str, width: int) -> list[str]:
    """One line as lines of a width; long words, such as URLs, are left whole."""
    if len(line) <= width:
        return [line]  # most are, and textwrap takes its time
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
