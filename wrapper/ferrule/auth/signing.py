"""Requests signed with a shared key: for APIs that want a signature over what is sent rather than a token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeAlias

from ferrule.auth.base import BaseCredential
from ferrule.auth.schemes import Scheme
from ferrule.auth.suppliers import name_of
from ferrule.call import Call
from ferrule.call.body import RequestBody
from ferrule.engines.requests import build_request
from ferrule.errors import ConfigError

Sign: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], Mapping[str, str]]


class RequestSigning(BaseCredential):
    """Signs each attempt of a call, over exactly the bytes that are sent.

    Fits `http` schemes of any kind and `apiKey` schemes in headers.

    Args:
        sign: gets method, absolute URL with its query, headers (lower case) and body; returns the headers to add.
        identity: stable name of whom it stands for; default is random.
        allow_http: let signed requests travel over plain http to other machines (default False).
    """

    natural: ClassVar[Scheme] = {"type": "http", "scheme": "signature"}

    def __init__(self, sign: Sign, *, identity: str | None = None, allow_http: bool = False) -> None:
        super().__init__("signing", identity, allow_http, f"by {name_of(sign)}")
        self._sign = sign

    def fits(self, scheme: Scheme) -> bool:
        return scheme.get("type") == "http" or (scheme.get("type"), scheme.get("in")) == ("apiKey", "header")

    def apply(self, call: Call, scheme: Scheme) -> Call:
        if not call.resend.possible:
            raise ConfigError(f"{call.operation}: a streamed body cannot be signed; give it as bytes")
        request = build_request(call)
        content, url = request.read(), str(request.url)
        call.resend.rewind()
        headers = {**call.headers}
        if "content-type" in request.headers:
            headers["content-type"] = request.headers["content-type"]
        signed = self._sign(call.method, url, headers, content)
        body: RequestBody = {"content": content} if content else {}
        if cookies := call.body.get("cookies"):
            body["cookies"] = cookies
        return call.replace(url=url, headers={**headers, **signed}, body=body)
