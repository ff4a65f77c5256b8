"""Models and enums. Each is imported when it is first used."""

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
