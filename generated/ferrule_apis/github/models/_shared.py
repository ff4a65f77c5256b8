"""Further names of models and enums, of what is described alike in several places, and names of unions of them."""

from __future__ import annotations

FIRST = {
    "IssueUpdateState": "MilestoneCommonState",
    "WebhookIssueState": "MilestoneCommonState",
}
