"""Sign-in by people: addresses, answers, waiting, and the commands around it."""

from __future__ import annotations

import hashlib
import io
import json
from base64 import urlsafe_b64encode
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


def test_the_redirect_is_caught_once() -> None:
    """Only its own path counts; what comes later does not."""
    with LoopbackRedirect() as redirect:
        assert urlsplit(redirect.uri).hostname == "127.0.0.1"
        with httpx.Client(trust_env=False) as browser:
            assert browser.get(redirect.uri.replace("callback", "favicon.ico")).status_code == 404
            page = browser.get(f"{redirect.uri}?code=planted&state=s")
            assert page.status_code == 200 and "planted" not in page.text
            assert browser.get(f"{redirect.uri}?code=late&state=s").status_code == 404
        assert redirect.wait(5.0) == {"code": "planted", "state": "s"}


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
    """It counts as not said, which means five seconds (RFC 8628 §3.2); so does the lifetime, which means ten minutes."""
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
