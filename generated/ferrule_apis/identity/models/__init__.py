"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .address import Address as Address
    from .device_authorization import DeviceAuthorization as DeviceAuthorization
    from .device_authorization_request import DeviceAuthorizationRequest as DeviceAuthorizationRequest
    from .error import Error as Error
    from .key import Key as Key
    from .key_set import KeySet as KeySet
    from .server_metadata import ServerMetadata as ServerMetadata
    from .token_reference import TokenReference as TokenReference
    from .token_request import TokenRequest as TokenRequest
    from .token_response import TokenResponse as TokenResponse
    from .token_state import TokenState as TokenState
    from .user_info import UserInfo as UserInfo

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
    return [*globals(), *_MODULES]
