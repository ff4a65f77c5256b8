"""What a request held is not quoted, however its server repeats it."""

from __future__ import annotations

import copy
import html
import io
import pickle
import traceback
from base64 import b32encode, b64encode, urlsafe_b64encode
from typing import Any
from urllib.parse import quote, quote_plus

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import acme
from ferrule import ApiKey, Basic, Bearer, Middleware, Policies
from ferrule.auth import RequestSigning
from ferrule.call import Call, Response
from ferrule.call.secrets import Secrets
from ferrule.errors import BadRequest, CallError, InvalidResponse, NotFound, RateLimited
from ferrule.policies.pipeline import Next
from ferrule.runtime.blocking import BlockingRuntime
from worlds import OPERATION, a_call

FORM = "application/x-www-form-urlencoded"
TOLD_BY_PATH = attrs.evolve(OPERATION, path="/bot{token}/me")
SECRET = "s3cr3t/Tök+en value=42"
WAYS = {
    "raw": SECRET,
    "upper case": SECRET.upper(),
    "quoted": quote(SECRET),
    "quoted wholly": quote(SECRET, safe=""),
    "quoted, lower case": quote(SECRET, safe="").lower(),
    "form": quote_plus(SECRET),
    "quoted twice": quote(quote(SECRET)),
    "quoted three times": quote(quote(quote(SECRET))),
    "each character quoted": "".join(f"%{byte:02x}" for byte in SECRET.encode()),
    "base64": b64encode(SECRET.encode()).decode(),
    "base64 for URLs": urlsafe_b64encode(SECRET.encode()).decode().rstrip("="),
    "base64, upper case": b64encode(SECRET.encode()).decode().upper(),
    "base64 within": b64encode(f"ann:{SECRET}".encode()).decode(),
    "base64 within, shifted": b64encode(f"a:{SECRET}:b".encode()).decode(),
    "base64 of its form": b64encode(f"app:{quote_plus(SECRET)}".encode()).decode(),
    "hexadecimal": SECRET.encode().hex().upper(),
    "hexadecimal, spaced": ", ".join(f"0x{byte:02X}" for byte in SECRET.encode()),
    "base32": b32encode(SECRET.encode()).decode().rstrip("="),
    "HTML": html.escape(SECRET),
    "HTML by numbers, twice": html.escape("".join(f"&#{ord(one)};" for one in SECRET)),
    "escaped in eight digits": "".join(f"\\U{ord(one):08x}" for one in SECRET),
    "escaped in braces": "".join(f"\\u{{{ord(one):x}}}" for one in SECRET),
    "escaped in octal digits": "".join(f"\\{byte:03o}" for byte in SECRET.encode()),
    "JSON within JSON": "".join(f"\\\\u{ord(one):04x}" for one in SECRET),
    "in full width": "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in SECRET),
    "JSON": SECRET.encode("ascii", "backslashreplace").decode().replace("\\xf6", "\\u00f6"),
    "spaced": " ".join(SECRET),
    "without its first character": SECRET[1:],
    "without its last character": SECRET[:-1],
    "without one in the middle": SECRET[:9] + SECRET[10:],
    "half of it": SECRET[: len(SECRET) // 2],
    "base64, cut": b64encode(SECRET.encode()).decode()[1:-3],
}


def pieces(text: str, length: int = 8) -> set[str]:
    """All pieces of this length, in lower case."""
    lower = text.lower()
    return {lower[start : start + length] for start in range(len(lower) - length + 1)}


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_is_not_quoted_in_any_way(way: str) -> None:
    """Whole, cut, in another case, encoded, or within something encoded."""
    told = WAYS[way]
    shown = Secrets([SECRET]).without(f"the key {told} is unknown")
    assert pieces(told).isdisjoint(pieces(shown))


@pytest.mark.parametrize("way", ["raw", "upper case", "quoted", "form", "base64", "hexadecimal", "HTML", "JSON"])
def test_the_words_around_a_secret_are_kept(way: str) -> None:
    """What went wrong is still said where a secret stands there as a whole."""
    assert Secrets([SECRET]).without(f"the key {WAYS[way]} is unknown") == "the key *** is unknown"


@given(secret=st.text(min_size=8, max_size=40), before=st.text(max_size=20), after=st.text(max_size=20))
def test_no_text_keeps_a_secret(secret: str, before: str, after: str) -> None:
    """Whatever a secret is made of, and whatever stands around it."""
    assert secret not in Secrets([secret]).without(before + secret + after)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ({"headers": {"authorization": "Bearer tok-1234567"}}, "tok-1234567"),
        ({"headers": {"authorization": "Token token=tok-1234567"}}, "tok-1234567"),
        ({"headers": {"authorization": "Basic YW5uOmh1bnRlcjI="}}, "hunter2"),
        ({"headers": {"authorization": "Basic YW5uOmh1bnRlcjI="}}, "YW5uOmh1bnRlcjI"),
        ({"headers": {"authorization": 'Digest username="ann", response="6629fae49393a053"'}}, "6629fae49393a053"),
        ({"headers": {"authorization": "tok-1234567"}}, "tok-1234567"),
        ({"headers": {"cookie": "a=1; session=tok-1234567"}}, "tok-1234567"),
        ({"headers": {"x-shop": "hunter2"}}, "hunter2"),
        ({"headers": {"x-auth": "a1b2"}}, "a1b2"),
        ({"headers": {"x-shop": "Bearer tok-1234567"}}, "tok-1234567"),
        ({"body": {"cookies": {"a": "tok-1234567"}}}, "tok-1234567"),
        ({"body": {"params": {"api_key": "tok-1234567"}}}, "tok-1234567"),
        ({"body": {"params": {"app": "tok-1234567"}}}, "tok-1234567"),
        ({"url": "https://api.test/?accessToken=tok-1234567"}, "tok-1234567"),
        ({"url": "https://ann:hunter2@api.test/"}, "hunter2"),
        ({"body": {"json": {"user": "ann", "newPassword": "hunter2"}}}, "hunter2"),
        ({"headers": {"authorization": "Basic\tYW5uOmh1bnRlcjI="}}, "hunter2"),
        ({"headers": {"x-authorization": "Basic YW5uOmh1bnRlcjI="}}, "hunter2"),
        ({"headers": {"authorization": f"Basic {b64encode(b'sk_live_1234:').decode()}"}}, "sk_live_1234"),
        ({"headers": {"authorization": f"Basic {b64encode(b'sk_live_1234:x').decode()}"}}, "sk_live_1234"),
        ({"url": "https://tok-1234567@api.test/"}, "tok-1234567"),
        ({"url": "https://api.test/?a=1;token=tok-1234567"}, "tok-1234567"),
        ({"url": "https://api.test/v2/bot%74ok-1234567/me", "operation": TOLD_BY_PATH}, "tok-1234567"),
        ({"body": {"params": [("api_key", "tok-1234567")]}}, "tok-1234567"),
        ({"body": {"params": {"api_key": ["tok-1234567"]}}}, "tok-1234567"),
        ({"body": {"json": [{"auth": {"tokens": ["tok-1234567"]}}]}}, "tok-1234567"),
        ({"body": {"json": {"pin": {"key": 1234567}}}}, "1234567"),
        ({"body": {"content": b'{"password": "hunter2"}'}}, "hunter2"),
        ({"body": {"content": b"a=1&password=hunter2"}, "headers": {"content-type": FORM}}, "hunter2"),
        ({"body": {"files": [("password", (None, b"hunter2", "text/plain"))]}}, "hunter2"),
    ],
)
def test_what_a_call_is_sent_with_counts(call: dict[str, object], told: str) -> None:
    """Credentials, cookies, own headers, and what is called a key, token or the like."""
    assert Secrets.of(a_call(**call), frozenset({"app"})).without(f"bad: {told}!") == "bad: ***!"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "no author 'python' found",
        "Bearer realm=x",
        "text/plain is not accepted",
        "2022-11-28 is over",
        "a: b is no key",
    ],
)
def test_other_words_are_kept(text: str) -> None:
    """Arguments, media types and versions may be quoted, and so may short words."""
    call = a_call(
        headers={
            "authorization": "Bearer tok-1234567",
            "accept": "text/plain",
            "x-api-version": "2022-11-28",
            "x-a": "b",
        },
        body={"params": {"author": "python", "page": "1"}},
    )
    assert Secrets.of(call).without(text) == text


