"""Patterns that name no operation are refused when the client is made."""

from __future__ import annotations

from typing import Any

import pytest

import acme
from ferrule import Cache, Chaos, ConfigError, Fallback, Override, Policies
from ferrule.api import Api
from ferrule.call import Response
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import AsyncGitHub, GitHub

FASTER = Override(deadline=20.0)


@pytest.mark.parametrize(
    "pattern",
    ["search.repos", "search.*", "*.get", "*", "users/get-by-username", "users/*", "search", "repos/get"],
)
@pytest.mark.parametrize("kind", [GitHub, AsyncGitHub])
def test_names_operation_ids_and_tags_are_known(kind: type[Any], pattern: str) -> None:
    """Whatever an operation may be called by is a pattern, as are wildcards in it."""
    kind(policies=Policies(overrides={pattern: FASTER}, chaos=Chaos(operations=pattern)))


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("serch.repos", "did you mean 'search.repos' or 'search/repos'?"),
        ("issue.*", "did you mean 'issues.*' or 'issues'?"),
        ("Search", "did you mean 'search' or"),
        ("users/get-by-usernme", "did you mean 'users/get-by-username' or"),
        ("zzz", "they are named like 'issues.create'"),
    ],
)
def test_a_pattern_that_matches_nothing_is_refused_with_what_was_meant(pattern: str, hint: str) -> None:
    """A setting that never takes effect is a mistake that nobody would notice."""
    with pytest.raises(ConfigError) as raised:
        GitHub(policies=Policies(overrides={pattern: FASTER}))
    assert f"overrides[{pattern!r}] matches no operation of github; " in str(raised.value)
    assert hint in str(raised.value)


def test_all_settings_with_patterns_are_checked_and_all_faults_named() -> None:
    """Settings of the fallback, of chaos and of the cache name operations, too; the cache by names alone."""
    with pytest.raises(ConfigError) as raised:
        GitHub(
            policies=Policies(
                fallback=Fallback(answer=Response(200, []), operations="user.*"),
                chaos=Chaos(operations=("users.*", "repo.get")),
                cache=Cache(ttl={"users/get-by-username": 3}, tags={"user.*": ["people"]}),
            )
        )
    for named in (
        "Fallback.operations 'user.*'",
        "Chaos.operations 'repo.get'",
        "Cache.ttl['users/get-by-username'] matches no operation of github; did you mean 'users.get_by_username'?",
        "Cache.tags['user.*']",
    ):
        assert named in str(raised.value)
    assert "'users.*' matches" not in str(raised.value)


def test_other_policies_are_checked_before_they_take_effect() -> None:
    """A refused reload changes nothing."""
    client = GitHub()
    before = client.describe()
    with pytest.raises(ConfigError, match="did you mean"):
        client.reconfigure(Policies(overrides={"user.get": FASTER}, deadline=20.0))
    assert client.describe() == before


def test_who_cannot_know_the_operations_refuses_no_pattern() -> None:
    """A facade without operations, or a package without its description, leaves patterns alone."""

    class Bare(Api):
        description = acme.API

    for kind in (Bare, acme.Acme):  # one of Acme's operations is not loaded, and no description says what its tags are
        kind(policies=Policies(overrides={"anything": FASTER}), runtime=BlockingRuntime(acme.ScriptedEngine()))
