"""Many inputs on a real Ray cluster: a smoke test, with workers that are killed. Needs ray: `nox -s cluster`.

One node, started once: whether a second one is up in time, and what Ray puts on it, is Ray's to say. To Ferrule a lost
node is lost workers.
"""

import json
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

import ferrule
from ferrule import Bearer, ByReference, ClientSpec, Failed, Ok, OutcomeUnknown, Policies, RateLimit
from ferrule.sandbox import Latency
from ferrule_apis.github import GitHub
from ferrule_apis.github.models import IssueCreate

ray = pytest.importorskip("ray")
Ray = pytest.importorskip("ferrule.integrations.ray").Ray
pytestmark = pytest.mark.filterwarnings("ignore")  # of Ray and its dependencies

POLICIES = Policies(rate_limit=RateLimit(obey=False), cache=None)


@pytest.fixture(scope="module", autouse=True)
def cluster():
    """One node with two worker processes; one that is killed is started again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_TOKEN", "any")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # Ray would send them to its makers
        patch.setenv("RAY_AUTH_MODE", "disabled")  # Ray would write a token to the home directory
        ray.init(num_cpus=2, object_store_memory=100_000_000, include_dashboard=False, log_to_driver=False)
        yield
        ray.shutdown()


def spec_of(url):
    """How its workers make their clients."""
    return ClientSpec(GitHub, auth=ByReference(Bearer.from_env, "GITHUB_TOKEN"), base_url=url, policies=POLICIES)


def issues(count):
    """Inputs of POSTs that may not be sent twice."""
    return [
        {"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=f"n{number}")} for number in range(count)
    ]


def running():
    """Processes below this one that run a block now: Ray calls them so."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = []
    for pid in parents:
        above = pid
        while above and above != os.getpid():
            above = parents.get(above, 0)
        with suppress(OSError):
            if above and Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"ray::run_block"):
                found.append(pid)
    return found


def kill_workers():
    """As soon as there is one that runs a block."""
    until = time.monotonic() + 60.0
    while not (pids := running()):
        assert time.monotonic() < until, "no block is run"
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_inputs_run_on_workers_each_once(ferrule_sandbox):
    """GETs and POSTs, with typed results."""
    url = ferrule_sandbox.url("github")
    with GitHub(auth=Bearer("any"), base_url=url) as github:
        executor = Ray(spec_of(url))
        users = list(ferrule.bulk(github.users.get_by_username, ["octocat"] * 40, executor=executor))
        assert [type(item.result) for item in users] == [Ok] * 40
        rows = issues(20)
        made = list(ferrule.bulk(github.issues.create, rows, executor=executor))
        assert sorted(item.result.value.title for item in made) == sorted(row["body"].title for row in rows)
    posts = ferrule_sandbox.log.select("github", method="POST")
    assert set(Counter(json.loads(post.body)["title"] for post in posts).values()) == {1}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="it finds the workers by /proc")
@pytest.mark.parametrize("kind", ["get", "post"])
def test_workers_that_are_killed_cost_no_input_and_double_no_post(ferrule_sandbox, kind):
    """A lost block runs again if its requests may be sent twice; otherwise its inputs are told as unknown."""
    url = ferrule_sandbox.url("github")
    ferrule_sandbox.faults.add(Latency(0.5), api="github")  # of a block: it is killed long before its end
    with GitHub(auth=Bearer("any"), base_url=url, policies=POLICIES) as github:
        if kind == "get":
            operation, rows = github.users.get_by_username, [f"n{number}" for number in range(100)]
        else:
            operation, rows = github.issues.create, issues(40)
        found = {}
        with ferrule.bulk(operation, rows, concurrency=8, executor=Ray(spec_of(url))) as run:
            for item in run:
                found[item.key] = item
                if len(found) == 4:
                    kill_workers()
    assert len(found) == len(rows)
    unknown = [item for item in found.values() if isinstance(item.result, Failed)]
    assert all(isinstance(item.result.error, OutcomeUnknown) for item in unknown)
    if kind == "get":
        assert unknown == []
        return
    sent = Counter(json.loads(post.body)["title"] for post in ferrule_sandbox.log.select("github", method="POST"))
    assert set(sent.values()) == {1}
    assert 0 < len(unknown) <= 8, "what two workers had under way"
    assert len(sent) >= 40 - len(unknown)
