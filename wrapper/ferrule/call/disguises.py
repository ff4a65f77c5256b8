"""How a text may be written so that it is still the same: whole in an encoding, or to be found in something encoded."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from base64 import b32encode, b64decode, b64encode
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus, unquote

_MOST_LAYERS = 4  # of one encoding around the other
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_DIGITS = re.compile(r"(?:0x)?[0-9a-fA-F]{2}(?:[\s,:]+(?:0x)?[0-9a-fA-F]{2}){3,}")
_ESCAPE = re.compile(
    r"\\+(?:u\{([0-9a-fA-F]{1,6})\}|(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))|([0-3][0-7]{2}))"
)
_LAST = 0x10FFFF


def forms(text: str) -> set[str]:
    """A text as it is, in one line, and as URLs, forms, JSON, HTML, Python, base64 and hexadecimal write it."""
    data = text.encode("utf-8", "surrogatepass")
    base64 = b64encode(data).decode()
    safe = base64.replace("+", "-").replace("/", "_")
    quoted = () if data.decode("utf-8", "replace") != text else (quote(text), quote(text, safe=""), quote_plus(text))
    written = (json.dumps(text), json.dumps(text, ensure_ascii=False), ascii(text), repr(text))
    plain = (text, text.rstrip("="), " ".join(text.split()), html.escape(text))
    encoded = (base64, base64.rstrip("="), safe, safe.rstrip("="), b32encode(data).decode().rstrip("="), data.hex())
    return {*plain, *encoded, *quoted, *(form[1:-1] for form in written)}


def views(text: str) -> Iterator[str]:
    """A text as it is, and as it reads where it, or a part of it, is taken for something encoded."""
    yield text
    yield unicodedata.normalize("NFKC", text)
    for read in (unquote, html.unescape, _unescaped):
        yield _repeated(read, text)
    for run in _DIGITS.findall(text):
        yield bytes.fromhex(re.sub(r"0x|[\s,:]", "", run)).decode("latin-1")
    for run in _ENCODED.findall(text):
        for start in range(4):  # a secret may stand in the middle of what was encoded
            yield from_base64(run[start:])
        for start in range(2):
            digits = run[start : start + (len(run) - start) // 2 * 2]
            if all(digit in "0123456789abcdefABCDEF" for digit in digits):
                yield bytes.fromhex(digits).decode("latin-1")


def from_base64(encoded: str) -> str:
    """What base64 stands for, as far as it can be read."""
    bare = encoded.strip().rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) % 4 == 1:
        bare = bare[:-1]
    try:
        data = b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return ""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()


def _repeated(read: Callable[[str], str], text: str) -> str:
    """What is read where an encoding was applied several times."""
    for _ in range(_MOST_LAYERS):
        before, text = text, read(text)
        if text == before:
            break
    return text


def _unescaped(text: str) -> str:
    r"""Without escapes: `\u0041`, `\u{41}`, `\U00000041`, `\x41`, `\101`."""
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[5], 8) if found[5] else int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(code) if code <= _LAST else ""
