"""What of a request is a secret, or may be one: by where it stands, and by what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

import msgspec

from ferrule.call.body import pairs
from ferrule.call.call import Call
from ferrule.call.disguises import from_base64
from ferrule.call.variables import variables_of
from ferrule.http.request_fields import HARMLESS

_QUOTABLE = HARMLESS | {"host", "idempotency-key", "origin", "referer", "x-correlation-id", "x-request-id"}
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})
_TELLING = ("token", "secret", "password", "passwd", "credential", "signature", "session", "apikey", "accesskey")
_TELLING_PARTS = frozenset({"auth", "authorization", "jwt", "key", "pwd", "sig"})
_MEMBER = re.compile(r'=\s*"?([^",;\s]+)')  # of `Digest …, response="…"` and its kind
_BASIC = re.compile(r"basic\s+(\S+)", re.IGNORECASE)
_PARTS = re.compile(r"[^a-z0-9]+")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LARGEST_BODY = 1 << 20  # bytes of one that is looked into
_MOST_VALUES = 10_000  # of a body, that are looked at


class Sent:
    """Values of what was sent.

    Attributes:
        sure: those that are secrets.
        unsure: those that may be, such as values of a caller's own headers.
        words: short ones that may be.
    """

    def __init__(self) -> None:
        self.sure: list[str] = []
        self.unsure: list[str] = []
        self.words: list[str] = []

    def add(self, call: Call, names: frozenset[str]) -> None:
        """Those of a call as it was sent: credentials, cookies, headers, and what is called a key, token or the like.

        Args:
            call: the call, as the engine got it.
            names: of headers and parameters that hold credentials of this API, in lower case.
        """
        for name, value in call.headers.items():
            if name in _CREDENTIALS or name in names or is_telling(name):
                self._add_credential(name, value)
            elif name not in _QUOTABLE and not name.endswith("version"):
                self.unsure += _parts_of(value)
        self.sure += [str(value) for _, value in _named(call.body.get("cookies"))]
        parts = urlsplit(call.url)
        user, _, password = parts.netloc.rpartition("@")[0].partition(":")
        self.sure.append(unquote(password))
        self.unsure.append(unquote(user))
        self.sure += _in_path(parts.path, call.operation.path)
        named = [*_named(call.body.get("params")), *parse_qsl(parts.query), *parse_qsl(parts.query, separator=";")]
        named += [*_named(call.body.get("json")), *_named(call.body.get("data")), *_in_content(call)]
        named += [*_in_files(call.body.get("files"))]
        self.sure += [value for name, value in named if name.lower() in names or is_telling(name.lower())]
        if call.operation.facts.graphql is not None:
            values = {*variables_of(call)}
            self.unsure += values
            self.words += values

    def _add_credential(self, name: str, value: str) -> None:
        if name == "cookie":
            self.sure += [pair.partition("=")[2].strip().strip('"') for pair in value.split(";")]
            return
        self.sure += _parts_of(value)
        for encoded in _BASIC.findall(value):
            user, _, password = from_base64(encoded).partition(":")
            self.sure += [password, unquote_plus(password)]
            self.unsure += [user, unquote_plus(user)]  # some APIs take a key as the user's name


def is_telling(name: str) -> bool:
    """Does a name say that its value is a secret?"""
    parts = _PARTS.split(name)
    return not _TELLING_PARTS.isdisjoint(parts) or any(word in "".join(parts) for word in _TELLING)


@lru_cache(4096)
def secret_places(template: str) -> re.Pattern[str] | None:
    """What finds, in a path, the values of placeholders that are named like a secret; None where none is."""
    pieces = _PLACEHOLDER.split(template)
    literals, names = pieces[::2], pieces[1::2]
    telling = [is_telling(name.lower()) for name in names]
    if not any(telling):
        return None
    groups = ["([^/]*)" if one else "[^/]*" for one in telling]
    text = "".join(re.escape(literal) + group for literal, group in zip(literals, [*groups, ""], strict=True))
    return re.compile(f"{text}$")


def _parts_of(value: str) -> list[str]:
    """A credential without the name of its scheme (RFC 9110 §11.4), and the values of its members."""
    *_, credential = value.split(maxsplit=1) or [value]
    return [credential, *_MEMBER.findall(value)]


def _in_path(path: str, template: str) -> Iterator[str]:
    pattern = secret_places(template)
    match = None if pattern is None else pattern.search(path)
    for value in () if match is None else match.groups():
        yield unquote(value)


def _in_content(call: Call) -> Iterator[tuple[str, str]]:
    """Of a body that was given as bytes, as those of ready-made requests are."""
    content = call.body.get("content")
    if not isinstance(content, str | bytes) or len(content) > _LARGEST_BODY:
        return
    if "x-www-form-urlencoded" in call.headers.get("content-type", ""):
        yield from parse_qsl(content if isinstance(content, str) else content.decode("latin-1"))
        return
    try:
        yield from _named(msgspec.json.decode(content))
    except (ValueError, RecursionError):
        return


def _in_files(given: Any) -> Iterator[tuple[str, str]]:
    """Fields of a multipart body that are no files."""
    for name, part in pairs(given or ()):
        content = part[1] if _is_several(part) and len(part) > 1 else None
        if isinstance(content, bytes) and len(content) <= _LARGEST_BODY:
            yield str(name), content.decode("utf-8", "replace")


def _named(given: Any) -> Iterator[tuple[str, str]]:
    """Names and values of parameters, or of an object's members at any depth, as far as they are texts or numbers."""
    left: list[tuple[str, Any]] = [("", given)]
    for _ in range(_MOST_VALUES):
        if not left:
            return
        name, value = left.pop()
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, str(value)
        else:
            left += _within(name, value)


def _within(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    items: Any = getattr(value, "multi_items", None) or getattr(value, "items", None)
    if callable(items):
        members: Any = items()
        return [(key if isinstance(key, str) else name, one) for key, one in members]
    return [_pair(name, one) for one in value] if _is_several(value) else ()


def _pair(name: str, one: Any) -> tuple[str, Any]:
    """One of several values; of parameters that were given as pairs, the name and the value."""
    return one if _is_pair(one) else (name, one)


def _is_pair(value: object) -> TypeGuard[tuple[str, Any]]:
    return _is_several(value) and not isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)


def _is_several(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | tuple)
