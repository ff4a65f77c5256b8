"""Signatures that others published, or that their libraries made."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.errors import WebhookRejected
from ferrule.webhooks import GitHub, Receiver, Slack, StandardWebhooks, Stripe, Twilio
from webhooks.senders import NOW, STANDARD

FORM = "application/x-www-form-urlencoded"
MYCOMPANY = "https://mycompany.com/myapp.php?foo=1&bar=2"
CALL = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"
HASHED = f"{MYCOMPANY}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
JSON = b'{"property": "value", "boolean": true}'
GOOD = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def unwrap(scheme: Any, secret: str, headers: dict[str, str], body: bytes, url: str = "", now: int = NOW) -> Any:
    """The delivery, at a moment."""
    return Receiver(scheme, [secret], url=url, clock=lambda: now).unwrap(headers, body)


def standard(signature: str, **changes: str) -> dict[str, str]:
    """The header fields of the published example, with another signature."""
    return {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": signature,
    } | {name.replace("_", "-"): value for name, value in changes.items()}


def verdict(signature: str) -> bool:
    """Is the published example accepted with this signature?"""
    try:
        unwrap(StandardWebhooks(), STANDARD, standard(signature), b'{"test": 2432232314}', now=1614265330)
    except WebhookRejected:
        return False
    return True


def test_standard_webhooks() -> None:
    """The example of its libraries."""
    delivery = unwrap(StandardWebhooks(), STANDARD, standard(f"v1,{GOOD}"), b'{"test": 2432232314}', now=1614265330)
    assert delivery.id == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert delivery.sent_at.timestamp() == 1614265330
    assert delivery.event.value == {"test": 2432232314}


@pytest.mark.parametrize(
    "signatures",
    [
        f"v1,{GOOD}",
        f"v1,x  v1,{GOOD}",
        f"v1,v1,{GOOD} v1,{GOOD}",
        f"v1a,x v1,{GOOD}",
        f"v1,A,v1,{GOOD}",
        f"v1,A, v1,{GOOD}",
        f"  v1,{GOOD} ",
        f"v9,x v1,{GOOD}",
        f"v1,{GOOD[:-2]}F=",  # one base64 value
    ],
)
def test_a_right_signature_among_others_is_found(signatures: str) -> None:
    """Versions that are not known, blanks, and what servers make of two lines are passed over."""
    assert verdict(signatures)


def test_a_list_of_signatures_is_looked_at_up_to_a_bound() -> None:
    """Nobody rotates so many secrets, and each could be one of a key pair, which takes long."""
    assert verdict("v1,x " * 31 + f"v1,{GOOD}")
    assert not verdict("v1,x " * 32 + f"v1,{GOOD}")


@pytest.mark.parametrize(
    "signatures",
    ["", "v1", "v1,", GOOD, f"v2,{GOOD}", f"v1a,{GOOD}", f"V1,{GOOD}", f"v1 {GOOD}", f"v1,{GOOD[:-1]}", f"v1,={GOOD}"],
)
def test_what_is_no_signature_of_v1_is_rejected(signatures: str) -> None:
    """Other versions, other syntax, cut ones."""
    assert not verdict(signatures)


def test_standard_webhooks_with_a_key_pair() -> None:
    """v1a, Ed25519; the signature of v1 over the same is no signature of v1a."""
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(NOW)}
    signature = "DA+4m4VqA33Hm9Wlha/1LaJIOTEvbTa2btJ5gtcP1KIJ83aMbtlDaDEj9gW4UzCjPd9EMUgy41eDWvfIiFddCQ=="
    public = "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
    delivery = unwrap(
        StandardWebhooks(), public, {**headers, "webhook-signature": f"v1,{signature} v1a,{signature}"}, b'{"a":1}'
    )
    assert delivery.id == "msg_1"
    for wrong in (f"v1,{signature}", f"v1a,{GOOD}", f"v1a,{signature[:-4]}AA=="):
        with pytest.raises(WebhookRejected):
            unwrap(StandardWebhooks(), public, {**headers, "webhook-signature": wrong}, b'{"a":1}')


@pytest.mark.parametrize(
    ("body", "digest"),
    [
        (b"Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
        (b"payload=%7B%22zen%22%3A%22x%22%7D", "9e518bab52dd49be0a3cab84bf12fed8157f4905144554e29e99e7d137ca8e5c"),
    ],
)
def test_github(body: bytes, digest: str) -> None:
    """The documented example; and a form, whose field holds the event."""
    headers = {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": FORM, "X-GitHub-Event": "ping"}
    delivery = unwrap(GitHub(), "It's a Secret to Everybody", headers, body)
    assert delivery.name == "ping"
    assert delivery.event.value == ({"zen": "x"} if b"payload" in body else {"Hello, World!": ""})
    for wrong in (digest, f"sha256={digest.upper()}", f"sha1={digest}", f"sha256={digest} ", f"sha256={digest},x"):
        with pytest.raises(WebhookRejected):
            unwrap(GitHub(), "It's a Secret to Everybody", {"X-Hub-Signature-256": wrong + "0"}, body)


def test_stripe() -> None:
    """Text beyond ASCII, and two signatures while a secret is rolled."""
    right = "v1=e147e36f969dc731f4cd05b9a74098260c825e5cc4e1650e15cc27f057c53a62"
    body = '{"name":"Zoë 🦊"}'.encode()
    for header in (f"t=1700000000,{right}", f"t=1700000000,v1={'0' * 64},{right},v0=abc"):
        delivery = unwrap(Stripe(), "whsec_test_secret", {"stripe-signature": header}, body)
        assert delivery.event.value == {"name": "Zoë 🦊"}
    for header in (right, f"t=1700000000,t=1700000000,{right}", f"t=,{right}", f"t=1700000000,v0{right[2:]}"):
        with pytest.raises(WebhookRejected):
            unwrap(Stripe(), "whsec_test_secret", {"stripe-signature": header}, body)


def test_slack() -> None:
    """The documented example: a slash command, which is a form."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        "Content-Type": FORM,
    }
    delivery = unwrap(Slack(), "8f742231b10e8888abcd99yyyzzz85a5", headers, body, now=1531420618)
    assert delivery.name == "/webhook-collect"
    assert delivery.event.value["text"] == ""


