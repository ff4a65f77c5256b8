"""Sign-in by people: addresses, answers, waiting, and the commands around it."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import struct
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from auth.endpoints import TOKENS, answer
from ferrule.auth import commands
from ferrule.auth.browser import Authorization
from ferrule.auth.client import OAuthClient
from ferrule.auth.device import DeviceAuthorization
from ferrule.auth.loopback import LoopbackRedirect
from ferrule.auth.profiles import LoginProfile, keep, signed_in
from ferrule.auth.tokens import Token
from ferrule.call import Call, Response
from ferrule.cli import main
from ferrule.errors import ConfigError, ConnectFailed, TokenRefused, TokenUnavailable
from worlds import SimWorld, World

ISSUER = "https://login.shop.test"
CLIENT = OAuthClient(
    "cli",
    issuer=ISSUER,
    token_url=TOKENS,
    authorization_url=f"{ISSUER}/authorize?tenant=1",
    device_url=f"{ISSUER}/device",
)
BACK = "http://127.0.0.1:4711/callback"


def begun(world: World) -> Authorization:
    """A sign-in under way."""
    return world.run(lambda: Authorization.begin(CLIENT, BACK, world.runtime, scopes=["a", "b"], parameters={"x": "1"}))


def test_the_address_asks_with_pkce() -> None:
    """Its challenge is the verifier's hash (RFC 7636 §4.2), and each one has a state of its own."""
    world = SimWorld()
    one, other = begun(world), begun(world)
    query = dict(parse_qsl(urlsplit(one.url).query))
    challenge = urlsafe_b64encode(hashlib.sha256(one.verifier.encode()).digest()).rstrip(b"=").decode()
    assert query == {
        "tenant": "1", "response_type": "code", "client_id": "cli", "redirect_uri": BACK, "scope": "a b", "x": "1",
        "state": one.state, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    assert len({one.state, other.state, one.verifier, other.verifier}) == 4
    assert 43 <= len(one.verifier) <= 128
    assert one.state not in repr(one) and one.verifier not in repr(one)


def test_the_code_is_exchanged_with_the_verifier() -> None:
    """Once: a code that may have been used is not sent again."""
    world = SimWorld()
    world.script(answer(access_token="t1", refresh_token="r1"))
    one = begun(world)
    token = world.run(lambda: one.finish(CLIENT, {"code": "c", "state": one.state}, world.runtime))
    assert (token.access, token.refresh) == ("t1", "r1")
    assert dict(world.sent[-1].body["data"]) == {
        "grant_type": "authorization_code", "code": "c", "redirect_uri": BACK, "code_verifier": one.verifier,
        "client_id": "cli",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "forged"}, "its state differs"),
        ({"state": ""}, "its state differs"),
        ({"iss": "https://evil.test"}, "another authorization server's"),
        ({"code": None, "error": "access_denied"}, "refused access_denied"),
        ({"error": "access_denied"}, "refused access_denied"),
        ({"error": ""}, "the sign-in was refused"),
        ({"code": None, "error": "<script>"}, "the sign-in was refused"),
    ],
)
def test_a_wrong_answer_is_not_exchanged(changes: dict[str, Any], said: str) -> None:
    """Forged, mixed up or refused: nothing is sent."""
    world = SimWorld()
    one = begun(world)
    brought = {k: v for k, v in ({"code": "c", "state": one.state} | changes).items() if v is not None}
    with pytest.raises(TokenRefused, match=said):
        world.run(lambda: one.finish(CLIENT, brought, world.runtime))
    assert world.sent == []


METADATA: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": TOKENS,
    "authorization_response_iss_parameter_supported": True,
}


