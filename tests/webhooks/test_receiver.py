"""The receiver: settings that cannot work, events by name, what has no type, and what makes two deliveries one."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

import ferrule
from ferrule.errors import ConfigError, WebhookRejected
from ferrule.webhooks import EventName, GitHub, Receiver, Slack, StandardWebhooks, Stripe, Twilio, UnknownEvent
from ferrule_apis.github import webhooks as github
from ferrule_apis.stripe import webhooks as stripe
from ferrule_apis.twilio import webhooks as twilio
from webhooks.senders import DISCORD, NOW, SENDERS, STANDARD, receiver, signed

USER = {"login": "octocat", "id": 1}
PUSH = {
    "ref": "refs/heads/main", "before": "0" * 40, "after": "1" * 40, "base_ref": None, "compare": "https://c.test/",
    "created": False, "deleted": False, "forced": False, "commits": [], "head_commit": None,
    "pusher": {"name": "octocat"}, "repository": {"id": 1},
}  # fmt: skip


def in_bytes(value: object) -> bytes:
    """JSON."""
    return json.dumps(value).encode()


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("secrets", [[], [""], ["  "], ["right", ""], "right", b"right", None, 7, [None], [b"right"]])
def test_no_secret_is_an_error_at_once(sender: str, secrets: Any) -> None:
    """And never: everything is valid."""
    with pytest.raises(ConfigError, match="secret"):
        receiver(sender, secrets=secrets)


@pytest.mark.parametrize(
    ("sender", "secret", "words"),
    [
        ("standard", "whsec_", "is empty"),
        ("standard", "whsec_====", "is empty"),
        ("standard", "whsec_p'nted", "is not base64"),
        ("standard", "whsec_AAAA!!!!", "is not base64"),
        ("standard", "whpk_AAAA", "has 32 bytes, this has 3"),
        ("standard", "whpk_" + "AAAA" * 11, "has 32 bytes, this has 33"),
        ("discord", "planted", "64 hexadecimal digits"),
        ("discord", "ab" * 31, "has 32 bytes, this has 31"),
        ("github", "planted\n", "spaces or line breaks around it"),
        ("github", "p'nted\udcff", "is not text of Unicode"),
    ],
)
def test_what_is_no_secret_of_the_scheme_is_an_error(sender: str, secret: str, words: str) -> None:
    """The message does not quote it."""
    with pytest.raises(ConfigError, match=words) as caught:
        receiver(sender, secrets=[secret])
    assert "planted" not in str(caught.value)
    assert "p'nted" not in str(caught.value)


@pytest.mark.parametrize(
    ("scheme", "settings", "words"),
    [
        ("github", {}, "scheme must be"),
        (GitHub, {}, "scheme must be"),
        (GitHub(), {"store": "replay.db"}, "store must be"),
    ],
)
def test_what_is_no_scheme_or_store_is_refused(scheme: Any, settings: Any, words: str) -> None:
    """When the receiver is made, and not at its first delivery."""
    with pytest.raises(ConfigError, match=words):
        Receiver(scheme, ["s"], **settings)


@pytest.mark.parametrize("given", ["c=2", b"c=2", "h.test/a"])
def test_what_is_neither_url_nor_path_nor_query_is_told(given: Any) -> None:
    """The query of a request without its question mark, say."""
    with pytest.raises(WebhookRejected, match=r"of a request `\?query`"):
        Receiver(Twilio(), ["k"], url="https://h.test/a").unwrap({"x-twilio-signature": "AAAA"}, b"", given)


def test_all_faults_are_told_at_once() -> None:
    """Numbers out of bounds, a URL that is none, and secrets by their place."""
    with pytest.raises(ConfigError) as caught:
        Receiver(
            GitHub(),
            ["a", "", 3],
            tolerance=-1,
            max_bytes=0,
            lease=0,
            keep=float("inf"),
            url="example.com/hooks",  # type: ignore[list-item]
        )
    for words in ("secret 2 is empty", "secret 3 must be text", "tolerance", "max_bytes", "lease", "keep", "url must"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ([""], "the secret is empty"),
        ([" a"], "the secret has spaces"),
        ([3], "the secret must be text, not int"),
        (["a\udc80"], "the secret is not text of Unicode"),
        (["a", "a\n"], "secret 2 has spaces"),
        ([" ", "a"], "secret 1 is empty"),
        ([], "at least one"),
        ("abc", "must be a list of texts"),
    ],
)
def test_a_secret_that_cannot_be_one_is_told_by_its_place(secrets: Any, said: str) -> None:
    """Where there are several; and never quoted."""
    with pytest.raises(ConfigError, match=said):
        Receiver(GitHub(), secrets)


def test_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in each variable, as the overlay names it, or as it is named; one that is not set is an error."""
    for name in ("GITHUB_WEBHOOK_SECRET", "MY_NEW", "MY_OLD"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigError, match="no GITHUB_WEBHOOK_SECRET"):
        github.receiver.from_env()
    monkeypatch.setenv("GITHUB_WEBHOOK_SECRET", "s1")
    assert github.receiver.from_env().sign(b"x", id="1") == github.receiver(["s1"]).sign(b"x", id="1")
    monkeypatch.setenv("MY_NEW", "s2")
    with pytest.raises(ConfigError, match="no MY_OLD"):
        github.receiver.from_env("MY_NEW", "MY_OLD")
    monkeypatch.setenv("MY_OLD", "s1")
    hooks = github.receiver.from_env("MY_NEW", "MY_OLD")
    for secret in ("s1", "s2"):
        assert hooks.unwrap(github.receiver([secret]).sign(b"{}"), b"{}")
    monkeypatch.setenv("MY_OLD", " ")
    with pytest.raises(ConfigError, match="no MY_OLD"):
        github.receiver.from_env("MY_OLD")


