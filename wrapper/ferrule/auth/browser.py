"""Sign-in by a person with a browser (RFC 6749 §4.1). For command lines, set-up pages and websites."""

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
from ferrule.auth.loopback import LoopbackRedirect
from ferrule.auth.parameters import consent_parameters
from ferrule.auth.tokens import Token
from ferrule.engines.connection import Connection
from ferrule.engines.httpx import BlockingHttpxEngine
from ferrule.errors import TokenRefused
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive


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
            **consent_parameters(scopes, parameters),
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
