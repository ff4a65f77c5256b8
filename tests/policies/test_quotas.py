"""The bookkeeping of server quotas: bounded, and never wrong about whose they are."""

from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.quotas import Report
from ferrule.policies.quotas import Permit, Quotas


def take(quotas: Quotas, operation: str) -> Permit:
    """Count a call of weight 1."""
    return quotas.take(operation, quotas.of(operation), 1)


def test_operations_without_end_do_not_pile_up() -> None:
    """Requests that name no operation go by their path. Memory of them is bounded, and their quotas stay known."""
    quotas = Quotas()
    for number in range(25_000):
        quotas.leave(take(quotas, f"/things/{number}"), [Report("q", 5, 60)], now=0.0)
    assert len(quotas._of) <= 10_000
    assert [quota.name for quota in quotas.of("/things/new")] == ["q"]
    assert quotas._on_wire == {}


def test_a_quota_is_news_until_it_is_known_by_its_name() -> None:
    """What is looked at once need not be looked at with each response; one without a name says nothing."""
    quotas = Quotas()
    assert quotas.have_news([Report("", 5, 60), Report("q", 5, 60)])
    assert not quotas.have_news([Report("", 5, 60)])
    assert not quotas.have_news([])
    quotas.leave(take(quotas, "op"), [Report("q", 5, 60)], now=0.0)
    assert not quotas.have_news([Report("q", 5, 60)])
    assert quotas.have_news([Report("q", 5, 60), Report("r", 5, 60)])


def test_only_what_counts_against_a_quota_is_taken_off_what_is_left_of_it() -> None:
    """A call on the wire may not have been counted yet when another was answered; calls of others never are."""
    quotas = Quotas()
    for operation, name in (("mine", "q"), ("also", "q"), ("other", "r")):
        quotas.leave(take(quotas, operation), [Report(name, 50, 60)], now=0.0)
    for operation in ("mine", "mine", "also", "other"):
        take(quotas, operation)
    quotas.leave(take(quotas, "mine"), [Report("q", 20, 60)], now=1.0)
    assert {quota.name: quota.left for quota in quotas.known} == {"q": 17, "r": 49}


def test_quotas_without_end_do_not_pile_up() -> None:
    """A server that names a new quota with each response costs no memory without bound."""
    quotas = Quotas()
    for number in range(2500):
        quotas.leave(take(quotas, "op"), [Report(f"q{number}", 5, 60)], now=0.0)
    assert len(quotas._known) <= 1000


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.booleans(), st.floats(0, 2)), max_size=60))
def test_what_is_let_through_never_exceeds_what_was_told(steps: list[tuple[str, int, bool, float]]) -> None:
    """Between a report and the reset, no more calls pass than the report left, whoever makes them in whatever order."""
    quotas = Quotas()
    now, allowance, permits = 0.0, None, []
    for operation, left, answered, gap in steps:
        now += gap
        if answered and permits:
            quotas.leave(permits.pop(), [Report("q", left, 1e9)], now)
            allowance = None if permits else left  # with nothing on the wire, what was told is exact
        elif quotas.delay(operation, quotas.of(operation), 1, now) == 0:
            permits.append(take(quotas, operation))
            if allowance is not None and quotas.of(operation):
                allowance -= 1
                assert allowance >= 0
