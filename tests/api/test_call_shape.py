"""The call shape: the same names and meanings in sync and async."""

import inspect
import logging
import pickle
import pydoc

import pytest

from acme import (
    Acme,
    AsyncAcme,
    AsyncWorld,
    BlockingWorld,
    Mismatch,
    ScriptedEngine,
    answer,
    create,
    get,
    module,
    upload,
)
from ferrule import (
    Bearer,
    Concurrency,
    ConfigError,
    ConnectFailed,
    Connection,
    CredentialMissing,
    Err,
    InvalidResponse,
    NotFound,
    Ok,
    Policies,
    Retry,
    ServerError,
    ServiceUnavailable,
    Undocumented,
    UnexpectedStatus,
)
from ferrule.client import results
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import AsyncGitHub, GitHub

OCTOCAT = {"name": "octocat"}


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["sync", "async"])
def world(request):
    """Sync, then async."""
    return request.param()


def test_a_call_returns_the_success_model(world):
    """The plain form gives the model and nothing else."""
    client, engine = world.client(answer(200, OCTOCAT))
    assert world.run(client.users.get, "7") == OCTOCAT
    (sent,) = engine.sent
    assert (sent.method, sent.url) == ("GET", "https://api.example/v1/users/7")
    assert sent.headers["accept"] == "application/json"


def test_an_error_status_raises_the_class_of_that_status_with_all_it_knows(world):
    """Body, request id, message of the API, operation and attempts are on the error."""
    body = {"name": "x", "error": {"message": "no such\nuser"}}
    client, _ = world.client(answer(404, body, x_acme_id="r-1", set_cookie="sid=secret"))
    with pytest.raises(NotFound) as caught:
        world.run(client.users.get, "7")
    error = caught.value
    assert (error.status_code, error.body, error.request_id) == (404, body, "r-1")
    assert error.operation.name == "users.get"
    assert [attempt.status_code for attempt in error.attempts] == [404]
    assert str(error).startswith("acme users.get (GET /users/{id}): answered 404 Not Found: no such user")
    assert "set-cookie" not in error.headers


def test_result_gives_ok_or_err_instead_of_raising(world):
    """What the API says is a value; both sides can be matched."""
    client, _ = world.client(answer(200, OCTOCAT), answer(404, {"name": "gone"}))
    match world.run(client.users.get.result, "7"):
        case Ok(value):
            assert value == OCTOCAT
        case _:
            pytest.fail("a success must be Ok")
    match world.run(client.users.get.result, "7"):
        case Err(body, error):
            assert (body, type(error)) == ({"name": "gone"}, NotFound)
        case _:
            pytest.fail("an error status must be Err")


def test_result_still_raises_what_is_not_an_answer(world):
    """A failed connection is no answer of the API."""
    client, _ = world.client(ConnectFailed("refused"), policies=Policies(retry=None))
    with pytest.raises(ConnectFailed) as caught:
        world.run(client.users.get.result, "7")
    assert caught.value.operation.name == "users.get"
    assert [attempt.error for attempt in caught.value.attempts] == ["ConnectFailed"]


def test_raw_gives_the_exchange_and_parses_on_demand(world):
    """Status, headers, body and attempts of any status, without raising."""
    client, _ = world.client(answer(404, {"name": "gone"}, x_acme_id="r-1"))
    raw = world.run(client.users.get.raw, "7")
    assert (raw.status_code, raw.headers["X-Acme-Id"], len(raw.attempts)) == (404, "r-1", 1)
    with pytest.raises(NotFound):
        raw.parse()


@pytest.mark.parametrize(
    ("status", "content", "content_type", "expected"),
    [
        (503, b"<html>busy</html>", "text/html", ServiceUnavailable),
        (520, b"", "", ServerError),
        (404, b"not json", "application/json", NotFound),
        (304, b"", "", UnexpectedStatus),
    ],
)
def test_an_error_body_that_is_not_what_the_spec_says_is_kept_as_it_came(
    world, status, content, content_type, expected
):
    """HTML, nothing, broken JSON and unknown statuses still give a typed error with the bytes."""
    client, _ = world.client(answer(status, content, content_type), policies=Policies(retry=None))
    with pytest.raises(expected) as caught:
        world.run(client.users.get, "7")
    assert caught.value.body == Undocumented(content, content_type, caught.value.body.reason)
    assert caught.value.content == content


