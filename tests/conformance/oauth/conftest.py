"""Runs only where the provider is installed: `nox -s conformance -- oauth`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.oauth.provider import NPM, Provider, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the provider where there is none."""
    if not NPM:
        skip = pytest.mark.skip(reason="FERRULE_NPM names no npm prefix; `nox -s conformance -- oauth` makes one")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """A provider with five-minute tokens."""
    with running(tmp_path_factory.mktemp("provider")) as started:
        yield started
