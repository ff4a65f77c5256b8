"""Webhooks that hold: verified, typed, and found when they come again. No client is needed (docs/webhooks.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule._lazy import lazy

if TYPE_CHECKING:
    from ferrule.webhooks.claims import Claim as Claim  # noqa: I001 - would be one statement a name
    from ferrule.webhooks.delivery import (
        Delivery as Delivery,
        UnknownEvent as UnknownEvent,
    )
    from ferrule.webhooks.factory import Receivers as Receivers
    from ferrule.webhooks.places import (
        EventName as EventName,
        Place as Place,
    )
    from ferrule.webhooks.receiver import Receiver as Receiver
    from ferrule.webhooks.schemes.base import Scheme as Scheme
    from ferrule.webhooks.schemes.discord import Discord as Discord
    from ferrule.webhooks.schemes.github import GitHub as GitHub
    from ferrule.webhooks.schemes.hmac import HMAC as HMAC
    from ferrule.webhooks.schemes.slack import Slack as Slack
    from ferrule.webhooks.schemes.standard import StandardWebhooks as StandardWebhooks
    from ferrule.webhooks.schemes.stripe import Stripe as Stripe
    from ferrule.webhooks.schemes.twilio import Twilio as Twilio
    from ferrule.webhooks.stores.base import (
        Found as Found,
        ReplayStore as ReplayStore,
    )
    from ferrule.webhooks.stores.memory import ReplayStoreMemory as ReplayStoreMemory
    from ferrule.webhooks.stores.redis import ReplayStoreRedis as ReplayStoreRedis
    from ferrule.webhooks.stores.sqlite import ReplayStoreSqlite as ReplayStoreSqlite
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "claims": ("Claim",),
            "delivery": ("Delivery", "UnknownEvent"),
            "factory": ("Receivers",),
            "places": ("EventName", "Place"),
            "receiver": ("Receiver",),
            "schemes.base": ("Scheme",),
            "schemes.discord": ("Discord",),
            "schemes.github": ("GitHub",),
            "schemes.hmac": ("HMAC",),
            "schemes.slack": ("Slack",),
            "schemes.standard": ("StandardWebhooks",),
            "schemes.stripe": ("Stripe",),
            "schemes.twilio": ("Twilio",),
            "stores.base": ("Found", "ReplayStore"),
            "stores.memory": ("ReplayStoreMemory",),
            "stores.redis": ("ReplayStoreRedis",),
            "stores.sqlite": ("ReplayStoreSqlite",),
        },
    )
