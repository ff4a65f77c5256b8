"""Mistakes both type checkers must reject: each marked line has an error, and no other line has; never executed."""

from __future__ import annotations

import ferrule
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.users import get_by_username


def blocking(github: GitHub) -> None:
    github.users.get_by_username(1)  # rejected: wrong type
    github.users.get_by_username()  # rejected: missing argument
    github.users.get_by_username("octocat", page=2)  # rejected: no such parameter
    github.users.get_by_nickname("octocat")  # rejected: no such operation
    github.call(get_by_username, 1)  # rejected: wrong type through call
    github.users.get_by_username.result(1)  # rejected: wrong type through result
    github.users.get_by_username.raw("octocat").parse().no_such_field  # rejected: no such field
    github.users.get_by_username.items("octocat")  # rejected: not declared as a list
    github.repos.list_for_user.items(3)  # rejected: wrong type through items
    github.repos.list_for_user.pages("octocat", at_most=3)  # rejected: options come after the verb
    next(github.repos.list_for_user.items("octocat")).no_such_field  # rejected: no such field of an item
    github.with_options(timeout=2.0)  # rejected: no such option
    github.with_options(cache="never")  # rejected: no such mode
    ferrule.Retyr(attempts=3)  # rejected: misspelt, though the names are loaded lazily


async def asynchronous(github: AsyncGitHub) -> None:
    github.users.get_by_username("octocat").login  # rejected: a coroutine, not a user
    github.repos.list_for_user.items("octocat").close()  # rejected: aclose is its name here
    await github.users.get_by_username(username=b"octocat")  # rejected: wrong type