@pytest.mark.parametrize(
    ("promised", "iss", "taken"),
    [
        (True, ISSUER, True),
        (True, None, False),
        (True, "", False),
        (True, "https://evil.test", False),
        (False, None, True),
        (None, None, True),
        (None, ISSUER, True),
        (None, "https://evil.test", False),
    ],
)
@pytest.mark.parametrize("apart", [False, True], ids=["one process", "two processes"])
def test_a_server_that_promises_to_name_itself_is_held_to_it(
    world: World, promised: bool | None, iss: str | None, taken: bool, apart: bool
) -> None:
    """An answer without `iss` may be another server's (RFC 9207 §2.4); a website may finish in another process."""
    metadata = {**METADATA, "authorization_response_iss_parameter_supported": promised}

    async def handle(call: Call) -> Response:
        return answer(access_token="t1") if call.url == TOKENS else answer(**metadata)

    world.handler = handle
    client = OAuthClient("web", issuer=ISSUER)

    async def scenario() -> Token:
        one = await Authorization.begin(client, BACK, world.runtime)
        back = {"code": "c", "state": one.state} | ({} if iss is None else {"iss": iss})
        return await one.finish(OAuthClient("web", issuer=ISSUER) if apart else client, back, world.runtime)

    if taken:
        assert world.run(scenario).access == "t1"
    else:
        with pytest.raises(TokenRefused, match="authorization server"):
            world.run(scenario)
        assert TOKENS not in [call.url for call in world.sent]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(document.cookie)//https://login.shop.test",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "https:alert(1)",
        "https:///authorize",
        "//evil.test/authorize",
        "http://login.shop.test/authorize",
        "https://login.shop.test/authorize\n--incognito",
        "https://login.shop.test:99999999/authorize",
        "https://[::1/authorize",
        "-version",
        "",
        7,
        "https://login.shop.test/authorize?redirect_uri=https://evil.test",
        "https://login.shop.test/authorize?%73tate=1",
    ],
)
def test_no_odd_address_reaches_the_browser(address: object) -> None:
    """Metadata may be anything; a browser is given https addresses alone, whose query is not what the flow sets."""
    world = SimWorld()
    world.script(answer(**{**METADATA, "authorization_endpoint": address}))
    with pytest.raises(ConfigError, match="authorization_endpoint"):
        world.run(lambda: Authorization.begin(OAuthClient("web", issuer=ISSUER), BACK, world.runtime))


@pytest.mark.parametrize(
    "name", ["state", "code_challenge", "code_challenge_method", "redirect_uri", "client_id", "response_type", "scope"]
)
def test_parameters_do_not_overwrite_what_the_flow_sets(name: str) -> None:
    """With them a caller would turn off what protects the sign-in."""
    world = SimWorld()
    with pytest.raises(ConfigError, match=f"parameters must not set {name}"):
        world.run(
            lambda: Authorization.begin(
                CLIENT, BACK, world.runtime, scopes=["a"], parameters={name: "x", "prompt": "y"}
            )
        )
    if name in ("client_id", "scope"):
        with pytest.raises(ConfigError, match=f"parameters must not set {name}"):
            world.run(
                lambda: DeviceAuthorization.begin(CLIENT, world.runtime, scopes=["a"], parameters={name: "x"}),
            )


@pytest.mark.parametrize(
    "fields",
    [
        {"verification_uri": "javascript:alert(1)"},
        {"verification_uri_complete": "javascript:alert(1)"},
        {"verification_uri": "file:///etc/passwd"},
        {"verification_uri": f"{ISSUER}/go\x1b[2J"},
        {"verification_uri": None},
        {"user_code": "AB\x1b[2JCD"},
        {"user_code": "AB\nCD"},
        {"user_code": ""},
        {"user_code": None},
        {"device_code": 7},
    ],
)
def test_what_a_person_is_shown_is_an_address_and_a_code(fields: dict[str, Any]) -> None:
    """Not a script for the browser, and no control characters for the terminal."""
    world = SimWorld()
    good = {"device_code": "d", "user_code": "ABCD", "verification_uri": f"{ISSUER}/go"}
    world.script(answer(**{**good, **fields}))
    with pytest.raises(TokenUnavailable, match="device authorization request"):
        world.run(lambda: DeviceAuthorization.begin(CLIENT, world.runtime))


@pytest.fixture
def redirect() -> Iterator[LoopbackRedirect]:
    """A listener that waits for the answer with the state `s`."""
    with LoopbackRedirect() as redirect:
        redirect.expect("s")
        yield redirect


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    """What brings answers."""
    with httpx.Client(trust_env=False) as browser:
        yield browser


