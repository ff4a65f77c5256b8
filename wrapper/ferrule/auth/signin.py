"""Sign-in by a person: with a browser on this machine, or with any other device. For command lines and set-up pages."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import webbrowser
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode, urlsplit

import attrs

from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import parse_answer
from ferrule.auth.loopback import LoopbackRedirect
from ferrule.auth.tokens import Token
from ferrule.engines.connection import Connection
from ferrule.engines.httpx import BlockingHttpxEngine
from ferrule.errors import TokenRefused, TokenUnavailable
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


@attrs.frozen
class Authorization:
    """One request for a person's consent (RFC 6749 §4.1 with PKCE, RFC 7636).

    Websites keep it in the session between the two requests of a sign-in.

    Attributes:
        url: where to send the person.
        redirect_uri: where the person comes back.
        state: ties the answer to this request.
        verifier: proves to the token endpoint that it is the same program that asks.
    """

    url: str = attrs.field(repr=False)  # by field, too, as pretty printers look at those
    redirect_uri: str
    state: str = attrs.field(repr=False)
    verifier: str = attrs.field(repr=False)

    @classmethod
    async def begin(
        cls,
        client: OAuthClient,
        redirect_uri: str,
        runtime: Runtime,
        *,
        scopes: Iterable[str] = (),
        parameters: Mapping[str, str] | None = None,
    ) -> Authorization:
        """Make the address to send a person to; `parameters` are added to it, such as `prompt`."""
        endpoint = await client.endpoint("authorization_endpoint", runtime)
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        query = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "code_challenge": urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **_asked(scopes, parameters),
        }
        joint = "&" if urlsplit(endpoint).query else "?"
        return cls(f"{endpoint}{joint}{urlencode(query)}", redirect_uri, state, verifier)

    async def finish(self, client: OAuthClient, answer: Mapping[str, str], runtime: Runtime) -> Token:
        """Exchange what the person brought back.

        Args:
            client: that began it.
            answer: query parameters of the redirect.
            runtime: time and network.

        Raises:
            TokenRefused: the person or the server said no, or the answer belongs to another request (RFC 9700 §4.7).
            TokenUnavailable: the server could not be reached.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), self.state.encode()):
            raise TokenRefused("the answer belongs to another sign-in: its state differs")
        if client.issuer and "iss" in answer and answer["iss"].rstrip("/") != client.issuer:  # RFC 9207 §2.4
            raise TokenRefused("the answer is another authorization server's")
        if "code" not in answer:
            code = answer.get("error", "")
            code = code if code.isidentifier() else ""
            raise TokenRefused(f"the sign-in was refused {code}".rstrip(), code=code)
        form = {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.verifier,
        }
        return await client.token(form, runtime)


