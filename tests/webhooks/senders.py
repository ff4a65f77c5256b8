"""What the tests of webhooks have in common: a moment, secrets, and receivers that live in that moment."""

from __future__ import annotations

from typing import Any

from ferrule.webhooks import Discord, GitHub, Receiver, Scheme, Slack, StandardWebhooks, Stripe, Twilio

NOW = 1_700_000_000
STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DISCORD = "private:" + "07" * 32
URL = "https://example.com/x"

SENDERS: dict[str, tuple[Scheme[Any], str]] = {
    "standard": (StandardWebhooks(), STANDARD),
    "v1a": (StandardWebhooks(), "whsk_" + "Bwc" * 14 + "Bw=="),
    "github": (GitHub(), "It's a Secret to Everybody"),
    "stripe": (Stripe(), "whsec_test_secret"),
    "slack": (Slack(), "8f742231b10e8888abcd99yyyzzz85a5"),
    "twilio": (Twilio(), "12345"),
    "discord": (Discord(), DISCORD),
}


def receiver(sender: str, now: float = NOW, **settings: Any) -> Receiver[Any]:
    """A receiver of one of the senders, with its clock standing still."""
    scheme, secret = SENDERS[sender]
    given: dict[str, Any] = {"secrets": [secret], "clock": lambda: now, "url": URL} | settings
    return Receiver(given.pop("scheme", scheme), given.pop("secrets"), **given)


def a_body(sender: str) -> tuple[bytes, bool]:
    """A body such as it sends, and whether that is a form."""
    if sender == "twilio":
        return b"MessageSid=SM1&From=%2B1&Body=hello", True
    return b'{"id":"evt_1","type":"thing.happened","event_id":"Ev1"}', False


def signed(sender: str, hooks: Receiver[Any], **settings: Any) -> tuple[dict[str, str], bytes]:
    """Header fields and body of a delivery."""
    body, form = a_body(sender)
    return hooks.sign(body, form=form, **settings), body
