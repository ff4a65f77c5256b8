"""The vendor check runs only where the vendors' documents are; see test_vendors.py."""

from __future__ import annotations

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the vendors' documents where there are none."""
    if os.environ.get("FERRULE_VENDORS_DIR"):
        return
    skip = pytest.mark.skip(reason="FERRULE_VENDORS_DIR names no npm prefix; `nox -s vendors` makes one")
    for item in items:
        if item.get_closest_marker("vendors"):
            item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the vendors' documents do not mention."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    if notes := sorted({text for report in reports for name, text in report.user_properties if name == "note"}):
        terminalreporter.section("not in the vendors' documents, and let pass")
        for note in notes:
            terminalreporter.line(note)
