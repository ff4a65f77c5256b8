"""Redirects by RFC 9110 §15.4: which are followed, with which method, and what must not travel to another origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import httpx

from ferrule.call import Call, Response
from ferrule.call.origin import is_loopback, origin
from ferrule.call.secrets import Secrets
from ferrule.errors import CallError, RedirectRefused
from ferrule.http.request_fields import HARMLESS
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

# 300 offers a choice; 304 and 305 name no other place to ask.
FOLLOWED = frozenset({301, 302, 303, 307, 308})

_OF_THE_BODY = frozenset({"json", "data", "content", "files"})


def method_after(status: int, method: str) -> str:
    """The method of the next request (§15.4.2-4).

    303 asks for GET. 301 and 302 turn POST into GET, as all clients do.
    """
    if status == 303:
        return "HEAD" if method == "HEAD" else "GET"
    return "GET" if status in (301, 302) and method == "POST" else method


def target(call: Call, location: str) -> httpx.URL | str:
    """Where a `Location` leads: resolved against the call's URL, without fragment and user info (§10.2.2, §4.2.4).

    Returns:
        The URL. Where it must not be followed, why: it is not a URL, not http(s), or leads from https to http on
        another machine. A frame that raised this itself would show the `Location` to printers of tracebacks.
    """
    here = httpx.URL(call.url)
    if params := call.body.get("params"):
        here = here.copy_merge_params(params)
    try:
        there = here.join(location).copy_with(fragment=None, username=None, password=None)
        there_origin = origin(str(there))  # which knows what a port can be
    except (httpx.InvalidURL, ValueError):
        return "redirected to something that is no URL"
    if there.scheme not in ("http", "https") or not there.host:
        return "redirected to something that is no http or https URL"
    if here.scheme == "https" and there.scheme == "http" and not is_loopback(str(there)):
        return f"redirected from https to plain http ({there_origin}), where anyone could listen"
    return there


def next_call(call: Call, response: Response) -> Call | str:
    """The call that a redirect asks for; where it leads where it must not, why not."""
    url = target(call, response.headers.get_list("location")[0])
    if isinstance(url, str):
        return url
    method = method_after(response.status_code, call.method)
    headers: Mapping[str, str] = call.headers
    dropped = {"params"}  # `Location` says all of the query
    if method != call.method:
        dropped |= _OF_THE_BODY
        headers = {name: value for name, value in headers.items() if not _describes_body(name)}
    if origin(str(url)) != call.destination:
        # What the caller's own headers hold is meant for the first origin, unless it can be nobody's secret.
        dropped.add("cookies")
        headers = {name: value for name, value in headers.items() if name in HARMLESS}
    body = {name: value for name, value in call.body.items() if name not in dropped}
    return call.replace(url=str(url), method=method, headers=headers, body=body)


def _describes_body(name: str) -> bool:
    return name.startswith("content-") or name in ("transfer-encoding", "digest", "trailer", "expect")


def _places(response: Response) -> int:
    """How many places a response redirects to. Gateways may have said the same one twice."""
    return len({location for location in response.headers.get_list("location") if location})


def _too_often(most: int, visited: list[int]) -> str:
    if len(set(visited)) < len(visited):
        return f"redirected in a circle, {most} times"
    return f"redirected more than {most} times; raise redirects if that is as it should be"


class RedirectPolicy:
    """Follows up to `options.redirects` redirects; 0 returns the redirect itself.

    Each hop passes everything below again.

    Another origin gets only those of the caller's headers that tell nothing about who asks (`HARMLESS`).

    Args:
        credential_names: names of headers and parameters that hold credentials of this API.
    """

    def __init__(self, credential_names: Iterable[str] = ()) -> None:
        self._credential_names = frozenset(name.lower() for name in credential_names)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        most = call.options.redirects
        if not most:
            return await next(call)
        resend = call.resend
        followed = 0
        visited: list[int] = []
        sent: tuple[Call, ...] = ()
        while True:
            try:
                response = await next(call)
            except CallError as error:
                if sent:
                    error.may_have_acted = True  # the origin that redirected saw the request
                    _clean(error, Secrets.of(call, self._credential_names, sent))
                raise
            if sent:
                response.redirected = sent
            status = response.status_code
            if status not in FOLLOWED or not (places := _places(response)):
                return response
            if places > 1:
                raise RedirectRefused("redirected to several places at once")
            if followed == most:
                raise RedirectRefused(_too_often(most, visited))
            if resend.possible:
                resend.rewind()  # before the next call looks where its files stand
            sent = (*sent, response.sent or call)
            quotable = Secrets.of(sent[-1], self._credential_names, sent[:-1]).without
            following = next_call(call, response)
            if isinstance(following, str):
                raise RedirectRefused(quotable(following))
            call = following
            if not resend.possible and call.body.keys() & _OF_THE_BODY:
                raise RedirectRefused(f"redirected by {status} with a request body that can be sent only once")
            followed += 1
            visited.append(hash((call.method, call.url)))  # not the URL: frames are shown to printers of tracebacks
            call.trace.redirects += 1
            call.trace.note(f"redirected by {status} to {quotable(origin(call.url))}", runtime.now(), kind="redirect")


def _clean(error: CallError, secrets: Secrets) -> None:
    """Take out of an error what a redirect has put there: it names the host that the server chose."""
    told = str(error.args[0]) if error.args else ""
    if (shown := secrets.without(told)) != told:
        error.args, error.__cause__, error.__suppress_context__ = (shown,), None, True
