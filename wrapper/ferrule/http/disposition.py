"""The file name in a `Content-Disposition` (RFC 6266)."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from ferrule.http.lists import unquote

_PARAMETER = re.compile(r';[ \t]*([!#$%&\'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_EXTENDED = re.compile(r"(UTF-8|ISO-8859-1)'[^']*'([!#$%&+.^_`|~0-9A-Za-z-]*)", re.IGNORECASE)
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def file_name(value: bytes) -> str:
    """The name that a server offers, as it is: `filename*` where it can be read, else `filename`; empty for none.

    Percent signs in `filename` mean themselves (§4.3). The name may be anything: see `ferrule.transfer.names`.
    """
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    found: dict[str, str] = {}
    for name, given in _PARAMETER.findall(text):
        found.setdefault(name.lower(), given.strip())
    if extended := _extended(found.get("filename*", "")):
        return extended
    plain = found.get("filename", "")
    return plain if (quoted := unquote(plain)) is None else quoted


def _extended(value: str) -> str:
    """What an extended value means (RFC 8187); empty where it is none."""
    match = _EXTENDED.fullmatch(value)
    if match is None or _STRAY.search(match[2]):
        return ""
    try:
        return unquote_to_bytes(match[2]).decode(match[1])
    except UnicodeDecodeError:
        return ""