@attrs.frozen
class DeviceAuthorization:
    """One request for consent given on another device (RFC 8628).

    Attributes:
        user_code: what the person types there.
        verification_uri: where.
        complete_uri: the same with the code in it, empty when the server has none.
        device_code: names the request to the server.
        interval: seconds between questions.
        lifetime: seconds until it is void.
    """

    user_code: str
    verification_uri: str
    complete_uri: str
    device_code: str = attrs.field(repr=False)
    interval: float
    lifetime: float

    @classmethod
    async def begin(
        cls,
        client: OAuthClient,
        runtime: Runtime,
        *,
        scopes: Iterable[str] = (),
        parameters: Mapping[str, str] | None = None,
    ) -> DeviceAuthorization:
        """Ask for a code to show to the person; raises as `OAuthClient.token`."""
        url = await client.endpoint("device_authorization_endpoint", runtime)
        form = {**_asked(scopes, parameters), "client_id": client.client_id}
        response, sent = await client.ask("device_authorization_endpoint", form, runtime, repeatable=True)
        answer = parse_answer(response, sent, url, runtime.wall())
        try:
            return cls(
                str(answer["user_code"]),
                str(answer.get("verification_uri") or answer["verification_url"]),
                str(answer.get("verification_uri_complete") or ""),
                str(answer["device_code"]),
                float(answer.get("interval", 5)),
                float(answer.get("expires_in", 600)),
            )
        except (KeyError, TypeError, ValueError):
            raise TokenUnavailable("the server's answer to the device authorization request is incomplete") from None

    async def finish(self, client: OAuthClient, runtime: Runtime) -> Token:
        """Wait for the person, asking as often as the server allows (RFC 8628 §3.5).

        Raises:
            TokenRefused: the person said no, or the code is void.
            TokenUnavailable: the person did nothing in time.
        """
        ends, interval = runtime.now() + self.lifetime, self.interval
        form = {"grant_type": DEVICE_CODE, "device_code": self.device_code}
        while runtime.now() + interval < ends:
            await runtime.sleep(interval)
            try:
                return await client.token(form, runtime, repeatable=True)
            except TokenUnavailable as error:
                if error.code == "slow_down":
                    interval += 5.0
                elif error.code != "authorization_pending":
                    interval *= 2.0  # nobody answered: RFC 8628 §3.5 asks to back off
        raise TokenUnavailable(f"nobody signed in within {self.lifetime:g} s")


def _asked(scopes: Iterable[str], parameters: Mapping[str, str] | None) -> dict[str, str]:
    wanted = list(scopes)
    asked = {"scope": " ".join(wanted)} if wanted else {}
    if "offline_access" in wanted:
        asked["prompt"] = "consent"  # without which there is no refresh token (OpenID Connect Core §11)
    return {**asked, **(parameters or {})}


def sign_in_with_browser(
    client: OAuthClient,
    *,
    scopes: Iterable[str] = (),
    parameters: Mapping[str, str] | None = None,
    show: Callable[[str], object] = webbrowser.open,
    port: int = 0,
    patience: float = 300.0,
    connection: Connection | None = None,
) -> Token:
    """Have a person sign in with the browser of this machine. Blocks.

    Args:
        client: who asks; registered with a loopback redirect URI, `http://127.0.0.1/callback`.
        scopes: what for; `offline_access` is what OpenID providers give a refresh token for.
        parameters: more for the authorization request, such as `prompt`.
        show: gets the address (default: opens the browser).
        port: of the redirect URI; default any free one.
        patience: seconds to wait for the person (default 300).
        connection: TLS, proxy …; default `Connection()`.

    Raises:
        TokenRefused: the person or the server said no.
        TokenUnavailable: nobody signed in, or the server could not be reached.
    """
    runtime = BlockingRuntime(BlockingHttpxEngine(connection))
    try:
        with LoopbackRedirect(port) as redirect:
            begun = drive(Authorization.begin(client, redirect.uri, runtime, scopes=scopes, parameters=parameters))
            show(begun.url)
            return drive(begun.finish(client, redirect.wait(patience), runtime))
    finally:
        drive(runtime.aclose())


def sign_in_with_device(
    client: OAuthClient,
    show: Callable[[DeviceAuthorization], object],
    *,
    scopes: Iterable[str] = (),
    parameters: Mapping[str, str] | None = None,
    connection: Connection | None = None,
) -> Token:
    """Have a person sign in on another device. Blocks for as long as the server's code is good.

    Args:
        client: who asks.
        show: tells the person where to go (`verification_uri`) and what to type there (`user_code`).
        scopes: what for.
        parameters: more form fields.
        connection: TLS, proxy …; default `Connection()`.

    Raises:
        TokenRefused: the person or the server said no.
        TokenUnavailable: nobody signed in, or the server could not be reached.
    """
    runtime = BlockingRuntime(BlockingHttpxEngine(connection))
    try:
        begun = drive(DeviceAuthorization.begin(client, runtime, scopes=scopes, parameters=parameters))
        show(begun)
        return drive(begun.finish(client, runtime))
    finally:
        drive(runtime.aclose())
