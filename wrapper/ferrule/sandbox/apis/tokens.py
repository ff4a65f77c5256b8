"""Access tokens that the sandbox issued, known to all its APIs."""

from __future__ import annotations

from attrs import define, field

from ..clock import Clock


@define
class AccessToken:
    """What was granted.

    Attributes:
        token: the opaque string.
        client: client identifier.
        subject: the user, None for a client that acts for itself.
        scope: space-separated scopes.
        issued: seconds since the epoch.
        expires: seconds since the epoch.
        family: the authorization it stems from; all of it is revoked together.
    """

    token: str = field(repr=False)
    client: str
    subject: str | None
    scope: str
    issued: float
    expires: float
    family: int
    revoked: bool = False


class Tokens:
    """The tokens that `identity` issued.

    Args:
        clock: says whether one has expired.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.issued: dict[str, AccessToken] = {}

    def active(self, token: str) -> AccessToken | None:
        """The token if it was issued here and still holds."""
        found = self.issued.get(token)
        return None if found is None or found.revoked or found.expires <= self._clock.now() else found

    def refusal(self, token: str) -> str | None:
        """Why a token is not accepted; None if it is. Tokens from elsewhere are accepted, so tests may use any text."""
        found = self.issued.get(token)
        if token == "invalid":  # noqa: S105 - the one text that stands for a bad credential
            return "the token is not valid"
        if found is None or self.active(token):
            return None
        return "the token was revoked" if found.revoked else "the token has expired"

    def revoke_family(self, family: int) -> None:
        """Revoke all access tokens of one authorization."""
        for token in self.issued.values():
            if token.family == family:
                token.revoked = True
