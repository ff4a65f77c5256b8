"""What users write, and what type checkers must see; never executed. Both checkers must find nothing wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_type

import ferrule
from ferrule import Bearer, Err, Ok, Page, Raw
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.issues import create
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.client import AuthenticatedClient
from ferrule_apis.github.models import (
    BasicError,
    Issue,
    IssueCreate,
    MinimalRepository,
    PublicUser,
    RepoSearchResultItem,
)


def blocking() -> None:
    with GitHub(auth=Bearer.from_env("GITHUB_TOKEN")) as github:
        user = github.users.get_by_username("octocat")
        assert_type(user, PublicUser)
        raw = github.users.get_by_username.raw("octocat")
        assert_type(raw, Raw[PublicUser])
        assert_type(raw.parse(), PublicUser)
        match github.users.get_by_username.result(username="octocat"):
            case Ok(value):
                assert_type(value, PublicUser)
            case Err(body):
                assert_type(body, BasicError | ferrule.Undocumented)
        assert_type(github.with_options(deadline=2.0, retries=0), GitHub)
        assert_type(github.call(get_by_username, "octocat"), PublicUser)
        assert_type(github.generated, AuthenticatedClient)
        get_by_username.sync("octocat", client=github.generated)
        for repository in github.repos.list_for_user.items("octocat", per_page=100).at_most(500).within(60):
            assert_type(repository, MinimalRepository)
        assert_type(list(github.search.repos.items(q="x").prefetch()), list[RepoSearchResultItem])
        with github.repos.list_for_user.pages("octocat").resume("x") as pages:
            for page in pages:
                assert_type(page, Page[list[MinimalRepository], MinimalRepository])
                assert_type(page.cursor, str | None)
        create.sync("o", "r", body=IssueCreate(title="t"), client=github.generated)


async def asynchronous() -> None:
    async with AsyncGitHub(auth=Bearer.from_env("GITHUB_TOKEN")) as github:
        user = await github.users.get_by_username("octocat")
        assert_type(user, PublicUser)
        result = await github.users.get_by_username.result("octocat")
        assert_type(result, Ok[PublicUser] | Err[BasicError])
        raw = await github.users.get_by_username.raw("octocat")
        assert_type(raw.parse(), PublicUser)
        assert_type(github.with_options(deadline=None), AsyncGitHub)
        assert_type(await github.call(create, "o", "r", body=IssueCreate(title="t")), Issue)
        await get_by_username.asyncio("octocat", client=github.generated)
        async for repository in github.repos.list_for_user.items("octocat").at_most(500):
            assert_type(repository, MinimalRepository)
        async with github.search.repos.pages(q="x").prefetch() as pages:
            async for page in pages:
                assert_type(page.items, Sequence[RepoSearchResultItem])
