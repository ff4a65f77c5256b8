"""Redirects by RFC 9110 §15.4: which are followed, with which method, and what must not travel to another origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import httpx

from ferrule.call import Call, Response
from ferrule.call.origin import is_loopback, origin
from ferrule.errors import CallError, RedirectRefused
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

# 300 offers a choice; 304 and 305 name no other place to ask.
FOLLOWED = frozenset({301, 302, 303, 307, 308})

_OF_THE_BODY = frozenset({"json", "data", "content", "files"})
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie", "cookie2"})
# Users name headers of their own that hold secrets with these words. It does less harm to drop one too many.
_CREDENTIAL_WORDS = (
    "auth",
    "token",
    "secret",
    "api-key",
    "apikey",
    "access-key",
    "password",
    "credential",
    "session",
    "signature",
)


def method_after(status: int, method: str) -> str:
    """The method of the next request (§15.4.2-4).

    303 asks for GET. 301 and 302 turn POST into GET, as all clients do.
    """
    if status == 303:
        return "HEAD" if method == "HEAD" else "GET"
    return "GET" if status in (301, 302) and method == "POST" else method


def target(call: Call, location: str) -> httpx.URL:
    """Where a `Location` leads: resolved against the call's URL, without fragment and user info (§10.2.2, §4.2.4).

    Raises:
        RedirectRefused: not a URL, not http(s), or from https to http on another machine.
    """
    here = httpx.URL(call.url)
    if params := call.body.get("params"):
        here = here.copy_merge_params(params)
    try:
        there = here.join(location).copy_with(fragment=None, username=None, password=None)
        there_origin = origin(str(there))  # which knows what a port can be
    except (httpx.InvalidURL, ValueError):
        raise RedirectRefused("redirected to something that is no URL") from None  # nor to be quoted
    if there.scheme not in ("http", "https") or not there.host:
        raise RedirectRefused("redirected to something that is no http or https URL")
    if here.scheme == "https" and there.scheme == "http" and not is_loopback(str(there)):
        raise RedirectRefused(f"redirected from https to plain http ({there_origin}), where anyone could listen")
    return there


def next_call(call: Call, status: int, location: str, credential_headers: frozenset[str]) -> Call:
    """The call that a redirect asks for.

    Raises:
        RedirectRefused: it leads where it must not.
    """
    url, method = str(target(call, location)), method_after(status, call.method)
    headers: Mapping[str, str] = call.headers
    dropped = {"params"}  # `Location` says all of the query
    if method != call.method:
        dropped |= _OF_THE_BODY
        headers = {name: value for name, value in headers.items() if not _describes_body(name)}
    if origin(url) != call.destination:
        dropped.add("cookies")
        headers = {name: value for name, value in headers.items() if not _only_for_origin(name, credential_headers)}
    body = {name: value for name, value in call.body.items() if name not in dropped}
    return call.replace(url=url, method=method, headers=headers, body=body)


def _describes_body(name: str) -> bool:
    return name.startswith("content-") or name in ("transfer-encoding", "digest", "trailer", "expect")


def _only_for_origin(name: str, credential_headers: frozenset[str]) -> bool:
    """True for a header that is meant for the first origin alone."""
    if name == "host" or name in _CREDENTIALS or name in credential_headers:
        return True
    return any(word in name for word in _CREDENTIAL_WORDS)


def _location(response: Response) -> str:
    """Where a response redirects to; empty where it does not say. Gateways may have said the same twice.

    Raises:
        RedirectRefused: it names several places.
    """
    found = response.headers.get_list("location")
    if len(set(found)) > 1:
        raise RedirectRefused("redirected to several places at once")
    return found[0] if found else ""


def _too_often(most: int, visited: list[str]) -> str:
    if len(set(visited)) < len(visited):
        return f"redirected in a circle, {most} times"
    return f"redirected more than {most} times; raise redirects if that is as it should be"


class RedirectPolicy:
    """Follows up to `options.redirects` redirects; 0 returns the redirect itself.

    Each hop passes everything below again.

    Args:
        credential_headers: names of headers that hold credentials of this API, beside the well-known ones.
    """

    def __init__(self, credential_headers: Iterable[str] = ()) -> None:
        self._credential_headers = frozenset(name.lower() for name in credential_headers)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        most = call.options.redirects
        if not most:
            return await next(call)
        resend = call.resend
        followed, visited = 0, list[str]()
        while True:
            try:
                response = await next(call)
            except CallError as error:
                if followed:
                    error.may_have_acted = True  # the origin that redirected saw the request
                raise
            status = response.status_code
            if status not in FOLLOWED or not (location := _location(response)):
                return response
            if followed == most:
                raise RedirectRefused(_too_often(most, visited))
            if resend.possible:
                resend.rewind()  # before the next call looks where its files stand
            call = next_call(call, status, location, self._credential_headers)
            if not resend.possible and call.body.keys() & _OF_THE_BODY:
                raise RedirectRefused(f"redirected by {status} with a request body that can be sent only once")
            followed += 1
            visited.append(f"{call.method} {call.url}")
            call.trace.redirects += 1
            call.trace.note(f"redirected by {status} to {origin(call.url)}", runtime.now())
