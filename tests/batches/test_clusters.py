"""What travels to workers, what comes back, and what becomes of blocks that are lost; the cluster is this process.

Real clusters, with processes that are killed: `tests/cluster`.
"""

import pickle
import threading
from collections import Counter
from concurrent.futures import Future

import pytest

import ferrule
from batches.conftest import drain
from ferrule import (
    Adaptive,
    ApiKey,
    Basic,
    Bearer,
    Breaker,
    BulkStopped,
    ByReference,
    ClientSpec,
    Concurrency,
    ConfigError,
    Connection,
    Failed,
    NotFound,
    Ok,
    OutcomeUnknown,
    Policies,
    RateLimit,
)
from ferrule.batches import blocks
from ferrule.batches.blocks import LostWork, run_block
from ferrule.batches.spec import divided
from ferrule.sandbox import Reset, Status
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.models import IssueCreate
from ferrule_apis.stripe import Stripe
from ferrule_apis.stripe.models import CustomerCreateParams
from worlds import AsyncWorld, BlockingWorld

POLICIES = Policies(rate_limit=RateLimit(obey=False), cache=None, retry=None)


class Here:
    """A cluster whose workers are threads of this process. What travels is pickled, both ways.

    Attributes:
        blocks: that were submitted.
        times: how often each is run, as if its worker was lost after it.
        lost: numbers of blocks that are lost.
    """

    def __init__(self, spec, workers=2, times=1, lost=()):
        self.spec, self._workers, self.times, self.lost = spec, workers, times, lost
        self.blocks = []

    def workers(self):
        return self._workers

    def submit(self, block):
        self.blocks.append(block)
        work, number = Future(), len(self.blocks)
        travelled = pickle.dumps(block)

        def run():
            try:
                if number in self.lost:
                    raise LostWork("its process was killed")
                for _ in range(self.times):
                    done = run_block(pickle.loads(travelled))
                work.set_result(pickle.loads(pickle.dumps(done)))
            except Exception as error:
                work.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return work

    def result(self, work):
        return work.result()


@pytest.fixture(autouse=True)
def no_clients():
    """Clients of workers do not outlive a test."""
    yield
    for *_, client in blocks._clients._clients:
        client.close()
    blocks._clients.after_fork()


def spec_of(sandbox, facade=GitHub, **settings):
    """How the workers make their clients."""
    settings = {"auth": ByReference(Bearer.from_env, "GITHUB_TOKEN"), "policies": POLICIES, **settings}
    return ClientSpec(facade, base_url=sandbox.url("stripe" if facade is Stripe else "github"), **settings)


@pytest.fixture(autouse=True)
def token(monkeypatch):
    """The workers' environment."""
    monkeypatch.setenv("GITHUB_TOKEN", "worker-token")


