"""Many inputs on a real Ray cluster, whose workers and nodes are killed. Needs ray: `nox -s cluster`."""

import json
import os
import signal
from collections import Counter
from functools import partial

import pytest

import ferrule
from ferrule import Bearer, ByReference, ClientSpec, Failed, Ok, OutcomeUnknown, Policies, RateLimit
from ferrule.sandbox import Latency
from ferrule_apis.github import GitHub
from ferrule_apis.github.models import IssueCreate

ray = pytest.importorskip("ray")
cluster_utils = pytest.importorskip("ray.cluster_utils")
NodeAffinitySchedulingStrategy = pytest.importorskip("ray.util.scheduling_strategies").NodeAffinitySchedulingStrategy
Ray = pytest.importorskip("ferrule.integrations.ray").Ray
pytestmark = pytest.mark.filterwarnings("ignore")  # of Ray and its dependencies

POLICIES = Policies(rate_limit=RateLimit(obey=False), cache=None)
NODE = {"num_cpus": 1, "object_store_memory": 100_000_000}


@pytest.fixture
def cluster():
    """Two nodes with a worker process each; a process that is killed is started again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_TOKEN", "any")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # Ray would send them to its makers
        patch.setenv("RAY_AUTH_MODE", "disabled")  # Ray would write a token to the home directory
        made = cluster_utils.Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
        made.add_node(**NODE)
        ray.init(address=made.address, log_to_driver=False)
        yield made
        ray.shutdown()
        made.shutdown()


def spec_of(url):
    """How its workers make their clients."""
    return ClientSpec(GitHub, auth=ByReference(Bearer.from_env, "GITHUB_TOKEN"), base_url=url, policies=POLICIES)


def killer_of_workers():
    """Kills those that there are now."""
    told = ray.remote(lambda: os.getpid())
    pids = set(ray.get([told.remote() for _ in range(20)]))
    return lambda: [os.kill(pid, signal.SIGKILL) for pid in pids]


def killer_of_node(cluster):
    """Kills the second node, whose worker has started."""
    (node,) = cluster.worker_nodes
    there = NodeAffinitySchedulingStrategy(node.node_id, soft=False)
    ray.get(ray.remote(lambda: None).options(scheduling_strategy=there).remote())
    return partial(cluster.remove_node, node, allow_graceful=False)


def test_inputs_run_on_workers_each_once(cluster, ferrule_sandbox):
    """GETs and POSTs, with typed results."""
    url = ferrule_sandbox.url("github")
    with GitHub(auth=Bearer("any"), base_url=url) as github:
        executor = Ray(spec_of(url))
        users = list(ferrule.bulk(github.users.get_by_username, ["octocat"] * 40, executor=executor))
        assert [type(item.result) for item in users] == [Ok] * 40
        rows = [
            {"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=f"n{number}")} for number in range(20)
        ]
        made = list(ferrule.bulk(github.issues.create, rows, executor=executor))
        assert sorted(item.result.value.title for item in made) == sorted(row["body"].title for row in rows)
    posts = ferrule_sandbox.log.select("github", method="POST")
    assert set(Counter(json.loads(post.body)["title"] for post in posts).values()) == {1}


@pytest.mark.parametrize("lost", ["workers", "node"])
@pytest.mark.parametrize("kind", ["get", "post"])
def test_what_is_killed_costs_no_input_and_doubles_no_post(cluster, ferrule_sandbox, kind, lost):
    """A lost block runs again if its requests may be sent twice; otherwise its inputs are told as unknown."""
    url = ferrule_sandbox.url("github")
    ferrule_sandbox.faults.add(Latency(0.05), api="github")
    names = [f"n{number}" for number in range(200)]
    with GitHub(auth=Bearer("any"), base_url=url, policies=POLICIES) as github:
        if kind == "get":
            operation, rows = github.users.get_by_username, [{"username": name} for name in names]
        else:
            rows = [{"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=name)} for name in names]
            operation = github.issues.create
        found = {}
        kill = killer_of_workers() if lost == "workers" else killer_of_node(cluster)
        with ferrule.bulk(operation, rows, concurrency=8, executor=Ray(spec_of(url))) as run:
            for number, item in enumerate(run):
                found[item.key] = item
                if number == 60:
                    kill()
    assert len(found) == 200
    unknown = [item for item in found.values() if isinstance(item.result, Failed)]
    assert all(isinstance(item.result.error, OutcomeUnknown) for item in unknown)
    if kind == "get":
        assert unknown == []
    else:
        sent = Counter(json.loads(post.body)["title"] for post in ferrule_sandbox.log.select("github", method="POST"))
        assert set(sent.values()) == {1}
        assert 0 < len(unknown) <= 40
        assert len(sent) >= 200 - len(unknown)
