"""Slack (docs.slack.dev, Verifying requests from Slack)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ferrule.call.pointers import at
from ferrule.webhooks.places import EventName, Place
from ferrule.webhooks.schemes.hmac import HMAC


@attrs.frozen(kw_only=True)
class Slack(HMAC):
    """HMAC-SHA256 of `v0:timestamp:body` in hex after `v0=`.

    An event is named by its own type (`app_mention`), else by the type of what carries it (`url_verification`,
    `block_actions`), and a slash command by its text.
    """

    header: str = "X-Slack-Signature"
    prefix: str = "v0="
    signed: str = "v0:{timestamp}:{body}"
    timestamp: Place = Place(header="X-Slack-Request-Timestamp")
    id: Place = Place(field="/event_id")
    event: EventName = EventName(fields=("/event/type", "/type", "/command"))
    json_in_form: str = "payload"

    def reply(self, name: str, value: Any) -> Mapping[str, Any] | None:
        if name != "url_verification" or not isinstance(challenge := at(value, "/challenge"), str):
            return None
        return {"challenge": challenge}
