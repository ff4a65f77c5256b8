"""From header fields and body to a delivery, against the documented call of each sender's own library."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import attrs
import msgspec
from measure import Spread, interleave, micros, repeat
from report import Budget, Report

from ferrule.webhooks import Receiver, Slack, StandardWebhooks, Twilio
from ferrule_apis.stripe import webhooks as stripe_webhooks

_STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
_URL = "https://example.com/hooks?lang=en"
# What a server has beside the sender's own fields.
_OTHERS = {
    "Host": "example.com", "User-Agent": "Sender/1.0 (+https://sender.example/docs)", "Accept": "*/*", "Accept-Encoding": "gzip",
    "Content-Length": "2048", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", "X-Request-Id": "0f3e", "Connection": "close",
}  # fmt: skip
_FORM = {"MessageSid": "SM" + "0" * 32, "AccountSid": "AC" + "0" * 32, "From": "+15005550006", "To": "+15005550001", "Body": "Hello there", "NumMedia": "0", "SmsStatus": "received"}  # fmt: skip


_EVENT = {
    "id": "evt_1", "object": "event", "type": "customer.created", "created": 1, "livemode": False, "pending_webhooks": 1, "request": None,
    "data": {"object": {
        "id": "cus_1", "object": "customer", "created": 1, "livemode": False, "metadata": {str(number): "x" * 40 for number in range(36)},
    }},
}  # fmt: skip
_NOTES = [
    "A body of 2 KB of JSON, or a form of seven fields; a dozen header fields, which Ferrule looks through.",
    "Parsed: Stripe's own event; json.loads or parse_qsl after the others, which only verify.",
]
_THEIRS, _OURS = "theirs", "ours"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * 2 * 5 * _size(quick)[0]


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    found: list[Report] = []
    for title, contenders in (("verified", _verifying()), ("verified and parsed", _reading())):
        rows: list[list[str | float | Spread]] = []
        ratios: dict[str, float] = {}
        for name, (theirs, ours) in contenders.items():
            timing = interleave(
                {_THEIRS: repeat(theirs), _OURS: repeat(ours)},
                rounds=rounds, times=times, tick=tick, clock=time.process_time, label=name,
            )  # fmt: skip
            ratio = timing.ratio(_OURS, _THEIRS)
            ratios[name] = ratio.median
            rows.append([name, micros(timing.spread(_THEIRS)), micros(timing.spread(_OURS)), ratio])
        slowest = max(ratios, key=ratios.__getitem__)
        found.append(
            Report(
                f"webhooks: a right delivery, {title}",
                ["", "library µs", "Ferrule µs", "of the library"],
                rows,
                notes=_NOTES,
                budgets=[Budget(f"a delivery {title}, of {slowest}", "times", 1.0, ratios[slowest])],
            )
        )
    return found


@attrs.frozen
class _Sent:
    """A right delivery to one of the receivers."""

    hooks: Receiver[Any]
    headers: dict[str, str]
    body: bytes

    def verify(self) -> object:
        """The signature alone."""
        hooks = self.hooks
        return hooks._scheme.verify(hooks._request(self.headers, self.body, None), hooks._keys, hooks._fresh)

    def unwrap(self) -> object:
        """All that a receiver does."""
        return self.hooks.unwrap(self.headers, self.body)


def _sent() -> dict[str, _Sent]:
    body = msgspec.json.encode(_EVENT)
    form = urlencode(_FORM).encode()
    receivers: dict[str, Receiver[Any]] = {
        "standardwebhooks": Receiver(StandardWebhooks(), [_STANDARD]),
        "svix": Receiver(StandardWebhooks(prefix="svix-"), [_STANDARD]),
        "stripe": stripe_webhooks.receiver(["whsec_x"]),
        "slack_sdk": Receiver(Slack(), ["secret"]),
        "twilio": Receiver(Twilio(), ["token"], url=_URL),
    }
    found: dict[str, _Sent] = {}
    for name, hooks in receivers.items():
        sent = form if name == "twilio" else body
        found[name] = _Sent(hooks, {**_OTHERS, **hooks.sign(sent, form=sent is form)}, sent)
    return found


def _verifying() -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    from slack_sdk.signature import SignatureVerifier
    from standardwebhooks import Webhook
    from stripe import WebhookSignature
    from svix.webhooks import Webhook as SvixWebhook
    from twilio.request_validator import RequestValidator

    sent = _sent()
    webhook, svix, slack, twilio = Webhook(_STANDARD), SvixWebhook(_STANDARD), SignatureVerifier("secret"), RequestValidator("token")  # fmt: skip
    one = sent["standardwebhooks"]
    calls: dict[str, Callable[[], object]] = {
        "standardwebhooks": lambda: webhook.verify(one.body, one.headers, json_parse=False),
        "svix": lambda: svix.verify(one.body, sent["svix"].headers),
        "stripe": lambda: WebhookSignature.verify_header(
            one.body, sent["stripe"].headers["Stripe-Signature"], "whsec_x", 300
        ),
        "slack_sdk": lambda: slack.is_valid_request(one.body, sent["slack_sdk"].headers),
        "twilio": lambda: twilio.validate(_URL, _FORM, sent["twilio"].headers["X-Twilio-Signature"]),
    }
    return {name: (call, sent[name].verify) for name, call in calls.items()}


def _reading() -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    import stripe

    sent, verifying = _sent(), _verifying()
    body, form = sent["stripe"].body, sent["twilio"].body
    signature = sent["stripe"].headers["Stripe-Signature"]
    parsing: dict[str, Callable[[], object]] = {
        "standardwebhooks": lambda: json.loads(body),
        "svix": lambda: json.loads(body),
        "slack_sdk": lambda: json.loads(body),
        "twilio": lambda: parse_qsl(form.decode()),
    }
    calls: dict[str, Callable[[], object]] = {
        "stripe": lambda: stripe.Webhook.construct_event(body, signature, "whsec_x")
    }
    for name, parse in parsing.items():
        calls[name] = lambda verify=verifying[name][0], parse=parse: (verify(), parse())  # type: ignore[misc]
    return {name: (calls[name], sent[name].unwrap) for name in sent}


def _size(quick: bool) -> tuple[int, int]:
    return (5, 300) if quick else (15, 500)
