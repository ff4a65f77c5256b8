"""What a credential is to the policy that puts it on calls."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ferrule.auth.schemes import Scheme
from ferrule.call import Call
from ferrule.policies.announcer import Announcer
from ferrule.runtime.base import Runtime

if TYPE_CHECKING:
    from ferrule.auth.state import KnownToken


class Credential(Protocol):
    """What a client may be given as `auth`: a `StaticCredential` or a `TokenSource`."""

    @property
    def identity(self) -> str:
        """Stable name of whom it stands for; never derived from the secret, which may change."""
        ...

    @property
    def allow_http(self) -> bool:
        """True when it may travel unencrypted to other machines."""
        ...

    def fits(self, scheme: Scheme) -> bool:
        """True when it is what this OpenAPI security scheme asks for."""
        ...


@runtime_checkable
class StaticCredential(Credential, Protocol):
    """A credential that is at hand, and the same for each request."""

    def apply(self, call: Call, scheme: Scheme) -> Call:
        """The call with this credential on it, where the scheme wants it."""
        ...


@runtime_checkable
class TokenSource(Credential, Protocol):
    """A credential that gives bearer tokens (RFC 6750), which end and are replaced."""

    def at_hand(self, runtime: Runtime) -> str | None:
        """A token that needs no lock and no wait; None when `obtain` must be asked."""
        ...

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        """A token; may wait, but not past the caller's deadline in monotonic seconds.

        Raises:
            AuthError: there is none to be had.
        """
        ...

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        """Another token for the very one that the API rejected; None when there is none. Raises as `obtain`."""
        ...


@runtime_checkable
class FetchedTokens(TokenSource, Protocol):
    """A source that fetches its tokens, and gives each until it ends: asking it twice costs nothing."""

    @property
    def purpose(self) -> str:
        """What its tokens are issued for; the same tokens are kept under the same name."""
        ...


@runtime_checkable
class RemembersFailures(Protocol):
    """A source that leaves its server alone for a while after a failure, and so knows that it has no token."""

    def lacks_token(self, now: float) -> bool:
        """Whether calls fail at this monotonic time for want of a token."""
        ...


@runtime_checkable
class TellsToken(TokenSource, Protocol):
    """A source that says how its token stands, and when there is another."""

    def announce_to(self, announcer: Announcer) -> None:
        """Tell it of each refresh, for as long as it lives."""
        ...

    def known(self, now: float) -> KnownToken:
        """Its token at this monotonic time; never its value."""
        ...
