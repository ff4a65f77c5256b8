"""`wrap` puts the pipeline under clients that stock openapi-python-client generated."""

import asyncio
import importlib
import sys

import httpx
import pytest
import respx
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

import ferrule
from ferrule import ConfigError, Connection, DeadlineExceeded, Override, Policies, Retry, Validator
from ferrule.client.wrapping import _Once
from ferrule.runtime import forks

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Foreign", "version": "1"},
    "security": [{"token": []}],
    "paths": {
        "/users/{id}": {
            "get": {
                "operationId": "get_user",
                "tags": ["users"],
                "security": [{"token": []}],
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {"User": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
NO_WAIT = Policies(retry=Retry(transient_scale=0))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A package as the stock generator writes it."""
    out = tmp_path_factory.mktemp("foreign")
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override="foreign_api"),
        MetaType.NONE,
        document_source=out / "none",
        file_encoding="utf-8",
        overwrite=True,
        output_path=out / "foreign_api",
    )
    data = GeneratorData.from_dict(SPEC, config=config)
    assert not Project(openapi=data, config=config).build()
    sys.path.insert(0, str(out))
    yield importlib.import_module("foreign_api")
    sys.path.remove(str(out))


def get_user(foreign):
    """The generated endpoint module."""
    return importlib.import_module("foreign_api.api.users.get_user")


@respx.mock
def test_a_wrapped_client_retries_and_keeps_its_own_token_headers_and_cookies(foreign):
    """Its functions, types and credentials stay its own; the network's failures become the pipeline's affair."""
    route = respx.get("https://api.example/users/7")
    route.side_effect = [httpx.Response(503), httpx.Response(200, json={"name": "octocat"})]
    client = foreign.AuthenticatedClient(base_url="https://api.example", token="t0k3n", headers={"X-App": "1"})
    wrapped = ferrule.wrap(client.with_cookies({"a": "b"}), policies=NO_WAIT)
    assert get_user(foreign).sync("7", client=wrapped).name == "octocat"
    assert route.call_count == 2
    headers = route.calls.last.request.headers
    assert (headers["authorization"], headers["x-app"], headers["cookie"]) == ("Bearer t0k3n", "1", "a=b")


@respx.mock
def test_a_wrapped_client_serves_async_calls_too(foreign):
    """One wrapped client, both worlds."""
    route = respx.get("https://api.example/users/7")
    route.side_effect = [httpx.Response(503), httpx.Response(200, json={"name": "octocat"})]
    wrapped = ferrule.wrap(foreign.AuthenticatedClient(base_url="https://api.example", token="t"), policies=NO_WAIT)

    async def main():
        async with wrapped as client:
            return await get_user(foreign).asyncio("7", client=client)

    assert asyncio.run(main()).name == "octocat"
    assert route.call_count == 2


@respx.mock
def test_copies_of_a_wrapped_client_keep_the_pipeline(foreign):
    """`with_headers` forgets an injected httpx client; the pipeline must not go with it."""
    route = respx.get("https://api.example/users/7")
    route.side_effect = [httpx.Response(503), httpx.Response(200, json={"name": "octocat"})]
    wrapped = ferrule.wrap(foreign.AuthenticatedClient(base_url="https://api.example", token="t"), policies=NO_WAIT)
    assert get_user(foreign).sync("7", client=wrapped.with_headers({"X-More": "2"})).name == "octocat"
    assert route.calls.last.request.headers["x-more"] == "2"


@respx.mock
def test_error_statuses_stay_responses_for_plain_calls(foreign):
    """What the generated code does with a status is its own affair."""
    respx.get("https://api.example/users/7").respond(404, json={"message": "no"})
    wrapped = ferrule.wrap(foreign.AuthenticatedClient(base_url="https://api.example", token="t"))
    assert get_user(foreign).sync_detailed("7", client=wrapped).status_code == 404


@respx.mock
def test_refusals_are_ferrules_errors_with_the_operation(foreign):
    """A deadline is named even where the generated code did not name its operation."""
    respx.get("https://api.example/users/7").respond(503, headers={"retry-after": "20"})
    wrapped = ferrule.wrap(
        foreign.AuthenticatedClient(base_url="https://api.example", token="t"),
        name="acme",
        policies=Policies(deadline=1e-9, attempt_timeout=None),
    )
    with pytest.raises(DeadlineExceeded, match=r"acme /users/7 \(GET /users/7\)"):
        get_user(foreign).sync("7", client=wrapped)


def test_what_cannot_be_wrapped_is_refused(foreign):
    """Each refusal says what to do instead."""
    with pytest.raises(ConfigError, match="generated by openapi-python-client, got Client"):
        ferrule.wrap(httpx.Client())
    used = foreign.Client(base_url="https://api.example")
    used.get_httpx_client()
    with pytest.raises(ConfigError, match="must come first"):
        ferrule.wrap(used)
    proxied = foreign.Client(base_url="https://api.example", httpx_args={"proxy": "http://127.0.0.1:1"})
    with pytest.raises(ConfigError, match=r"connection=Connection\(…\) instead of httpx_args: proxy"):
        ferrule.wrap(proxied)
    assert ferrule.wrap(foreign.Client(base_url="https://api.example"), connection=Connection()) is not None


def test_an_engine_that_can_serve_neither_world_is_refused_at_once(foreign):
    """One that can serve calls of one kind is taken, and refuses the other kind when the first such call is made."""
    client = foreign.Client(base_url="https://api.example")
    with pytest.raises(ConfigError, match="there is no 'curl'"):
        ferrule.wrap(client, engine="curl")
    with pytest.raises(ConfigError, match="httptools cannot do http2"):
        ferrule.wrap(client, engine="httptools", connection=Connection(http2=True))
    wrapped = ferrule.wrap(client, engine="aiohttp")
    with pytest.raises(ConfigError, match="aiohttp is for async clients"):
        get_user(foreign).sync("7", client=wrapped)


@pytest.mark.parametrize(
    ("policies", "named"),
    [
        (Policies(validation="strict"), "validation='strict'"),
        (Policies(validators=[Validator(dict, print)]), "validators"),
        (
            Policies(overrides={"users.*": Override(validation="strict")}),
            r"overrides\['users\.\*'\]: validation='strict'",
        ),
    ],
)
def test_checks_of_models_are_refused_as_they_would_do_nothing(foreign, policies, named):
    """The client parses by its own functions."""
    with pytest.raises(ConfigError, match=f"^{named}: what answers mean is read elsewhere"):
        ferrule.wrap(foreign.Client(base_url="https://api.foreign.test"), policies=policies)


def test_checks_that_the_environment_asks_for_are_refused_as_well(foreign, monkeypatch):
    """Who would rather fail than go on is told that nothing is checked; what the code says goes before."""
    monkeypatch.setenv("FERRULE_SHOP_VALIDATION", "strict")
    client = foreign.Client(base_url="https://api.foreign.test")
    with pytest.raises(ConfigError, match=r"^FERRULE_SHOP_VALIDATION=strict: what answers mean is read elsewhere"):
        ferrule.wrap(client, name="shop")
    ferrule.wrap(client, name="shop", policies=Policies(validation="lenient"))
    ferrule.wrap(client, name="other")


def test_a_child_may_make_the_first_call() -> None:
    """What a thread of the parent holds at a fork, while it makes the first call, holds up nobody in the child."""
    once = _Once(lambda: pytest.fail("nobody calls"))
    once._lock.acquire()
    forks._reset_all()  # what the child runs
    assert not once._lock.locked()
