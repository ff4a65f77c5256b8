"""Twilio: which spelling of its URL is signed, and which are taken."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from ferrule.errors import WebhookRejected
from ferrule.webhooks import Receiver, Twilio
from ferrule.webhooks.schemes.twilio import _spellings

BARE, WITH_PORT = "https://h.test/a?x=1", "https://h.test:443/a?x=1"


def signature(url: str, content: bytes = b"Bodyhi", kind: str = "sha1") -> str:
    """As Twilio signs."""
    return base64.b64encode(hmac.digest(b"k", url.encode() + content, kind)).decode()


@pytest.mark.parametrize("url", [BARE, WITH_PORT, "http://h.test:8080/a"])
def test_the_url_is_signed_as_it_is_given(url: str) -> None:
    """So a test of your own sends what Twilio sends for that URL."""
    fields = Receiver(Twilio(), ["k"], url=url).sign(b"Body=hi", form=True, id="msg_1")
    assert fields["X-Twilio-Signature"] == signature(url)
    assert fields["I-Twilio-Idempotency-Token"] == "msg_1"


@pytest.mark.parametrize(
    ("url", "spellings"),
    [
        (BARE, [BARE, WITH_PORT]),
        (WITH_PORT, [WITH_PORT, BARE]),
        ("http://h.test/a", ["http://h.test/a", "http://h.test:80/a"]),
        ("https://h.test:8443/a", ["https://h.test:8443/a", "https://h.test/a"]),
        ("https://u:p@h.test/a", ["https://u:p@h.test/a", "https://u:p@h.test:443/a"]),
        ("https://[::1]/a", ["https://[::1]/a", "https://[::1]:443/a"]),
    ],
)
def test_a_url_is_taken_with_its_port_and_without(url: str, spellings: list[str]) -> None:
    """Nothing else of it is changed."""
    assert _spellings(url) == spellings
    hooks = Receiver(Twilio(), ["k"], url=url)
    for each in spellings:
        fields = {"X-Twilio-Signature": signature(each), "Content-Type": "application/x-www-form-urlencoded"}
        assert hooks.unwrap(fields, b"Body=hi").event.value == {"Body": "hi"}


@pytest.mark.parametrize("url", ["ftp://h.test/a", "https:///a", "https://h.test:x/a", "/a"])
def test_a_url_that_nobody_can_have_called_is_refused(url: str) -> None:
    """Without a scheme or a host, or with a port that is none."""
    with pytest.raises(WebhookRejected):
        _spellings(url)


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ("algorithm=HMAC_SHA256", "sha256"),
        ("keyId=K1, algorithm = hmac_sha256", "sha256"),
        ("algorithm=HMAC_SHA1", "sha1"),
        ("algorithm=", "sha1"),
        ("keyId=K1", "sha1"),
        ("", "sha1"),
    ],
)
def test_a_delivery_says_how_it_is_signed(settings: str, kind: str) -> None:
    """By SHA-1 where it does not; the other is refused then."""
    hooks = Receiver(Twilio(), ["k"], url=BARE)
    for one in ("sha1", "sha256"):
        fields = {"X-Twilio-Signature": signature(BARE, kind=one), "X-Twilio-Webhooks-Signature-Settings": settings}
        if one == kind:
            assert hooks.unwrap(fields, b"Body=hi").event.value
        else:
            with pytest.raises(WebhookRejected):
                hooks.unwrap(fields, b"Body=hi")
    with pytest.raises(WebhookRejected, match="algorithm that is not known"):
        hooks.unwrap({**fields, "X-Twilio-Webhooks-Signature-Settings": "algorithm=none"}, b"Body=hi")


def test_each_pair_of_a_form_is_signed_once_and_in_order() -> None:
    """Names and values without anything between them; an empty body adds nothing."""
    hooks = Receiver(Twilio(), ["k"], url=BARE)
    assert hooks.sign(b"b=2&a=1&b=2&a=0", form=True)["X-Twilio-Signature"] == signature(BARE, b"a0a1b2")
    assert hooks.sign(b"", form=True)["X-Twilio-Signature"] == signature(BARE, b"")


@pytest.mark.parametrize("name", ["bodySHA256", "body%53HA256"])
def test_a_hash_in_the_url_binds_the_body(name: str) -> None:
    """However the name is written; one that is given twice, or is in the fragment, binds nothing."""
    body = b'{"a":1}'
    good = f"{name}={hashlib.sha256(body).hexdigest()}"
    url = f"https://h.test/a?{good}"
    hooks = Receiver(Twilio(), ["k"], url=url)
    fields = {"X-Twilio-Signature": signature(url, b""), "Content-Type": "application/json"}
    assert hooks.unwrap(fields, body).event.body == body
    with pytest.raises(WebhookRejected, match="not the one whose hash"):
        hooks.unwrap(fields, body + b" ")
    for other, why in ((f"{url}&{good}", "not the one whose hash"), (f"https://h.test/a#?{good}", "no form")):
        fields = {"X-Twilio-Signature": signature(other, b""), "Content-Type": "application/json"}
        with pytest.raises(WebhookRejected, match=why):
            Receiver(Twilio(), ["k"], url=other).unwrap(fields, body)
