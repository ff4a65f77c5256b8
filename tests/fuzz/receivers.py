"""Webhook receivers: a delivery or a `WebhookRejected`, whatever headers, body and URL come, signed or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import msgspec

from ferrule.errors import ConfigError, WebhookRejected
from ferrule.webhooks import HMAC, Delivery, EventName, Place, Receiver
from ferrule_apis.github import webhooks as github
from ferrule_apis.stripe import webhooks as stripe
from ferrule_apis.twilio import webhooks as twilio
from fuzz.mutation import mutated, text
from webhooks.senders import NOW, SENDERS, URL, receiver

_PIECES = [
    "v1,", "v1a,", "v0=", "sha256=", "t=", "v1=", "1700000000", "+1700000000", "1e9", "NaN", "٣", "AAAA", "=", ",", " ", ";", "&", "%", "+", "/", ":", "?", "#",
    "\x00", "\ud800", "é", "🦊", "0" * 64, "application/json", "application/x-www-form-urlencoded", "bodySHA256=", "payload=", "algorithm=HMAC_SHA256",
    "https://", "https://[", "//", "@", ":99999", "push", "issues", "customer.created", "received", "\x1b[2J", "\u202e",
]  # fmt: skip
_TOKENS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b":",
    b",",
    b"null",
    b"true",
    b"1e999",
    b"9" * 400,
    b"\\ud800",
    b"\xff",
    b"\x00",
    b'"type"',
    b'"id"',
    b"&",
    b"=",
]
_NAMES = ("content-type", "content-length", "content-encoding", "x-other")
_FORM = "application/x-www-form-urlencoded"


def attempt(random: Random) -> None:
    """One delivery to each of some receivers, as it came or signed."""
    for _ in range(10):
        hooks, names = random.choice(_receivers())
        body = _body(random)
        headers: list[tuple[Any, Any]] = []
        if random.random() < 0.6:
            try:
                signed = hooks.sign(body, event=text(random, _PIECES, 2), id=_id(random), form=random.random() < 0.5)
            except ConfigError:  # what the sender would not send
                signed = {}
            headers += signed.items()
        for _ in range(random.choice([0, 0, 1, 3])):
            name, value = random.choice([*names, *_NAMES]), text(random, _PIECES)
            headers.append(
                (name.encode(), value.encode("utf-8", "surrogatepass"))
                if random.random() < 0.5
                else (name.upper(), value)
            )
        url = random.choice(
            [None, None, text(random, _PIECES), f"?{text(random, _PIECES)}", f"/{text(random, _PIECES)}"]
        )
        _unwrap(hooks, headers if random.random() < 0.7 else dict(headers), body, url)


def _unwrap(hooks: Receiver[Any], headers: Any, body: bytes, url: str | None) -> None:
    try:
        delivery: Delivery[Any] = hooks.unwrap(headers, body, url)
    except WebhookRejected as error:
        assert error.reason.isascii()
        assert error.reason.isprintable()
        return
    except BaseException as error:
        error.add_note(f"{hooks!r} {headers!r} {body!r} {url!r}"[:2000])
        raise
    assert delivery.event is not None
    assert len(delivery.key) == 64
    assert repr(delivery)


@cache
def _receivers() -> list[tuple[Receiver[Any], list[str]]]:
    makes: list[Callable[[], Receiver[Any]]] = [
        *(lambda sender=sender: receiver(sender) for sender in SENDERS),  # type: ignore[misc]
        lambda: github.receiver(["s"], clock=lambda: NOW),
        lambda: stripe.receiver(["s"], clock=lambda: NOW),
        lambda: twilio.receiver(["s"], url=URL, clock=lambda: NOW),
        lambda: Receiver(
            HMAC(
                header="X-Sig", encoding="base64", signed="{id}{timestamp}{url}{body}", id=Place("X-Id"), timestamp=Place("X-Time"),
                event=EventName(fields=("/a/0/type", "/type"), names={"*": "other"}), json_in_form="payload",
            ),
            ["s"], url=URL, clock=lambda: NOW,
        ),
        lambda: Receiver(HMAC(header="X-Sig", timestamp=Place(field="/t"), id=Place(field="/id")), ["s"], clock=lambda: NOW),
    ]  # fmt: skip
    made = [make() for make in makes]
    return [(one, sorted(set(one._wanted.values()))) for one in made]


def _id(random: Random) -> str:
    return random.choice(["msg_1", "", "a.b", "x" * 100, "%00"])


def _body(random: Random) -> bytes:
    whole = random.choice([
        b'{"id":"evt_1","type":"customer.created","data":{"object":{}},"t":1700000000}', b'{"ref":"x","commits":[{"id":1}],"head_commit":null}',
        b'{"type":1}', b"MessageSid=SM1&SmsStatus=received&NumMedia=0", b"payload=%7B%22type%22%3A1%7D", b"", b"[" * 3000,
        msgspec.json.encode({"event": {"type": "x"}, "a": [{"type": "y"}], "challenge": 7, "t": 1.5}),
    ])  # fmt: skip
    return mutated(whole, _TOKENS, random) if random.random() < 0.7 else whole
