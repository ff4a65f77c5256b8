"""From what an overlay declares (`x-ferrule-webhook-signature`) to the scheme and settings of a receiver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import msgspec

from ferrule.errors import ConfigError
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.base import Scheme


class EventFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the name of an event stands, and what it is called in the description."""

    header: str = ""
    field: str | tuple[str, ...] = ()
    names: Mapping[str, str] = {}


class PlaceFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A header field, or a JSON pointer into the body."""

    header: str = ""
    field: str = ""


class SignatureFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fact. What a scheme settles by itself need not be stated; what it has no place for is an error."""

    scheme: str
    header: str | None = None
    algorithm: str | None = None
    encoding: str | None = None
    prefix: str | None = None
    signed: str | None = None
    timestamp: PlaceFact | None = None
    id: PlaceFact | None = None
    event: EventFact | None = None
    tolerance: float | None = None
    env: str | tuple[str, ...] = ()


SCHEMES: Final[Mapping[str, tuple[str, str]]] = {
    "standard": ("standard", "StandardWebhooks"),
    "github": ("github", "GitHub"),
    "stripe": ("stripe", "Stripe"),
    "slack": ("slack", "Slack"),
    "twilio": ("twilio", "Twilio"),
    "discord": ("discord", "Discord"),
    "hmac": ("hmac", "HMAC"),
}
"""Module and class by the scheme's name in an overlay."""


def decoded(fact: Mapping[str, Any]) -> SignatureFact:
    """The fact as it is declared.

    Raises:
        ValueError: it is not what it must be.
    """
    return msgspec.convert(fact, SignatureFact)


def scheme_of(fact: SignatureFact) -> Scheme[Any]:
    """The scheme that a fact declares.

    Raises:
        ConfigError: there is no such scheme, it has no such setting, or they contradict each other.
    """
    from importlib import import_module

    if fact.scheme not in SCHEMES:
        raise ConfigError(f"there is no scheme {fact.scheme!r}; there are {', '.join(SCHEMES)}")
    module, name = SCHEMES[fact.scheme]
    kind: Any = getattr(import_module(f"ferrule.webhooks.schemes.{module}"), name)
    given: dict[str, Any] = {
        "header": fact.header,
        "algorithm": fact.algorithm,
        "encoding": fact.encoding,
        "prefix": fact.prefix,
        "signed": fact.signed,
        "timestamp": None if fact.timestamp is None else Place(fact.timestamp.header, fact.timestamp.field),
        "id": None if fact.id is None else Place(fact.id.header, fact.id.field),
        "event": None if fact.event is None else _event(fact.event),
    }
    settings = {name: value for name, value in given.items() if value is not None}
    known = {field.name for field in attrs.fields(kind) if field.init}
    if foreign := sorted(settings.keys() - known):
        raise ConfigError(f"the scheme {fact.scheme} has no {foreign[0]} to be set")
    if fact.scheme == "hmac" and "header" not in settings:
        raise ConfigError("the scheme hmac needs the header that the signature is in")
    scheme: Scheme[Any] = kind(**settings)
    return scheme


def variables(fact: SignatureFact | None, api: str) -> Sequence[str]:
    """Environment variables that secrets are read from: those of the overlay, else `GITHUB_WEBHOOK_SECRET`."""
    if fact is not None and fact.env:
        return (fact.env,) if isinstance(fact.env, str) else fact.env
    name = "".join(one if one.isascii() and one.isalnum() else "_" for one in api.upper())
    return (f"{name}_WEBHOOK_SECRET",)


def _event(fact: EventFact) -> EventName:
    return EventName(header=fact.header, fields=fact.field, names=fact.names)
