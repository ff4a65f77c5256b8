"""Why a delivery is not handled now. Each has the status to answer with, and no answer says more than that."""

from __future__ import annotations

from typing import ClassVar

from ferrule.errors.base import FerruleError


class WebhookError(FerruleError):
    """A delivery is not to be handled now.

    Attributes:
        status_code: what to answer with. A body is not needed: senders look at the status alone.
    """

    status_code: ClassVar[int]


class WebhookRejected(WebhookError):
    """A delivery cannot be trusted, or is too large to be looked at.

    Answer each with the same status and body: an attacker learns nothing from it. `reason` is for logs; it quotes
    nothing of what came.
    """

    status_code = 401

    def __init__(self, reason: str) -> None:
        super().__init__(f"a delivery was rejected: {reason}")
        self.reason = reason

    def __repr__(self) -> str:
        return f"WebhookRejected({self.reason!r})"


class WebhookInProgress(WebhookError):
    """The same delivery is being handled already. The sender is to come back: that may still fail.

    The status is that of the Idempotency-Key draft (draft-ietf-httpapi-idempotency-key-header, section 2.7).
    """

    status_code = 409

    def __init__(self) -> None:
        super().__init__("the same delivery is being handled already; it may be sent again later")


class WebhookStoreDown(WebhookError):
    """The replay store does not answer, so nobody knows whether the delivery is new. Nothing was handled."""

    status_code = 503

    def __init__(self, kind: str) -> None:
        super().__init__(f"the replay store does not answer ({kind}): nothing was handled; it may be sent again later")