def test_a_receiver_shows_no_secret() -> None:
    """Not in its repr, a copy or a pickle."""
    for sender in SENDERS:
        hooks = receiver(sender, api="acme")
        assert repr(hooks) == "Receiver('acme')"
        assert copy.deepcopy(hooks) is hooks
        with pytest.raises(TypeError, match="secret"):
            pickle.dumps(hooks)


@pytest.mark.parametrize("sender", SENDERS)
def test_a_rejection_shows_no_secret_and_no_right_signature(sender: str) -> None:
    """In the variables of the frames that it went through, which trackers of errors send."""
    hooks, (_, secret) = receiver(sender), SENDERS[sender]
    headers, body = signed(sender, hooks)
    name = next(one for one in headers if "signature" in one.lower() and "time" not in one.lower())
    right = headers[name][-20:]
    with pytest.raises(WebhookRejected) as caught:
        hooks.unwrap({**headers, name: headers[name][:-20] + "A" * 20}, body)
    shown = ""
    for frame, _ in traceback.walk_tb(caught.tb):
        if Path(frame.f_code.co_filename).is_relative_to(Path(ferrule.__file__).parent):
            shown += "".join(repr(value) for value in frame.f_locals.values())
    assert len(shown) > 100
    raw = base64.b64decode(secret[6:]) if sender == "standard" else secret.encode()
    assert repr(raw)[2:-1] not in shown
    assert right not in shown


def test_an_event_has_its_type() -> None:
    """By the header field that the overlay names."""
    hooks = github.receiver(["s"])
    body = in_bytes(PUSH)
    delivery = hooks.unwrap(hooks.sign(body, event="push", id="d1"), body)
    match delivery.event:
        case github.WebhookPush():
            assert delivery.event.ref == "refs/heads/main"
        case _:
            pytest.fail("it is a push")
    assert (delivery.id, delivery.name, delivery.duplicate, delivery.reply) == ("d1", "push", False, None)


def test_a_form_may_hold_the_event() -> None:
    """GitHub's other content type."""
    hooks = github.receiver(["s"])
    body = b"payload=" + in_bytes(PUSH).replace(b" ", b"+").replace(b"&", b"%26")
    delivery = hooks.unwrap(hooks.sign(body, event="push", form=True), body)
    assert isinstance(delivery.event, github.WebhookPush)


@pytest.mark.parametrize("name", ["issues", "ping", "", "PUSH", "push,issues", "\x1b]52;c;\x07"])
def test_a_name_that_the_body_does_not_bear_out_is_unknown(name: str) -> None:
    """Nobody signed the name, so it may be anybody's."""
    hooks = github.receiver(["s"])
    body = in_bytes(PUSH)
    delivery = hooks.unwrap({**hooks.sign(body), "X-GitHub-Event": name}, body)
    assert isinstance(delivery.event, UnknownEvent)
    assert delivery.event.name == (name if name.isprintable() else "")
    assert delivery.event.value == PUSH
    assert delivery.event.problem


