"""The order of the policies is what one table says; each text that shows it shows that order."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import ferrule.policies
from ferrule import Cache, Chaos, Fallback, Hedge, Middleware, Policies
from ferrule.auth.policy import AuthPolicy
from ferrule.call import Call, Facts, Response
from ferrule.call.operation import GraphQLFact
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime
from ferrule.settings.order import ORDER, assemble

DOCS = Path(__file__).parents[2] / "docs"
NAMES = [place.name for place in ORDER]


def block(page: str, holding: str) -> str:
    """The code block of a page that holds a text."""
    blocks = re.findall(r"^```\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = (one for one in blocks if holding in one)
    return str(found)


def shown(text: str) -> list[str]:
    """The policies that a text names, in its order."""
    longest_first = sorted(dict.fromkeys(NAMES), key=len, reverse=True)
    return re.findall(rf"\b(?:{'|'.join(longest_first)})\b", text)


def starts(diagram: str) -> str:
    """The first words of each line of a diagram, without its frame, as far as the next column."""
    lines = (re.match(r"[ │┌└►─]*(\w+(?: \w+)?)", line) for line in diagram.splitlines())
    return "\n".join(line[1] for line in lines if line)


def test_the_diagram_of_resilience_shows_all() -> None:
    """Each policy, once, in its place."""
    assert shown(starts(block("resilience.md", "what may end it here"))) == NAMES


def test_the_diagram_of_the_design_shows_some_in_order() -> None:
    """It tells of those that each call meets."""
    found = shown(starts(block("design.md", "runtime.send")))
    assert len(found) >= 8
    assert found == [name for name in NAMES if name in found]


def test_the_package_of_policies_says_the_order() -> None:
    """All but the hooks, which are users' own."""
    text = str(ferrule.policies.__doc__)
    order = " ".join(text.split()).partition("observe >")
    assert shown("".join(order[1:])) == [name for name in NAMES if name != "hooks"]


async def hook(call: Call, next: Next, runtime: Runtime) -> Response:
    """A hook that changes nothing."""
    return await next(call)


@pytest.mark.parametrize("attempt", [True, False])
def test_a_pipeline_is_made_in_that_order(attempt: bool) -> None:
    """With everything switched on, each place is taken; hooks stand where their position says."""
    policies = Policies(
        cache=Cache(),
        fallback=Fallback(answer=Response(200, [])),
        hedge=Hedge(),
        chaos=Chaos(),
        middleware=(Middleware(hook, "attempt") if attempt else hook,),  # type: ignore[arg-type]
        observers=[SimpleNamespace(on_call=print, on_sent=print)],
    )
    facts = Facts(graphql=GraphQLFact())
    seats = [seat.name.partition(" hook")[0] for seat in assemble(policies, AuthPolicy({}, None), facts)]
    expected = [name for name in NAMES if name != "hooks"]
    expected.insert(
        NAMES.index("hooks") if not attempt else len(NAMES) - 1 - NAMES[::-1].index("hooks") - 1, "middleware"
    )
    assert seats == expected
