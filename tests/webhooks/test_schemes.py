"""What all schemes have in common: fresh times, several secrets, one verdict on every server."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

import pytest

from ferrule.errors import ConfigError, WebhookRejected
from ferrule.webhooks import HMAC, EventName, Place, Receiver
from webhooks.senders import NOW, SENDERS, signed
from webhooks.senders import receiver as made

TIMED = sorted(SENDERS.keys() - {"github", "twilio"})
EACH = pytest.mark.parametrize("sender", SENDERS)


@EACH
def test_what_was_signed_is_taken(sender: str) -> None:
    """With its id and time, where those are signed."""
    hooks = made(sender)
    headers, body = signed(sender, hooks, id="msg_7")
    delivery = hooks.unwrap(headers, body)
    assert (delivery.sent_at is not None) == (sender in TIMED)
    assert delivery.sent_at is None or delivery.sent_at.timestamp() == NOW
    assert delivery.id == {"stripe": "evt_1", "discord": "evt_1", "slack": "Ev1"}.get(sender, "msg_7")


@EACH
def test_what_was_changed_is_rejected(sender: str) -> None:
    """One bit of the body, of each header field, and of the URL where that is signed; and each field when it lacks."""
    hooks = made(sender)
    headers, body = signed(sender, hooks)
    for at in range(0, len(body), 7):
        with pytest.raises(WebhookRejected):
            hooks.unwrap(headers, body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
    scheme, _ = SENDERS[sender]
    for name in (one for one in headers if one.lower() in scheme.headers and one != "Content-Type"):
        with pytest.raises(WebhookRejected, match=f"it has no {name}"):
            hooks.unwrap({key: value for key, value in headers.items() if key != name}, body)
        with pytest.raises(WebhookRejected):
            hooks.unwrap({**headers, name: f"{headers[name][:-3]}{headers[name][-3:][::-1]}x"}, body)
    if sender == "twilio":
        with pytest.raises(WebhookRejected):
            hooks.unwrap(headers, body, "?x=1")


@pytest.mark.parametrize("sender", TIMED)
@pytest.mark.parametrize(("age", "fresh"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)])
def test_a_time_is_fresh_for_five_minutes_in_both_directions(sender: str, age: int, fresh: bool) -> None:
    """The right signature of a time that is too old, or still to come, is worth nothing."""
    hooks = made(sender)
    headers, body = signed(sender, hooks, at=NOW - age)
    if fresh:
        assert hooks.unwrap(headers, body).sent_at is not None
    else:
        with pytest.raises(WebhookRejected, match="too old" if age > 0 else "in the future"):
            hooks.unwrap(headers, body)


@pytest.mark.parametrize("sender", TIMED)
def test_no_tolerance_is_this_second(sender: str) -> None:
    """And not: no check."""
    hooks = made(sender, now=NOW + 0.9, tolerance=0)
    headers, body = signed(sender, hooks, at=NOW)
    assert hooks.unwrap(headers, body).sent_at is not None
    for now in (NOW + 1, NOW - 1):
        with pytest.raises(WebhookRejected):
            made(sender, now=now, tolerance=0).unwrap(headers, body)


@pytest.mark.parametrize(
    "text",
    [
        "+1700000000", "0001700000000", "1_700_000_000", "１７００００００００", "1e9", "NaN", "inf", "9" * 5000, "253402300800", "",
        "1700000000 0", "1700000000.0", "-1", "0x65", "1700000000,1700000000", "1700000000\x00",
    ],
)  # fmt: skip
def test_what_is_no_number_of_seconds_is_rejected(text: str) -> None:
    """Although it is signed: a sender's key may sign what an attacker chose."""
    scheme = HMAC(header="X-Sig", signed="{timestamp}.{body}", timestamp=Place(header="X-Time"))
    hooks: Receiver[Any] = Receiver(scheme, ["k"], clock=lambda: NOW)
    signature = hmac.digest(b"k", text.encode() + b".{}", "sha256").hex()
    with pytest.raises(WebhookRejected, match=r"timestamp|X-Time"):
        hooks.unwrap({"X-Sig": signature, "X-Time": text}, b"{}")


@EACH
def test_any_of_several_secrets_may_have_signed(sender: str) -> None:
    """New and old, in either order; no others."""
    _, secret = SENDERS[sender]
    others = {
        "standard": "whsec_AAAAAAAA",
        "v1a": "whsk_" + "Bgc" * 14 + "Bw==",
        "discord": "private:" + "08" * 32,
    }
    other = others.get(sender, "other")
    headers, body = signed(sender, made(sender))
    for secrets in ([secret, other], [other, secret]):
        assert made(sender, secrets=secrets).unwrap(headers, body)
    with pytest.raises(WebhookRejected):
        made(sender, secrets=[other]).unwrap(headers, body)
    assert made(sender, secrets=[other, secret]).sign(body, form=True) != headers


@EACH
def test_servers_that_list_lines_and_servers_that_join_them_agree(sender: str) -> None:
    """Two lines of one field: ASGI lists them, WSGI joins them."""
    hooks = made(sender)
    headers, body = signed(sender, hooks)
    scheme, _ = SENDERS[sender]
    for name in (one for one in headers if one.lower() in scheme.headers and one != "Content-Type"):
        rest = [(key, value) for key, value in headers.items() if key != name]
        for first, second in ((headers[name], "x"), ("v1,A", headers[name]), (headers[name], headers[name])):
            verdicts = set()
            for lines in (
                [*rest, (name, first), (name, second)],
                [(key.lower().encode(), value.encode()) for key, value in [*rest, (name, first), (name, second)]],
                [*rest, (name, f"{first},{second}")],
                [*rest, (name, f"{first}, {second}")],
                {**dict(rest), name: [first, second]},
            ):
                try:
                    hooks.unwrap(lines, body)
                    verdicts.add(True)
                except WebhookRejected:
                    verdicts.add(False)
            assert len(verdicts) == 1, (name, first, second)


