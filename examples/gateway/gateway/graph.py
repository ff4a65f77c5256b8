"""The same over GraphQL, for pages that want several people at once."""

from __future__ import annotations

import asyncio
from typing import Any

import strawberry
from fastapi import Depends
from strawberry.dataloader import DataLoader
from strawberry.fastapi import GraphQLRouter
from strawberry.types import Info

from ferrule import CallError, NotFound
from ferrule_apis.github import AsyncGitHub
from ferrule_apis.github.models import MinimalRepository, PublicUser
from gateway.limits import within_limit
from gateway.upstreams import GitHub

_MOST = 20  # people in one query


@strawberry.type
class Repository:
    """A repository, in short."""

    name: str
    stars: int


@strawberry.type
class Person:
    """A person on GitHub."""

    login: str
    name: str | None

    @strawberry.field
    async def repositories(self, info: Info[dict[str, Any], None]) -> list[Repository]:
        """What they work on."""
        found = await info.context["repositories"].load(self.login)
        return [Repository(name=one.name, stars=one.stargazers_count or 0) for one in found]


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    async def people(self, info: Info[dict[str, Any], None], logins: list[str]) -> list[Person | None]:
        """People by login; null for one that there is not."""
        if len(logins) > _MOST:
            raise ValueError(f"at most {_MOST} people at once")
        found = await info.context["people"].load_many(logins)
        return [Person(login=one.login, name=one.name) if one else None for one in found]


class _Schema(strawberry.Schema):
    """Tells callers no more of a failed upstream than the other routes do."""

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        for error in errors:
            if isinstance(error.original_error, CallError):
                error.message = "A service that this one depends on failed."
        super().process_errors(errors, execution_context)


async def _context(github: GitHub, _: None = Depends(within_limit)) -> dict[str, Any]:
    """One set of loaders a request: each person is asked for once, and all that a query needs at once."""
    return {"people": DataLoader(_people(github)), "repositories": DataLoader(_repositories(github))}


def _people(github: AsyncGitHub) -> Any:
    async def one(login: str) -> PublicUser | None:
        try:
            return await github.users.get_by_username(login)
        except NotFound:
            return None

    async def load(logins: list[str]) -> list[PublicUser | BaseException | None]:
        return await asyncio.gather(*map(one, logins), return_exceptions=True)

    return load


def _repositories(github: AsyncGitHub) -> Any:
    async def load(logins: list[str]) -> list[list[MinimalRepository] | BaseException]:
        calls = (github.repos.list_for_user(login, sort="updated", per_page=5) for login in logins)
        return await asyncio.gather(*calls, return_exceptions=True)

    return load


router: GraphQLRouter[dict[str, Any], None] = GraphQLRouter(_Schema(Query), context_getter=_context)