@pytest.mark.parametrize(
    ("url", "body", "signature"),
    [
        (MYCOMPANY, CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (MYCOMPANY, CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),  # signed with the port that everybody leaves out
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://example.com/x", b"MediaUrl=b&MediaUrl=a&MediaUrl=b&From=%2B1", "44iEvq9bZ19xN3TT1Nx7EFjg++g="),
        ("https://example.com/x", b"Body=&From=%2B1", "Ks9nByFOK131YGmyKPEwmsw0W+8="),
    ],
)
def test_twilio(url: str, body: bytes, signature: str) -> None:
    """Its documented example; with a port; a name that comes more than once; a blank value."""
    headers = {"X-Twilio-Signature": signature, "Content-Type": f"{FORM}; charset=UTF-8"}
    assert unwrap(Twilio(), "12345", headers, body, url).event.value
    for wrong in (body + b"&x=1", body.replace(b"=", b"=x", 1)):
        with pytest.raises(WebhookRejected):
            unwrap(Twilio(), "12345", headers, wrong, url)
    with pytest.raises(WebhookRejected):
        unwrap(Twilio(), "12345", headers, body, f"{url}#".replace("com", "org"))


def test_twilio_with_a_hash_of_the_body() -> None:
    """It binds the raw body, whatever that says of its type."""
    headers = {"X-Twilio-Signature": "a9nBmqA0ju/hNViExpshrM61xv4="}
    for content_type in ("application/json", FORM, ""):
        typed = {**headers, "Content-Type": content_type}
        assert unwrap(Twilio(), "12345", typed, JSON, HASHED).event.body == JSON
        for body in (b"{}", b"", b"a=1", JSON + b" "):
            with pytest.raises(WebhookRejected):
                unwrap(Twilio(), "12345", typed, body, HASHED)