DEEP = b"[" * 100_000 + b"]" * 100_000


def test_a_success_nested_too_deep_is_an_invalid_response(world):
    """Python's recursion limit is not the caller's concern: the response is kept, and what is wrong with it is said."""
    client, _ = world.client(answer(200, DEEP, "application/json"), policies=Policies(retry=None))
    for call in (client.users.get, client.users.get.result):
        with pytest.raises(InvalidResponse, match="nested too deep") as caught:
            world.run(call, "7")
        assert caught.value.response.content == DEEP


@pytest.mark.parametrize("content_type", ["application/json", "application/problem+json"])
@pytest.mark.parametrize("content", [DEEP, b'{"detail": ' + DEEP + b"}"], ids=["list", "detail"])
def test_an_error_nested_too_deep_is_kept_as_it_came(world, content, content_type):
    """It is the typed error of its status, with the bytes. Reading them by hand says the same."""
    client, _ = world.client(answer(404, content, content_type), policies=Policies(retry=None))
    with pytest.raises(NotFound) as caught:
        world.run(client.users.get, "7")
    assert caught.value.problem is None
    assert caught.value.body == Undocumented(content, content_type, "its JSON is nested too deep")
    for read in (caught.value.body.json, world.run(client.users.get.raw, "7").response.json):
        with pytest.raises(ValueError, match="nested too deep"):
            read()
    result = world.run(client.users.get.result, "7")
    assert result.body.content == content


def test_a_problem_document_is_on_the_error(world):
    """RFC 9457 members are given as served, and its detail is in the message."""
    problem = {"title": "Out of credit", "detail": "Your balance is 30.", "status": 403}
    client, _ = world.client(answer(403, problem, "application/problem+json"))
    with pytest.raises(Exception, match=r"403 Forbidden: Your balance is 30\.") as caught:
        world.run(client.users.get, "7")
    assert caught.value.problem == problem


def test_a_success_that_cannot_be_read_keeps_the_response(world):
    """The server has acted: what it answered must not be lost."""
    client, _ = world.client(answer(200, b"[1]"))
    with pytest.raises(InvalidResponse, match="answered 200 OK, but the body is not the documented object") as caught:
        world.run(client.users.get, "7")
    assert caught.value.response.content == b"[1]"
    assert caught.value.may_have_acted


@pytest.mark.parametrize("form", ["__call__", "result"])
def test_an_answer_that_cannot_be_read_is_on_the_error(world, form):
    """A POST was answered 201: what came is there, and nobody is told to find out whether the server acted."""
    client, _ = world.client(answer(201, b"<html>", "text/html", etag='"7"', set_cookie="a=b"))
    with pytest.raises(InvalidResponse) as caught:
        world.run(getattr(client.users.create, form))
    error = caught.value
    assert (error.status_code, error.headers["etag"], error.content) == (201, '"7"', b"<html>")
    assert "set-cookie" not in error.headers
    assert "the call succeeded, and what came is in `content`" in str(error)
    assert "may have acted" not in str(error)
    assert "overlay" not in str(error)  # no description makes JSON of it
    assert pickle.loads(pickle.dumps(error)).content == b"<html>"


def test_a_304_to_a_condition_of_ones_own_is_what_it_is(world):
    """It has no body, whatever model the description has for errors."""
    client, _ = world.client(answer(304, etag='"7"'))
    conditional = client.with_options(headers={"If-None-Match": '"7"'})
    assert world.run(conditional.users.get.raw, "7").status_code == 304
    outcome = world.run(conditional.users.get.result, "7")
    assert isinstance(outcome.error, UnexpectedStatus)
    assert str(outcome.error).partition(": ")[2].startswith("answered 304 Not Modified")
    assert outcome.body == Undocumented(b"", "application/json", "304 Not Modified has no body")


