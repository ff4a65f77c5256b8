"""Ferrule: a thin resilient ring around generated API clients."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ferrule.auth.credentials import ApiKey, Basic, Bearer
    from ferrule.auth.protocols import Credential
    from ferrule.cache.settings import Cache
    from ferrule.call import Attempt, Call, Operation, Response, Trace
    from ferrule.client.results import Err, Mismatch, Ok, Raw, Undocumented
    from ferrule.client.wrapping import wrap
    from ferrule.engines.connection import Connection
    from ferrule.errors import (
        ApiError,
        AttemptTimeout,
        AuthError,
        BadGateway,
        BadRequest,
        CallError,
        CircuitOpen,
        ClientError,
        ConfigError,
        Conflict,
        ConnectFailed,
        CredentialMissing,
        DeadlineExceeded,
        FerruleError,
        Forbidden,
        GatewayTimeout,
        Gone,
        InternalServerError,
        InvalidResponse,
        NotFound,
        PaymentRequired,
        PreconditionFailed,
        QueueFull,
        RateLimited,
        ReadFailed,
        RedirectRefused,
        Refused,
        ServerError,
        ServiceUnavailable,
        StreamBroken,
        TLSFailed,
        TokenRefused,
        TokenUnavailable,
        TooManyRequests,
        Unauthorized,
        UnexpectedStatus,
        Unprocessable,
        WireError,
        WriteFailed,
    )
    from ferrule.policies.adaptive import Adaptive
    from ferrule.policies.breaker import Breaker
    from ferrule.policies.budget import Budget
    from ferrule.policies.chaos import Chaos
    from ferrule.policies.concurrency import Concurrency
    from ferrule.policies.fallback import Fallback
    from ferrule.policies.hedge import Hedge
    from ferrule.policies.middleware import Middleware
    from ferrule.policies.observe import Observer
    from ferrule.policies.pipeline import Next, Policy
    from ferrule.policies.rate_limit import RateLimit
    from ferrule.policies.retry import Retry
    from ferrule.runtime.base import Runtime
    from ferrule.settings.overrides import Override
    from ferrule.settings.policies import Policies

# Where each public name lives: `import ferrule` loads none of them before it is used.
_HOMES = {
    "ferrule.auth.credentials": ("ApiKey", "Basic", "Bearer"),
    "ferrule.auth.protocols": ("Credential",),
    "ferrule.cache.settings": ("Cache",),
    "ferrule.call": ("Attempt", "Call", "Operation", "Response", "Trace"),
    "ferrule.engines.connection": ("Connection",),
    "ferrule.errors": (
        "ApiError",
        "AttemptTimeout",
        "AuthError",
        "BadGateway",
        "BadRequest",
        "CallError",
        "CircuitOpen",
        "ClientError",
        "ConfigError",
        "Conflict",
        "ConnectFailed",
        "CredentialMissing",
        "DeadlineExceeded",
        "FerruleError",
        "Forbidden",
        "GatewayTimeout",
        "Gone",
        "InternalServerError",
        "InvalidResponse",
        "NotFound",
        "PaymentRequired",
        "PreconditionFailed",
        "QueueFull",
        "RateLimited",
        "ReadFailed",
        "RedirectRefused",
        "Refused",
        "ServerError",
        "ServiceUnavailable",
        "StreamBroken",
        "TLSFailed",
        "TokenRefused",
        "TokenUnavailable",
        "TooManyRequests",
        "Unauthorized",
        "UnexpectedStatus",
        "Unprocessable",
        "WireError",
        "WriteFailed",
    ),
    "ferrule.policies.adaptive": ("Adaptive",),
    "ferrule.policies.pipeline": ("Next", "Policy"),
    "ferrule.policies.breaker": ("Breaker",),
    "ferrule.policies.budget": ("Budget",),
    "ferrule.policies.chaos": ("Chaos",),
    "ferrule.policies.concurrency": ("Concurrency",),
    "ferrule.policies.fallback": ("Fallback",),
    "ferrule.policies.hedge": ("Hedge",),
    "ferrule.settings.overrides": ("Override",),
    "ferrule.policies.middleware": ("Middleware",),
    "ferrule.policies.observe": ("Observer",),
    "ferrule.policies.rate_limit": ("RateLimit",),
    "ferrule.policies.retry": ("Retry",),
    "ferrule.client.results": ("Err", "Mismatch", "Ok", "Raw", "Undocumented"),
    "ferrule.runtime.base": ("Runtime",),
    "ferrule.settings.policies": ("Policies",),
    "ferrule.client.wrapping": ("wrap",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Adaptive",
    "ApiError",
    "ApiKey",
    "Attempt",
    "AttemptTimeout",
    "AuthError",
    "BadGateway",
    "BadRequest",
    "Basic",
    "Bearer",
    "Breaker",
    "Budget",
    "Cache",
    "Call",
    "CallError",
    "Chaos",
    "CircuitOpen",
    "ClientError",
    "Concurrency",
    "ConfigError",
    "Conflict",
    "ConnectFailed",
    "Connection",
    "Credential",
    "CredentialMissing",
    "DeadlineExceeded",
    "Err",
    "Fallback",
    "FerruleError",
    "Forbidden",
    "GatewayTimeout",
    "Gone",
    "Hedge",
    "InternalServerError",
    "InvalidResponse",
    "Middleware",
    "Mismatch",
    "Next",
    "NotFound",
    "Observer",
    "Ok",
    "Operation",
    "Override",
    "PaymentRequired",
    "Policies",
    "Policy",
    "PreconditionFailed",
    "QueueFull",
    "RateLimit",
    "RateLimited",
    "Raw",
    "ReadFailed",
    "RedirectRefused",
    "Refused",
    "Response",
    "Retry",
    "Runtime",
    "ServerError",
    "ServiceUnavailable",
    "StreamBroken",
    "TLSFailed",
    "TokenRefused",
    "TokenUnavailable",
    "TooManyRequests",
    "Trace",
    "Unauthorized",
    "Undocumented",
    "UnexpectedStatus",
    "Unprocessable",
    "WireError",
    "WriteFailed",
    "wrap",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'ferrule' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOME[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
