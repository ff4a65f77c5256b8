"""Many inputs on a real Dask cluster, whose worker processes are killed. Needs distributed: `nox -s cluster`."""

import asyncio
import json
import os
import signal
import threading
from collections import Counter

import pytest

import ferrule
from ferrule import Bearer, ByReference, ClientSpec, ConfigError, Failed, NotFound, Ok, OutcomeUnknown, RateLimit
from ferrule.sandbox import Latency
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.models import IssueCreate
from ferrule_apis.stripe import Stripe
from ferrule_apis.stripe.models import CustomerCreateParams

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
Dask = pytest.importorskip("ferrule.integrations.dask").Dask
pytestmark = pytest.mark.filterwarnings("ignore")  # of Dask and its dependencies

POLICIES = ferrule.Policies(rate_limit=RateLimit(obey=False), cache=None)


@pytest.fixture
def cluster(monkeypatch):
    """Two worker processes; one that is killed is started again."""
    monkeypatch.setenv("GITHUB_TOKEN", "any")
    # A busy machine takes its time to start a process, and a local cluster then gives it up.
    settings = {"distributed.scheduler.allowed-failures": 10, "distributed.deploy.lost-worker-timeout": "300s"}
    with dask.config.set(settings):
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
            with distributed.Client(made) as client:
                client.wait_for_workers(2)
                yield client


def spec_of(url, facade=GitHub):
    """How its workers make their clients."""
    return ClientSpec(facade, auth=ByReference(Bearer.from_env, "GITHUB_TOKEN"), base_url=url, policies=POLICIES)


def pids(cluster):
    """Process ids of the workers."""
    return list(cluster.run(os.getpid).values())


def test_each_input_runs_once_on_some_worker(cluster, ferrule_sandbox):
    """With typed models, typed errors, and one client in each process."""
    url = ferrule_sandbox.url("github")
    names = ["octocat", "nobody"] * 50
    rows = [{"username": name} for name in names]
    with GitHub(base_url=url) as github:
        run = ferrule.bulk(
            github.users.get_by_username, rows, concurrency=8, ordered=True, executor=Dask(cluster, spec_of(url))
        )
        items = list(run)
    assert [item.input["username"] for item in items] == names
    assert isinstance(items[0].result, Ok)
    assert items[0].result.value.login == "octocat"
    assert isinstance(items[1].result.error, NotFound)
    assert str(items[1].result.error).startswith("github users.get_by_username")
    assert len(ferrule_sandbox.log.select("github")) == 100
    assert {entry.headers["authorization"] for entry in ferrule_sandbox.log.select("github")} != {None}


def test_the_async_client_gives_the_same(cluster, ferrule_sandbox):
    """Its loop goes on while the cluster works."""
    url = ferrule_sandbox.url("github")

    async def main():
        async with AsyncGitHub(base_url=url) as github:
            run = ferrule.bulk(github.users.get_by_username, ["octocat"] * 20, executor=Dask(cluster, spec_of(url)))
            return [item async for item in run]

    assert [type(item.result) for item in asyncio.run(main())] == [Ok] * 20


@pytest.mark.parametrize("kind", ["get", "post", "keyed"])
def test_workers_that_are_killed_cost_no_input_and_double_no_post(cluster, ferrule_sandbox, tmp_path, kind):
    """A lost block runs again if its requests may be sent twice; otherwise its inputs are told as unknown."""
    api, facade = ("stripe", Stripe) if kind == "keyed" else ("github", GitHub)
    url = ferrule_sandbox.url(api)
    ferrule_sandbox.faults.add(Latency(0.05), api=api)
    names = [f"n{number}" for number in range(200)]
    with facade(auth=Bearer("any"), base_url=url, policies=POLICIES) as client:
        if kind == "get":
            operation, rows = client.users.get_by_username, [{"username": name} for name in names]
        elif kind == "post":
            rows = [{"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=name)} for name in names]
            operation = client.issues.create
        else:
            operation, rows = client.customers.create, [{"body": CustomerCreateParams(name=name)} for name in names]
        killer = threading.Thread(target=lambda: [os.kill(pid, signal.SIGKILL) for pid in doomed])
        doomed, found = [], {}
        executor = Dask(cluster, spec_of(url, facade))
        with ferrule.bulk(operation, rows, concurrency=8, journal=tmp_path / "journal", executor=executor) as run:
            for number, item in enumerate(run):
                found[item.key] = item
                if number == 20:
                    doomed = pids(cluster)
                    killer.start()
        killer.join()
    assert len(found) == 200
    unknown = [item for item in found.values() if isinstance(item.result, Failed)]
    assert all(isinstance(item.result.error, OutcomeUnknown) for item in unknown)
    posts = ferrule_sandbox.log.select(api, method="POST")
    if kind == "post":
        sent = Counter(json.loads(post.body)["title"] for post in posts)
        assert set(sent.values()) == {1}
        assert 0 < len(unknown) <= 40
        assert len(sent) >= 200 - len(unknown)
    else:
        assert unknown == []
        assert kind == "get" or len({post.headers["idempotency-key"] for post in posts}) == 200
    with facade(auth=Bearer("any"), base_url=url, policies=POLICIES) as client:
        ferrule_sandbox.log.clear()
        group = getattr(client, {"get": "users", "post": "issues", "keyed": "customers"}[kind])
        again = getattr(group, operation.__name__)
        kept = list(ferrule.bulk(again, rows, journal=tmp_path / "journal"))
    assert len(kept) == 200
    assert ferrule_sandbox.log.select(api, method="POST") == []


def test_a_client_that_differs_is_refused(cluster, ferrule_sandbox):
    """Its workers would call another server, or another API."""
    with GitHub(base_url=ferrule_sandbox.url("github")) as github:
        with pytest.raises(ConfigError, match="the executor's clients call http"):
            ferrule.bulk(github.users.get_by_username, ["a"], executor=Dask(cluster, spec_of("http://localhost:1")))
        with pytest.raises(ConfigError, match="the executor's clients are Stripe"):
            executor = Dask(cluster, spec_of(ferrule_sandbox.url("github"), Stripe))
            ferrule.bulk(github.users.get_by_username, ["a"], executor=executor)
