"""What a request held that nobody else may read, taken out of a server's words before they are quoted.

Servers repeat what they were sent: a credential stands in messages, in request ids and in names of media types, whole
or cut, as it was or encoded. All of this runs when a call has failed, and at no other time.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self, TypeGuard
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus, urlsplit

from ferrule.call.call import Call
from ferrule.call.variables import variables_of
from ferrule.http.request_fields import HARMLESS

HIDDEN = "***"

_LONGEST_TEXT = 4096  # characters of a server's words that are looked at; nobody quotes as many
_SHORTEST = 4  # a value below this may stand in any text
_SHORTEST_UNNAMED = 6  # the same for values that are not known to be secrets
_SHORTEST_TOLD_APART = 16  # below this, such a value may well be a word that a text only resembles
_LONGEST_PIECE = 16  # characters of a secret that may not be quoted, however long it is
_QUOTABLE = HARMLESS | {"host", "idempotency-key", "origin", "referer", "x-correlation-id", "x-request-id"}
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})
_TELLING = ("token", "secret", "password", "passwd", "credential", "signature", "session", "apikey", "accesskey")
_TELLING_PARTS = frozenset({"auth", "authorization", "jwt", "key", "pwd", "sig"})
_MEMBER = re.compile(r'=\s*"?([^",;\s]+)')  # of `Digest …, response="…"` and its kind
_PARTS = re.compile(r"[^a-z0-9]+")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_UNICODE_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")


class Secrets:
    """Secrets that were sent. They are shown by nothing.

    Args:
        sure: values that are secrets.
        unsure: values that may be, such as those of a caller's own headers.
        words: short values that may be, and that are only looked for as words.
    """

    __slots__ = ("_near", "_pattern")

    def __init__(self, sure: Iterable[str], unsure: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        secrets = {text for text in sure if len(text) >= _SHORTEST}
        doubtful = {text for text in unsure if len(text) >= _SHORTEST_UNNAMED}
        forms = {form for text in secrets | doubtful for form in _forms(text) if len(form) >= _SHORTEST}
        longest_first = sorted(forms, key=len, reverse=True)
        patterns = [*map(re.escape, longest_first), *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in {*words} - {""})]
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        told_apart = secrets | {text for text in doubtful if len(text) >= _SHORTEST_TOLD_APART}
        self._near = {squeezed for text in told_apart for form in _forms(text) if (squeezed := _squeezed(form))}

    @classmethod
    def of(cls, call: Call, names: frozenset[str] = frozenset()) -> Self:
        """Those of a call as it was sent: credentials, cookies, headers, and what is called a key, token or the like.

        Args:
            call: the call, as the engine got it.
            names: of headers and parameters that hold credentials of this API, in lower case.
        """
        sure: list[str] = []
        unsure: list[str] = []
        for name, value in call.headers.items():
            if name in _CREDENTIALS:
                sure += _of_credential(name, value)
            elif name in names or is_telling(name):
                sure += _parts_of(value)
            elif name not in _QUOTABLE and not name.endswith("version"):
                unsure += _parts_of(value)
        sure += [str(value) for _, value in _pairs(call.body.get("cookies"))]
        parts = urlsplit(call.url)
        sure += [unquote(text) for text in parts.netloc.rpartition("@")[0].split(":")[1:]]
        named = [*_pairs(call.body.get("params")), *parse_qsl(parts.query)]
        named += [*_pairs(call.body.get("json")), *_pairs(call.body.get("data"))]
        sure += [value for name, value in named if name.lower() in names or is_telling(name.lower())]
        if call.operation.facts.graphql is None:
            return cls(sure, unsure)
        values = set(variables_of(call))
        return cls(sure, [*unsure, *values], (one for one in values if len(one) < _SHORTEST_UNNAMED))

    def without(self, text: str) -> str:
        """Words of a server with each secret replaced; nothing of them where one is too near to a secret."""
        if self._pattern is None:
            return text
        shown = self._pattern.sub(HIDDEN, text[:_LONGEST_TEXT])
        return HIDDEN if self._is_near(shown) else shown

    def within(self, content: bytes) -> bool:
        """Does this repeat a secret, as far as can be seen?"""
        return self._pattern is not None and self._pattern.search(content.decode("utf-8", "replace")) is not None

    def _is_near(self, text: str) -> bool:
        """Is a piece of a secret left, cut, spaced, or encoded together with something else?"""
        views = {_squeezed(view) for view in _views(text)}
        for secret in self._near:
            piece = _piece(len(secret))
            pieces = _runs(secret, piece) if piece else ()
            if pieces and any(not pieces.isdisjoint(_runs(view, piece)) for view in views):
                return True
        return False

    def __repr__(self) -> str:
        return f"Secrets({HIDDEN})"


def quotable(text: str, sent: Call | None, names: frozenset[str] = frozenset()) -> str:
    """Words of a server without the secrets of what was sent to it.

    Args:
        text: the words.
        sent: the call as it was sent (`Response.sent`); None where no server was asked.
        names: as for `Secrets.of`.
    """
    return text if sent is None else Secrets.of(sent, names).without(text)


def _of_credential(name: str, value: str) -> list[str]:
    """The secrets in a header that is there to hold them."""
    if name == "cookie":
        return [pair.partition("=")[2].strip().strip('"') for pair in value.split(";")]
    found = _parts_of(value)
    if value[:6].lower() == "basic ":
        password = _decoded(value[6:]).partition(":")[2]
        found += [password, unquote_plus(password)]
    return found


def _parts_of(value: str) -> list[str]:
    """A credential without the name of its scheme (RFC 9110 §11.4), and the values of its members."""
    return [value.partition(" ")[2] or value, *_MEMBER.findall(value)]


def is_telling(name: str) -> bool:
    """Does a name say that its value is a secret?"""
    parts = _PARTS.split(name)
    return not _TELLING_PARTS.isdisjoint(parts) or any(word in "".join(parts) for word in _TELLING)


def _pairs(given: Any) -> Iterator[tuple[str, str]]:
    """Names and values of parameters or of an object's members, as far as they are texts."""
    pairs: Any = getattr(given, "multi_items", None) or getattr(given, "items", None)
    if not callable(pairs):
        return
    items: Any = pairs()
    for name, value in items:
        for one in value if _is_list(value) else (value,):
            if isinstance(name, str) and isinstance(one, str):
                yield name, one


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | tuple)


