"""Sign-in by a person with a browser (RFC 6749 §4.1). For command lines, set-up pages and websites."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import webbrowser
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import attrs

from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import Form
from ferrule.auth.loopback import LoopbackRedirect
from ferrule.auth.parameters import AUTHORIZATION_FIELDS, chosen, with_consent
from ferrule.auth.tokens import Token
from ferrule.engines.blocking_httpx import BlockingHttpxEngine
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError, TokenRefused
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
        parameters: Form | None = None,
    ) -> Authorization:
        """Make the address to send a person to.

        Args:
            client: who asks.
            redirect_uri: where the person comes back.
            runtime: time and network.
            scopes: what for.
            parameters: more query parameters, such as `prompt`.

        Raises:
            ConfigError: `parameters` name one that the flow sets itself, or the server's address cannot be used.
            TokenUnavailable: the server's metadata cannot be had.
        """
        own = with_consent(chosen("Authorization", scopes, parameters, AUTHORIZATION_FIELDS))
        endpoint = await client.endpoint("authorization_endpoint", runtime)
        before = urlsplit(endpoint).query
        if taken := sorted(AUTHORIZATION_FIELDS.intersection(parse_qs(before, keep_blank_values=True))):
            raise ConfigError(f"the authorization_endpoint must not set {', '.join(taken)} (RFC 6749 §3.1)")
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        query = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "code_challenge": urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **own,
        }
        joint = "&" if before else "?"
        return cls(f"{endpoint}{joint}{urlencode(query, doseq=True)}", redirect_uri, state, verifier)

    async def finish(self, client: OAuthClient, answer: Mapping[str, str], runtime: Runtime) -> Token:
        """Exchange what the person brought back.

        Args:
            client: that began it.
            answer: query parameters of the redirect.
            runtime: time and network.

        Raises:
            TokenRefused: the person or the server said no, or the answer belongs to another request (RFC 9700 §4.7) or
                to another server (RFC 9207).
            TokenUnavailable: the server could not be reached.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), self.state.encode()):
            raise TokenRefused("the answer belongs to another sign-in: its state differs")
        issuer = answer.get("iss")  # RFC 9207 §2.4
        if issuer is None and await client.answers_with_issuer(runtime):
            raise TokenRefused(
                "the answer does not name the authorization server, as this one does: it may be another's"
            )
        if issuer is not None and client.issuer and issuer.rstrip("/") != client.issuer:
            raise TokenRefused("the answer is another authorization server's")
        if "code" not in answer or "error" in answer:
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
    parameters: Form | None = None,
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
            redirect.expect(begun.state)
            show(begun.url)
            return drive(begun.finish(client, redirect.wait(patience), runtime))
    finally:
        drive(runtime.aclose())
