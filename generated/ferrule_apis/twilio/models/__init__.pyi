"""Models and enums. Each is imported when it is first used."""

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
