"""Phoenix: a large schema of others, whose connections have edges, behind a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ferrule import Bearer, ConnectFailed, GraphQLErrors, Partial, Policies, ReadFailed, Retry, Unauthorized
from graph_servers import client_of
from real_servers import PHOENIX_ADMIN, Server, phoenix_server, walked

OPERATIONS = """
query Projects($first: Int!, $after: String, $filter: ProjectFilter) {
  projects(first: $first, after: $after, filter: $filter) {
    edges { node { ...Named } }
    pageInfo { hasNextPage endCursor }
  }
}
query Search($query: String!) {
  searchResources(query: $query) {
    __typename
    ... on Project { ...Named traceCount }
    ... on Dataset { id called: name metadata exampleCount }
  }
}
query Get($id: ID!, $more: Boolean! = true) {
  node(id: $id) {
    id
    ... on Dataset { name metadata createdAt @include(if: $more) examples { edges { node { ...Example } } } }
  }
}
query Named($name: String!) { getProjectByName(name: $name) { ...Named } }
query Summary($id: ID!, $condition: String) {
  node(id: $id) { ... on Project { name spanAnnotationSummary(annotationName: "x", filterCondition: $condition) { count } } }
}
mutation CreateProject($input: CreateProjectInput!) { createProject(input: $input) { project { ...Named } } }
mutation CreateDataset($input: CreateDatasetInput!) { createDataset(input: $input) { dataset { id } } }
mutation AddExamples($input: AddExamplesToDatasetInput!) { addExamplesToDataset(input: $input) { dataset { exampleCount } } }
fragment Named on Project { id name createdAt }
fragment Example on DatasetExample { id externalId revision { input output metadata revisionKind } }
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here; its data are in a file."""
    with phoenix_server(tmp_path_factory.mktemp("phoenix")) as found:
        yield found


@pytest.fixture(scope="module")
def package(server: Server) -> Any:
    """The client, generated from the server's own schema."""
    headers = {"Authorization": f"Bearer {PHOENIX_ADMIN}"}
    return client_of(f"{server.url}/graphql", server.folder, "phoenix_graph", OPERATIONS, headers)


@pytest.fixture
def phoenix(users: Any, server: Server, package: Any) -> Any:
    """A client that goes on through a restart."""
    policies = Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None)
    return users.client(
        package.PhoenixGraph, package.AsyncPhoenixGraph, auth=Bearer(PHOENIX_ADMIN),
        base_url=f"{server.url}/graphql", policies=policies,
    )  # fmt: skip


def same(raw: Any) -> Any:
    """The typed data, after they were compared with the plain ones."""
    value = raw.parse()
    assert raw.mismatches == []
    assert json.loads(json.dumps(value.to_dict())) == json.loads(raw.content)["data"]
    return value


def test_typed_data_is_what_came(users: Any, phoenix: Any, request: pytest.FixtureRequest) -> None:
    """Unions, interfaces, scalars of the server's own, and what is included or not."""
    name = f"same-{request.node.callspec.id}"
    made = same(
        users.wait(phoenix.all.create_project.raw(input_={"name": name, "description": "ü"}))
    ).create_project.project
    metadata = {"deep": [{"x": None}, 1.5, "ü"]}
    dataset = same(users.wait(phoenix.all.create_dataset.raw(input_={"name": name, "metadata": metadata})))
    key = dataset.create_dataset.dataset.id
    examples = [{"input": {"q": None}, "output": {"a": [1.5]}, "metadata": {}, "externalId": "one"}]
    added = same(users.wait(phoenix.all.add_examples.raw(input_={"datasetId": key, "examples": examples})))
    assert added.add_examples_to_dataset.dataset.example_count == 1
    found = same(users.wait(phoenix.all.search.raw(query=name))).search_resources
    assert [(type(one).__name__, one.id) for one in found] == [
        ("SearchSearchResourcesProject", made.id),
        ("SearchSearchResourcesDataset", key),
    ]
    assert found[1].metadata == metadata
    for arguments in ({"id": key}, {"id": key, "more": False}, {"id": made.id}):
        node = same(users.wait(phoenix.all.get.raw(**arguments))).node
        assert node.id == arguments["id"]


def test_a_connection_is_walked(users: Any, phoenix: Any, request: pytest.FixtureRequest) -> None:
    """Each project once, by its edges, to the end."""
    names = [f"walk-{request.node.callspec.id}-{number:02}" for number in range(12)]
    for name in names:
        users.wait(phoenix.all.create_project(input_={"name": name}))
    walk = phoenix.all.projects.items(first=5, filter_={"col": "name", "value": f"walk-{request.node.callspec.id}"})
    found = [one.name for one in walked(users, walk)]
    assert (sorted(found), walk.end) == (names, "last page")


def test_errors_are_errors(users: Any, phoenix: Any, request: pytest.FixtureRequest) -> None:
    """Those of a query, of a mutation, which is not sent again, and of a part."""
    with pytest.raises(GraphQLErrors, match=r"node: Unknown node: \*\*\*"):
        users.wait(phoenix.all.get(id="nothing"))
    name = f"twice-{request.node.callspec.id}"
    made = users.wait(phoenix.all.create_project(input_={"name": name})).create_project.project
    with pytest.raises(GraphQLErrors, match=r"createProject: Project with name '\*\*\*' already exists") as caught:
        users.wait(phoenix.all.create_project(input_={"name": name}))
    assert len(caught.value.attempts) == 1
    result = users.wait(phoenix.all.summary.result(id=made.id, condition="no such thing ("))
    assert isinstance(result, Partial)
    assert (result.data.node.name, result.data.node.span_annotation_summary, result.errors[0].path) == (
        name,
        None,
        ("node", "spanAnnotationSummary"),
    )


def test_a_wrong_key_is_told(users: Any, server: Server, package: Any) -> None:
    """As what it is."""
    client = users.client(
        package.PhoenixGraph, package.AsyncPhoenixGraph, auth=Bearer("wrong"), base_url=f"{server.url}/graphql"
    )
    with pytest.raises(Unauthorized):
        users.wait(client.all.projects(first=1))


def test_a_client_outlives_its_server(users: Any, phoenix: Any, server: Server, request: pytest.FixtureRequest) -> None:
    """Killed, the server is not reached; started again, it answers the same client, and what was stored is there."""
    name = f"kept-{request.node.callspec.id}"
    made = users.wait(phoenix.all.create_project(input_={"name": name})).create_project.project
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(phoenix.with_options(retries=0).all.named(name=name))
    server.start()
    assert users.wait(phoenix.all.named(name=name)).get_project_by_name == made
