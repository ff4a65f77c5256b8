"""Which names a package can have."""

from __future__ import annotations

import keyword
from typing import Final

ADVICE: Final = (
    "Use ASCII letters, digits and underscores, not a keyword of Python such as `class`, and not `__name__`."
)


def is_package_name(name: str) -> bool:
    """Whether a folder of this name can be imported, on every file system: `from ferrule_apis.NAME import …`."""
    dunder = name.startswith("__") and name.endswith("__")
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name) and not dunder
