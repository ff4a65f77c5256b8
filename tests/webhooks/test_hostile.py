"""Whatever comes there is a delivery or a `WebhookRejected`, and never another exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ferrule.errors import WebhookRejected
from ferrule.webhooks import Delivery
from ferrule_apis.github import webhooks as github
from ferrule_apis.stripe import webhooks as stripe
from ferrule_apis.twilio import webhooks as twilio
from webhooks.senders import SENDERS, receiver

TYPES = st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", "", "ü/\x00", "; ;"])
PIECES = st.sampled_from([
    "v1,", "v1a,", "v0=", "sha256=", "t=", "t=1700000000", "v1=", "1700000000", "NaN", "99999999999999999999", "AAAA", "=", ",", " ", ";", "%zz",
    "\x00", "\ud800", "é", "🦊", "\r\n", "0" * 64, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "algorithm=HMAC_SHA256", "algorithm=x",
])  # fmt: skip
VALUES = st.lists(PIECES | st.text(max_size=8), max_size=6).map("".join)
BODIES = st.binary(max_size=60) | VALUES.map(lambda text: text.encode("utf-8", "surrogatepass"))
URLS = st.none() | VALUES | st.sampled_from(["?bodySHA256=x", "/a?bodySHA256=", "https://[", "http://a:99999/", "//"])


@st.composite
def fields(draw: st.DrawFn, sender: str) -> list[tuple[Any, Any]]:
    """The sender's own header fields, some twice, as text or bytes, with anything in them."""
    scheme, _ = SENDERS[sender]
    names = sorted(scheme.headers | {scheme.event.header, scheme.id.header, "content-length"} - {""})
    found: list[tuple[Any, Any]] = []
    for name in draw(st.lists(st.sampled_from(names), max_size=8)):
        value = draw(VALUES | TYPES)
        if draw(st.booleans()):
            found.append((name.encode(), value.encode("utf-8", "surrogatepass")))
        else:
            found.append((name.title(), value))
    return found


@pytest.mark.parametrize("sender", SENDERS)
@given(st.data())
def test_anything_unsigned_is_rejected(sender: str, data: st.DataObject) -> None:
    """The reason has one line, of nothing that came."""
    headers, body, url = data.draw(fields(sender)), data.draw(BODIES), data.draw(URLS)
    with pytest.raises(WebhookRejected) as caught:
        receiver(sender).unwrap(headers, body, url)
    assert caught.value.reason.isascii()
    assert caught.value.reason.isprintable()
    assert caught.value.status_code == 401


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


@pytest.mark.parametrize(
    "headers",
    [
        None, 7, "text", b"bytes", [1], [("a",)], [("a", "b", "c")], [(1, "b")], {"x-hub-signature-256": None}, object(),
        {"x-hub-signature-256": ENDLESS},
    ],
)  # fmt: skip
def test_what_are_no_header_fields_is_rejected(headers: Any) -> None:
    """Whoever holds them."""
    with pytest.raises(WebhookRejected):
        receiver("github").unwrap(headers, b"{}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "data", "object", "a"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(
    body=BODIES | JSON.map(lambda value: repr(value).replace("'", '"').encode()),
    content_type=TYPES,
    name=st.sampled_from([*github.EVENTS, "x"]),
)
@example(body=b"[" * 50_000, content_type="", name="push")
@example(body=b'{"a":' * 20_000, content_type="", name="push")
@example(body=b"9" * 5000, content_type="", name="push")
@example(body=b'"\\ud800"', content_type="", name="push")
@example(body=b"payload=%5B" + b"[" * 5000, content_type="application/x-www-form-urlencoded", name="push")
@example(body=b"&" * 5000, content_type="application/x-www-form-urlencoded", name="push")
def test_anything_signed_is_a_delivery(body: bytes, content_type: str, name: str) -> None:
    """Of every sender with types."""
    for hooks in (github.receiver(["s"]), stripe.receiver(["s"]), twilio.receiver(["s"], url="https://h.test/")):
        form = "form" in content_type
        try:
            headers: dict[str, Any] = hooks.sign(body, event=name, form=form)
        except ValueError:  # what Twilio does not send
            continue
        delivery: Delivery[Any] = hooks.unwrap({**headers, "Content-Type": content_type}, body)
        assert delivery.event is not None
        assert delivery.key
        assert repr(delivery)
