from __future__ import annotations

from enum import StrEnum
from typing import Self


class WebhookIssuesAction(StrEnum):
    """WebhookIssuesAction"""

    ASSIGNED = "assigned"
    CLOSED = "closed"
    DELETED = "deleted"
    DEMILESTONED = "demilestoned"
    EDITED = "edited"
    FIELD_ADDED = "field_added"
    FIELD_REMOVED = "field_removed"
    LABELED = "labeled"
    LOCKED = "locked"
    MILESTONED = "milestoned"
    OPENED = "opened"
    PINNED = "pinned"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    TYPED = "typed"
    UNASSIGNED = "unassigned"
    UNLABELED = "unlabeled"
    UNLOCKED = "unlocked"
    UNPINNED = "unpinned"
    UNTYPED = "untyped"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