@pytest.mark.parametrize("content", [b"\xff{", b"[" * 100_000, b'{"password":' + b"[" * 100_000, 5, None])
def test_a_body_that_is_no_data_holds_nothing_that_is_known(content: object) -> None:
    """Whatever it is, the words of the server are quoted."""
    call = a_call(body={"content": content, "files": {"f": b"x", "g": ("n", b"y"), "h": io.BytesIO(b"z")}})
    assert Secrets.of(call).without("nothing of that") == "nothing of that"


def test_it_shows_nothing_itself() -> None:
    """Not even when it is printed."""
    assert SECRET not in repr(Secrets([SECRET]))
    assert not hasattr(Secrets([SECRET]), "__dict__")


TOKEN = "planted/Tok+en=4242"
KINDS: dict[str, tuple[dict[str, str], Any]] = {
    "bearer": ({"type": "http", "scheme": "bearer"}, Bearer(TOKEN)),
    "supplied": ({"type": "http", "scheme": "bearer"}, Bearer.from_callable(lambda: TOKEN)),
    "basic": ({"type": "http", "scheme": "basic"}, Basic("ann", TOKEN)),
    "header": ({"type": "apiKey", "in": "header", "name": "X-Shop"}, ApiKey(TOKEN)),
    "query": ({"type": "apiKey", "in": "query", "name": "app"}, ApiKey(TOKEN)),
    "cookie": ({"type": "apiKey", "in": "cookie", "name": "app"}, ApiKey(TOKEN)),
    "signed": ({"type": "http", "scheme": "hmac"}, RequestSigning(lambda *_: {"x-shop": TOKEN})),
}


