"""When faults happen: matching, rates, counts, scripts, and the two notations for rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.errors import ConfigError
from ferrule.sandbox import Corrupt, Fault, Faults, Latency, Reset, Rule, Sandbox, Status, Trickle, Truncate
from ferrule.sandbox.notation import from_json, from_words, to_json


def statuses(faults: Faults, requests: int) -> list[int | None]:
    """What that many requests in a row are answered."""
    drawn = (faults.draw("github", "GET", "/zen").status for _ in range(requests))
    return [status.status if status else None for status in drawn]


def test_a_count_ends_the_rule() -> None:
    """“The next three” are three."""
    faults = Faults()
    faults.add(Status(503), times=3)
    assert statuses(faults, 5) == [503, 503, 503, None, None]
    assert faults.rules() == ()


def test_a_script_is_played_once_in_order() -> None:
    """Each matching request takes the next step; None is a good reply."""
    faults = Faults()
    faults.add(script=[Status(503), None, (Status(429), Latency(0.5))])
    assert statuses(faults, 4) == [503, None, 429, None]


def test_a_rate_is_drawn_from_the_seed() -> None:
    """The same seed gives the same sequence, and the share is about right."""
    runs = []
    for _ in range(2):
        faults = Faults(seed=7)
        faults.add(Status(500), rate=0.25)
        runs.append(statuses(faults, 400))
    assert runs[0] == runs[1]
    assert 70 < runs[0].count(500) < 130


def test_only_matching_requests_suffer_and_count() -> None:
    """API, method and path pattern all have to match; others do not use up the count."""
    faults = Faults()
    faults.add(Status(500), api="github", method="get", path="/users/*", times=1)
    assert faults.draw("stripe", "GET", "/users/a").status is None
    assert faults.draw("github", "POST", "/users/a").status is None
    assert faults.draw("github", "GET", "/user").status is None
    assert faults.draw("github", "GET", "/users/a/repos").status == Status(500)


def test_of_one_kind_the_oldest_rule_wins_and_delays_add_up() -> None:
    """All rules that match apply."""
    faults = Faults()
    faults.add(Status(500), Latency(1))
    faults.add(Status(503), Latency(2))
    drawn = faults.draw("github", "GET", "/zen")
    assert (drawn.status, drawn.latency, drawn.names) == (Status(500), 3, ("status", "latency", "latency"))


def test_removing_a_rule_leaves_the_others() -> None:
    """Also when it is removed twice."""
    faults = Faults()
    rule = faults.add(Status(500))
    kept = faults.add(Latency(1))
    faults.remove(rule)
    faults.remove(rule)
    assert faults.rules() == (kept,)


def test_a_rule_for_an_api_that_is_not_served_is_refused() -> None:
    """It would never take effect; the rules in force stay, and the message names what there is."""
    faults = Sandbox("github", "weather").faults
    kept = faults.add(Status(500), api="weather")
    with pytest.raises(ConfigError, match="'gihub' never takes effect: there are github, weather"):
        faults.add(Status(503), api="gihub")
    with pytest.raises(ConfigError, match="'stripe' never takes effect"):
        faults.replace([Rule(faults=(Status(503),)), Rule(faults=(Status(503),), api="stripe")])
    assert faults.rules() == (kept,)


@pytest.mark.parametrize("wrong", [{"script": ["x"]}, {"script": [503]}, {"script": [["x"]]}])
def test_a_script_of_what_is_no_fault_is_refused(wrong: dict[str, Any]) -> None:
    """When it is added, not when it is drawn."""
    with pytest.raises(ConfigError, match="a fault is one of Latency, Status"):
        Faults().add(**wrong)


def test_a_rule_for_a_path_that_no_request_can_have_is_refused() -> None:
    """Paths begin with a slash; a rule that was meant for one and forgets it would never hit."""
    with pytest.raises(ConfigError, match="'users/octocat' never takes effect: paths begin with a slash"):
        Faults().add(Status(503), path="users/octocat")
    Faults().add(Status(503), path="*/octocat")


def test_what_is_no_fault_is_refused() -> None:
    """A text is none, nor is a class that was not called."""
    faults: Any = Faults()
    for wrong in ("x", Status, None):
        with pytest.raises(ConfigError, match="a fault is one of Latency, Status"):
            faults.add(wrong)
    assert faults.rules() == ()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"faults": [{"kind": "status"}]}, "status: `status` is missing"),
        ({"faults": [{"kind": "status", "status": "many"}]}, "status: `status`: Expected `int`, got `str`"),
        (
            {"faults": [{"kind": "latency", "time": 1}]},
            "latency: has no member `time`; there are seconds, distribution",
        ),
        (
            {"faults": [{"kind": "reset", "when": "sometimes"}]},
            "reset: `when` is one of before, after, idle, not 'sometimes'",
        ),
        ({"faults": [{"kind": "reset"}], "rate": "often"}, "rule: `rate`: Expected `float`, got `str`"),
    ],
)
def test_the_reason_names_the_member(wrong: object, says: str) -> None:
    """In words of the notation, not of Python."""
    with pytest.raises(ConfigError) as refused:
        from_json(wrong)
    assert str(refused.value) == says


@pytest.mark.parametrize("distribution", ["fixed", "uniform", "exponential"])
def test_delays_average_to_what_was_asked(distribution: str) -> None:
    """Whatever the distribution, `seconds` is its mean."""
    faults = Faults(seed=1)
    faults.add(Latency(0.2, distribution))
    delays = [faults.draw("github", "GET", "/zen").latency for _ in range(2000)]
    assert sum(delays) / len(delays) == pytest.approx(0.2, rel=0.1)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"faults": [], "script": []},
        {"faults": [{"kind": "status"}]},
        {"faults": [{"kind": "status", "status": "many"}]},
        {"faults": [{"kind": "status", "status": 99}]},
        {"faults": [{"kind": "reset", "when": "sometimes"}]},
        {"faults": [{"kind": "flood"}]},
        {"faults": [{"kind": "latency", "seconds": -1}]},
        {"faults": [{"kind": "latency", "seconds": 1}], "rate": 2},
        {"faults": [{"kind": "latency", "seconds": 1}], "colour": "red"},
        {"faults": {"kind": "latency"}},
        {"script": [[{"kind": "reset"}]], "times": 2},
        [],
    ],
)
def test_what_is_no_rule_is_refused_with_a_reason(wrong: object) -> None:
    """Nothing is guessed at."""
    with pytest.raises(ConfigError, match=r"\w{4}"):
        from_json(wrong)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("latency 0.2", Rule(faults=(Latency(0.2),))),
        ("latency 0.2 distribution=exponential rate=0.5", Rule(faults=(Latency(0.2, "exponential"),), rate=0.5)),
        (
            "status 429 retry_after=2 api=github method=GET path=/users/* times=3",
            Rule(faults=(Status(429, retry_after=2.0),), api="github", method="GET", path="/users/*", times=3),
        ),
        ("reset", Rule(faults=(Reset(),))),
        ("reset after", Rule(faults=(Reset("after"),))),
        ("trickle body interval=0.1", Rule(faults=(Trickle("body", 0.1),))),
        ("corrupt null field=/login", Rule(faults=(Corrupt("null", "/login"),))),
        (
            "script 503,ok,429 api=stripe",
            Rule(script=((Status(503),), (), (Status(429),)), api="stripe"),
        ),
    ],
)
def test_rules_in_words(words: str, rule: Rule) -> None:
    """The notation of the command line."""
    assert to_json(from_words(words)) == to_json(rule)


@pytest.mark.parametrize(
    "words", ["", "flood", "status", "status 503 504", "status many", "script", "script 503 status=1"]
)
def test_words_that_are_no_rule_are_refused(words: str) -> None:
    """With a message that names what can be said."""
    with pytest.raises(ConfigError, match=r"\w{4}"):
        from_words(words)


seconds = st.floats(0.001, 10)
faults_of_all_kinds: st.SearchStrategy[Fault] = st.one_of(
    st.builds(Latency, seconds, st.sampled_from(["fixed", "uniform", "exponential"])),
    st.builds(
        Status,
        st.integers(200, 999),
        st.none() | seconds | st.text(min_size=1),
        st.sampled_from(["api", "html", "empty", "wrong"]),
        st.dictionaries(st.text(), st.text(), max_size=2),
    ),
    st.builds(Reset, st.sampled_from(["before", "after", "idle"])),
    st.builds(Truncate, st.sampled_from(["headers", "body"])),
    st.builds(Trickle, st.sampled_from(["headers", "body"]), seconds, st.integers(1, 9)),
    st.builds(Corrupt, st.sampled_from(["json", "type", "null", "enum"]), st.none() | st.text()),
)


@given(st.lists(faults_of_all_kinds, min_size=1, max_size=3), st.none() | st.integers(1, 9), st.floats(0, 1))
def test_a_rule_survives_json(faults: list[Fault], times: int | None, rate: float) -> None:
    """What the control endpoint shows can be sent back to it."""
    rule = Rule(faults=tuple(faults), times=times, rate=rate, method="GET")
    again = from_json(to_json(rule))
    assert (again.faults, again.times, again.rate, again.method) == (rule.faults, times, rate, "GET")
