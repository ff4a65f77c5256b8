"""Sign-in by a person on another device (RFC 8628). For command lines and set-up pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from ferrule.auth.answers import parse_answer, seconds
from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import Form, is_web_address
from ferrule.auth.parameters import TOKEN_FIELDS, chosen, with_consent
from ferrule.auth.tokens import Token
from ferrule.engines.blocking_httpx import BlockingHttpxEngine
from ferrule.engines.connection import Connection
from ferrule.errors import TokenUnavailable
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


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
        parameters: Form | None = None,
    ) -> DeviceAuthorization:
        """Ask for a code to show to the person; raises as `OAuthClient.token`."""
        url = await client.endpoint("device_authorization_endpoint", runtime)
        own = with_consent(chosen("DeviceAuthorization", scopes, parameters, TOKEN_FIELDS))
        form = {**own, "client_id": client.client_id}
        response, sent = await client.ask("device_authorization_endpoint", form, runtime, repeatable=True)
        answer = parse_answer(response, sent, url, runtime.wall())
        # Some servers say `verification_url`.
        shown = [answer.get("user_code"), answer.get("verification_uri") or answer.get("verification_url")]
        user_code, uri, complete, code = (
            *shown,
            answer.get("verification_uri_complete") or "",
            answer.get("device_code"),
        )
        if not (
            _is_line(user_code) and _is_address(uri) and (not complete or _is_address(complete)) and _is_line(code)
        ):
            raise TokenUnavailable(
                "the server's answer to the device authorization request lacks a code or an address that can be shown"
            )
        interval, lifetime = seconds(answer.get("interval")), seconds(answer.get("expires_in"))
        return cls(str(user_code), str(uri), str(complete), str(code), interval or 5.0, lifetime or 600.0)

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


def _is_line(value: object) -> bool:
    """True for text that a terminal can show: control characters could change what stands there already."""
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


def _is_address(value: object) -> bool:
    """True for an address that a browser may be sent to."""
    return isinstance(value, str) and is_web_address(value)


def sign_in_with_device(
    client: OAuthClient,
    show: Callable[[DeviceAuthorization], object],
    *,
    scopes: Iterable[str] = (),
    parameters: Form | None = None,
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
