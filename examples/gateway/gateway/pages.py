"""What the gateway reads: profiles, weather, files."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from ferrule.integrations.fastapi import relay
from gateway.limits import WithinLimit
from gateway.upstreams import GitHub, GitHubGraphQL, Storage, Weather

router = APIRouter(tags=["pages"], dependencies=[WithinLimit])
Login = Annotated[str, Path(pattern="^[A-Za-z0-9-]{1,39}$", examples=["octocat"])]


class Repository(BaseModel):
    """A repository, in short."""

    name: str
    stars: int = 0


class Profile(BaseModel):
    """A person on GitHub, and what they work on."""

    login: str
    name: str | None = Field(examples=["The Octocat"])
    repositories: list[Repository]


class Conditions(BaseModel):
    """The weather of a place, now."""

    place: str
    summary: str
    temperature: float


@router.get("/profiles/{login}")
async def profile(login: Login, github: GitHub) -> Profile:
    """A person and their latest repositories, asked for at once."""
    async with asyncio.TaskGroup() as both:
        person = both.create_task(github.users.get_by_username(login))
        work = both.create_task(github.repos.list_for_user(login, sort="updated", per_page=5))
    found = person.result()
    top = [Repository(name=one.name, stars=one.stargazers_count or 0) for one in work.result()]
    return Profile(login=found.login, name=found.name, repositories=top)


@router.get("/stars/{login}")
async def stars(login: Login, github: GitHubGraphQL) -> Profile:
    """A person and their repositories with the most stars: one query of GraphQL, and REST cannot sort by stars."""
    found = (await github.users.get_top_repositories(login=login)).user
    if found is None:
        raise HTTPException(404)
    nodes = found.repositories.nodes or []
    top = [Repository(name=one.name, stars=one.stargazer_count) for one in nodes if one]
    return Profile(login=found.login, name=found.name, repositories=top)


@router.get("/weather/{place}")
async def conditions(place: Annotated[str, Path(examples=["london"])], weather: Weather) -> Conditions:
    """The weather, from the cache. From a minute on, as the overlay says, it is asked for anew behind the answer."""
    now = (await weather.weather.point(place_id=place, sections=["current"])).current
    return Conditions(
        place=place, summary=str(now.summary if now else ""), temperature=float(now.temperature or 0) if now else 0.0
    )


@router.get("/files/{name}", response_class=StreamingResponse)
async def file(name: Annotated[str, Path(examples=["report.pdf"])], storage: Storage) -> StreamingResponse:
    """A file, passed on as it comes."""
    return await relay(storage.objects.download.stream("gateway", name), filename=name)
