"""Many inputs on a real Ray cluster. Needs ray: `nox -s cluster`."""

import json
from collections import Counter

import pytest

import ferrule
from ferrule import Bearer, ByReference, ClientSpec, Ok, Policies, RateLimit
from ferrule_apis.github import GitHub
from ferrule_apis.github.models import IssueCreate

ray = pytest.importorskip("ray")
Ray = pytest.importorskip("ferrule.integrations.ray").Ray
pytestmark = pytest.mark.filterwarnings("ignore")  # of Ray and its dependencies


def test_inputs_run_on_workers_each_once(ferrule_sandbox, monkeypatch):
    """GETs and POSTs, with typed results."""
    monkeypatch.setenv("GITHUB_TOKEN", "any")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # it would tell them to a host of its makers
    url = ferrule_sandbox.url("github")
    policies = Policies(rate_limit=RateLimit(obey=False), cache=None)
    spec = ClientSpec(GitHub, auth=ByReference(Bearer.from_env, "GITHUB_TOKEN"), base_url=url, policies=policies)
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")
    try:
        with GitHub(auth=Bearer("any"), base_url=url) as github:
            executor = Ray(spec)
            users = list(ferrule.bulk(github.users.get_by_username, ["octocat"] * 40, executor=executor))
            assert [type(item.result) for item in users] == [Ok] * 40
            rows = [
                {"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=f"n{number}")}
                for number in range(20)
            ]
            made = list(ferrule.bulk(github.issues.create, rows, executor=executor))
            assert sorted(item.result.value.title for item in made) == sorted(row["body"].title for row in rows)
    finally:
        ray.shutdown()
    posts = ferrule_sandbox.log.select("github", method="POST")
    assert set(Counter(json.loads(post.body)["title"] for post in posts).values()) == {1}
