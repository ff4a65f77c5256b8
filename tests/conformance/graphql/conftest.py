"""GraphQL servers and clients that others wrote, each in an environment of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from real_servers import SERVERS
from real_servers import users as users


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where there are none: `nox -s conformance -- graphql` makes them."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and not SERVERS:
            item.add_marker(pytest.mark.skip(reason="FERRULE_SERVERS names no folder; `nox -s conformance -- graphql`"))
