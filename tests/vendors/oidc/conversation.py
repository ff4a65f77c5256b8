"""Talks to a real provider the way services, websites and devices do, by the operations of `specs/identity`."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl

import attrs
import httpx

from vendors.oidc.description import OPERATIONS

SERVICE = httpx.BasicAuth("service", "service-secret")
WEB = {"client_id": "web", "client_secret": "web-secret"}
SIGNER_SECRET = b"signer-secret-of-at-least-32-bytes"


@attrs.frozen
class Exchange:
    """One request with its answer, and the status that the answer should have."""

    operation_id: str
    expected: int
    response: httpx.Response

    def __str__(self) -> str:
        return f"{self.operation_id} {self.response.status_code} {self.response.text[:200]}"

    @property
    def form(self) -> dict[str, str]:
        """The form that was sent."""
        return dict(parse_qsl(self.response.request.content.decode()))


@attrs.define
class Conversation:
    """Sends operations to a provider and keeps what was said."""

    http: httpx.Client
    exchanges: list[Exchange] = attrs.field(factory=list)

    def call(self, operation_id: str, expected: int = 200, **request: Any) -> Any:
        """Send an operation; return the parsed body of the answer, whatever its status."""
        method, path, _ = OPERATIONS[operation_id]
        response = self.http.request(method, path, **request)
        self.exchanges.append(Exchange(operation_id, expected, response))
        return response.json() if response.content else None


def converse(http: httpx.Client) -> list[Exchange]:
    """Use every operation with every kind of client, rightly and wrongly."""
    conversation = Conversation(http)
    issuer = ask_for_metadata(conversation)
    act_as_service(conversation)
    act_as_signer(conversation, issuer)
    sign_in_to_website(conversation, issuer)
    sign_in_to_device(conversation)
    make_mistakes(conversation)
    return conversation.exchanges


def ask_for_metadata(to: Conversation) -> str:
    """Read what anybody may; return the issuer."""
    to.call("metadata.get_oauth")
    to.call("metadata.jwks")
    return to.call("metadata.get")["issuer"]


def act_as_service(to: Conversation) -> None:
    """A service that proves itself with HTTP Basic."""
    grant = {"grant_type": "client_credentials", "scope": "read", "resource": "https://api.example"}
    token = to.call("oauth.token", data=grant, auth=SERVICE)["access_token"]
    reference = {"token": token, "token_type_hint": "access_token"}
    assert to.call("oauth.introspect", data=reference, auth=SERVICE)["active"]
    to.call("oauth.revoke", data=reference, auth=SERVICE)
    assert to.call("oauth.introspect", data=reference, auth=SERVICE) == {"active": False}
    to.call("oauth.revoke", data=reference, auth=SERVICE)


def act_as_signer(to: Conversation, issuer: str) -> None:
    """A service that proves itself with a signed assertion (RFC 7523), a new one each time."""

    def proof() -> dict[str, str]:
        expires = int(time.time()) + 60
        claims = {"iss": "signer", "sub": "signer", "aud": issuer, "jti": secrets.token_hex(), "exp": expires}
        signed = f"{base64url(json.dumps({'alg': 'HS256'}).encode())}.{base64url(json.dumps(claims).encode())}"
        signature = hmac.digest(SIGNER_SECRET, signed.encode(), "sha256")
        return {
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": f"{signed}.{base64url(signature)}",
        }

    token = to.call("oauth.token", data={"grant_type": "client_credentials", **proof()})["access_token"]
    to.call("oauth.introspect", data={"token": token, **proof()})
    to.call("oauth.revoke", data={"token": token, **proof()})
    to.call("oauth.device_authorization", data={"scope": "openid", **proof()})


def sign_in_to_website(to: Conversation, issuer: str) -> None:
    """A website that signs a user in with a code, and proves itself in the body."""
    verifier = secrets.token_urlsafe(32)
    callback = f"{issuer}/callback"
    authorization = {
        "response_type": "code",
        "client_id": "web",
        "redirect_uri": callback,
        "scope": "openid offline_access profile email phone address",
        "prompt": "consent",
        "code_challenge_method": "S256",
        "code_challenge": base64url(hashlib.sha256(verifier.encode()).digest()),
    }
    code = browse(httpx.URL(f"{issuer}/auth", params=authorization)).params["code"]
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier}
    tokens = to.call("oauth.token", data=grant | WEB)
    assert to.call("oauth.userinfo", headers=bearer(tokens))["sub"] == "ada"
    assert to.call("oauth.introspect", data={"token": tokens["access_token"]} | WEB)["sub"] == "ada"
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    tokens = to.call("oauth.token", data=refresh | WEB)
    to.call("oauth.revoke", data={"token": tokens["access_token"]} | WEB)
    to.call("oauth.userinfo", 401, headers=bearer(tokens))
    to.call("oauth.device_authorization", data=WEB)


def sign_in_to_device(to: Conversation) -> None:
    """A public client on a device without a keyboard. Its token lacks the scope `openid`."""
    device = to.call("oauth.device_authorization", data={"client_id": "tv", "scope": "read"})
    grant = {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": device["device_code"],
        "client_id": "tv",
    }
    assert to.call("oauth.token", 400, data=grant)["error"] == "authorization_pending"
    browse(httpx.URL(device["verification_uri_complete"]))
    to.call("oauth.userinfo", 403, headers=bearer(to.call("oauth.token", data=grant)))


def make_mistakes(to: Conversation) -> None:
    """Requests that the provider must refuse."""
    for operation in ("oauth.token", "oauth.introspect", "oauth.revoke", "oauth.device_authorization"):
        to.call(operation, 401, data={"token": "-"}, auth=httpx.BasicAuth("service", "wrong"))
        to.call(operation, 400, data={})
    to.call("oauth.token", 400, data={"grant_type": "client_credentials", "scope": "openid"}, auth=SERVICE)
    to.call("oauth.userinfo", 401)
    to.call("oauth.userinfo", 400, headers={"Authorization": "Bearer two words"})


def browse(address: httpx.URL) -> httpx.URL:
    """Open an address as a user would, confirming every form; return where that ends."""
    with httpx.Client(follow_redirects=True, timeout=10) as browser:
        page = browser.get(address)
        for _ in range(6):
            form = Form(page.text)
            if form.action is None:
                break
            page = browser.post(form.action, data=form.fields)
        return page.url


class Form(HTMLParser):
    """The form of a page with its empty fields filled in, if the page has one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.action = values["action"]
        elif tag == "input" and (name := values.get("name")):
            self.fields[name] = values.get("value") or "ada"


def base64url(data: bytes) -> str:
    """Base64 as JSON Web Tokens have it (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bearer(tokens: dict[str, str]) -> dict[str, str]:
    """The header that carries an access token (RFC 6750 section 2.1)."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}
