"""What a token credential knows, by itself: whom it tells to refresh, how long it waits, what it gives up."""

from __future__ import annotations

import math

import pytest

from ferrule.auth.refresh import ScheduledToken
from ferrule.auth.state import KnownToken, TokenState
from ferrule.auth.tokens import Phase, Schedule, Token
from ferrule.errors import ConfigError, CredentialMissing, TokenRefused, TokenUnavailable


def a_token(access: str = "one", schedule: Schedule | None = None, since: float = 0.0) -> ScheduledToken:
    """A token that asks for another at 100 s, insists at 110 s and ends at 120 s."""
    return ScheduledToken(Token(access=access), schedule or Schedule(100.0, 110.0, 120.0), since)


def with_token(token: ScheduledToken) -> TokenState:
    """What is known once a refresh has brought a token."""
    state = TokenState()
    refresh = state.look(0.0).refresh
    assert refresh is not None
    state.end(refresh, token)
    return state


def test_nothing_is_known_of_a_token_that_was_never_fetched() -> None:
    """No phase, no times, no failure."""
    known = TokenState().known("bot", "ClientCredentials", 5.0)
    assert known == KnownToken("bot", "ClientCredentials", "none", None, None, False, 0, 0, "")


@pytest.mark.parametrize(
    ("now", "phase", "refresh_in", "ends_in"),
    [(10.0, "fresh", 90.0, 110.0), (100.0, "advisory", 0.0, 20.0), (110.0, "mandatory", 0.0, 10.0), (120.0, "ended", 0.0, 0.0)],
)  # fmt: skip
def test_a_token_is_known_by_its_phase_and_what_is_left_of_it(
    now: float, phase: str, refresh_in: float, ends_in: float
) -> None:
    """Times that are over are 0."""
    assert with_token(a_token()).known("bot", "kind", now) == KnownToken(
        "bot", "kind", phase, refresh_in, ends_in, False, 1, 0, ""
    )


def test_a_token_without_an_end_has_no_times() -> None:
    """It is fresh for ever."""
    known = with_token(a_token(schedule=Schedule())).known("bot", "kind", 1e9)
    assert (known.phase, known.refresh_in, known.ends_in) == ("fresh", None, None)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TokenUnavailable("nobody answered"), "nobody answered"),
        (ConfigError("no such thing"), "no such thing"),
        (ValueError("planted-4711"), "ValueError"),
    ],
)
def test_the_last_failure_is_known_until_a_token_comes(error: Exception, told: str) -> None:
    """What is not Ferrule's own may quote anything, so only its class is."""
    state = TokenState()
    state.fail(ValueError("earlier"), 0.0, 0.0)
    state.fail(error, 0.0, 0.0)
    known = state.known("bot", "kind", 0.0)
    assert (known.failures, known.refreshes) == (2, 0)
    assert told in known.failure
    assert "planted" not in known.failure
    refresh = state.look(1000.0).refresh
    assert refresh is not None
    state.end(refresh, a_token())
    known = state.known("bot", "kind", 0.0)
    assert (known.failures, known.refreshes, known.failure) == (0, 1, "")


def test_one_caller_begins_and_the_others_wait_for_the_same() -> None:
    """Unless its work does not begin within two seconds: then another is started, and the first must not."""
    state = TokenState()
    first = state.look(5.0)
    assert (first.token, first.phase, first.begins) == (None, Phase.ENDED, True)
    assert first.refresh is not None
    assert first.refresh.limit == 7.0
    waiting = state.look(6.9)
    assert (waiting.refresh, waiting.begins) == (first.refresh, False)
    assert state.known("bot", "kind", 6.9).refreshing
    assert not state.known("bot", "kind", 7.0).refreshing
    second = state.look(7.0)
    assert second.begins
    assert second.refresh not in (None, first.refresh)
    assert not state.begin(first.refresh, 60.0)
    assert second.refresh is not None
    assert state.begin(second.refresh, 60.0)
    assert state.look(59.9).refresh is second.refresh


def test_what_its_age_asks_for_of_a_token_is_found_with_it() -> None:
    """A fresh one needs nobody; from its advisory time on, one caller has it replaced."""
    token = a_token()
    state = with_token(token)
    fresh = state.look(99.9)
    assert (fresh.token, fresh.phase, fresh.refresh, fresh.begins) == (token, Phase.FRESH, None, False)
    due = state.look(100.0)
    assert (due.token, due.phase, due.begins) == (token, Phase.ADVISORY, True)
    assert due.refresh is not None
    assert due.refresh.previous is token
    late = state.look(101.0)
    assert (late.token, late.refresh, late.begins) == (token, due.refresh, False)


def test_a_late_refresh_does_not_end_the_one_that_took_its_place() -> None:
    """Its token is kept all the same."""
    state = TokenState()
    late, token = state.look(0.0).refresh, a_token()
    current = state.look(3.0).refresh
    assert late is not None
    assert current is not None
    state.end(late, token)
    assert (late.done, late.result, state.current) == (True, token, token)
    assert state.look(115.0).begins  # 3 s + 2 s are over
    state = TokenState()
    late, current = state.look(0.0).refresh, state.look(3.0).refresh
    assert late is not None
    state.end(late)
    assert state.look(4.0).refresh is current


