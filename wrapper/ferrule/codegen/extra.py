"""The packages that only code generation needs."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from ferrule.errors import ConfigError

_MODULES: Final = ("yaml", "jsonpath", "openapi_python_client", "jinja2", "graphql", "ruff", "rich")


def require() -> None:
    """Check that the extra `codegen` is installed.

    Raises:
        ConfigError: it is not; the message says how to install it.
    """
    for module in _MODULES:
        if find_spec(module) is None:
            raise ConfigError(f"code generation needs {module}: pip install 'ferrule[codegen]'")
