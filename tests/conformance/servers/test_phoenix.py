"""Phoenix: FastAPI whose bearer scheme is described as an API key in a header; lists by cursor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ferrule import ApiKey, ConnectFailed, NotFound, Policies, ReadFailed, Retry, Unauthorized
from real_servers import PHOENIX_ADMIN, Server, phoenix_server, same, walked

OVERLAY = {
    "overlay": "1.1.0",
    "info": {"title": "Phoenix", "version": "1"},
    "actions": [
        {
            "target": "$.paths['/v1/projects'].get",
            "description": "The cursor is null on the last page.",
            "update": {
                "x-ferrule-pagination": {
                    "style": "cursor",
                    "request": "cursor",
                    "next": "/next_cursor",
                    "items": "/data",
                }
            },
        }
    ],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here; its data are in a file."""
    with phoenix_server(tmp_path_factory.mktemp("phoenix")) as found:
        yield found


@pytest.fixture(scope="module")
def package(server):
    """The client, generated from the server's own description."""
    return server.client_package(OVERLAY)


@pytest.fixture
def phoenix(users, server, package):
    """A client that goes on through a restart."""
    return users.client(
        package.PhoenixApi,
        package.AsyncPhoenixApi,
        auth=ApiKey(f"Bearer {PHOENIX_ADMIN}"),
        base_url=server.url,
        policies=Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None),
    )


def test_each_typed_answer_is_the_plain_one(users, phoenix, request):
    """Projects, data sets with their examples, prompts that are unions by their template."""
    name = request.node.callspec.id
    made = same(users.wait(phoenix.projects.create_project.raw(body={"name": f"p-{name}", "description": "ü"}))).data
    assert same(users.wait(phoenix.projects.get_project.raw(made.id))).data.name == f"p-{name}"
    upload = {
        "action": "create", "name": f"d-{name}", "inputs": [{"q": "1+1"}, {"q": None}], "outputs": [{"a": 2}, {"a": [1.5]}],
        "metadata": [{}, {"deep": {"x": True}}],
    }  # fmt: skip
    uploaded = same(users.wait(phoenix.datasets.upload_dataset.raw(body=upload, sync=True)))
    examples = same(users.wait(phoenix.datasets.get_dataset_examples.raw(uploaded.data.dataset_id)))
    assert len(examples.data.examples) == 2
    same(users.wait(phoenix.datasets.list_datasets.raw()))
    same(users.wait(phoenix.users.get_users.raw()))
    same(users.wait(phoenix.annotation_configs.list_annotation_configs.raw()))
    with pytest.raises(NotFound):
        users.wait(phoenix.projects.get_project("nothing-of-this-name"))


def test_a_list_is_walked_to_its_end(users, phoenix, request):
    """Each project once, by cursors."""
    name = request.node.callspec.id
    for number in range(12):
        users.wait(phoenix.projects.create_project(body={"name": f"walk-{name}-{number:02}"}))
    walk = phoenix.projects.get_projects.items(limit=5, name_contains=f"walk-{name}")
    found = [one.name for one in walked(users, walk)]
    assert (sorted(found), walk.end) == ([f"walk-{name}-{number:02}" for number in range(12)], "last page")


def test_a_wrong_key_is_told(users, server, package):
    """As what it is."""
    client = users.client(package.PhoenixApi, package.AsyncPhoenixApi, auth=ApiKey("Bearer wrong"), base_url=server.url)
    with pytest.raises(Unauthorized):
        users.wait(client.projects.get_projects())


def test_a_client_outlives_its_server(users, server, phoenix, request):
    """Killed, the server is not reached; started again, it answers the same client, and what was stored is there."""
    made = users.wait(phoenix.projects.create_project(body={"name": f"kept-{request.node.callspec.id}"})).data
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(phoenix.with_options(retries=0, deadline=5).projects.get_project(made.id))
    server.start()
    assert same(users.wait(phoenix.projects.get_project.raw(made.id))).data.name == made.name
