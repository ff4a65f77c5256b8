"""Further names of models and enums: what is described alike in several places is one class, under the name of each."""

from __future__ import annotations

FIRST = {
    "IssueUpdateState": "MilestoneCommonState",
    "WebhookIssueState": "MilestoneCommonState",
}
