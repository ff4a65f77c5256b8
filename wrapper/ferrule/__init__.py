"""Ferrule: a thin resilient ring around generated API clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule._lazy import lazy

# For type checkers, where `as` makes a name public; at run time the table below counts, and a test compares both.
if TYPE_CHECKING:
    from ferrule._version import __version__ as __version__  # noqa: I001 - would be one statement a name
    from ferrule.auth.credentials import (
        ApiKey as ApiKey,
        Basic as Basic,
        Bearer as Bearer,
    )
    from ferrule.auth.protocols import Credential as Credential
    from ferrule.batches.bulk import (
        AsyncBulk as AsyncBulk,
        Bulk as Bulk,
        bulk as bulk,
    )
    from ferrule.batches.items import (
        Failed as Failed,
        Item as Item,
    )
    from ferrule.batches.settings import Stop as Stop
    from ferrule.batches.spec import (
        ByReference as ByReference,
        ClientSpec as ClientSpec,
    )
    from ferrule.cache.settings import Cache as Cache
    from ferrule.call import (
        Attempt as Attempt,
        Call as Call,
        Operation as Operation,
        Options as Options,
        Response as Response,
        Trace as Trace,
    )
    from ferrule.call.validation import (
        Mismatch as Mismatch,
        Validator as Validator,
    )
    from ferrule.client.download import (
        AsyncDownload as AsyncDownload,
        Download as Download,
    )
    from ferrule.client.event_run import LastEvent as LastEvent
    from ferrule.client.events import (
        AsyncEvents as AsyncEvents,
        Events as Events,
    )
    from ferrule.client.fetch import SavedFile as SavedFile
    from ferrule.client.receipt import Receipt as Receipt
    from ferrule.client.graphql import Partial as Partial
    from ferrule.client.graphql_transport import graphql_transport as graphql_transport
    from ferrule.client.pages import (
        AsyncItems as AsyncItems,
        AsyncPages as AsyncPages,
        Items as Items,
        Pages as Pages,
    )
    from ferrule.client.parts import (
        AsyncParts as AsyncParts,
        Parts as Parts,
    )
    from ferrule.client.results import (
        Err as Err,
        Ok as Ok,
        Raw as Raw,
        Undocumented as Undocumented,
    )
    from ferrule.client.stream import (
        AsyncStream as AsyncStream,
        Stream as Stream,
    )
    from ferrule.client.upload import (
        AsyncUpload as AsyncUpload,
        Upload as Upload,
    )
    from ferrule.client.walk import Page as Page
    from ferrule.client.wrapping import wrap as wrap
    from ferrule.engines.connection import Connection as Connection
    from ferrule.errors import (
        ApiError as ApiError,
        AttemptTimeout as AttemptTimeout,
        AuthError as AuthError,
        BadGateway as BadGateway,
        BadRequest as BadRequest,
        BulkStopped as BulkStopped,
        CallError as CallError,
        CircuitOpen as CircuitOpen,
        ClientError as ClientError,
        ConfigError as ConfigError,
        Conflict as Conflict,
        ConnectFailed as ConnectFailed,
        CredentialMissing as CredentialMissing,
        DeadlineExceeded as DeadlineExceeded,
        DigestMismatch as DigestMismatch,
        FerruleError as FerruleError,
        FileRefused as FileRefused,
        Forbidden as Forbidden,
        GatewayTimeout as GatewayTimeout,
        Gone as Gone,
        GraphQLError as GraphQLError,
        GraphQLErrors as GraphQLErrors,
        InternalServerError as InternalServerError,
        InvalidResponse as InvalidResponse,
        NotFound as NotFound,
        OutcomeUnknown as OutcomeUnknown,
        PaginationBroken as PaginationBroken,
        PaymentRequired as PaymentRequired,
        PreconditionFailed as PreconditionFailed,
        QueueFull as QueueFull,
        RateLimited as RateLimited,
        ReadFailed as ReadFailed,
        RedirectRefused as RedirectRefused,
        Refused as Refused,
        ResponseTooLarge as ResponseTooLarge,
        ServerError as ServerError,
        ServiceUnavailable as ServiceUnavailable,
        StreamBroken as StreamBroken,
        StreamTruncated as StreamTruncated,
        TLSFailed as TLSFailed,
        TokenRefused as TokenRefused,
        TokenUnavailable as TokenUnavailable,
        TooManyRequests as TooManyRequests,
        TransferFailed as TransferFailed,
        Unauthorized as Unauthorized,
        UnexpectedStatus as UnexpectedStatus,
        Unprocessable as Unprocessable,
        WebhookError as WebhookError,
        WebhookInProgress as WebhookInProgress,
        WebhookRejected as WebhookRejected,
        WebhookStoreDown as WebhookStoreDown,
        WireError as WireError,
        WriteFailed as WriteFailed,
    )
    from ferrule.policies.adaptive import Adaptive as Adaptive
    from ferrule.policies.breaker import Breaker as Breaker
    from ferrule.policies.budget import Budget as Budget
    from ferrule.policies.chaos import Chaos as Chaos
    from ferrule.policies.concurrency import Concurrency as Concurrency
    from ferrule.policies.fallback import Fallback as Fallback
    from ferrule.policies.hedge import Hedge as Hedge
    from ferrule.policies.middleware import Middleware as Middleware
    from ferrule.policies.observe import Observer as Observer
    from ferrule.policies.pipeline import (
        Next as Next,
        Policy as Policy,
    )
    from ferrule.policies.rate_limit import RateLimit as RateLimit
    from ferrule.policies.retry import Retry as Retry
    from ferrule.runtime.base import Runtime as Runtime
    from ferrule.settings.overrides import Override as Override
    from ferrule.settings.policies import Policies as Policies
    from ferrule.transfer.progress import Progress as Progress
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "_version": ("__version__",),
            "auth.credentials": ("ApiKey", "Basic", "Bearer"),
            "auth.protocols": ("Credential",),
            "batches.bulk": ("AsyncBulk", "Bulk", "bulk"),
            "batches.items": ("Failed", "Item"),
            "batches.settings": ("Stop",),
            "batches.spec": ("ByReference", "ClientSpec"),
            "cache.settings": ("Cache",),
            "call": ("Attempt", "Call", "Operation", "Options", "Response", "Trace"),
            "call.validation": ("Mismatch", "Validator"),
            "client.download": ("AsyncDownload", "Download"),
            "client.event_run": ("LastEvent",),
            "client.events": ("AsyncEvents", "Events"),
            "client.fetch": ("SavedFile",),
            "client.receipt": ("Receipt",),
            "client.graphql": ("Partial",),
            "client.graphql_transport": ("graphql_transport",),
            "client.parts": ("AsyncParts", "Parts"),
            "client.stream": ("AsyncStream", "Stream"),
            "client.pages": ("AsyncItems", "AsyncPages", "Items", "Pages"),
            "client.walk": ("Page",),
            "client.results": ("Err", "Ok", "Raw", "Undocumented"),
            "client.upload": ("AsyncUpload", "Upload"),
            "client.wrapping": ("wrap",),
            "engines.connection": ("Connection",),
            "errors": (
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
            ),
            "policies.adaptive": ("Adaptive",),
            "policies.breaker": ("Breaker",),
            "policies.budget": ("Budget",),
            "policies.chaos": ("Chaos",),
            "policies.concurrency": ("Concurrency",),
            "policies.fallback": ("Fallback",),
            "policies.hedge": ("Hedge",),
            "policies.middleware": ("Middleware",),
            "policies.observe": ("Observer",),
            "policies.pipeline": ("Next", "Policy"),
            "policies.rate_limit": ("RateLimit",),
            "policies.retry": ("Retry",),
            "runtime.base": ("Runtime",),
            "settings.overrides": ("Override",),
            "settings.policies": ("Policies",),
            "transfer.progress": ("Progress",),
        },
    )