def issues(count):
    """Inputs of POSTs that may not be sent twice."""
    return [
        {"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=f"n{number}")} for number in range(count)
    ]


def test_items_are_as_from_this_process(ferrule_sandbox):
    """Typed models and typed errors, each input once, in order where it is wanted."""
    names = ["octocat", "nobody"] * 30
    executor = Here(spec_of(ferrule_sandbox))
    with GitHub(base_url=ferrule_sandbox.url("github")) as github:
        run = ferrule.bulk(github.users.get_by_username, names, concurrency=4, ordered=True, executor=executor)
        items = list(run)
    assert [item.input for item in items] == names
    assert items[0].result.value.login == "octocat"
    assert isinstance(items[1].result.error, NotFound)
    assert items[1].result.body.message == "Not Found"
    assert [len(block.jobs) for block in executor.blocks] == [16, 16, 16, 12]
    assert len(ferrule_sandbox.log.select("github")) == 60
    assert run.summary().attempts == 60


async def drained(run):
    """All items."""
    return [item async for item in run]


def test_the_async_client_gives_the_same(ferrule_sandbox):
    """The workers' clients block, whatever the driver's is."""
    import asyncio

    async def main():
        async with AsyncGitHub(base_url=ferrule_sandbox.url("github")) as github:
            return await drained(
                ferrule.bulk(github.users.get_by_username, ["octocat"] * 9, executor=Here(spec_of(ferrule_sandbox)))
            )

    assert [type(item.result) for item in asyncio.run(main())] == [Ok] * 9


def test_a_worker_makes_one_client(ferrule_sandbox):
    """For all blocks, with its own credential, and its share of the limits."""
    executor = Here(spec_of(ferrule_sandbox, policies=Policies(concurrency=Concurrency(limit=10), cache=None)))
    with GitHub(base_url=ferrule_sandbox.url("github")) as github:
        list(ferrule.bulk(github.users.get_by_username, ["octocat"] * 50, concurrency=2, executor=executor))
    ((_, share, _, client),) = blocks._clients._clients
    assert share == 2
    assert next(seat for seat in client._session.core.seats if seat.name == "concurrency").settings.limit == 5
    sent = ferrule_sandbox.log.select("github")
    assert len(sent) == 50


def test_requests_with_a_key_that_run_again_carry_the_same(ferrule_sandbox):
    """A cluster runs blocks again whose worker is lost, also after their end."""
    rows = [{"body": CustomerCreateParams(name=f"n{number}")} for number in range(10)]
    url = ferrule_sandbox.url("stripe")
    with Stripe(auth=Bearer("any"), base_url=url) as stripe:
        executor = Here(spec_of(ferrule_sandbox, Stripe), times=2)
        items = list(ferrule.bulk(stripe.customers.create, rows, executor=executor))
        customers = list(stripe.customers.list.items())
    assert len({item.result.value.id for item in items}) == 10
    assert len(customers) == 10
    posts = ferrule_sandbox.log.select("stripe", method="POST")
    assert (len(posts), len({post.headers["idempotency-key"] for post in posts})) == (20, 10)


def test_blocks_of_what_may_not_be_sent_twice_are_small_and_marked(ferrule_sandbox):
    """No more inputs than are sent at once are in doubt when one is lost."""
    executor = Here(spec_of(ferrule_sandbox), lost=(2,))
    with GitHub(auth=Bearer("any"), base_url=ferrule_sandbox.url("github")) as github:
        items = list(ferrule.bulk(github.issues.create, issues(20), concurrency=8, executor=executor))
    assert all(block.once and len(block.jobs) == 4 for block in executor.blocks)
    unknown = [item for item in items if isinstance(item.result, Failed)]
    assert len(items) == 20
    assert len(unknown) == 4
    assert {type(item.result.error) for item in unknown} == {OutcomeUnknown}
    assert "its worker was lost" in str(unknown[0].result.error)
    assert len(ferrule_sandbox.log.select("github", method="POST")) == 16


def test_the_journal_is_the_drivers(ferrule_sandbox, tmp_path):
    """What a lost block was sent for is unknown in the next run, too."""
    url = ferrule_sandbox.url("github")
    for lost in ((1,), ()):
        with GitHub(auth=Bearer("any"), base_url=url) as github:
            executor = Here(spec_of(ferrule_sandbox), lost=lost)
            run = ferrule.bulk(
                github.issues.create, issues(6), concurrency=4, journal=tmp_path / "journal", executor=executor
            )
            kinds = [type(item.result) for item in run]
        assert sorted(kinds, key=str) == sorted([Failed] * 2 + [Ok] * 4, key=str)
    assert len(ferrule_sandbox.log.select("github", method="POST")) == 4


def test_a_worker_waits_for_the_api_as_this_process_does(ferrule_sandbox):
    """And gives up as it does; the run then stops."""
    ferrule_sandbox.faults.add(Reset("before"), api="github")
    policies = Policies(retry=None, cache=None, breaker=Breaker(minimum_calls=1, open_for=60.0))
    executor = Here(spec_of(ferrule_sandbox, policies=policies))
    with GitHub(base_url=ferrule_sandbox.url("github")) as github:
        run = ferrule.bulk(github.users.get_by_username, ["a"] * 99, concurrency=2, patience=0.0, executor=executor)
        got = []
        with pytest.raises(BulkStopped, match="patience is over after 0 s"):
            got.extend(run)
    assert len(ferrule_sandbox.log.select("github")) < 9


def test_what_waited_when_a_run_on_a_cluster_stopped_is_not_taken_for_sent(ferrule_sandbox, tmp_path):
    """The next run sends it."""
    url, policies = ferrule_sandbox.url("github"), Policies(retry=None, cache=None, breaker=Breaker(minimum_calls=1))
    ferrule_sandbox.faults.add(Reset("before"), api="github")
    with GitHub(auth=Bearer("any"), base_url=url) as github:
        executor = Here(spec_of(ferrule_sandbox, policies=policies))
        journal = tmp_path / "journal"
        with pytest.raises(BulkStopped, match="patience is over"):
            list(
                ferrule.bulk(
                    github.issues.create, issues(9), concurrency=2, patience=0.0, journal=journal, executor=executor
                )
            )
        ferrule_sandbox.faults.clear()
        kinds = Counter(type(item.result) for item in ferrule.bulk(github.issues.create, issues(9), journal=journal))
    assert kinds[Ok] == 9 - kinds[Failed]
    assert kinds[Failed] <= 2, "those that were sent before the circuit opened"


def test_a_stop_rule_ends_a_run_on_a_cluster(ferrule_sandbox):
    """After the blocks that run."""
    ferrule_sandbox.faults.add(Status(401), api="github")
    executor = Here(spec_of(ferrule_sandbox))
    with GitHub(base_url=ferrule_sandbox.url("github")) as github, pytest.raises(BulkStopped, match="401"):
        list(ferrule.bulk(github.users.get_by_username, ["a"] * 1000, concurrency=2, executor=executor))
    assert len(executor.blocks) <= 8


def test_what_a_view_changed_travels(ferrule_sandbox):
    """But no headers, which may hold secrets."""
    executor = Here(spec_of(ferrule_sandbox))
    with GitHub(auth=Bearer("any"), base_url=ferrule_sandbox.url("github")) as github:
        sure = github.with_options(idempotent=True, deadline=7.0)
        list(ferrule.bulk(sure.issues.create, issues(3), executor=executor))
        assert executor.blocks[0].changes == {"idempotent": True, "deadline": 7.0}
        assert not executor.blocks[0].once
        view = github.with_options(headers={"X-Key": "secret"})
        with pytest.raises(ConfigError, match="does not travel"):
            ferrule.bulk(view.users.get_by_username, ["a"], executor=executor)


def test_a_worker_that_cannot_make_its_client_ends_the_run(ferrule_sandbox, monkeypatch):
    """With what it says."""
    monkeypatch.delenv("GITHUB_TOKEN")
    executor = Here(spec_of(ferrule_sandbox))
    with GitHub(base_url=ferrule_sandbox.url("github")) as github:
        with pytest.raises(ConfigError, match="GITHUB_TOKEN is not set"):
            list(ferrule.bulk(github.users.get_by_username, ["a"], executor=executor))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"base_url": "http://localhost:1"}, "clients call http://localhost:1"),
        ({"facade": Stripe}, "clients are Stripe"),
    ],
)
def test_workers_that_would_call_something_else_are_refused(ferrule_sandbox, wrong, told):
    """Before anything is sent."""
    spec = ClientSpec(**{"facade": GitHub, "base_url": ferrule_sandbox.url("github"), **wrong})
    with GitHub(base_url=ferrule_sandbox.url("github")) as github, pytest.raises(ConfigError, match=told):
        ferrule.bulk(github.users.get_by_username, ["a"], executor=Here(spec))


