"""The kinds of a client's arguments, checked for callers without a type checker."""

from __future__ import annotations

from collections.abc import Callable

from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.settings.checks import is_mapping
from ferrule.settings.policies import Policies


def check_kinds(**given: object) -> None:
    """Refuse what type checkers would have refused.

    Values are not quoted: the likeliest mistake is a token in the wrong place.

    Raises:
        ConfigError: an argument is of the wrong kind; all are listed.
    """
    credential = "a credential, such as Bearer(token), or a mapping of them by security scheme"
    checks: tuple[tuple[str, str, Callable[[object], bool]], ...] = (
        ("auth", credential, lambda auth: is_mapping(auth) or _is_credential(auth)),
        ("base_url", "text", lambda url: isinstance(url, str)),
        ("server", "a whole number, counted from 0", lambda server: isinstance(server, int)),
        ("policies", "Policies(…)", lambda policies: isinstance(policies, Policies)),
        ("connection", "Connection(…)", lambda connection: isinstance(connection, Connection)),
        ("headers", "a mapping of text to text", is_mapping),
    )
    faults = [
        f"{name} must be {wanted}, got {_kind(given[name])}"
        for name, wanted, fits in checks
        if given.get(name) is not None and not fits(given[name])
    ]
    auth = given.get("auth")
    if is_mapping(auth):
        faults += [
            f"auth[{name!r}] must be {credential.partition(',')[0]}, got {_kind(one)}"
            for name, one in auth.items()
            if not _is_credential(one)
        ]
    if faults:
        raise ConfigError("; ".join(faults))


def _is_credential(value: object) -> bool:
    return hasattr(value, "fits") and not isinstance(value, type)


def _kind(value: object) -> str:
    return f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__