def a_client(engine: acme.ScriptedEngine, kind: str = "bearer", **settings: Any) -> acme.Acme:
    """A client with a credential of this kind."""
    scheme, auth = KINDS[kind]

    class Secured(acme.Acme):
        description = attrs.evolve(acme.API, security_schemes={"main": scheme})

    return Secured(auth, runtime=BlockingRuntime(engine), **settings)


def echo(text: str = TOKEN, status: int = 400) -> Response:
    """An error that repeats a secret in all its words."""
    return acme.answer(status, {"error": {"message": f"bad {text}, sorry"}}, x_acme_id=f"id-{text}")


def shown(error: BaseException) -> str:
    """All that is printed of an error: its texts, its chain, and the variables of Ferrule's frames."""
    texts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        texts += [str(link), repr(link), link.explain() if isinstance(link, CallError) else ""]
        for frame, _ in traceback.walk_tb(link.__traceback__):
            if "wrapper/ferrule" in frame.f_code.co_filename:
                texts += [repr(value) for value in frame.f_locals.values()]
        link = link.__cause__ or link.__context__
    return "\n".join(texts)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_does_not_repeat_a_credential(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Message, explanation, request id, log, chain and frames; the server's other words stay."""
    client = a_client(acme.ScriptedEngine(echo()), kind)
    with (
        caplog.at_level("DEBUG"),
        pytest.raises(BadRequest, match=r"bad \*\*\*, sorry; request id id-\*\*\*") as caught,
    ):
        client.users.get("1")
    assert "planted" not in shown(caught.value) + caplog.text


def test_nor_one_that_was_set_by_hand_or_by_a_hook() -> None:
    """Headers of the client, of a view, and of a hook around each attempt."""

    def sign(call: Call, next: Next, runtime: object) -> Any:
        return next(call.with_headers({"x-sum": "hooked-4711"}))

    policies = Policies(middleware=[Middleware(sign, position="attempt")])
    told = "client-4711 view-4711 hooked-4711"
    client = a_client(acme.ScriptedEngine(echo(told)), policies=policies, headers={"x-a": "client-4711"})
    with pytest.raises(BadRequest, match=r"bad \*\*\* \*\*\* \*\*\*, sorry"):
        client.with_options(headers={"x-b": "view-4711"}).users.get("1")


def test_a_success_that_cannot_be_read_does_not_repeat_a_credential() -> None:
    """The decoder's words may quote the response; neither they nor the decoder's error are kept."""

    def parse(response: Response, mismatches: list[Any] | None) -> Any:
        raise ValueError(f"{response.headers['content-type']} is not documented")

    module = acme.module("get")
    module._parse_success = parse
    client = a_client(acme.ScriptedEngine(acme.answer(200, {}, f"text/{TOKEN}")))
    with pytest.raises(InvalidResponse, match=r"text/\*\*\* is not documented") as caught:
        client.call(module)
    assert "planted" not in shown(caught.value)


def test_what_is_not_documented_does_not_repeat_a_credential() -> None:
    """The body is there to be read, and is not printed."""

    def parse(response: Response, mismatches: list[Any] | None) -> Any:
        raise ValueError(f"{response.headers['content-type']} is not documented")

    module = acme.module("get")
    module._parse_error = parse
    client = a_client(acme.ScriptedEngine(acme.answer(400, TOKEN.encode(), f"text/{TOKEN}")))
    with pytest.raises(BadRequest) as caught:
        client.call(module)
    assert "text/*** is not documented" in repr(caught.value.body)
    assert "planted" not in repr(caught.value.body)
    assert caught.value.body.text == TOKEN


def test_an_error_that_repeats_a_credential_is_not_stored() -> None:
    """From a store it would come without what tells which of its words are secret."""
    steps = [acme.answer(404, {"name": text}, cache_control="max-age=60") for text in (TOKEN, "nobody")]
    engine = acme.ScriptedEngine(*steps)
    client = a_client(engine)
    for _ in range(3):
        with pytest.raises(NotFound):
            client.users.get("1")
    assert len(engine.sent) == 2


def test_a_quota_that_is_called_as_a_credential_is_not_named() -> None:
    """Neither by the refusal of a later call, nor among the quotas that are known."""
    told = acme.answer(
        200,
        {"name": "x"},
        x_ratelimit_remaining="0",
        x_ratelimit_reset="9000",
        x_ratelimit_resource=TOKEN,
        cache_control="no-store",
    )
    client = a_client(acme.ScriptedEngine(told))
    client.users.get("1")
    with pytest.raises(RateLimited, match=r"quota \(\*\*\*\)") as caught:
        client.users.get("1")
    assert "planted" not in shown(caught.value) + repr(client.quotas) + repr(client.quotas.known)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_response_that_is_copied_or_pickled_goes_without_what_was_sent(again: Any) -> None:
    """The call is there for the errors of this process alone."""
    client = a_client(acme.ScriptedEngine(acme.answer(200, {"name": "x"})))
    response = client.users.get.raw("1").response
    assert response.sent is not None
    copied = again(response)
    assert (copied.status_code, copied.content, copied.headers) == (200, response.content, response.headers)
    assert copied.sent is None
    assert b"planted" not in pickle.dumps(response)
    assert "planted" not in repr(attrs.asdict(response))