def test_the_redirect_is_caught_once(redirect: LoopbackRedirect, browser: httpx.Client) -> None:
    """Only its own path counts; what comes later does not."""
    assert urlsplit(redirect.uri).hostname == "127.0.0.1"
    assert browser.get(redirect.uri.replace("callback", "favicon.ico")).status_code == 404
    page = browser.get(f"{redirect.uri}?code=planted&state=s")
    assert page.status_code == 200 and "planted" not in page.text
    assert browser.get(f"{redirect.uri}?code=late&state=s").status_code == 404
    assert redirect.wait(60.0) == {"code": "planted", "state": "s"}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("code=evil&state=other", {}),
        ("code=evil", {}),
        ("error=access_denied", {}),
        ("", {}),
        ("code=evil&state=s&state=other", {}),
        ("state=s", {}),
        ("code=evil&state=s", {"host": "evil.test"}),
        ("code=evil&state=s", {"host": "evil.test:80"}),
        ("code=evil&state=s", {"origin": "https://evil.test"}),
        ("code=evil&state=s", {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}),
    ],
)
def test_a_request_that_is_not_the_answer_ends_nothing(
    redirect: LoopbackRedirect, browser: httpx.Client, query: str, headers: dict[str, str]
) -> None:
    """Any page in any browser can send one (RFC 8252 §8.3); the person's own comes later."""
    assert browser.get(f"{redirect.uri}?{query}", headers=headers).status_code in (400, 403)
    assert browser.post(f"{redirect.uri}?code=evil&state=s").status_code in (405, 501)
    navigation = {"sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}
    assert browser.get(f"{redirect.uri}?code=good&state=s", headers=navigation).status_code == 200
    assert redirect.wait(60.0)["code"] == "good"


def test_nothing_counts_before_the_state_is_known(browser: httpx.Client) -> None:
    """No answer can be the person's then."""
    with LoopbackRedirect() as redirect:
        assert browser.get(f"{redirect.uri}?code=evil&state=").status_code == 400
        assert browser.get(f"{redirect.uri}?code=evil&state=None").status_code == 400
        with pytest.raises(TokenUnavailable):
            redirect.wait(0.01)


@pytest.mark.parametrize("query", ["code=a&code=b", "code=a&code=a", "code=a&iss=x&iss=y", "error=a&error=b"])
def test_an_answer_that_says_a_thing_twice_is_refused(
    redirect: LoopbackRedirect, browser: httpx.Client, query: str
) -> None:
    """Which of them counts, nobody can tell (RFC 6749 §3.1)."""
    page = browser.get(f"{redirect.uri}?{query}&state=s")
    assert page.status_code == 400 and "signed in" not in page.text.lower()
    with pytest.raises(TokenRefused, match="more than once"):
        redirect.wait(60.0)


def test_a_page_says_what_came(redirect: LoopbackRedirect, browser: httpx.Client) -> None:
    """After a denial nobody is told that they signed in."""
    page = browser.get(f"{redirect.uri}?error=access_denied&state=s")
    assert page.status_code == 200
    assert "refused" in page.text and "signed in" not in page.text.lower()
    assert redirect.wait(60.0)["error"] == "access_denied"


def test_connections_that_say_nothing_hold_up_nobody(redirect: LoopbackRedirect, browser: httpx.Client) -> None:
    """Browsers open some in advance, and never use them."""
    port = urlsplit(redirect.uri).port
    idle = [socket.create_connection(("127.0.0.1", port or 0)) for _ in range(8)]
    try:
        assert browser.get(f"{redirect.uri}?code=c&state=s", timeout=60.0).status_code == 200
        assert redirect.wait(60.0)["code"] == "c"
    finally:
        for connection in idle:
            connection.close()


def test_a_browser_that_goes_away_at_once_has_brought_the_answer(
    redirect: LoopbackRedirect, capfd: pytest.CaptureFixture[str]
) -> None:
    """The page that nobody reads any more is no reason to lose it, nor to print a traceback with an address."""
    parts = urlsplit(redirect.uri)
    with socket.create_connection(("127.0.0.1", parts.port or 0)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes with a reset
        connection.sendall(f"GET {parts.path}?code=c&state=s HTTP/1.1\r\nhost: {parts.netloc}\r\n\r\n".encode())
    assert redirect.wait(60.0)["code"] == "c"
    assert capfd.readouterr() == ("", "")


def test_nobody_comes_back() -> None:
    """The wait has an end."""
    with LoopbackRedirect() as redirect, pytest.raises(TokenUnavailable, match=r"nobody signed in within 0\.01 s"):
        redirect.wait(0.01)


PENDING, SLOWER = answer(400, error="authorization_pending"), answer(400, error="slow_down")
DEVICE = answer(
    device_code="planted-device",
    user_code="ABCD",
    verification_uri=f"{ISSUER}/go",
    verification_uri_complete=f"{ISSUER}/go?c=ABCD",
    expires_in=60,
    interval=2,
)


def on_device(world: World, *answers: Any) -> Token:
    """Sign in on a device, with these answers of the token endpoint."""
    world.script(DEVICE, *answers)

    async def scenario() -> Token:
        device = await DeviceAuthorization.begin(CLIENT, world.runtime, scopes=["a"])
        assert (device.user_code, device.complete_uri) == ("ABCD", f"{ISSUER}/go?c=ABCD")
        assert "planted" not in repr(device)
        return await device.finish(CLIENT, world.runtime)

    return world.run(scenario)


def test_a_device_asks_as_often_as_it_may(world: World) -> None:
    """After `slow_down` five seconds later each time; after silence with a longer wait (RFC 8628 §3.5)."""
    silence = [ConnectFailed("down")] * 3
    assert on_device(world, PENDING, SLOWER, PENDING, *silence, answer(access_token="t1")).access == "t1"
    times = world.sent_at[1:]
    assert [times[0], times[1], times[2], times[3]] == [2.0, 4.0, 11.0, 18.0]
    assert times[-1] - times[-2] == pytest.approx(14.0)


@pytest.mark.parametrize("interval", [0, -1, "0", "nan", None, True])
def test_an_interval_that_cannot_be_one_does_not_hammer_the_server(world: World, interval: object) -> None:
    """It counts as not said, which is five seconds (RFC 8628 §3.2); so does the lifetime, which is ten minutes."""
    device = answer(device_code="d", user_code="u", verification_uri=ISSUER, interval=interval, expires_in=0)
    world.script(device, PENDING, PENDING, answer(access_token="t1"))

    async def scenario() -> Token:
        return await (await DeviceAuthorization.begin(CLIENT, world.runtime)).finish(CLIENT, world.runtime)

    assert world.run(scenario).access == "t1"
    assert world.sent_at == [0.0, 5.0, 10.0, 15.0]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([answer(400, error="access_denied")], TokenRefused),
        ([answer(400, error="expired_token")], TokenRefused),
        ([PENDING], TokenUnavailable),
    ],
)
def test_a_device_stops_asking(world: World, answers: list[Any], kind: type[Exception]) -> None:
    """When the person says no, when the code is void, and when its time is over."""
    with pytest.raises(kind):
        on_device(world, *answers)
    assert world.sent_at[-1] < 60.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's empty configuration folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "ferrule"


