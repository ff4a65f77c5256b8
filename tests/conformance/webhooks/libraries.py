"""The senders' own libraries, at a moment that stands still: what they say to a delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest.mock import patch
from urllib.parse import parse_qs

from conformance.webhooks.deliveries import NOW, SECRETS, Delivery


@contextmanager
def at_the_moment() -> Iterator[None]:
    """Their clocks show `NOW`."""
    import standardwebhooks.webhooks as standard

    class Still(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Still:
            return cls.fromtimestamp(NOW, tz)

    with patch.object(standard, "datetime", Still), patch("time.time", lambda: float(NOW)):
        yield


def _standardwebhooks() -> Callable[[Delivery], bool]:
    from standardwebhooks import Webhook

    webhook = Webhook(SECRETS["standardwebhooks"])

    def verdict(delivery: Delivery) -> bool:
        webhook.verify(delivery.body, delivery.headers, json_parse=False)
        return True

    return verdict


def _svix() -> Callable[[Delivery], bool]:
    from svix.webhooks import Webhook

    webhook = Webhook(SECRETS["svix"])

    def verdict(delivery: Delivery) -> bool:
        webhook.verify(delivery.body, delivery.headers)
        return True

    return verdict


def _stripe() -> Callable[[Delivery], bool]:
    from stripe import WebhookSignature

    def verdict(delivery: Delivery) -> bool:
        header = {name.lower(): value for name, value in delivery.headers.items()}.get("stripe-signature")
        return WebhookSignature.verify_header(delivery.body, header, SECRETS["stripe"], 300)

    return verdict


def _slack() -> Callable[[Delivery], bool]:
    from slack_sdk.signature import Clock, SignatureVerifier

    class Still(Clock):
        def now(self) -> float:
            return float(NOW)

    verifier = SignatureVerifier(SECRETS["slack"], Still())
    return lambda delivery: verifier.is_valid_request(delivery.body, delivery.headers)


def _twilio() -> Callable[[Delivery], bool]:
    from twilio.request_validator import (
        SIGNATURE_HEADER,
        SIGNATURE_SETTINGS_HEADER,
        RequestValidator,
        get_signature_algorithm,
    )

    validator = RequestValidator(SECRETS["twilio"])

    class Fields(dict[str, list[str]]):
        def getlist(self, name: str) -> list[str]:
            return self[name]

    def verdict(delivery: Delivery) -> bool:
        # As its documentation has it: the fields of a form, or the body as text.
        headers = {name.lower(): value for name, value in delivery.headers.items()}
        params: object = delivery.body.decode()
        if delivery.form:
            params = Fields(parse_qs(delivery.body.decode(), keep_blank_values=True))
        algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS_HEADER.lower()))
        return validator.validate(delivery.url, params, headers.get(SIGNATURE_HEADER.lower(), ""), algorithm)

    return verdict


LIBRARIES: Mapping[str, Callable[[], Callable[[Delivery], bool]]] = {
    "standardwebhooks": _standardwebhooks,
    "svix": _svix,
    "stripe": _stripe,
    "slack": _slack,
    "twilio": _twilio,
}
ANSWERS = ("WebhookVerificationError", "SignatureVerificationError")
"""What they raise to say no; anything else is an accident."""


def said(library: Callable[[Delivery], bool], delivery: Delivery) -> str:
    """`yes`, `no`, or the name of an exception that was not meant."""
    try:
        return "yes" if library(delivery) else "no"
    except Exception as error:
        return "no" if type(error).__name__ in ANSWERS else type(error).__name__
