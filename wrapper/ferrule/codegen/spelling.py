"""The generator's own spelling of names, made quicker: it is asked for the same few thousand names over and over."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Final
from unittest.mock import patch

from openapi_python_client import strings

_FOREIGN: Final = re.compile(rf"[^0-9A-Za-z{re.escape(strings.DELIMITERS)}]+")
_WORD: Final = re.compile(rf"[^{re.escape(strings.DELIMITERS)}]+")
_CAPITALIZED: Final = re.compile("([A-Z]?[a-z]+)")

_sanitize = strings.sanitize


@contextmanager
def quick_spelling() -> Generator[None, None, None]:
    """Let the generator spell names as it does, but each once, and without a look at each letter."""
    with ExitStack() as stack:
        quick = {
            "sanitize": cache(sanitize),
            "split_words": split_words,
            "snake_case": cache(strings.snake_case),
            "pascal_case": cache(strings.pascal_case),
        }
        for name, function in quick.items():
            stack.enter_context(patch.object(strings, name, function))
        yield


def sanitize(value: str) -> str:
    """As `strings.sanitize`."""
    return _FOREIGN.sub("", value) if value.isascii() else _sanitize(value)


def split_words(value: str) -> list[str]:
    """As `strings.split_words`."""
    if any(map(str.isupper, value)):
        value = " ".join(_CAPITALIZED.split(value))
    return _WORD.findall(value)
