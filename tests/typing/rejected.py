"""Mistakes both type checkers must reject: each marked line has an error, and no other line has; never executed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import assert_never

import ferrule
from ferrule import Bearer, Policies, Validator
from ferrule.integrations.fastapi import Upstream
from ferrule_apis.assistant import Assistant
from ferrule_apis.assistant.models import ChatRequest
from ferrule_apis.github import AsyncGitHub, GitHub, webhooks
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.models import BasicError, PublicUser
from ferrule_apis.github_graphql import GitHubGraphQL


def known(user: PublicUser) -> None: ...


async def awaited(user: PublicUser) -> None: ...


QUESTION = ChatRequest(model="m", messages=[])


async def rows() -> AsyncIterator[str]:
    yield "octocat"


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
    github.repos.get_release_asset.events("o", "r", 1)  # rejected: not described as a stream of events
    github.repos.delete.stream("o", "r")  # rejected: its success has no body
    github.repos.get_release_asset.stream("o", "r", "1")  # rejected: wrong type through stream
    github.repos.get_release_asset.stream("o", "r", 1, within=3)  # rejected: options come after the verb
    github.repos.get_release_asset.file("o", "r", "1")  # rejected: wrong type through file
    github.repos.delete.file("o", "r")  # rejected: its success has no body
    github.repos.get_release_asset.file("o", "r", 1).save(3)  # rejected: no target
    github.repos.get_release_asset.upload("o", "r", 1)  # rejected: takes no files
    github.repos.upload_release_asset.upload("o", "r", 1)  # rejected: missing name through upload
    github.repos.upload_release_asset.upload("o", "r", 1, name="a", body=b"")  # rejected: the body comes with send
    github.repos.upload_release_asset.upload("o", "r", 1, name="a").send(awaited)  # rejected: no source
    github.with_options(timeout=2.0)  # rejected: no such option
    github.with_options(cache="never")  # rejected: no such mode
    github.with_options(validation="on")  # rejected: no such validation
    Policies(validation="Strict")  # rejected: no such validation
    Validator(BasicError, known)  # rejected: a check of another model
    Validator(PublicUser, awaited)  # rejected: nobody would await it
    Validator(PublicUser, lambda user: user.no_such_field)  # rejected: no such field
    Policies(validators=[known])  # rejected: a function is no validator
    ferrule.bulk(github.users.get_by_username, 3)  # rejected: no iterable
    ferrule.bulk(github.users.get_by_username, ["o"], concurency=3)  # rejected: no such option
    ferrule.bulk(github.users.get_by_username, ["o"], key=lambda name: name.no_such)  # rejected: of an input
    ferrule.ByReference(Bearer.from_env, 3)  # rejected: names are text
    ferrule.ClientSpec(GitHub, auth=Bearer("x"))  # rejected: a secret does not travel
    ferrule.bulk(get_by_username, ["o"])  # rejected: a module belongs to no client
    ferrule.bulk(github.users.get_by_username, rows())  # rejected: async inputs need an async client
    ferrule.Retyr(attempts=3)  # rejected: misspelt, though the names are loaded lazily


async def asynchronous(github: AsyncGitHub) -> None:
    github.users.get_by_username("octocat").login  # rejected: a coroutine, not a user
    github.repos.list_for_user.items("octocat").close()  # rejected: aclose is its name here
    await github.users.get_by_username(username=b"octocat")  # rejected: wrong type
    github.repos.get_release_asset.stream("o", "r", 1).close()  # rejected: aclose is its name here
    github.repos.get_release_asset.file("o", "r", 1).save("a").path  # rejected: a coroutine, not a file


def events(assistant: Assistant) -> None:
    assistant.chat.create.events()  # rejected: missing body
    assistant.chat.create.events(body=3)  # rejected: wrong type through events
    next(assistant.chat.create.events(body=QUESTION)).choices  # rejected: an event may be an error
    assistant.models.list.events()  # rejected: no stream


def received(delivery: webhooks.Delivery[webhooks.Event]) -> str:
    webhooks.receiver()  # rejected: no secrets
    webhooks.receiver(["s"], timeout=3)  # rejected: no such setting
    webhooks.receiver(["s"]).unwrap({}, "text")  # rejected: not the raw bytes
    webhooks.receiver(["s"]).store  # rejected: no such attribute
    webhooks.WebhookPing  # rejected: not described
    delivery.event.ref  # rejected: not every event has it
    match delivery.event:
        case webhooks.WebhookPush():
            return delivery.event.ref
        case other:
            assert_never(other)  # rejected: two more are left


def queried(github: GitHubGraphQL) -> None:
    github.repositories.get_repository("o", "n")  # rejected: variables go by name
    github.repositories.get_repository(owner="o")  # rejected: a variable is missing
    github.repositories.get_repository(owner="o", name=None)  # rejected: not null
    github.repositories.list_repositories(login="o", visibility="SECRET")  # rejected: no such value
    github.repositories.get_repository(owner="o", name="n").repository.url  # rejected: may be null
    github.viewer.get_viewer.items()  # rejected: no list
    github.repositories.get_repository.stream(owner="o", name="n")  # rejected: errors would be missed


def telemetry(github: GitHub) -> None:
    Policies(observers=[print])  # rejected: no on_call
    github.stats().calls  # rejected: calls are counted by window


def services() -> None:
    Upstream(AsyncGitHub, token="any")  # rejected: no such parameter of the client
    Upstream(GitHub, base_url=3)  # rejected: wrong type through the upstream
    Upstream(GitHub).client.users.get_by_nickname("octocat")  # rejected: no such operation
    Upstream(GitHub, required=True)  # rejected: it is said by in_health
    Upstream(str)  # rejected: no client
