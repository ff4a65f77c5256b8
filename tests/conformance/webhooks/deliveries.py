"""Deliveries for the comparison: right ones, and ones that are wrong in one or several ways, from a seed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from random import Random
from urllib.parse import quote_plus, urlencode

import attrs

NOW = 1_700_000_000
SECRETS = {
    "standardwebhooks": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "svix": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "stripe": "whsec_test_secret",
    "slack": "8f742231b10e8888abcd99yyyzzz85a5",
    "twilio": "12345",
}
_TEXTS = ["", "a", "Zoë 🦊", "1", "true", "x y+z", "%41", "a&b=c", "é\u2028", "\u0663", '"quoted"', "\\", "\x00"]
_FORM = "application/x-www-form-urlencoded"


@attrs.define
class Delivery:
    """What comes over the wire, as a framework gives it to both sides."""

    headers: dict[str, str]
    body: bytes
    url: str = ""

    @property
    def form(self) -> bool:
        """Is its body typed as a form?"""
        return self.headers.get("Content-Type", _FORM).partition(";")[0].strip().lower() == _FORM


@attrs.define
class Parts:
    """What a delivery is made of; a change of one of them before or after it is signed."""

    random: Random
    secret: str
    body: bytes
    signed_body: bytes
    timestamp: str
    id: str
    url: str
    content_type: str

    def mac(self, content: bytes, algorithm: str = "sha256", key: bytes | None = None) -> bytes:
        """An HMAC under the secret."""
        return hmac.digest(self.secret.encode() if key is None else key, content, algorithm)


def deliveries(sender: str, seed: int, count: int) -> list[Delivery]:
    """So many deliveries of a sender; about a third of them are right."""
    return [_delivery(sender, Random(f"{seed}:{sender}:{number}")) for number in range(count)]


def _delivery(sender: str, random: Random) -> Delivery:
    parts = _parts(sender, random)
    for _ in range(random.choice([0, 0, 0, 1, 1, 2])):
        random.choice(_BEFORE)(parts)
    delivery = _SIGN[sender](parts)
    for _ in range(random.choice([0, 0, 0, 1, 1, 2])):
        if any("signature" in name.lower() for name in delivery.headers):
            random.choice([*_AFTER, *_OWN[sender]])(delivery, random)
    return delivery


def _parts(sender: str, random: Random) -> Parts:
    content_type = _FORM if sender == "twilio" and random.random() < 0.7 else "application/json"
    if content_type == _FORM:
        pairs = [
            (random.choice(["From", "Body", "MediaUrl", "Z", "a", "ß"]), _text(random))
            for _ in range(random.randint(0, 6))
        ]
        body = urlencode(pairs).encode()
    else:
        body = f'{{"id": "evt_{random.randint(0, 99)}", "text": "{_text(random, plain=True)}"}}'.encode()
    url = random.choice(
        [
            "https://mycompany.com/myapp.php",
            "http://h.test/",
            "https://h.test:8443/a",
            "https://h.test:443/a",
            "http://h.test",
        ]
    )
    query = random.choice(["", "?foo=1&bar=2", "?q=%C3%A9+x", "?"])
    if content_type != _FORM:
        query += ("&" if "?" in query else "?") + f"bodySHA256={hashlib.sha256(body).hexdigest()}"
    return Parts(
        random, SECRETS[sender], body, body, str(NOW), f"msg_{random.randint(0, 9**9)}", url + query, content_type
    )


def _text(random: Random, *, plain: bool = False) -> str:
    text = "".join(random.choice(_TEXTS) for _ in range(random.randint(0, 3)))
    return text.replace("\\", "").replace('"', "").replace("\x00", "") if plain else text


# Before it is signed: what a sender, or whoever can have it sign, may choose.


def _another_time(parts: Parts) -> None:
    parts.timestamp = str(NOW + parts.random.choice([-300, -301, -299, 299, 300, 301, -3600, 3600, 31_536_000, -NOW]))


def _odd_time(parts: Parts) -> None:
    parts.timestamp = parts.random.choice([
        f"+{NOW}", "1_700_000_000", "１７００００００００", "1.7e9", f"{NOW}.0", f"{NOW}.9", f" {NOW}", f"{NOW} ", "NaN", "inf", "-1", "", "x", "9" * 400,
        "253402300800", f"0{NOW}", hex(NOW),
    ])  # fmt: skip


def _odd_body(parts: Parts) -> None:
    body = parts.random.choice(
        [b"", b"\xff\xfe", b"[]", b"null", b"{" * 50, b"a=1", b'{"a": NaN}', b"\xef\xbb\xbf{}", b"%ff=%fe&a"]
    )
    parts.body = parts.signed_body = body


def _odd_id(parts: Parts) -> None:
    parts.id = parts.random.choice(["", "a.b", "msg 1", "x" * 300, "1.1700000000", "ü"])


def _wrong_key(parts: Parts) -> None:
    parts.secret = "whsec_AAAA"


_BEFORE: list[Callable[[Parts], None]] = [
    _another_time,
    _another_time,
    _odd_time,
    _odd_time,
    _odd_body,
    _odd_id,
    _wrong_key,
]


# How each signs, by its documentation.


def _standard(parts: Parts, prefix: str = "webhook") -> Delivery:
    key = base64.b64decode(parts.secret.removeprefix("whsec_"))
    content = f"{parts.id}.{parts.timestamp}.".encode() + parts.signed_body
    signature = base64.b64encode(parts.mac(content, key=key)).decode()
    return Delivery(
        {f"{prefix}-id": parts.id, f"{prefix}-timestamp": parts.timestamp, f"{prefix}-signature": f"v1,{signature}"},
        parts.body,
    )


def _svix(parts: Parts) -> Delivery:
    return _standard(parts, "svix")


def _stripe(parts: Parts) -> Delivery:
    signature = parts.mac(f"{parts.timestamp}.".encode() + parts.signed_body).hex()
    return Delivery({"Stripe-Signature": f"t={parts.timestamp},v1={signature}"}, parts.body)


def _slack(parts: Parts) -> Delivery:
    signature = parts.mac(f"v0:{parts.timestamp}:".encode() + parts.signed_body).hex()
    headers = {"X-Slack-Request-Timestamp": parts.timestamp, "X-Slack-Signature": f"v0={signature}"}
    return Delivery(headers, parts.body)


def _twilio(parts: Parts) -> Delivery:
    from urllib.parse import parse_qsl

    content = parts.url
    if "bodySHA256" not in parts.url:
        pairs = parse_qsl(parts.signed_body.decode("utf-8", "replace"), keep_blank_values=True)
        content += "".join(name + value for name, value in sorted(set(pairs)))
    algorithm = parts.random.choice(["sha1", "sha1", "sha1", "sha256"])
    signature = base64.b64encode(parts.mac(content.encode(), algorithm)).decode()
    headers = {"X-Twilio-Signature": signature, "Content-Type": parts.content_type}
    if algorithm == "sha256":
        headers["X-Twilio-Webhooks-Signature-Settings"] = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    return Delivery(headers, parts.body, parts.url)


_SIGN: Mapping[str, Callable[[Parts], Delivery]] = {
    "standardwebhooks": _standard, "svix": _svix, "stripe": _stripe, "slack": _slack, "twilio": _twilio,
}  # fmt: skip


# After it was signed: what anybody on the way may do.


def _main(delivery: Delivery) -> str:
    return next(name for name in delivery.headers if "signature" in name.lower())


def _flip_body(delivery: Delivery, random: Random) -> None:
    if delivery.body:
        at = random.randrange(len(delivery.body))
        delivery.body = (
            delivery.body[:at] + bytes([delivery.body[at] ^ 1 << random.randrange(8)]) + delivery.body[at + 1 :]
        )


def _longer_body(delivery: Delivery, random: Random) -> None:
    delivery.body += random.choice([b" ", b"\n", b"&a=1", b"}", b"&From=x"])


def _edit_field(delivery: Delivery, random: Random) -> None:
    name = random.choice(sorted(delivery.headers))
    value = delivery.headers[name]
    at = random.randrange(len(value) + 1)
    piece = random.choice([",", " ", "=", ".", "A", "0", "v1,", "v1=", "t=", "é", "€", "\t", ""])
    delivery.headers[name] = value[:at] + piece + value[at + random.choice([0, 0, 1]) :]


def _drop_field(delivery: Delivery, random: Random) -> None:
    del delivery.headers[random.choice(sorted(delivery.headers))]
    delivery.headers.setdefault("X-Other", "1")


def _case_of_field(delivery: Delivery, random: Random) -> None:
    name = random.choice(sorted(delivery.headers))
    delivery.headers[name] = random.choice([str.upper, str.lower, str.swapcase])(delivery.headers[name])


def _case_of_name(delivery: Delivery, random: Random) -> None:
    how = random.choice([str.upper, str.lower])
    delivery.headers = {
        how(name) if name != "Content-Type" else name: value for name, value in delivery.headers.items()
    }


def _another_signature(delivery: Delivery, random: Random) -> None:
    name = _main(delivery)
    delivery.headers[name] = random.choice(["", "x", "=", "v1,", "v1=", "t=", "v0=", "AAAA", "v1,AAAA", "=" * 40, "€"])


_AFTER: list[Callable[[Delivery, Random], None]] = [
    _flip_body, _longer_body, _edit_field, _edit_field, _drop_field, _case_of_field, _case_of_name, _another_signature,
]  # fmt: skip


def _among_others(delivery: Delivery, random: Random) -> None:
    name = _main(delivery)
    good = delivery.headers[name]
    delivery.headers[name] = random.choice([
        f"v1,x  {good}", f"v1,{good} {good}", f"v1a,x {good}", f"v2,x {good}", f"{good} v1,AAAA", f" {good}", f"{good} ", f"v1,AAAA {good}",
        f"v1,AAAA,{good}", f"v1 {good}", good.replace("v1,", "v2,"), good.replace("v1,", "v1a,"), good.replace("v1,", ""), good.rstrip("="),
        f"{good}=", good[:-2] + "!" + good[-2:],
    ])  # fmt: skip


def _among_elements(delivery: Delivery, random: Random) -> None:
    name = _main(delivery)
    good = delivery.headers[name]
    time, _, signature = good.partition(",")
    delivery.headers[name] = random.choice([
        f"{time},v1={'0' * 64},{signature}", f"{good},v0=abc", f"{signature},{time}", f"{time},{good}", f"{good},t=1", f"{good},t={NOW}", f"{time}, {signature}",
        f"{time},{signature}=", f"{time},{signature}=x", f"{time},{signature},", f",{good}", f"{good};", signature, time,
    ])  # fmt: skip


def _twilio_ways(delivery: Delivery, random: Random) -> None:
    def retyped() -> None:
        delivery.headers["Content-Type"] = random.choice([_FORM, "application/json", f"{_FORM}; charset=UTF-8"])

    def another_algorithm() -> None:
        name = next(
            (one for one in delivery.headers if one.lower().endswith("settings")),
            "X-Twilio-Webhooks-Signature-Settings",
        )
        delivery.headers[name] = random.choice(
            [
                "",
                "key=x",
                "algorithm=HMAC_SHA1",
                "algorithm=hmac_sha1",
                "algorithm=HMAC_SHA256",
                "algorithm=none",
                "algorithm=",
            ]
        )

    def another_url() -> None:
        delivery.url = random.choice([
            delivery.url.replace("://h.test/", "://h.test:80/"), delivery.url.replace(".com/", ".com:443/"), delivery.url.replace(":8443", ""),
            delivery.url + "x", delivery.url.replace("https", "http"), delivery.url.partition("?")[0], delivery.url + "&bodySHA256=x", delivery.url.upper(),
        ])  # fmt: skip

    def another_hash() -> None:
        delivery.url = delivery.url.replace(
            "bodySHA256=", random.choice(["bodySHA256=0", "bodysha256=", "body%53HA256=", "bodySHA256=&bodySHA256="])
        )

    def another_order() -> None:
        pairs = delivery.body.split(b"&")
        random.shuffle(pairs)
        delivery.body = b"&".join(pairs)

    def other_writing() -> None:
        delivery.body = b"&".join(
            b"=".join(
                quote_plus(part.decode("latin-1").replace("+", " ")).encode() if b"%" not in part else part
                for part in pair.split(b"=")
            )
            for pair in delivery.body.split(b"&")
        )

    random.choice([retyped, another_algorithm, another_url, another_url, another_hash, another_order, other_writing])()


_OWN: Mapping[str, list[Callable[[Delivery, Random], None]]] = {
    "standardwebhooks": [_among_others] * 4,
    "svix": [_among_others] * 4,
    "stripe": [_among_elements] * 4,
    "slack": [],
    "twilio": [_twilio_ways] * 6,
}
