"""Prefect: FastAPI with 187 operations, basic credentials, pages counted in a body, undocumented successes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ferrule import Basic, ConnectFailed, NotFound, Policies, ReadFailed, Retry, Unauthorized
from real_servers import Server, running, same, walked

OVERLAY = {
    "overlay": "1.1.0",
    "info": {"title": "Prefect", "version": "1"},
    "actions": [
        {
            "target": "$.paths['/flows/paginate'].post",
            "description": "A query is a POST here; its body has the number of the page.",
            "update": {
                "x-ferrule-idempotent": True,
                "x-ferrule-pagination": {"style": "page", "request": "/page", "items": "/results", "pages": "/pages"},
            },
        }
    ],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here; its data are in a file."""
    folder = tmp_path_factory.mktemp("prefect")
    told = {
        "PREFECT_HOME": str(folder), "PREFECT_SERVER_API_AUTH_STRING": "admin:password",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_MEMO_STORE_PATH": str(folder / "memo.toml"),
    }  # fmt: skip
    command = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", "{port}", "--no-ui"]
    with running("prefect", command, "/openapi.json", folder, **told) as found:
        yield found


@pytest.fixture(scope="module")
def package(server):
    """The client, generated from the server's own description."""
    return server.client_package(OVERLAY)


@pytest.fixture
def prefect(users, server, package):
    """A client that goes on through a restart."""
    return users.client(
        package.PrefectApi,
        package.AsyncPrefectApi,
        auth=Basic("admin", "password"),
        base_url=f"{server.url}/api",
        policies=Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None),
    )


def test_each_typed_answer_is_the_plain_one(users, prefect, request):
    """Flows, runs with their states, variables of any JSON; dates and UUIDs as they came."""
    name = request.node.callspec.id
    flow = same(
        users.wait(prefect.flows.create_flow.raw(body={"name": f"etl-{name}", "tags": ["a"], "labels": {"x": 1}}))
    )
    assert same(users.wait(prefect.flows.read_flow.raw(flow.id))).name == f"etl-{name}"
    run = same(
        users.wait(prefect.flow_runs.create_flow_run.raw(body={"flow_id": flow.id, "parameters": {"n": [1, None]}}))
    )
    state = {"type": "RUNNING", "name": "Running", "message": "ü"}
    same(users.wait(prefect.flow_runs.set_flow_run_state.raw(run.id, body={"state": state})))
    same(users.wait(prefect.flow_runs.read_flow_run.raw(run.id)))
    same(users.wait(prefect.flow_run_states.read_flow_run_states.raw(flow_run_id=run.id)))
    value = {"deep": [1, 2.5, None, {"t": True}]}
    made = same(users.wait(prefect.variables.create_variable.raw(body={"name": f"v_{name}", "value": value})))
    assert same(users.wait(prefect.variables.read_variable_by_name.raw(f"v_{name}"))).id == made.id
    same(users.wait(prefect.work_pools.create_work_pool.raw(body={"name": f"pool-{name}", "type": "process"})))
    same(users.wait(prefect.work_pools.read_work_pools.raw(body={})))
    with pytest.raises(NotFound):
        users.wait(prefect.variables.read_variable_by_name("nothing_of_this_name"))
    users.wait(prefect.flows.delete_flow(flow.id))


def test_a_list_is_walked_to_its_end(users, prefect, request):
    """By the number of the page in the body."""
    tag = f"walk-{request.node.callspec.id}"
    for number in range(25):
        users.wait(prefect.flows.create_flow(body={"name": f"{tag}-{number:02}", "tags": [tag]}))
    wanted = {"limit": 10, "flows": {"tags": {"all_": [tag]}}, "sort": "NAME_ASC"}
    walk = prefect.flows.paginate_flows.items(body=wanted)
    assert [one.name for one in walked(users, walk)] == [f"{tag}-{number:02}" for number in range(25)]
    assert walk.end == "last page"


def test_a_wrong_password_is_told(users, server, package):
    """As what it is."""
    client = users.client(
        package.PrefectApi, package.AsyncPrefectApi, auth=Basic("admin", "wrong"), base_url=f"{server.url}/api"
    )
    with pytest.raises(Unauthorized):
        users.wait(client.flows.count_flows(body={}))


def test_a_client_outlives_its_server(users, server, prefect, request):
    """Killed, the server is not reached; started again, it answers the same client, and what was stored is there."""
    flow = users.wait(prefect.flows.create_flow(body={"name": f"kept-{request.node.callspec.id}"}))
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(prefect.with_options(retries=0, deadline=5).flows.read_flow(flow.id))
    server.start()
    assert same(users.wait(prefect.flows.read_flow.raw(flow.id))).name == flow.name
