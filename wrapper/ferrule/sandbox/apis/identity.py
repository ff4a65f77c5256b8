"""An OAuth 2.0 authorization server: client credentials, refresh tokens, device codes, introspection, revocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final
from urllib.parse import unquote_plus

from attrs import define, field

from ..documents import JSONObject
from ..messages import Reply, json_reply
from .base import Api, Failure, Invocation
from .tokens import AccessToken
from .world import World

DEVICE_CODE: Final = "urn:ietf:params:oauth:grant-type:device_code"
_SUBJECT: Final = "248289761001"
_DEVICE_LIFETIME: Final = 600
_INTERVAL: Final = 1
_NO_STORE: Final = {"Cache-Control": "no-store"}


@define
class _Refresh:
    """A refresh token; used once, its second use says that it was stolen (RFC 9700 §4.14)."""

    client: str
    subject: str | None
    scope: str
    family: int
    used: bool = False
    revoked: bool = False


@define
class _Device:
    """A device that waits for its user (RFC 8628)."""

    client: str
    scope: str
    user_code: str
    expires: float
    interval: float = _INTERVAL
    polled: float | None = None
    approved: bool | None = field(default=None)


class Identity(Api):
    """Any client is known; the secret `invalid` is wrong. Tokens are numbered, so runs are alike."""

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._refresh: dict[str, _Refresh] = {}
        self._devices: dict[str, _Device] = {}
        self._numbers = count(1)

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        return {
            "oauth.token": self._token,
            "oauth.introspect": self._introspect,
            "oauth.revoke": self._revoke,
            "oauth.device_authorization": self._authorize_device,
            "oauth.userinfo": self._userinfo,
            "metadata.get": self._metadata,
            "metadata.get_oauth": self._metadata,
        }

    def decide(self, user_code: str, *, approve: bool) -> bool:
        """What the user does in the browser; False if there is no such code."""
        for device in self._devices.values():
            if device.user_code == user_code:
                device.approved = approve
                return True
        return False

    # --- errors (RFC 6749 §5.2, RFC 6750 §3) ---

    def error(self, status: int, message: str) -> Reply:
        code = "temporarily_unavailable" if status >= 500 else "invalid_request"
        return json_reply({"error": code, "error_description": message}, status)

    def accepts(self, credential: tuple[str, ...]) -> bool:
        return True  # a client may be known by its body as well: `_client` judges both

    def unauthorized(self, message: str) -> Reply:
        return self._refuse_token(401, "invalid_token", message)

    def _refuse_token(self, status: int, code: str, message: str) -> Reply:
        challenge = f'Bearer realm="{self.name}", error="{code}", error_description="{message}"'
        headers = {"WWW-Authenticate": challenge}
        return json_reply({"error": code, "error_description": message}, status, headers)

    def _refuse(self, code: str, message: str) -> Failure:
        return Failure(json_reply({"error": code, "error_description": message}, 400, _NO_STORE))

    # --- clients ---

    def _client(self, call: Invocation) -> str:
        """The client, by HTTP Basic or by members of the body, but not by both (RFC 6749 §2.3)."""
        header, body = call.request.basic, call.body
        if header and "client_secret" in body:
            raise self._refuse("invalid_request", "The client authenticates twice.")
        if header:
            header = (unquote_plus(header[0]), unquote_plus(header[1]))  # form-encoded before Basic (§2.3.1)
        client, secret = header or (body.get("client_id", ""), body.get("client_secret", ""))
        if not client or secret == "invalid":  # noqa: S105 - the one text that stands for a bad credential
            refusal = {
                "error": "invalid_client",
                "error_description": "The client is not known, or its secret is wrong.",
            }
            challenge = {"WWW-Authenticate": f'Basic realm="{self.name}"', **_NO_STORE}
            raise Failure(json_reply(refusal, 401, challenge))
        return client

    # --- tokens ---

    def _token(self, call: Invocation) -> Reply:
        client = self._client(call)
        grants = {
            "client_credentials": self._by_credentials,
            "refresh_token": self._by_refresh_token,
            DEVICE_CODE: self._by_device_code,
        }
        grant = grants.get(call.body["grant_type"])
        if grant is None:
            raise self._refuse("unsupported_grant_type", f"There are {', '.join(grants)}.")
        return json_reply(grant(client, call.body), headers=_NO_STORE)

    def _by_credentials(self, client: str, body: Mapping[str, str]) -> JSONObject:
        return self._issue(client, None, body.get("scope", "read"), next(self._numbers))

    def _by_refresh_token(self, client: str, body: Mapping[str, str]) -> JSONObject:
        found = self._refresh.get(body.get("refresh_token", ""))
        if found is None or found.revoked or found.client != client:
            raise self._refuse("invalid_grant", "The refresh token is not valid.")
        if found.used:
            self._revoke_family(found.family)
            raise self._refuse(
                "invalid_grant", "The refresh token was used before; all tokens of its grant are revoked."
            )
        scope = body.get("scope", found.scope)
        if not set(scope.split()) <= set(found.scope.split()):
            raise self._refuse("invalid_scope", f"The grant covers {found.scope!r}.")
        found.used = True
        made = self._issue(client, found.subject, scope, found.family)
        return made | {"refresh_token": self._new_refresh(client, found.subject, found.scope, found.family)}

    def _by_device_code(self, client: str, body: Mapping[str, str]) -> JSONObject:
        code = body.get("device_code", "")
        device = self._devices.get(code)
        if device is None or device.client != client:
            raise self._refuse("invalid_grant", "The device code is not valid.")
        now = self.world.clock.now()
        if now >= device.expires:
            raise self._refuse("expired_token", "The user took too long.")
        early = device.polled is not None and now < device.polled + device.interval
        device.polled = now
        if early:
            device.interval += 5
            raise self._refuse("slow_down", f"Ask every {device.interval:g} seconds.")
        if device.approved is None:
            raise self._refuse("authorization_pending", "The user has not decided yet.")
        del self._devices[code]
        if not device.approved:
            raise self._refuse("access_denied", "The user refused.")
        family = next(self._numbers)
        made = self._issue(client, _SUBJECT, device.scope, family)
        return made | {"refresh_token": self._new_refresh(client, _SUBJECT, device.scope, family)}

    def _issue(self, client: str, subject: str | None, scope: str, family: int) -> JSONObject:
        now, lifetime = self.world.clock.now(), self.world.token_lifetime
        text = f"at_{next(self._numbers):012d}"
        self.world.tokens.issued[text] = AccessToken(text, client, subject, scope, now, now + lifetime, family)
        return {"access_token": text, "token_type": "Bearer", "expires_in": int(lifetime), "scope": scope}

    def _new_refresh(self, client: str, subject: str | None, scope: str, family: int) -> str:
        text = f"rt_{next(self._numbers):012d}"
        self._refresh[text] = _Refresh(client, subject, scope, family)
        return text

    def _revoke_family(self, family: int) -> None:
        self.world.tokens.revoke_family(family)
        for each in self._refresh.values():
            if each.family == family:
                each.revoked = True

    # --- devices ---

    def _authorize_device(self, call: Invocation) -> Reply:
        client = self._client(call)
        number = next(self._numbers)
        user_code = f"SAND-{number:04d}"
        expires = self.world.clock.now() + _DEVICE_LIFETIME
        self._devices[f"dc_{number:012d}"] = _Device(
            client, call.body.get("scope", "openid profile"), user_code, expires
        )
        page = f"{self.world.origin}/_sandbox/device"
        return json_reply(
            {
                "device_code": f"dc_{number:012d}",
                "user_code": user_code,
                "verification_uri": page,
                "verification_uri_complete": f"{page}?user_code={user_code}",
                "expires_in": _DEVICE_LIFETIME,
                "interval": _INTERVAL,
            },
            headers=_NO_STORE,
        )

    # --- introspection (RFC 7662), revocation (RFC 7009), userinfo, metadata (RFC 8414) ---

    def _introspect(self, call: Invocation) -> Reply:
        self._client(call)
        token = call.body["token"]
        state: dict[str, Any] = {"active": False}
        refresh = self._refresh.get(token)
        if found := self.world.tokens.active(token):
            times = {"iat": int(found.issued), "exp": int(found.expires), "token_type": "Bearer"}
            state = {"active": True, "scope": found.scope, "client_id": found.client, **times}
            state |= {"iss": self._issuer} | ({"sub": found.subject} if found.subject else {})
        elif refresh and not (refresh.used or refresh.revoked):
            state = {"active": True, "scope": refresh.scope, "client_id": refresh.client}
        return json_reply(state, headers=_NO_STORE)

    def _revoke(self, call: Invocation) -> Reply:
        client = self._client(call)
        token = call.body["token"]
        access, refresh = self.world.tokens.issued.get(token), self._refresh.get(token)
        if access and access.client == client:
            access.revoked = True
        if refresh and refresh.client == client:
            self._revoke_family(refresh.family)
        return Reply(200)

    def _userinfo(self, call: Invocation) -> Reply:
        found = self.world.tokens.active(call.request.bearer or "")
        if found is None:
            return self.unauthorized("The token was not issued here.")
        if "openid" not in found.scope.split():
            return self._refuse_token(403, "insufficient_scope", "The token lacks the scope openid.")
        claims: dict[str, Any] = {"sub": found.subject or found.client}
        if "profile" in found.scope.split():
            claims |= {"name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace"}
        if "email" in found.scope.split():
            claims |= {"email": "ada@example.com", "email_verified": True}
        return json_reply(claims, headers=_NO_STORE)

    @property
    def _issuer(self) -> str:
        return f"{self.world.origin}/{self.name}"

    def _metadata(self, call: Invocation) -> Reply:
        methods = ["client_secret_basic", "client_secret_post", "none"]
        return json_reply(
            {
                "issuer": self._issuer,
                "token_endpoint": f"{self._issuer}/token",
                "introspection_endpoint": f"{self._issuer}/token/introspection",
                "revocation_endpoint": f"{self._issuer}/token/revocation",
                "device_authorization_endpoint": f"{self._issuer}/device/auth",
                "userinfo_endpoint": f"{self._issuer}/me",
                "jwks_uri": f"{self._issuer}/jwks",
                "scopes_supported": ["openid", "profile", "email", "offline_access"],
                "response_types_supported": [],
                "grant_types_supported": ["client_credentials", "refresh_token", DEVICE_CODE],
                "token_endpoint_auth_methods_supported": methods,
                "introspection_endpoint_auth_methods_supported": methods,
                "revocation_endpoint_auth_methods_supported": methods,
            }
        )