def test_a_name_in_a_header_is_not_trusted_for_having_a_meaning_here() -> None:
    """Nor is one that stands for all others."""
    body = in_bytes(PUSH)
    for names in ({"i": "issues"}, {"*": "issues"}):
        hooks = github.receiver(["s"], scheme=GitHub(event=EventName(header="X-Kind", names=names)))
        delivery = hooks.unwrap(hooks.sign(body, event="i"), body)
        assert delivery.name == "issues"
        assert isinstance(delivery.event, UnknownEvent)


def test_a_signed_name_is_trusted_and_its_body_kept_as_it_came() -> None:
    """What lacks is told, as in responses."""
    hooks = stripe.receiver(["s"])
    body = in_bytes({"id": "evt_1", "type": "customer.created"})
    delivery = hooks.unwrap(hooks.sign(body), body)
    assert isinstance(delivery.event, stripe.CustomerEvent)
    assert {one.got for one in delivery.mismatches} == {"missing"}
    assert "evt_1" in repr(delivery)


def test_twilios_forms_have_types() -> None:
    """Which of the two it is, one of their fields tells."""
    hooks = twilio.receiver(["12345"], url="https://h.test/sms?x=1")
    message = (
        b"MessageSid=SM1&AccountSid=AC1&From=%2B1&To=%2B2&Body=caf%C3%A9+%F0%9F%A6%8A&NumMedia=0&SmsStatus=received"
    )
    delivery = hooks.unwrap(hooks.sign(message, form=True), message)
    assert isinstance(delivery.event, twilio.IncomingMessage)
    assert delivery.event.body == "café 🦊"
    status = b"MessageSid=SM1&AccountSid=AC1&MessageStatus=delivered&SmsStatus=delivered"
    delivery = hooks.unwrap(hooks.sign(status, form=True), status)
    assert isinstance(delivery.event, twilio.MessageStatusCallback)
    assert delivery.event.message_status == "delivered"
    call = b"CallSid=CA1&CallStatus=ringing"
    delivery = hooks.unwrap(hooks.sign(call, form=True), call)
    assert isinstance(delivery.event, UnknownEvent)
    assert "it lacks AccountSid, MessageSid, MessageStatus" in delivery.event.problem
    delivery = hooks.unwrap(hooks.sign(call, form=True), call, event="message_status")
    assert isinstance(delivery.event, twilio.MessageStatusCallback)


def test_a_delivery_of_twilios_is_a_form_unless_it_says_otherwise() -> None:
    """To its signature and to its event alike, where a caller has kept the signature's field alone."""
    hooks: Receiver[Any] = Receiver(Twilio(), ["k"], url="https://h.test/a")
    signature = {"X-Twilio-Signature": hooks.sign(b"Body=hello", form=True)["X-Twilio-Signature"]}
    assert hooks.unwrap(signature, b"Body=hello").event.value == {"Body": "hello"}


@pytest.mark.parametrize(
    ("own", "given", "sent_to"),
    [
        ("https://h.test/a", None, "https://h.test/a"),
        ("https://h.test/a?b=1", None, "https://h.test/a?b=1"),
        ("https://h.test/a?b=1", "?c=2", "https://h.test/a?c=2"),
        ("https://h.test/a", "/b?c=2", "https://h.test/b?c=2"),
        ("https://h.test", "/b", "https://h.test/b"),
        ("https://h.test/a", "//evil.test/b", "https://h.test//evil.test/b"),
        ("", "https://h.test/a", "https://h.test/a"),
        ("https://h.test/a", "https://other.test/b", "https://other.test/b"),
        ("https://u:p@h.test:8443/a", "/b", "https://u:p@h.test:8443/b"),
        ("https://h.test/a", "https://h.test:443/a", "https://h.test/a"),
        ("https://h.test/a", "https://[::1]/a", "https://[::1]:443/a"),
        ("https://h.test/a?b=1", b"?c=2", "https://h.test/a?c=2"),
    ],
)
def test_the_signed_url_is_that_of_the_configuration(own: str, given: Any, sent_to: str) -> None:
    """A request says no more than path and query."""
    hooks: Receiver[Any] = Receiver(Twilio(), ["k"], url=own)
    headers = Receiver(Twilio(), ["k"], url=sent_to).sign(b"a=1", form=True)
    assert hooks.unwrap(headers, b"a=1", given)