def test_a_name_nobody_signed_in_as_is_explained(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both commands, and clients, say how to sign in."""
    assert main(["token", "work"]) == 1
    assert main(["login", "work"]) == 1
    assert capsys.readouterr().err.count("ferrule login work --issuer") == 2
    with pytest.raises(ConfigError, match="nobody signed in as 'work' yet"):
        signed_in("work")


def test_what_a_sign_in_lacks_is_said_before_anybody_signs_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that cannot be filed under, and a server that cannot be found."""
    assert main(["login", "../work", "--issuer", "http://127.0.0.1:1", "--client-id", "cli"]) == 1
    assert "a name must be letters, digits" in capsys.readouterr().err
    assert main(["login", "work", "--client-id", "cli"]) == 1
    assert "give --issuer, or --token-url" in capsys.readouterr().err


def test_the_command_alone_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command with what it does, and the exit code of a wrong call."""
    assert main([]) == 2
    assert "give a script the access token" in capsys.readouterr().err


def signed_in_as(name: str, **fields: Any) -> None:
    """As `ferrule login` leaves it."""
    profile = LoginProfile(client_id="cli", token_url="http://127.0.0.1:1/token")
    keep(name, profile, Token(access="planted-access", refresh="planted-refresh", **fields))


def test_a_token_goes_to_pipes_and_not_to_terminals(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script gets the token alone; on a terminal nobody can look over a shoulder."""
    signed_in_as("work", expires=4e9, lifetime=4e9)
    assert main(["token", "work"]) == 0
    assert capsys.readouterr().out == "planted-access\n"

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    assert main(["token", "work"]) == 0
    assert "planted" not in screen.getvalue() + capsys.readouterr().err
    assert main(["token", "work", "--logout"]) == 0
    assert not list(home.glob("tokens/*"))


def test_a_token_that_cannot_be_replaced_is_an_error_without_secrets(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says what is wrong, shows no secret, and returns 1."""
    signed_in_as("work", expires=1.0)
    assert main(["token", "work"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "gave no answer (ConnectFailed, 3 attempts)" in err
    assert "planted" not in err


def test_login_remembers_how_and_keeps_no_secret_in_the_open(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time the name is enough; files are the user's alone; the client secret stays in the environment."""
    monkeypatch.setenv("WORK_SECRET", "planted-client-secret")
    asked: list[tuple[OAuthClient, tuple[str, ...]]] = []

    def sign_in(client: OAuthClient, *, scopes: tuple[str, ...], **_: Any) -> Token:
        asked.append((client, scopes))
        return Token(access="planted-access", expires=4e9, refresh="planted-refresh")

    monkeypatch.setattr(commands, "sign_in_with_browser", sign_in)
    options = ["--issuer", ISSUER, "--client-id", "cli", "--client-secret-env", "WORK_SECRET", "--scope", "a"]
    assert main(["login", "work", *options]) == 0
    assert main(["login", "work"]) == 0
    assert [(client.client_id, scopes) for client, scopes in asked] == [("cli", ("a",))] * 2
    out, err = capsys.readouterr()
    assert "planted" not in out + err and "Signed in as 'work'" in err
    assert "planted" not in (home / "clients/work.json").read_text()
    (filed,) = home.glob("tokens/work.*.json")
    assert json.loads(filed.read_text())["refresh"] == "planted-refresh"
    assert [oct(path.stat().st_mode & 0o777) for path in home.rglob("*.json")] == ["0o600"] * 2
    monkeypatch.delenv("WORK_SECRET")
    assert main(["login", "work"]) == 1
    assert main(["login", "work", "--issuer", "https://login.other.test", "--client-id", "cli2"]) == 0
    (other,) = home.glob("tokens/work.*.json")
    assert other.name != filed.name
