"""Puts credentials on calls at the origin they are for, and replaces a token that the API rejects."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from ferrule.auth.choice import choose, describe_credentials, describe_missing, identity_of, usable
from ferrule.auth.protocols import (
    Credential,
    FetchedTokens,
    RemembersFailures,
    StaticCredential,
    TellsToken,
    TokenSource,
)
from ferrule.auth.schemes import Scheme, Schemes, header_of, with_bearer
from ferrule.call import Call, Operation, Response
from ferrule.call.origin import is_loopback
from ferrule.errors import ConfigError, CredentialMissing
from ferrule.http.challenges import asks_for_new_token
from ferrule.policies.announcer import Announcer
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

if TYPE_CHECKING:  # what keeps tokens takes long to import, and not all credentials are tokens
    from ferrule.auth.state import KnownToken

_MOST_OPERATIONS = 10_000  # each ready-made request that names none is one of its own


class AuthPolicy:
    """Takes the credentials and puts them on the call, at their own origin; where a redirect led, it goes without.

    A token that the API rejects with a 401 is replaced, and the request is sent once more if its body can be. A header
    that the caller set is kept.

    Calls raise `CredentialMissing` before anything is sent when the operation needs a credential that the client was
    not given. They raise `TokenRefused` or `TokenUnavailable` when no token can be had, and `ConfigError` when a
    credential would travel over plain http to another machine (RFC 6750 §5.3).

    Args:
        schemes: the API's security schemes, as OpenAPI writes them.
        auth: one credential, or one for each security scheme by the scheme's name; None for anonymous calls.
        announcer: told of each token that is fetched, or could not be; None for nobody.

    Raises:
        ConfigError: a credential fits none of the schemes, or a scheme is named that the API has not got.

    Attributes:
        identity: stable name of the credentials together, empty without any.
        credential_headers: lower-case names of the headers that hold this API's credentials.
        credential_names: the same with the parameters and cookies that do.
    """

    def __init__(
        self,
        schemes: Schemes,
        auth: Credential | Mapping[str, Credential] | None,
        announcer: Announcer | None = None,
    ) -> None:
        natural: Scheme | None = getattr(auth, "natural", None)
        self._described = schemes
        # A description without any scheme says nothing about auth; a credential then goes where its kind usually goes.
        self._schemes = schemes or ({"authorization": natural} if natural else {})
        self._credentials = usable(auth, self._schemes)
        self._static = {n: c for n, c in self._credentials.items() if isinstance(c, StaticCredential)}
        self._sources = {n: c for n, c in self._credentials.items() if isinstance(c, TokenSource)}
        for source in self._sources.values():
            if announcer is not None and isinstance(source, TellsToken):
                source.announce_to(announcer)
        self._fetched = {n: c for n, c in self._sources.items() if isinstance(c, FetchedTokens)}
        self._single = not isinstance(auth, Mapping)
        self._chosen: dict[Operation, tuple[str, ...] | None] = {}
        self._headers = {name: header_of(scheme) for name, scheme in self._schemes.items()}
        self.identity = identity_of(auth)
        self.credential_headers = frozenset(filter(None, self._headers.values())) | {"authorization"}
        self.credential_names = self.credential_headers | {
            str(scheme["name"]).lower() for scheme in self._schemes.values() if scheme.get("type") == "apiKey"
        }

    # Not a coroutine of its own where there is nothing to wait for; and `_chosen` is looked up here and in `check`, not
    # by `_names`, which fills it: each call passes both.
    def __call__(self, call: Call, next: Next, runtime: Runtime) -> Awaitable[Response]:
        names = self._chosen.get(call.operation)
        if names == () or call.destination != call.origin:
            return next(call)
        if not (names := names or self._names(call)):
            return next(call)
        return self._with_credentials(names, call, next, runtime)

    async def _with_credentials(self, names: tuple[str, ...], call: Call, next: Next, runtime: Runtime) -> Response:
        source, token = None, ""
        for name in names:
            if not self._has_place(call, name):
                continue
            if name in self._static:
                call = self._static[name].apply(call, self._schemes[name])
            else:
                source = self._sources[name]
                token = source.at_hand(runtime) or await self._wait_for_token(source, call, runtime)
                call = with_bearer(call, token)
        if source is None:
            return await next(call)
        return await self._send_with_token(source, token, call, next, runtime)

    def check(self, call: Call) -> TokenSource | None:
        """The source whose token the call needs, None where none is fetched for it; raises as a call does."""
        names, source = self._chosen.get(call.operation), None
        if names == () or call.destination != call.origin:
            return None
        for name in names or self._names(call):
            if self._has_place(call, name):
                source = self._fetched.get(name, source)
        return source

    def lacks_token(self, now: float) -> bool:
        """Whether one of the credentials has no token now, and is not asked for one until later."""
        return any(isinstance(one, RemembersFailures) and one.lacks_token(now) for one in self._sources.values())

    def tokens(self, runtime: Runtime) -> list[KnownToken]:
        """The tokens that the client fetches, as they are now: never their values."""
        return [source.known(runtime.now()) for source in self._sources.values() if isinstance(source, TellsToken)]

    def describe(self, operation: Operation | None = None) -> str:
        """The kind and the source of the credentials that calls are sent with; never a secret.

        Args:
            operation: whose credentials are asked for; None for all that the client has.

        Returns:
            One line, such as `Bearer from $GITHUB_TOKEN (scheme bearerAuth)`; empty when the client has no credential.
        """
        if not self._credentials or operation is None:
            return describe_credentials(self._credentials, self._described)
        names = choose(self._security(operation), self._credentials, self._schemes, single=self._single)
        if names is None:
            return f"missing: {describe_missing(operation.security, self._schemes)}"
        chosen = {name: self._credentials[name] for name in names}
        return describe_credentials(chosen, self._described) or "none: the operation accepts none of the client's"

    def _names(self, call: Call) -> tuple[str, ...]:
        """The schemes whose credentials the call gets."""
        operation = call.operation
        try:
            names = self._chosen[operation]
        except KeyError:
            if len(self._chosen) >= _MOST_OPERATIONS:
                self._chosen.clear()
            names = self._chosen[operation] = choose(
                self._security(operation), self._credentials, self._schemes, single=self._single
            )
        if names is None:
            if self._described and not self._set_by_hand(call):
                missing = describe_missing(operation.security, self._schemes)
                raise CredentialMissing(f"needs a credential that the client was not given: {missing}")
            return ()  # the caller set one by hand
        return names

    def _set_by_hand(self, call: Call) -> bool:
        """Whether the caller has put a credential into the request, where one of the schemes has its place."""
        if not self.credential_headers.isdisjoint(call.headers):
            return True
        places = {(scheme.get("in"), str(scheme.get("name"))) for scheme in self._schemes.values()}
        sent = httpx.QueryParams(urlsplit(call.url).query).merge(call.body.get("params") or {})
        cookies = [pair.partition("=")[0].strip() for pair in call.headers.get("cookie", "").split(";")]
        names = {*(("query", name) for name in sent), *(("cookie", name) for name in cookies)}
        names.update(("cookie", str(name)) for name in call.body.get("cookies") or ())
        return not places.isdisjoint(names)

    def _security(self, operation: Operation) -> Sequence[Mapping[str, tuple[str, ...]]]:
        """What an operation needs; nothing is known of it where the description has no scheme that it could name."""
        return operation.security if self._described else ()

    def _has_place(self, call: Call, name: str) -> bool:
        """False where the caller has set that header; raises `ConfigError` where the credential must not travel."""
        if self._headers[name] in call.headers:
            return False
        credential = self._credentials[name]
        if not call.origin.startswith("https:") and not credential.allow_http and not is_loopback(call.origin):
            raise ConfigError(
                f"{call.operation}: {credential!r} would travel unencrypted to {call.origin}; use https, or say "
                "allow_http=True on the credential where the network itself encrypts"
            )
        return True

    async def _wait_for_token(self, source: TokenSource, call: Call, runtime: Runtime) -> str:
        call.trace.doing, began = "waiting for a token", runtime.now()
        token = await source.obtain(runtime, call.deadline)
        if (now := runtime.now()) > began:
            call.trace.note(f"waited {now - began:.3f} s for a token", now, began=began, kind="token")
        return token

    async def _send_with_token(
        self, source: TokenSource, token: str, call: Call, next: Next, runtime: Runtime
    ) -> Response:
        """Send, and once more with another token after a 401 that another token may cure."""
        resend = call.resend
        response = await next(call)
        if response.status_code != 401 or not asks_for_new_token(response.headers.get_list("www-authenticate")):
            return response
        call.trace.doing = "waiting for a token in place of the one that the API rejected"
        another = await source.replace(token, runtime, call.deadline)
        if another is None or not resend.possible:
            return response
        resend.rewind()
        call.trace.note("the API rejected the token: sent again with a new one", runtime.now(), kind="auth-repeat")
        return await next(with_bearer(call, another))