@pytest.mark.parametrize(
    "given", [None, "", "?x", "/x", "x", "http://", "https://[", "https://h:x/", "ftp://h/", "//h"]
)
def test_without_a_url_nothing_that_signs_it_is_taken(given: str | None) -> None:
    """Whatever a request says of itself."""
    hooks: Receiver[Any] = Receiver(Twilio(), ["k"])
    with pytest.raises(WebhookRejected, match="give the public one as `url=`"):
        hooks.unwrap({"X-Twilio-Signature": "AAAA"}, b"a=1", given)


def test_a_body_that_somebody_else_has_read_is_an_error_that_says_so() -> None:
    """Flask gives no bytes after its form was read; and a string is not what was signed."""
    hooks = receiver("github")
    with pytest.raises(WebhookRejected, match="read it before anything parses it"):
        hooks.unwrap({"Content-Length": "32", "X-Hub-Signature-256": "sha256=x"}, b"")
    with pytest.raises(WebhookRejected, match="must be the raw bytes that came, not str"):
        hooks.unwrap({}, "{}")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_a_buffer_is_raw_bytes_too(kind: type[Any]) -> None:
    """What is kept of it is bytes, which nobody can change afterwards."""
    hooks = receiver("github", max_bytes=100)
    delivery = hooks.unwrap(hooks.sign(b"{}"), kind(b"{}"))
    assert type(delivery.event.body) is bytes
    with pytest.raises(WebhookRejected, match="read it before anything parses it"):
        hooks.unwrap({"Content-Length": "32", "X-Hub-Signature-256": "sha256=x"}, kind(b""))
    with pytest.raises(WebhookRejected, match="larger than 100 bytes"):
        hooks.unwrap(hooks.sign(b"{}"), kind(b"x" * 101))


def test_a_body_beyond_the_bound_is_not_looked_at() -> None:
    """The bound is there for those who read it, too."""
    hooks = receiver("github", max_bytes=100)
    for size, words in ((100, "no signature"), (101, "larger than 100 bytes")):
        with pytest.raises(WebhookRejected, match=words):
            hooks.unwrap({"X-Hub-Signature-256": "sha256=x"}, b"x" * size)
    assert hooks.max_bytes == 100


def test_a_coded_body_is_not_unpacked() -> None:
    """What is signed is what came."""
    import gzip

    hooks = receiver("github")
    body = gzip.compress(b"{}")
    delivery = hooks.unwrap({**hooks.sign(body), "Content-Encoding": "gzip"}, body)
    assert delivery.event.body == body
    with pytest.raises(WebhookRejected):
        hooks.unwrap({**hooks.sign(b"{}"), "Content-Encoding": "gzip"}, body)


@pytest.mark.parametrize(
    "body", [b"\xff", b"[]", b"[" * 100_000, b"x", b"", b"null", b'"\\ud800"', b'{"a":1}}', b"\xef\xbb\xbf{}"]
)
@pytest.mark.parametrize("name", ["push", "issues", "other"])
def test_a_signed_body_of_any_kind_is_an_unknown_event(body: bytes, name: str) -> None:
    """It is authentic, so nothing of it is lost."""
    hooks = github.receiver(["s"])
    delivery = hooks.unwrap(hooks.sign(body, event=name), body)
    assert isinstance(delivery.event, UnknownEvent)
    assert delivery.event.body == body
    assert len(delivery.key) == 64


def test_handshakes_are_events_with_a_name_and_an_answer() -> None:
    """Only what is signed gets one."""
    hooks: Receiver[Any] = Receiver(Slack(), ["s"])
    body = in_bytes({"type": "url_verification", "token": "t", "challenge": "3eZbrw"})
    delivery = hooks.unwrap(hooks.sign(body), body)
    assert (delivery.name, delivery.reply) == ("url_verification", {"challenge": "3eZbrw"})
    with pytest.raises(WebhookRejected):
        hooks.unwrap(Receiver(Slack(), ["other"]).sign(body), body)
    mentioned = in_bytes({"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention"}})
    delivery = hooks.unwrap(hooks.sign(mentioned), mentioned)
    assert (delivery.name, delivery.reply) == ("app_mention", None)
    hooks = receiver("discord")
    for ping, reply in ((b'{"type":1,"id":"1"}', {"type": 1}), (b'{"version":1,"type":0}', None)):
        delivery = hooks.unwrap(hooks.sign(ping), ping)
        assert (delivery.name, delivery.reply) == ("PING", reply)
    event = in_bytes({"type": 1, "event": {"type": "ENTITLEMENT_CREATE"}})
    assert hooks.unwrap(hooks.sign(event), event).name == "ENTITLEMENT_CREATE"


