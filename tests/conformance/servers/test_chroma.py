"""Chroma: a database for vectors, whose metadata are unions without tags; lists by offset."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ferrule import ApiKey, ConnectFailed, NotFound, Policies, ReadFailed, Retry
from real_servers import Server, running, same, walked

LIST = "$.paths['/api/v2/tenants/{tenant}/databases/{database}/collections'].get"
OVERLAY = {
    "overlay": "1.1.0",
    "info": {"title": "Chroma", "version": "1"},
    "actions": [
        {
            "target": LIST,
            "description": "Collections are listed by offset; there is no total.",
            "update": {"x-ferrule-pagination": {"style": "offset", "request": "offset", "items": ""}},
        }
    ],
}
HOME = ("default_tenant", "default_database")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here; its data are on disk."""
    command = ["chroma", "run", "--path", "data", "--host", "127.0.0.1", "--port", "{port}"]
    with running("chroma", command, "/openapi.json", tmp_path_factory.mktemp("chroma")) as found:
        yield found


@pytest.fixture(scope="module")
def package(server):
    """The client, generated from the server's own description."""
    return server.client_package(OVERLAY)


@pytest.fixture
def chroma(users, server, package):
    """A client that goes on through a restart."""
    patient = Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None)
    return users.client(
        package.ChromaApi, package.AsyncChromaApi, auth=ApiKey("any"), base_url=server.url, policies=patient
    )


def test_each_typed_answer_is_the_plain_one(users, chroma, request):
    """Records with numbers, texts, truth values and lists come back as they were sent."""
    name = f"fruit-{request.node.callspec.id}"
    made = same(users.wait(chroma.collection.create_collection.raw(*HOME, body={"name": name, "metadata": {"a": 1}})))
    records = {
        "ids": ["1", "2", "3"],
        "embeddings": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]],
        "documents": ["apple", "pear", "plum"],
        "metadatas": [{"n": 1, "f": 1.5, "s": "x", "b": True}, {"n": 2}, {"tags": ["a", "b"]}],
    }
    same(users.wait(chroma.record.collection_add.raw(*HOME, made.id, body=records)))
    assert same(users.wait(chroma.record.collection_count.raw(*HOME, made.id))) == 3
    wanted = {"include": ["metadatas", "documents", "embeddings"]}
    found = same(users.wait(chroma.record.collection_get.raw(*HOME, made.id, body=wanted)))
    assert sorted(found.ids) == ["1", "2", "3"]
    near = {"query_embeddings": [[0.1, 0.2]], "n_results": 2, "include": ["distances"]}
    assert same(users.wait(chroma.record.collection_query.raw(*HOME, made.id, body=near))).ids[0][0] == "1"
    for read in (chroma.system.heartbeat, chroma.system.pre_flight_checks):
        same(users.wait(read.raw()))
    version = users.wait(chroma.system.version.raw())
    assert version.parse() == version.response.json()
    assert [one.got for one in version.mismatches] == ["application/json string"]  # text is what it is described as
    with pytest.raises(NotFound):
        users.wait(chroma.collection.get_collection(*HOME, "nothing-of-this-name"))


def test_a_list_is_walked_to_its_end(users, chroma, request):
    """As many as were made, each once."""
    for number in range(25):
        users.wait(chroma.collection.create_collection(*HOME, body={"name": f"{request.node.callspec.id}-{number:02}"}))
    total = users.wait(chroma.collection.count_collections(*HOME))
    walk = chroma.collection.list_collections.items(*HOME, limit=10)
    names = [one.name for one in walked(users, walk) if isinstance(one.name, str)]
    assert (len(names), len(set(names)), walk.end) == (total, total, "last page")


def test_a_client_outlives_its_server(users, server, chroma, request):
    """Killed, the server is not reached; started again, it answers the same client, and what was stored is there."""
    name = f"kept-{request.node.callspec.id}"
    made = users.wait(chroma.collection.create_collection(*HOME, body={"name": name}))
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(chroma.with_options(retries=0, deadline=5).collection.get_collection(*HOME, name))
    server.start()
    assert same(users.wait(chroma.collection.get_collection.raw(*HOME, name))).id == made.id
