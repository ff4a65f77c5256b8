"""From OpenAPI documents to typed clients: `generate` does one, and `workspace` keeps a repository in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import CodegenError, Note

if TYPE_CHECKING:
    from .pipeline import Report, generate

__all__ = ["CodegenError", "Note", "Report", "generate"]


def __getattr__(name: str) -> Any:
    # The generator takes a while to import, and a run that finds nothing to do does not need it.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import extra

    extra.require()
    from . import pipeline

    return getattr(pipeline, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