def _forms(text: str) -> set[str]:
    """A secret as it is, in one line, and as URLs, forms, JSON, HTML, Python, base64 and hexadecimal write it."""
    data = text.encode("utf-8", "surrogatepass")
    base64 = b64encode(data).decode()
    safe = base64.replace("+", "-").replace("/", "_")
    quoted = () if data.decode("utf-8", "replace") != text else (quote(text), quote(text, safe=""), quote_plus(text))
    written = (json.dumps(text), json.dumps(text, ensure_ascii=False), ascii(text), repr(text))
    plain = (text, text.rstrip("="), " ".join(text.split()), html.escape(text))
    encoded = (base64, base64.rstrip("="), safe, safe.rstrip("="), data.hex())
    return {*plain, *encoded, *quoted, *(form[1:-1] for form in written)}


def _views(text: str) -> Iterator[str]:
    """A text as it is, and as it reads where it, or a part of it, is taken for something encoded."""
    yield text
    yield unquote(unquote(text))
    yield html.unescape(text)
    yield _UNICODE_ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    for run in _ENCODED.findall(text):
        for start in range(4):  # a secret may stand in the middle of what was encoded
            yield _decoded(run[start:])
        for start in range(2):
            digits = run[start : start + (len(run) - start) // 2 * 2]
            if all(digit in "0123456789abcdefABCDEF" for digit in digits):
                yield bytes.fromhex(digits).decode("latin-1")


def _decoded(encoded: str) -> str:
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


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _piece(length: int) -> int:
    """How many characters of a secret in a row are too many; 0 where that cannot be told from any other text."""
    if length < _SHORTEST_UNNAMED:
        return 0
    return length - 1 if length < 8 else min(_LONGEST_PIECE, max(6, (length - 1) // 2))


def _runs(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}
