"""What users write, and what type checkers must see; never executed. Both checkers must find nothing wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import assert_never, assert_type

from starlette.applications import Starlette

import ferrule
from ferrule import (
    AsyncBulk,
    AsyncParts,
    AsyncUpload,
    Bearer,
    Bulk,
    CallError,
    Download,
    Err,
    Events,
    Failed,
    Item,
    Ok,
    Override,
    Page,
    Partial,
    Parts,
    Policies,
    Progress,
    Raw,
    Receipt,
    SavedFile,
    Stop,
    Stream,
    Upload,
    Validator,
)
from ferrule.integrations.fastapi import Upstream, health, inbound, lifespan, problems
from ferrule.integrations.ray import Ray
from ferrule.telemetry import ClientStats, Log, OpenTelemetry, Statistics, StructLog
from ferrule.webhooks import Receiver, ReplayStoreSqlite, Slack, UnknownEvent
from ferrule_apis.assistant import Assistant, AsyncAssistant
from ferrule_apis.assistant.models import ChatChunk, ChatCompletion, ChatMessage, ChatRequest, ErrorReply, Role
from ferrule_apis.github import AsyncGitHub, GitHub, webhooks
from ferrule_apis.github.api.issues import create
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.client import AuthenticatedClient
from ferrule_apis.github.models import (
    BasicError,
    Issue,
    IssueCreate,
    MinimalRepository,
    PublicUser,
    ReleaseAsset,
    RepoSearchResultItem,
)
from ferrule_apis.github_graphql import AsyncGitHubGraphQL, GitHubGraphQL
from ferrule_apis.github_graphql.models import (
    GetRepository,
    GetRepositoryRepositoryOwnerOrganization,
    GetRepositoryRepositoryOwnerUser,
    IssueFields,
    ListIssues,
    SearchSearchEdgesNodeActor,
    SearchSearchEdgesNodeIssue,
    SearchSearchEdgesNodeRepository,
)
from ferrule_apis.storage import Storage
from ferrule_apis.storage.models import Object
from ferrule_apis.twilio import webhooks as twilio_webhooks
from ferrule_apis.twilio.models import IncomingMessage, MessageStatusCallback


def shown(progress: Progress) -> None: ...


async def some() -> AsyncIterator[bytes]:
    yield b"some"


def known(user: PublicUser) -> None:
    if not user.login:
        raise ValueError("a user without a name")


def anything(value: object) -> None: ...


CHECKED = Policies(validation="strict", validators=[Validator(PublicUser, known), Validator(Issue, anything)])
OVERRIDDEN = Override(validation="lenient", validators=[Validator(PublicUser, known)])


QUESTION = ChatRequest(model="m", messages=[ChatMessage(role=Role.USER, content="?")])


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
        assert_type(github.with_options(validation="strict"), GitHub)
        assert_type(Validator(PublicUser, known), Validator[PublicUser])
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
        with ferrule.bulk(github.users.get_by_username, ["octocat"], journal="j", stop=Stop(window=9)) as run:
            assert_type(run, Bulk[str, PublicUser, BasicError])
            for item in run:
                assert_type(item, Item[str, PublicUser, BasicError])
                match item.result:
                    case Ok(value):
                        assert_type(value, PublicUser)
                    case Err(body):
                        assert_type(body, BasicError | ferrule.Undocumented)
                    case Failed(failure):
                        assert_type(failure, CallError)
        spec = ferrule.ClientSpec(GitHub, auth=ferrule.ByReference(Bearer.from_env, "GITHUB_TOKEN"))
        elsewhere = ferrule.bulk(github.users.get_by_username, ["octocat"], executor=Ray(spec), progress=True)
        assert_type(elsewhere.summary().errors, Mapping[str, int])
        for row in ferrule.bulk(github.repos.list_for_user, [{"username": "o"}], key=lambda row: row["username"]):
            assert_type(row.result, Ok[list[MinimalRepository]] | Err[BasicError] | Failed)
        with github.repos.get_release_asset.stream("o", "r", 1).within(60) as asset:
            assert_type(asset, Stream)
            assert_type(list(asset.bytes()), list[bytes])
            assert_type(asset.lines(), Parts[str])
            for part in asset:
                assert_type(part, bytes)
        assert_type(github.repos.get_release_asset.file("o", "r", 1).within(60), Download)
        saved = github.repos.get_release_asset.file("o", "r", 1).save("a.zip", progress=shown, max_bytes=1 << 30)
        assert_type(saved, SavedFile)
        upload = github.repos.upload_release_asset.upload("o", "r", 1, name="a.zip")
        assert_type(upload, Upload[ReleaseAsset])
        assert_type(upload.send(Path("a.zip"), progress=True), ReleaseAsset)
        assert_type(upload.send_for_receipt(Path("a.zip")), Receipt[ReleaseAsset])
    with Storage(auth=Bearer("key")) as storage:
        assert_type(storage.objects.insert.upload("b", name="a", body=Object(cache_control="x")), Upload[Object])
        assert_type(storage.objects.insert.upload("b").send(iter([b"a"]), chunk=1 << 20), Object)
        assert_type(storage.objects.insert("b", body=b"a", name="a"), Object)
        with Path("a").open("wb") as file:
            storage.objects.download.file("b", "a").save(file, progress=lambda so_far: so_far.done)
    with Assistant(auth=Bearer("key")) as assistant:
        events = assistant.chat.create.events(body=QUESTION).skip_broken().within(60)
        assert_type(events, Events[ChatChunk | ErrorReply])
        for event in events:
            match event:
                case ErrorReply(error):
                    assert_type(error.message, str)
                case _:
                    assert_type(event, ChatChunk)
        assert_type(events.end, str | None)
        assert_type(assistant.chat.create(body=QUESTION), ChatCompletion)


async def names() -> AsyncIterator[str]:
    yield "octocat"


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
        async with ferrule.bulk(github.users.get_by_username, names()) as run:
            assert_type(run, AsyncBulk[str, PublicUser, BasicError])
            async for item in run:
                assert_type(item, Item[str, PublicUser, BasicError])
        async for number in ferrule.bulk(github.issues.get, [{"issue_number": 1}]):
            assert_type(number.key, str)
        async with github.repos.get_release_asset.stream("o", "r", 1) as body:
            assert_type(body.text(), AsyncParts[str])
            async for part in body.bytes():
                assert_type(part, bytes)
        assert_type(await github.repos.get_release_asset.file("o", "r", 1).save("d/"), SavedFile)
        upload = github.repos.upload_release_asset.upload("o", "r", 1, name="a.zip")
        assert_type(upload, AsyncUpload[ReleaseAsset])
        assert_type(await upload.send(some()), ReleaseAsset)
        assert_type(await upload.send_for_receipt(some()), Receipt[ReleaseAsset])
    async with AsyncAssistant(auth=Bearer("key")) as assistant:
        async with assistant.chat.create.events(body=QUESTION) as events:
            async for event in events:
                assert_type(event, ChatChunk | ErrorReply)
        await assistant.chat.create.events(body=QUESTION).aclose()


def received(headers: Mapping[str, str], body: bytes) -> str:
    hooks = webhooks.receiver(secrets=["new", "old"])
    assert_type(hooks, Receiver[webhooks.Event])
    assert_type(
        webhooks.receiver.from_env("NEW", "OLD", store=ReplayStoreSqlite("replay.db")), Receiver[webhooks.Event]
    )
    with hooks.claim(hooks.unwrap(headers, body)) as delivery:
        assert_type(delivery, webhooks.Delivery[webhooks.WebhookPush | webhooks.WebhookIssues | webhooks.UnknownEvent])
        match delivery.event:
            case webhooks.WebhookPush():
                return delivery.event.ref
            case webhooks.WebhookIssues(issue=issue):
                return issue.title
            case webhooks.UnknownEvent(name):
                assert_type(name, str)
                return name
            case _:
                assert_never(delivery.event)


async def received_asynchronously(body: bytes) -> None:
    hooks = twilio_webhooks.receiver.from_env(url="https://example.com/hooks/sms")
    delivery = hooks.unwrap([(b"x-twilio-signature", b"s")], body, "?a=1", event="incoming_message")
    assert_type(delivery.event, MessageStatusCallback | IncomingMessage | UnknownEvent)
    async with hooks.claim(delivery) as delivery:
        assert_type(delivery.duplicate, bool)
    assert_type(hooks.sign(body, form=True), dict[str, str])
    assert_type(webhooks.parse("push", body), webhooks.WebhookPush)
    assert_type(Receiver[UnknownEvent](Slack(), ["secret"]).unwrap({}, body).event, UnknownEvent)


def queried(github: GitHubGraphQL) -> str:
    assert_type(github.repositories.get_repository(owner="o", name="n", with_labels=True), GetRepository)
    assert_type(github.repositories.list_repositories.items(login="o", visibility="PUBLIC").end, str | None)
    for issue in github.issues.list_issues.items(owner="o", name="n", first=None):
        assert_type(issue, IssueFields | None)
    for page in github.issues.list_issues.pages(owner="o", name="n").prefetch():
        assert_type(page, Page[ListIssues, IssueFields | None])
    for found in github.search.search.items(query="q", type_="ISSUE"):
        assert_type(
            found, SearchSearchEdgesNodeIssue | SearchSearchEdgesNodeActor | SearchSearchEdgesNodeRepository | None
        )
    result = github.repositories.get_repository.result(owner="o", name="n")
    match result:
        case Ok(value):
            owner = value.repository.owner if value.repository else None
            if isinstance(owner, GetRepositoryRepositoryOwnerUser):
                return owner.login
            assert_type(owner, GetRepositoryRepositoryOwnerOrganization | None)
            return ""
        case Partial(data, errors):
            assert_type(data, GetRepository)
            assert_type(errors, Sequence[ferrule.GraphQLError])
            return errors[0].code
        case Err(error=error):
            return str(error)
        case _:
            assert_never(result)


async def queried_asynchronously(github: AsyncGitHubGraphQL) -> None:
    assert_type(await github.repositories.get_repository(owner="o", name="n"), GetRepository)
    async for issue in github.issues.list_issues.items(owner="o", name="n"):
        assert_type(issue, IssueFields | None)
    match await github.repositories.get_repository.result(owner="o", name="n"):
        case Partial(data):
            assert_type(data, GetRepository)
        case Ok() | Err():
            pass


class Watching:
    def on_call(self, call: ferrule.Call, trace: ferrule.Trace, outcome: ferrule.Response | BaseException) -> None: ...


OBSERVED = Policies(observers=[Watching(), Statistics(), Log(headers=["x-request-id"]), OpenTelemetry(), StructLog()])


def statistics(github: GitHub, asynchronous: AsyncGitHub) -> None:
    assert_type(github.stats(), ClientStats)
    assert_type(asynchronous.stats(), ClientStats)
    assert_type(github.stats().operations[0].minute.p99, float | None)
    assert_type(github.stats().everything.ever.errors, Mapping[str, int])


async def services() -> None:
    github = Upstream(AsyncGitHub, Bearer.from_env("GITHUB_TOKEN"), policies=Policies(deadline=3.0))
    assert_type(github, Upstream[AsyncGitHub])
    assert_type(github.client, AsyncGitHub)
    assert_type(await github(), AsyncGitHub)
    assert_type(github.in_health(required=True), Upstream[AsyncGitHub])
    async with github.running() as client:
        assert_type(await client.users.get_by_username("octocat"), PublicUser)
    problems(Starlette(lifespan=lifespan(github), routes=[health(github)], middleware=[inbound(seconds=5.0)]))
