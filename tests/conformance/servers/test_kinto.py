"""Kinto: a store for JSON, described by Swagger 2.0; lists are chained by a header, changes guarded by ETags."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ferrule import Basic, ConnectFailed, Policies, PreconditionFailed, ReadFailed, Retry, Unauthorized
from real_servers import Server, running, same, walked

OVERLAY = {
    "overlay": "1.1.0",
    "info": {"title": "Kinto", "version": "1"},
    "actions": [
        {
            "target": "$.paths['/buckets/{bucket_id}/collections/{collection_id}/records'].get",
            "description": "The next page is named by a header of its own.",
            "update": {"x-ferrule-pagination": {"style": "header", "header": "Next-Page", "items": "/data"}},
        }
    ],
}
SETTINGS = """\
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = %(http_port)s
[app:main]
use = egg:kinto
kinto.includes = kinto.plugins.accounts
kinto.storage_backend = kinto.core.storage.memory
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.memory
kinto.userid_hmac_secret = not-a-secret
kinto.paginate_by = 10
multiauth.policies = account
multiauth.policy.account.use = kinto.plugins.accounts.AccountsPolicy
kinto.account_create_principals = system.Everyone
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here; what it holds is in its memory."""
    folder = tmp_path_factory.mktemp("kinto")
    (folder / "kinto.ini").write_text(SETTINGS)
    command = ["kinto", "start", "--ini", "kinto.ini", "--port", "{port}"]
    with running("kinto", command, "/v1/__api__", folder) as found:
        yield found


@pytest.fixture(scope="module")
def package(server):
    """The client, generated from the server's own description."""
    return server.client_package(OVERLAY)


@pytest.fixture
def kinto(users, server, package):
    """A client of somebody who has an account and a bucket."""
    patient = Policies(deadline=60, retry=Retry(attempts=200, budget=None, wait_cap=0.5), breaker=None)
    client = users.client(
        package.KintoApi,
        package.AsyncKintoApi,
        auth=Basic("somebody", "password"),
        base_url=f"{server.url}/v1",
        policies=patient,
    )
    anonymous = users.client(package.KintoApi, package.AsyncKintoApi, base_url=f"{server.url}/v1", policies=patient)
    _prepare(users, anonymous, client)
    return client


def _prepare(users, anonymous, client):
    account = {"data": {"password": "password"}}
    users.wait(anonymous.accounts.update_account.result("somebody", body=account))  # refused where there is one already
    users.wait(client.buckets.update_bucket("shop", body={"data": {}}))
    users.wait(client.collections.update_collection("shop", "orders", body={"data": {}}))
    users.wait(client.records.delete_records("shop", "orders"))


def test_each_typed_answer_is_the_plain_one(users, kinto):
    """Whatever JSON a record holds."""
    data = {"title": "ü", "count": 3, "ratio": 0.5, "deep": {"list": [1, None, {"a": []}]}, "flag": False}
    same(users.wait(kinto.records.update_record.raw("shop", "orders", "first", body={"data": data})))
    raw = users.wait(kinto.records.get_record.raw("shop", "orders", "first"))
    same(raw)
    same(users.wait(kinto.utilities.server_info.raw()))
    same(users.wait(kinto.utilities.heartbeat.raw()))
    with pytest.raises(PreconditionFailed):
        users.wait(kinto.records.update_record("shop", "orders", "first", body={"data": {}}, if_match='"1"'))
    etag = raw.headers["etag"]
    same(users.wait(kinto.records.update_record.raw("shop", "orders", "first", body={"data": {}}, if_match=etag)))


def test_a_list_is_walked_to_its_end(users, kinto):
    """By the server's own URLs; records that are added meanwhile are not lost."""
    for number in range(35):
        users.wait(kinto.records.update_record("shop", "orders", f"order-{number:02}", body={"data": {"n": number}}))
    walk = kinto.records.get_records.items("shop", "orders")
    found = walked(users, walk)
    assert sorted(one["n"] for one in found) == list(range(35))
    assert walk.end == "last page"
    pages = walked(users, kinto.records.get_records.pages("shop", "orders").at_most(2))
    rest = walked(users, kinto.records.get_records.items("shop", "orders").resume(pages[-1].cursor))
    assert len(rest) == 15


def test_a_wrong_password_is_told(users, server, package):
    """As what it is."""
    client = users.client(
        package.KintoApi, package.AsyncKintoApi, auth=Basic("somebody", "wrong"), base_url=f"{server.url}/v1"
    )
    with pytest.raises(Unauthorized):
        users.wait(client.buckets.get_buckets())


def test_a_client_outlives_its_server(users, server, package, kinto):
    """Killed, the server is not reached; started again, it answers the same client."""
    server.kill()
    with pytest.raises((ConnectFailed, ReadFailed)):
        users.wait(kinto.with_options(retries=0, deadline=5).utilities.server_info())
    server.start()
    anonymous = users.client(package.KintoApi, package.AsyncKintoApi, base_url=f"{server.url}/v1")
    _prepare(users, anonymous, kinto)
    same(users.wait(kinto.records.update_record.raw("shop", "orders", "again", body={"data": {"n": 1}})))