def test_a_field_that_disagrees_with_the_spec_is_recorded_and_reported_once(world, caplog, monkeypatch):
    """The value stays, the record names model and field, and the log does not repeat itself."""
    monkeypatch.setattr(results, "_reported", set())
    client, _ = world.client(answer(200, {"name": None}))
    with caplog.at_level(logging.WARNING, "ferrule"):
        raw = world.run(client.users.get.raw, "7")
        assert raw.parse() == {"name": None}
        assert raw.parse() == {"name": None}
    assert [(m.model, m.field, m.expected, m.got) for m in raw.mismatches] == [("User", "name", "string", "NoneType")]
    assert [record.message for record in caplog.records] == [
        "acme users.get (GET /users/{id}): User.name should be string, got NoneType; correct it in the overlay"
    ]


def test_many_fields_that_disagree_are_one_line(world, caplog, monkeypatch):
    """A stub server that answers nonsense must not drown the log; what comes next is told when it is new."""

    def parse(response, mismatches=None):
        mismatches += [Mismatch("User", name, "string", "null") for name in response.json()]

    monkeypatch.setattr(results, "_reported", set())
    monkeypatch.setattr(get, "_parse_success", parse)
    client, _ = world.client(answer(200, list("abcdef")), answer(200, list("abcdef")), answer(200, list("fgh")))
    with caplog.at_level(logging.WARNING, "ferrule"):
        for _ in range(3):
            world.run(client.users.get, "7")
    assert [record.message.partition(": ")[2] for record in caplog.records] == [
        "User.a should be string, got null; User.b should be string, got null; User.c should be string, got null; "
        "and 3 more fields; correct it in the overlay",
        "User.g should be string, got null; User.h should be string, got null; correct it in the overlay",
    ]


def test_call_takes_any_endpoint_module(world):
    """No facade attribute is needed."""
    client, _ = world.client(answer(200, OCTOCAT))
    assert world.run(client.call, get, "7") == OCTOCAT


def test_an_operation_of_another_api_is_refused():
    """It would be sent to the wrong server, credentials and all."""
    from ferrule_apis.stripe.api.customers import list as list_customers

    with pytest.raises(
        ConfigError, match=r"ferrule_apis\.stripe\..* belongs to another API than .* ferrule_apis\.github"
    ):
        GitHub().call(list_customers)


def test_a_refused_operation_leaves_no_trace(world):
    """Its id may be one that this API has, too."""
    stranger = module("get", path="/elsewhere/{id}")
    stranger.__package__ = "stripe.api"
    client, engine = world.client(answer(200, OCTOCAT))
    with pytest.raises(ConfigError, match="belongs to another API"):
        world.run(client.call, stranger)
    world.run(client.call, get, "7")
    assert engine.sent[0].operation.path == "/users/{id}"


def test_what_is_no_endpoint_module_is_refused(world):
    """The error shows what was given."""
    client, _ = world.client(answer(200, OCTOCAT))
    with pytest.raises(ConfigError, match=r"not an endpoint module of a generated package: 'users\.get'"):
        world.run(client.call, "users.get")


def test_with_options_changes_the_copy_alone(world):
    """Settings differ, state and connections are shared."""
    client, engine = world.client(answer(503), answer(503), answer(200, OCTOCAT))
    quick = client.with_options(retries=0, headers={"X-Tenant": "a"})
    with pytest.raises(ServiceUnavailable):
        world.run(quick.users.get)
    assert engine.sent[0].headers["x-tenant"] == "a"
    slow = client.with_options(deadline=None)
    assert world.run(slow.users.get) == OCTOCAT  # retried: the original's settings were not touched
    assert "x-tenant" not in engine.sent[1].headers
    assert type(quick) is type(client)