def test_names_of_fields_have_no_case() -> None:
    """In mappings, in pairs, as bytes."""
    hooks = made("github")
    headers, body = signed("github", hooks)
    for changed in (str.lower, str.upper, str.title):
        given = {changed(name): value for name, value in headers.items()}
        assert hooks.unwrap(given, body)
        assert hooks.unwrap(list(given.items()), body)
        assert hooks.unwrap({name.encode(): value.encode() for name, value in given.items()}, body)


@pytest.mark.parametrize(
    ("settings", "body"),
    [
        ({"algorithm": "sha1", "prefix": "sha1="}, b"{}"),
        ({"algorithm": "sha512", "encoding": "base64"}, b"{}"),
        ({"signed": "{url}{body}", "encoding": "base64"}, b"{}"),
        ({"signed": "{id}:{timestamp}:{body}", "id": Place("X-Id"), "timestamp": Place("X-Time")}, b"{}"),
        ({"timestamp": Place(field="/at"), "id": Place(field="/no")}, b'{"at": 1700000000, "no": 5}'),
        ({"timestamp": Place(field="/at")}, b'{"at": "1700000000"}'),
    ],
)
def test_what_an_hmac_may_be(settings: dict[str, Any], body: bytes) -> None:
    """Algorithm, encoding, prefix, what is signed, and where time and id stand."""
    scheme = HMAC(header="X-Sig", **settings)
    hooks: Receiver[Any] = Receiver(scheme, ["k"], url="https://h.test/", clock=lambda: NOW)
    headers = hooks.sign(body, id="7")
    delivery = hooks.unwrap(headers, body)
    assert (delivery.sent_at is not None) == ("timestamp" in settings)
    assert delivery.id == ("" if "id" not in settings else "5" if "no" in str(body) else "7")
    for name in headers.keys() - {"Content-Type"}:
        with pytest.raises(WebhookRejected):
            hooks.unwrap({**headers, name: "1700000001"}, body)
    with pytest.raises(WebhookRejected):
        hooks.unwrap(headers, body + b" ")


@pytest.mark.parametrize("body", [b"{}", b'{"at": null}', b'{"at": 1699999000}', b'{"at": 1700000000.0}', b"[]", b"x"])
def test_a_time_in_the_body_must_be_there_and_fresh(body: bytes) -> None:
    """It is signed as all of the body is."""
    hooks: Receiver[Any] = Receiver(HMAC(header="X-Sig", timestamp=Place(field="/at")), ["k"], clock=lambda: NOW)
    with pytest.raises(WebhookRejected, match="timestamp"):
        hooks.unwrap(hooks.sign(body), body)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"signed": "{timestamp}.{body}"}, "signed has {timestamp}, so timestamp must name its header field"),
        ({"signed": "{timestamp}.{body}", "timestamp": Place(field="/t")}, "timestamp must name its header"),
        ({"timestamp": Place("X-Time")}, "in a header field that is not signed"),
        ({"signed": "{timestamp}"}, r"must have \{body\} once"),
        ({"signed": "{body}{body}"}, r"must have \{body\} once"),
        ({"signed": "{body}{host}"}, "not {host}"),
        ({"algorithm": "md5"}, "algorithm must be sha1"),
        ({"encoding": "base32"}, "encoding must be hex or base64"),
        ({"header": ""}, "header must be the name"),
        ({"prefix": "é="}, "printable ASCII"),
        ({"prefix": "\udcff"}, "printable ASCII"),
        ({"prefix": " v1="}, "no space in front"),
        ({"signed": "{id}.{body}", "id": Place("x-sig")}, "fields of their own"),
    ],
)
def test_an_hmac_that_could_not_hold_is_refused(settings: dict[str, Any], words: str) -> None:
    """When it is made."""
    with pytest.raises(ConfigError, match=words):
        HMAC(**{"header": "X-Sig"} | settings)


@pytest.mark.parametrize("made", [lambda: Place(field="sent_at"), lambda: EventName(fields=("/type", "type"))])
def test_a_pointer_that_leads_nowhere_is_refused(made: Callable[[], object]) -> None:
    """Else every delivery would have no time, id or name."""
    with pytest.raises(ConfigError, match="begins with a slash"):
        made()


def test_one_pointer_may_be_given_alone() -> None:
    """As in an overlay; a text is not a list of its letters."""
    assert EventName(fields="/type").read({}, {"type": "a"}) == ("a", True)  # type: ignore[arg-type]


def test_names_of_events_and_what_they_mean_here() -> None:
    """The first pointer that leads to something; then the table, then `*`."""
    scheme = HMAC(
        header="X-Sig", event=EventName(fields=("/event/type", "/type"), names={"1": "one", "b": "bee", "*": "other"})
    )
    hooks: Receiver[Any] = Receiver(scheme, ["k"])
    for body, name in (
        (b'{"event": {"type": "b"}, "type": 1}', "bee"),
        (b'{"event": {}, "type": 1}', "one"),
        (b'{"type": true}', "other"),
        (b'{"type": {"a": 1}}', "other"),
        (b"[]", "other"),
        (b'{"type": "c"}', "other"),
    ):
        assert hooks.unwrap(hooks.sign(body), body).name == name