@pytest.mark.parametrize("given", ["", "zz" * 64, "00" * 63, "00" * 64, "00 " * 64, "0" * 127, "ü"])
def test_a_signature_of_ed25519_that_is_none_is_rejected(given: str) -> None:
    """Discord tries that before it takes an endpoint."""
    hooks = receiver("discord")
    headers, body = signed("discord", hooks)
    with pytest.raises(WebhookRejected) as caught:
        hooks.unwrap({**headers, "X-Signature-Ed25519": given}, body)
    assert caught.value.status_code == 401


def test_what_is_signed_is_bytes() -> None:
    """A dict would be written in one way here, and in another where it is sent."""
    for payload in ({"a": 1}, "text", None):
        with pytest.raises(ConfigError, match="must be the raw bytes"):
            receiver("github").sign(payload)  # type: ignore[arg-type]


def test_a_public_key_does_not_sign() -> None:
    """It is what production has; tests have the private one."""
    for scheme, secret in (
        (SENDERS["discord"][0], "ab" * 32),
        (StandardWebhooks(), "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="),
    ):
        with pytest.raises(ConfigError, match="a public key verifies and cannot sign"):
            Receiver(scheme, [secret]).sign(b"{}")


def test_what_twilio_would_not_send_is_not_signed() -> None:
    """The message has the hash that is wanted."""
    hooks = receiver("twilio")
    with pytest.raises(ConfigError, match="bodySHA256=44136fa355b3678a"):
        hooks.sign(b"{}")
    with pytest.raises(ConfigError, match="give the public one as `url=`"):
        Receiver(Twilio(), ["k"]).sign(b"a=1", form=True)


def test_what_makes_two_deliveries_one() -> None:
    """The signed id; else all that is signed. Nothing that is not signed counts, nor how a signature is written."""
    hooks: Receiver[Any] = Receiver(GitHub(), ["s"])
    body = in_bytes(PUSH)
    one = hooks.unwrap(hooks.sign(body, event="push", id="1"), body)
    other = hooks.unwrap(hooks.sign(body, event="issues", id="2"), body)
    assert (one.key, one.id, other.id) == (other.key, "1", "2")
    assert hooks.unwrap(hooks.sign(b"{}"), b"{}").key != one.key

    moments = iter([NOW, NOW, NOW + 60, NOW + 60])
    for scheme, body in ((Stripe(), b'{"id": "evt_1"}'), (Slack(), b'{"event_id": "Ev1"}')):
        moments = iter([NOW, NOW, NOW + 60, NOW + 60])
        hooks = Receiver(scheme, ["s"], clock=lambda moments=moments: next(moments))  # type: ignore[misc]
        keys = {hooks.unwrap(hooks.sign(body), body).key for _ in range(2)}
        assert len(keys) == 1, "sent again with a new time and signature"

    hooks = receiver("standard")
    headers = hooks.sign(b"{}", id="msg_1")
    again = {**headers, "webhook-signature": f"v1,x {headers['webhook-signature']}"}
    assert hooks.unwrap(headers, b"{}").key == hooks.unwrap(again, b"{}").key
    assert hooks.unwrap(hooks.sign(b"{}", id="msg_2"), b"{}").key != hooks.unwrap(headers, b"{}").key


def test_deliveries_of_different_apis_are_never_one() -> None:
    """Though they share a store, and their ids."""
    keys = set()
    for api in ("one", "two"):
        hooks = receiver("stripe", api=api)
        headers, body = signed("stripe", hooks)
        keys.add(hooks.unwrap(headers, body).key)
    assert len(keys) == 2


def test_a_scheme_is_needed_where_none_is_declared() -> None:
    """The message says what to give."""
    from ferrule.webhooks import Receivers

    makes: Receivers[Any] = Receivers("acme", None, {})
    with pytest.raises(ConfigError, match="how acme signs is not declared"):
        makes(["s"])
    assert makes(["s"], scheme=GitHub()).sign(b"{}")
    with pytest.raises(ConfigError, match="no ACME_WEBHOOK_SECRET"):
        makes.from_env(scheme=GitHub())
    makes = Receivers("acme", {"scheme": "standard", "tolerance": 10}, {})
    late = makes([STANDARD], clock=lambda: NOW + 11)
    with pytest.raises(WebhookRejected):
        late.unwrap(makes([STANDARD], clock=lambda: NOW).sign(b"{}"), b"{}")
    assert DISCORD not in repr(makes)
