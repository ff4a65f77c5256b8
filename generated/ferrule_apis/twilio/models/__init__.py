"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "CreateMessageRequest": "create_message_request",
    "CreateMessageRequestAddressRetention": "create_message_request_address_retention",
    "CreateMessageRequestContentRetention": "create_message_request_content_retention",
    "CreateMessageRequestRiskCheck": "create_message_request_risk_check",
    "Error": "error",
    "IncomingMessage": "incoming_message",
    "IncomingMessageOptOutType": "incoming_message_opt_out_type",
    "Message": "message",
    "MessageDirection": "message_direction",
    "MessageList": "message_list",
    "MessageStatus": "message_status",
    "MessageStatusCallback": "message_status_callback",
    "UpdateMessageRequest": "update_message_request",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
