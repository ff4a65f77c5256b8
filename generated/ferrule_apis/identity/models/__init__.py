"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "Address": "address",
    "DeviceAuthorization": "device_authorization",
    "DeviceAuthorizationRequest": "device_authorization_request",
    "Error": "error",
    "Key": "key",
    "KeySet": "key_set",
    "ServerMetadata": "server_metadata",
    "TokenReference": "token_reference",
    "TokenRequest": "token_request",
    "TokenResponse": "token_response",
    "TokenState": "token_state",
    "UserInfo": "user_info",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
