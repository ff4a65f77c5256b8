"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .create_message_request import CreateMessageRequest as CreateMessageRequest
    from .create_message_request_address_retention import (
        CreateMessageRequestAddressRetention as CreateMessageRequestAddressRetention,
    )
    from .create_message_request_content_retention import (
        CreateMessageRequestContentRetention as CreateMessageRequestContentRetention,
    )
    from .create_message_request_risk_check import CreateMessageRequestRiskCheck as CreateMessageRequestRiskCheck
    from .error import Error as Error
    from .incoming_message import IncomingMessage as IncomingMessage
    from .incoming_message_opt_out_type import IncomingMessageOptOutType as IncomingMessageOptOutType
    from .message import Message as Message
    from .message_direction import MessageDirection as MessageDirection
    from .message_list import MessageList as MessageList
    from .message_status import MessageStatus as MessageStatus
    from .message_status_callback import MessageStatusCallback as MessageStatusCallback
    from .update_message_request import UpdateMessageRequest as UpdateMessageRequest

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
    return [*globals(), *_MODULES]