def test_a_cluster_without_workers_is_refused(ferrule_sandbox):
    """It would never end."""
    with GitHub(base_url=ferrule_sandbox.url("github")) as github, pytest.raises(ConfigError, match="no workers"):
        ferrule.bulk(github.users.get_by_username, ["a"], executor=Here(spec_of(ferrule_sandbox), workers=0))


class Gone:
    """A cluster that loses its workers for good."""

    def __init__(self, spec):
        self.spec, self.cancelled, self._asked = spec, 0, 0

    def workers(self):
        self._asked += 1
        return 2 if self._asked == 1 else 0

    def submit(self, block):
        return self

    def add_done_callback(self, fn):
        """It never ends."""

    def cancel(self):
        self.cancelled += 1


@pytest.mark.parametrize("kind", [BlockingWorld, AsyncWorld])
def test_a_cluster_that_loses_its_workers_ends_the_run(kind):
    """Nobody could tell it from one that is busy."""
    world = kind()
    facade = GitHub if kind is BlockingWorld else AsyncGitHub
    github = facade(runtime=world.runtime, base_url="http://localhost:1")
    executor = Gone(ClientSpec(GitHub, base_url="http://localhost:1"))

    async def scenario():
        run = ferrule.bulk(github.users.get_by_username, ["a"] * 100, executor=executor)
        with pytest.raises(BulkStopped, match="has had no workers for 120 s"):
            await drain(run, lambda item: None)

    world.run(scenario)
    assert world.runtime.now() == 120.0
    assert executor.cancelled == 2, "each block that was out"