@pytest.mark.parametrize(
    "options",
    [
        {"deadline": 0},
        {"attempt_timeout": -1.0},
        {"retries": -1},
        {"retries": True},
        {"redirects": 1.5},
        {"headers": {"x": "a\r\nevil: b"}},
    ],
)
def test_options_out_of_range_are_refused(world, options):
    """Bad values are named before anything is sent."""
    client, _ = world.client(answer(200, OCTOCAT))
    with pytest.raises(ConfigError, match=next(iter(options)).rstrip("s")):
        client.with_options(**options)


def test_headers_of_the_call_win_over_the_operations_and_the_clients(world):
    """Names compare without case, so that no header is sent twice."""
    client, engine = world.client(answer(200, OCTOCAT), headers={"ACCEPT": "text/plain", "X-App": "1"})
    world.run(client.with_options(headers={"Accept": "application/vnd.acme"}).users.get)
    assert dict(engine.sent[0].headers) == {"accept": "application/vnd.acme", "x-app": "1"}


def test_operations_with_a_server_of_their_own_go_there_with_the_credentials(world):
    """The spec says which server an operation lives on; a base URL of the user's holds for all of them."""
    client, engine = world.client(answer(200, OCTOCAT), auth=Bearer("t0k3n"))
    world.run(client.call, upload)
    assert engine.sent[0].url == "https://upload.example/v2/upload"
    client, engine = world.client(answer(200, OCTOCAT), base_url="http://127.0.0.1:8080/acme/")
    world.run(client.call, upload)
    assert engine.sent[0].url == "http://127.0.0.1:8080/acme/upload"


def test_a_missing_credential_fails_before_anything_is_sent(world):
    """The error names the scheme and how to supply it."""
    client, engine = world.client(answer(200, OCTOCAT))
    secured = type(get)("secured")
    secured.__dict__.update(get.__dict__)
    secured._OPERATION = {**get._OPERATION, "id": "users/secured", "security": [{"token": []}]}
    with pytest.raises(CredentialMissing, match="ACME_TOKEN"):
        world.run(client.call, secured)
    assert engine.sent == []


def test_a_body_is_sent_with_its_content_type_and_not_twice(world):
    """A POST that may have acted is not repeated."""
    client, engine = world.client(answer(503))
    with pytest.raises(ServiceUnavailable, match="POST is not idempotent"):
        world.run(client.users.create, body={"name": "x"})
    (sent,) = engine.sent
    assert sent.headers["content-type"] == "application/json"
    assert sent.body == {"json": {"name": "x"}}


def test_a_closed_client_refuses_calls_and_closes_once(world):
    """Closing is for all views, and may be repeated."""
    client, engine = world.client(answer(200, OCTOCAT))
    world.run(client.users.get)
    close = client.close if isinstance(client, Acme) else client.aclose
    world.run(close)
    assert engine.closed == 1
    for view in (client, client.with_options(retries=0)):
        with pytest.raises(ConfigError, match="the acme client is closed"):
            world.run(view.users.get)


def test_context_managers_close_the_client():
    """Leaving the block closes the connections."""
    engine = ScriptedEngine(answer(200, OCTOCAT))
    with Acme(runtime=BlockingRuntime(engine)) as acme:
        acme.users.get()
    assert engine.closed == 1


def test_operations_show_their_own_signature_and_documentation():
    """Signature and result are what the editor shows, too."""
    client, _ = BlockingWorld().client(answer(200, OCTOCAT))
    assert str(inspect.signature(client.users.get)).startswith("(id: str = '1', *, body: Any = None)")
    assert inspect.signature(GitHub().users.get_by_username).return_annotation == "PublicUser"
    assert repr(client.users.get) == "<Endpoint acme users.get (GET /users/{id})>"
    assert client.users.get is client.users.get
    assert repr(client) == "<Acme https://api.example/v1>"


@pytest.mark.parametrize(("kind", "result"), [(GitHub, "PublicUser"), (AsyncGitHub, "Awaitable[PublicUser]")])
def test_help_shows_the_operation(kind, result):
    """`help(github.users.get_by_username)` is about the operation, and not about the class that calls it."""
    lines = pydoc.plain(pydoc.render_doc(kind().users.get_by_username)).splitlines()
    assert "ferrule_apis.github.api.users.get_by_username" in lines[0]
    assert lines[2] == f"get_by_username(username: str) -> {result}"
    assert lines[3].strip() == "Get a user"


