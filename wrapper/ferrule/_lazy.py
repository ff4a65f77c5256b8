"""Public names that are imported when they are first used (PEP 562), so that importing a package loads nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazy(
    package: str, homes: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """`__getattr__`, `__dir__` and `__all__` of a package whose public names live in its modules.

        if TYPE_CHECKING:
            from ferrule.cache.settings import Cache as Cache
        else:
            __getattr__, __dir__, __all__ = lazy(__name__, {"settings": ("Cache",)})

    Type checkers read the imports, in which `as` makes a name public (PEP 484), and so find misspelt names, which a
    `__getattr__` in their sight would hide. A test holds the imports against the table.

    Args:
        package: the package's `__name__`.
        homes: public names by the module in which they live, relative to the package.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> Any:
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{home}"), name)
        setattr(sys.modules[package], name, found)  # later look-ups do not come here
        return found

    names = sorted(name for name in home_of if not name.startswith("_"))
    return load, lambda: sorted({*vars(sys.modules[package]), *home_of}), names
