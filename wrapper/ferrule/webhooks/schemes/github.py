"""GitHub (docs.github.com, Validating webhook deliveries). Neither the event's name nor the delivery's id is signed."""

from __future__ import annotations

import attrs

from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.hmac import HMAC


@attrs.frozen(kw_only=True)
class GitHub(HMAC):
    """HMAC-SHA256 of the raw body in hex after `sha256=`. There is no timestamp: replays are for the store to find."""

    header: str = "X-Hub-Signature-256"
    prefix: str = "sha256="
    id: Place = Place(header="X-GitHub-Delivery")
    event: EventName = EventName(header="X-GitHub-Event")
    json_in_form: str = "payload"
