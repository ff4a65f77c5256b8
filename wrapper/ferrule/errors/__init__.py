"""Every error Ferrule raises, and nothing else.

    FerruleError
    ├── ConfigError                 settings or arguments that cannot work; raised before anything is sent
    ├── WebhookError                a delivery is not to be handled now: WebhookRejected, WebhookInProgress,
    │                               WebhookStoreDown; `.status_code` is what to answer
    ├── FileRefused                 a file cannot be used as it is; nothing was changed
    ├── BulkStopped                 a run over many inputs ended before its last one
    └── CallError                   one call failed: `.operation`, `.attempts`, `.may_have_acted`, `.retry_after`
        ├── ApiError                the API answered with an error: `.status_code`, `.body`, `.problem`, `.headers` …
        │   ├── ClientError         4xx: BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, Conflict, Gone,
        │   │                       PreconditionFailed, Unprocessable, TooManyRequests
        │   ├── ServerError         5xx: InternalServerError, BadGateway, ServiceUnavailable, GatewayTimeout
        │   ├── GraphQLErrors       any status, where the answer is one of GraphQL with errors: `.errors`, `.data`
        │   └── UnexpectedStatus    any other status that is not a success
        ├── WireError               no usable response came: ConnectFailed, TLSFailed, WriteFailed, ReadFailed,
        │                           AttemptTimeout, InvalidResponse, ResponseTooLarge, StreamBroken,
        │                           StreamTruncated, TransferFailed, DigestMismatch
        ├── PaginationBroken        a page does not say how its list goes on
        └── Refused                 Ferrule itself ended the call: DeadlineExceeded, CircuitOpen, RateLimited,
            │                       QueueFull, RedirectRefused, OutcomeUnknown
            └── AuthError           no credential could be put on the call: CredentialMissing, TokenRefused,
                                    TokenUnavailable

All pickle, and none holds a request, a credential or a cookie. The engine, and only it, turns foreign exceptions into
these.
"""

from __future__ import annotations

from ferrule.errors.api import (
    ApiError,
    BadGateway,
    BadRequest,
    ClientError,
    Conflict,
    Forbidden,
    GatewayTimeout,
    Gone,
    InternalServerError,
    NotFound,
    PaymentRequired,
    PreconditionFailed,
    ServerError,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
    UnexpectedStatus,
    Unprocessable,
    error_for_status,
    reason_phrase,
)
from ferrule.errors.base import (
    CallError,
    ConfigError,
    FerruleError,
)
from ferrule.errors.bulk import BulkStopped, OutcomeUnknown
from ferrule.errors.graphql import GraphQLError, GraphQLErrors
from ferrule.errors.paging import PaginationBroken
from ferrule.errors.refused import (
    AuthError,
    CircuitOpen,
    CredentialMissing,
    DeadlineExceeded,
    QueueFull,
    RateLimited,
    RedirectRefused,
    Refused,
    TokenRefused,
    TokenUnavailable,
)
from ferrule.errors.transfer import DigestMismatch, FileRefused, TransferFailed
from ferrule.errors.webhooks import WebhookError, WebhookInProgress, WebhookRejected, WebhookStoreDown
from ferrule.errors.wire import (
    AttemptTimeout,
    ConnectFailed,
    InvalidResponse,
    ReadFailed,
    ResponseTooLarge,
    StreamBroken,
    StreamTruncated,
    TLSFailed,
    WireError,
    WriteFailed,
)

__all__ = [
    "ApiError",
    "AttemptTimeout",
    "AuthError",
    "BadGateway",
    "BadRequest",
    "BulkStopped",
    "CallError",
    "CircuitOpen",
    "ClientError",
    "ConfigError",
    "Conflict",
    "ConnectFailed",
    "CredentialMissing",
    "DeadlineExceeded",
    "DigestMismatch",
    "FerruleError",
    "FileRefused",
    "Forbidden",
    "GatewayTimeout",
    "Gone",
    "GraphQLError",
    "GraphQLErrors",
    "InternalServerError",
    "InvalidResponse",
    "NotFound",
    "OutcomeUnknown",
    "PaginationBroken",
    "PaymentRequired",
    "PreconditionFailed",
    "QueueFull",
    "RateLimited",
    "ReadFailed",
    "RedirectRefused",
    "Refused",
    "ResponseTooLarge",
    "ServerError",
    "ServiceUnavailable",
    "StreamBroken",
    "StreamTruncated",
    "TLSFailed",
    "TokenRefused",
    "TokenUnavailable",
    "TooManyRequests",
    "TransferFailed",
    "Unauthorized",
    "UnexpectedStatus",
    "Unprocessable",
    "WebhookError",
    "WebhookInProgress",
    "WebhookRejected",
    "WebhookStoreDown",
    "WireError",
    "WriteFailed",
    "error_for_status",
    "reason_phrase",
]

for _name in __all__:
    globals()[_name].__module__ = __name__  # tracebacks and pickles name them as they are imported
