"""Names in the output: Python identifiers, class names and module names, each unique in its place."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final
from unicodedata import normalize

from openapi_python_client import strings
from openapi_python_client.strings import ClassName, PythonIdentifier

from . import reserved

FIELD_PREFIX: Final = "field_"
_LONGEST: Final = 120  # underscores are added to the name of a module, and file systems allow 255

_SYMBOLS: Final = str.maketrans({
    "+": " plus ", "<": " before ", ">": " after ", "*": " star ", "$": " dollar ", "@": " at ", "%": " percent ",
    "=": " equals ", "!": " not ", "#": " hash ", "&": " and ", "/": " ", ":": " ", "[": " ", "]": " ", "(": " ",
})  # fmt: skip


def words(name: str) -> str:
    """A name with its symbols spelt, so that `+1` and `-1` differ, in the letters that Python makes of it (NFKC)."""
    name = normalize("NFKC", name)
    if name.startswith("-") and len(name) > 1:
        name = "minus " + name[1:]
    return name.translate(_SYMBOLS)


def identifier(name: str, taken: Iterable[str] = (), also: Iterable[str] = ()) -> str:
    """A snake_case identifier for `name`, unlike those in `taken` and `also`."""
    blocked = {*taken, *also}
    plain, spelt = _identifiers(name)
    if plain and plain not in blocked:
        return plain
    return spelt if spelt not in blocked else _numbered(spelt, blocked)


@cache
def _identifiers(name: str) -> tuple[str, str]:
    """Without symbols, which is empty where they mean something, and with symbols spelt."""
    # `page[size]` has two words.
    name = re.sub(r"(?<=[^\[\]])(?:\]\[|\[)(?=[^\[\]])", "_", normalize("NFKC", name))
    means_more = name[:1] in ("+", "-") or "<" in name or ">" in name
    is_plain = not means_more and any(character.isalnum() for character in name)
    return _stable(PythonIdentifier, name) if is_plain else "", _stable(PythonIdentifier, words(name))


def attribute(name: str, taken: Iterable[str] = ()) -> str:
    """A name for an attribute or module: only keywords are out, so `list` stays `list`."""
    plain = _snake(name)[:_LONGEST] or "default"
    if not plain.isidentifier():
        plain = f"op_{plain}"
    if keyword.iskeyword(plain) or plain in reserved.FILES:
        plain += "_"
    blocked = set(taken)
    return plain if plain not in blocked else _numbered(plain, blocked)


def _numbered(name: str, taken: set[str]) -> str:
    name, number = name.rstrip("_"), 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def method_name(operation_id: str, tag: str) -> str:
    """The operationId without its tag: `users/get-by-username` of `users` is `get_by_username`."""
    full = _snake(operation_id)
    prefix = strings.snake_case(tag)
    return full.removeprefix(prefix + "_") if full != prefix else full


@cache
def _snake(name: str) -> str:
    return str(strings.snake_case(words(name)))


class ClassNames:
    """Gives out class names; no two may share a name or, on a file system without case, a module."""

    def __init__(self) -> None:
        self._modules: set[str] = set()

    def claim(self, wanted: str) -> str:
        """A free class name near `wanted`, in the generator's own spelling."""
        name = stable_class_name(wanted[:_LONGEST])
        if name in reserved.CLASSES or module_of(name) in reserved.FILES:
            name += "Model"
        candidate, number = name, 2
        while module_of(candidate).lower() in self._modules or candidate in reserved.CLASSES:
            candidate, number = stable_class_name(f"{name}{number}"), number + 1
        self._modules.add(module_of(candidate).lower())
        return candidate


def stable_class_name(wanted: str) -> str:
    """The class name the generator makes of `wanted`. Of that name the generator makes the same name again."""
    return _stable(ClassName, words(wanted))


@cache  # a description has the same few thousand names over and over
def _stable(make: Callable[[str, str], str], name: str) -> str:
    """What the generator makes of `name`, of that, and so on, until it no longer changes."""
    found = str(make(name, FIELD_PREFIX))
    for _ in range(4):
        again = str(make(found, FIELD_PREFIX))
        if again == found:
            return found
        found = again
    # Letters whose case does not map one to one, such as a sharp s, have no such form.
    plain = "".join(one if one.isascii() else f" u{ord(one):x} " for one in name)
    return _stable(make, plain) if plain != name else found


@cache
def module_of(class_name: str) -> str:
    """The module a class is written to."""
    return str(PythonIdentifier(class_name, FIELD_PREFIX))


def pascal(*parts: str) -> str:
    """Parts as one PascalCase name."""
    return "".join(map(_pascal, parts))


@cache
def _pascal(part: str) -> str:
    return str(strings.pascal_case(words(part)))


def enum_members(values: Iterable[str | int]) -> list[str]:
    """A member name for each value: upper case, unique also without regard to case."""
    names: list[str] = []
    for value in values:
        if isinstance(value, int):
            name = f"VALUE_NEGATIVE_{-value}" if value < 0 else f"VALUE_{value}"
        else:
            name = strings.snake_case(words(value)).upper() or ("EMPTY" if not value else "VALUE")
            if not name[0].isalpha() or not re.fullmatch(r"\w+", name):
                name = strings.snake_case(f"VALUE_{re.sub(r'[^0-9A-Za-z]+', '_', name)}").upper()
        candidate, number = name, 2
        while candidate in names:
            candidate, number = f"{name}_{number}", number + 1
        names.append(candidate)
    return names