def test_a_spec_pickles_and_makes_equal_clients():
    """It holds names, and no secret."""
    spec = ClientSpec(
        GitHub,
        auth={"bearer": ByReference(Bearer.from_env, "GITHUB_TOKEN", identity="bot")},
        policies=Policies.batch(),
        headers={"User-Agent": "crawler", "X-GitHub-Api-Version": "2022-11-28"},
    )
    data = pickle.dumps(spec)
    assert b"worker-token" not in data
    copy = pickle.loads(data)
    assert copy == spec
    with copy.open() as client:
        assert client._session.core.identity == '[["bearer","bot"]]'
    assert repr(spec) == "<ClientSpec of GitHub>"
    assert repr(spec.auth["bearer"]) == "ByReference(Bearer.from_env, 'GITHUB_TOKEN', identity='bot')"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"auth": Bearer("secret-1")}, "auth holds a secret"),
        ({"auth": {"bearer": Bearer("secret-1")}}, "auth holds a secret"),
        ({"headers": {"Authorization": "Bearer secret-1"}}, "'Authorization' may hold a secret"),
        ({"headers": {"X-Shop-Key": "secret-1"}}, "'X-Shop-Key' may hold a secret"),
        ({"base_url": "https://me:secret-1@api.example"}, "must not hold a user name"),
        ({"connection": Connection(proxy="http://me:secret-1@proxy:3128")}, "connection.proxy holds a user name"),
        ({"connection": Connection(proxy={"all://": "http://me:secret-1@proxy:3128"})}, "connection.proxy holds"),
        ({"policies": Policies(middleware=[lambda call, next, runtime: next(call)])}, "does not pickle"),  # noqa: A006
        ({"facade": AsyncGitHub}, "class of a blocking client"),
    ],
)
def test_a_secret_in_a_spec_is_refused_and_not_shown(wrong, told):
    """It would lie on schedulers and in logs."""
    with pytest.raises(ConfigError) as error:
        ClientSpec(**{"facade": GitHub, **wrong})
    assert told in str(error.value)
    assert "secret-1" not in str(error.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: ByReference(Bearer, "secret-1"),
        lambda: ByReference(Bearer.from_callable, lambda: "secret-1"),
        lambda: ByReference(Bearer.from_env, "sk-secret-1"),
        lambda: ByReference(Basic, "me", "secret-1"),
        lambda: ByReference(ApiKey.from_env, "ghp_secret1"),
    ],
)
def test_only_references_are_references(make):
    """A token in the place of a name is none."""
    with pytest.raises(ConfigError) as error:
        make()
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (RateLimit(rate=10.0), RateLimit(rate=2.5, burst=2.5)),
        (RateLimit(rate=2.0, burst=8.0), RateLimit(rate=0.5, burst=2.0)),
        (RateLimit(rate=1.0), RateLimit(rate=0.25, burst=1.0)),
        (RateLimit(rate=8.0, algorithm="sliding-window"), RateLimit(rate=2.0, algorithm="sliding-window")),
        (RateLimit(rate=2.0, per=3.0, algorithm="sliding-window"), RateLimit(per=6.0, rate=1.0, algorithm="sliding-window")),
        (RateLimit(), RateLimit()),
        (None, None),
    ],
)  # fmt: skip
def test_limits_are_divided_by_the_workers(limit, expected):
    """Together they are what one client was allowed."""
    found = divided(Policies(rate_limit=limit, concurrency=Concurrency(limit=10)), 4)
    assert (found.rate_limit, found.concurrency.limit) == (expected, 2)
    assert divided(Policies(concurrency=None), 4).concurrency is None
    assert divided(found, 1) == found


def test_an_adaptive_limit_is_divided_with_its_minimum():
    """Of which there is at least one."""
    found = divided(Policies(concurrency=Concurrency(limit=10, adaptive=Adaptive(minimum=5))), 20)
    assert (found.concurrency.limit, found.concurrency.adaptive.minimum) == (1, 1)