def test_groups_say_what_they_are():
    """API, name and size, without loading an operation."""
    client, _ = BlockingWorld().client(answer(200, OCTOCAT))
    assert repr(client.users) == "<acme.users: 3 operations>"
    assert repr(AsyncGitHub().meta) == "<github.meta: 1 operation>"


@pytest.mark.parametrize("client", [Acme, AsyncAcme])
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"base_url": "https://a.example", "server": 1}, "not both"),
        ({"server": 5}, "lists 1 server"),
        ({"auth": {"nope": Bearer("t")}}, "no security scheme 'nope'"),
        ({"headers": {"x": "a\nb"}}, "line breaks"),
        (
            {"connection": Connection(max_connections=5), "policies": Policies(concurrency=Concurrency(limit=6))},
            "max_connections=5",
        ),
    ],
)
def test_a_client_that_cannot_work_is_refused_when_it_is_made(client, arguments, complaint):
    """Faults are named at start-up, not at the first call."""
    with pytest.raises(ConfigError, match=complaint):
        client(**arguments)


def test_settings_at_odds_are_listed_all_at_once():
    """Nobody mends one fault to be told of the next."""
    with pytest.raises(ConfigError, match=r"redirects=-1.*attempt_timeout=20 is longer than deadline=10"):
        Policies(deadline=10, attempt_timeout=20, redirects=-1)
    with pytest.raises(ConfigError):
        Policies(retry=Retry(attempts=0))


def test_create_is_reachable_by_module_too():
    """Facade attribute and module are the same operation."""
    client, _ = BlockingWorld().client(answer(200, OCTOCAT))
    assert client.operation(create) == client.operation(create)
    assert client.operation(create).method == "POST"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"auth": "s3cret-token"}, r"auth must be a credential, such as Bearer\(token\).*got str"),
        ({"auth": {"token": "s3cret-token"}}, r"auth\['token'\] must be a credential, got str"),
        ({"policies": 5}, r"policies must be Policies\(…\), got int"),
        ({"connection": 5}, r"connection must be Connection\(…\), got int"),
        ({"base_url": 5, "headers": 7}, "base_url must be text, got int; headers must be a mapping"),
    ],
)
def test_values_of_the_wrong_kind_are_named_and_not_quoted(arguments, complaint):
    """A token given as plain text is the likeliest mistake, and must not be shown."""
    with pytest.raises(ConfigError, match=complaint) as caught:
        Acme(**arguments)
    assert "s3cret" not in str(caught.value)


def test_policies_of_the_wrong_kind_are_named():
    """What belongs where is said, also for a client that runs."""
    with pytest.raises(ConfigError, match=r"retry must be Retry\(…\) or None, got 5; rate_limit must be RateLimit"):
        Policies(retry=5, rate_limit=7)
    client, _ = BlockingWorld().client(answer(200, OCTOCAT))
    with pytest.raises(ConfigError, match="policies must be"):
        client.reconfigure(5)
    with pytest.raises(ConfigError, match="not an endpoint module"):
        client.call(inspect)


def test_arguments_that_an_operation_cannot_take_are_said_in_its_own_name(world):
    """Neither a ValueError from inside nor the name of a generated function reaches the caller."""
    client, engine = world.client(answer(200, OCTOCAT))
    picky = type(get)("picky")
    picky.__dict__.update(get.__dict__)

    def _get_kwargs(id):
        raise ValueError("path parameter id must not be empty")

    picky._get_kwargs = _get_kwargs
    with pytest.raises(
        ConfigError, match=r"acme users\.get \(GET /users/\{id\}\): path parameter id must not be empty"
    ):
        world.run(client.call, picky, "")
    with pytest.raises(TypeError, match=r"users\.get\(\) got an unexpected keyword"):
        world.run(client.users.get, nope=1)
    assert engine.sent == []
