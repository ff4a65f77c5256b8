"""How deep a document may be."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

from .errors import CodegenError

_LEVELS = 20_000


@contextmanager
def deep_recursion(file: str) -> Generator[None, None, None]:
    """Room for schemas within schemas, and for long chains of references between them.

    Raises:
        CodegenError: there is not enough of it, so the document is made to exhaust its reader.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _LEVELS))
    try:
        yield
    except RecursionError as error:
        raise CodegenError(file, "it is nested too deep", "No API description needs that.") from error
    finally:
        sys.setrecursionlimit(before)
