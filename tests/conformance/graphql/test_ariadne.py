"""Clients that ariadne-codegen generates, over the pipeline: `http_client` is all that they are given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ferrule.sandbox import Sandbox, Status
from graph_servers import in_environment

ROOT = Path(__file__).parents[3]
QUERIES = """
query GetUser($login: String!) { user(login: $login) { login name } }
mutation AddStar($id: ID!) { addStar(input: {starrableId: $id}) { clientMutationId } }
"""


def ran(folder: Path, url: str, what: str) -> dict[str, Any]:
    """What the program tells, by its own words."""
    schema = ROOT / "specs" / "github-graphql" / "schema.graphql"
    (folder / "schema.graphql").write_text(schema.read_text())
    (folder / "queries.graphql").write_text(QUERIES)
    printed = in_environment("ariadne", Path(__file__).with_name("ariadne.py"), url, what, cwd=folder)
    return dict(json.loads(line) for line in printed.splitlines())


def test_its_queries_are_sent_again(tmp_path: Path) -> None:
    """The first two requests are refused, and nobody sees it; errors of an answer are its own."""
    with Sandbox("github_graphql") as sandbox:
        sandbox.faults.add(Status(503, body="html"), times=2)
        told = ran(tmp_path, sandbox.url("github_graphql"), "queries")
        statuses = [one.status for one in sandbox.log]
    user = {"user": {"login": "octocat", "name": "Octocat"}}
    assert (told["blocking"], told["async"], told["errors"]) == (user, user, [["user"]])
    assert statuses[:3] == [503, 503, 200]


def test_its_mutations_are_sent_once(tmp_path: Path) -> None:
    """The failure is told as it came."""
    with Sandbox("github_graphql") as sandbox:
        sandbox.faults.add(Status(503, body="html"))
        told = ran(tmp_path, sandbox.url("github_graphql"), "mutation")
        assert (told, len(sandbox.log)) == ({"status": 503}, 1)