def test_work_that_was_cancelled_before_it_began_is_over() -> None:
    """Those who wait are told; what has ended by itself is left as it is."""
    state = TokenState()
    refresh = state.look(0.0).refresh
    assert refresh is not None
    state.abandon(refresh)
    assert (refresh.done, refresh.result, refresh.error) == (True, None, None)
    assert state.look(0.1).begins
    state = TokenState()
    refresh, token = state.look(0.0).refresh, a_token()
    assert refresh is not None
    state.end(refresh, token)
    state.abandon(refresh)
    assert refresh.result is token


@pytest.mark.parametrize(
    ("error", "first", "second"),
    [
        (TokenUnavailable("x"), 0.5, 1.0),
        (ValueError("x"), 0.5, 1.0),
        (TokenRefused("x"), 2.5, 5.0),
        (CredentialMissing("x"), 2.5, 5.0),
        (TokenUnavailable("x", retry_after=20.0), 20.0, 20.0),
    ],
)
def test_after_a_failure_the_source_is_left_alone(error: Exception, first: float, second: float) -> None:
    """For longer after a second one, after a no, and where the server says so; callers are told how long."""
    state = TokenState()
    assert state.fail(error, 10.0, 0.0) == first
    view = state.look(10.0 + first - 0.1)
    assert (view.refresh, view.begins, view.phase) == (None, False, Phase.ENDED)
    assert state.lacks(10.0 + first - 0.1)
    assert not state.lacks(10.0 + first)
    raised = state.failure(10.0 + first - 0.25)
    assert type(raised) is type(error)
    assert getattr(raised, "retry_after", 0.25) == pytest.approx(0.25)
    assert getattr(state.failure(1000.0), "retry_after", 0.0) == 0.0
    assert state.look(10.0 + first).begins
    assert state.fail(error, 100.0, 0.0) == second


def test_without_a_failure_there_is_nothing_to_raise() -> None:
    """Neither at first nor when a token has come since."""
    state = TokenState()
    assert state.failure(0.0) is None
    assert not state.lacks(0.0)
    state.fail(TokenUnavailable("x"), 0.0, 0.0)
    refresh = state.look(1000.0).refresh
    assert refresh is not None
    state.end(refresh, a_token())
    assert state.failure(0.0) is None
    assert (state.look(105.0).begins, state.lacks(125.0)) == (True, False)


def test_a_token_that_serves_is_no_lack() -> None:
    """However often its replacement failed, until it ends."""
    state = with_token(a_token())
    state.fail(TokenUnavailable("x", retry_after=300.0), 90.0, 0.0)
    assert [state.lacks(now) for now in (119.9, 120.0, 389.9, 390.0)] == [False, True, True, False]


def test_only_the_very_token_that_was_rejected_is_given_up() -> None:
    """Another caller may have replaced it by now; what was given up once is given up."""
    state = with_token(a_token("one"))
    assert TokenState().reject("one", 0.0)
    assert state.reject("another", 10.0)
    assert state.look(10.0).phase is Phase.FRESH
    assert state.reject("one", 10.0)
    view = state.look(10.0)
    assert (view.phase, view.begins) == (Phase.ENDED, True)
    assert state.current is not None
    assert state.current.rejected
    assert state.reject("one", 10.0)


def rejections(*times: tuple[float, float, float]) -> list[bool]:
    """Whether another token was thought to help, for tokens that came, ended and were rejected then."""
    state, found = TokenState(), list[bool]()
    for number, (since, end, rejected) in enumerate(times):
        state.current = a_token(str(number), Schedule(end, end, end), since)
        found.append(state.reject(str(number), rejected))
    return found


def test_an_api_that_rejects_all_tokens_is_given_fewer() -> None:
    """From the second new one that is rejected soon, none for 1 s, then 2, 4 … and at most 60 s."""
    state, now, waits = TokenState(), 0.0, list[float]()
    for number in range(11):
        state.current = a_token(str(number), Schedule(), since=now)
        began = now
        while not state.reject(str(number), now):
            now += 0.5
        waits.append(now - began)
    assert waits == [0.0, 0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


@pytest.mark.parametrize(
    ("since", "end", "rejected", "again"),
    [
        (0.0, math.inf, 59.9, False),
        (0.0, math.inf, 60.0, True),
        (0.0, 100.0, 49.9, False),
        (0.0, 100.0, 50.0, True),
    ],
)
def test_a_token_that_was_good_for_a_while_is_no_reason_for_doubt(
    since: float, end: float, rejected: float, again: bool
) -> None:
    """For a minute, or for half of its life."""
    early = [(0.0, math.inf, 0.0)]
    found = rejections(*early, (since, end, rejected), *[(rejected, math.inf, rejected)] * 2)
    assert found[-2:] == [again, again]
