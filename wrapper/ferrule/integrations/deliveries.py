"""What a route that receives webhooks answers, whatever its framework."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TypeVar

import attrs
import msgspec

from ferrule.errors import WebhookError, WebhookRejected
from ferrule.errors.faults import Faults
from ferrule.webhooks import Delivery, Receiver
from ferrule.webhooks.fields import Headers

E = TypeVar("E")

_log = logging.getLogger("ferrule")


@attrs.frozen
class Reply:
    """An answer to a sender.

    Attributes:
        status: HTTP status.
        content: body, empty for none.
    """

    status: int
    content: bytes = b""

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields. Discord wants a type though there is no body."""
        return {"content-type": "application/json"}


DONE = Reply(204)
FAILED = Reply(500)  # whatever the handler raised: senders try again after a 5xx


def opened(hooks: Receiver[E], headers: Headers, body: bytes, query: str) -> Delivery[E] | Reply:
    """The delivery to be handled, or the answer to what is none: one status for all that cannot be trusted."""
    try:
        delivery = hooks.unwrap(headers, body, f"?{query}" if query else None)
    except WebhookRejected as error:
        return refused(error)
    return delivery if delivery.reply is None else Reply(200, msgspec.json.encode(delivery.reply))


def refused(error: WebhookError) -> Reply:
    """The answer to a delivery that is not handled now; why is in the log."""
    _log.warning("a webhook delivery was answered %d: %s", error.status_code, error)
    return Reply(error.status_code)


def failed() -> Reply:
    """The answer where the handler raised what is being handled."""
    _log.exception("the handler of a webhook failed; the delivery is given back, and its sender may try again")
    return FAILED


def check_within(seconds: float) -> None:
    """Refuse what is no time for a handler.

    Raises:
        ConfigError: not a positive number.
    """
    faults = Faults("webhook")
    faults.number("within", seconds, above=True)
    faults.raise_if_any()
