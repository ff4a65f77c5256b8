"""What a client says it would do, and what it says it did."""

import pickle
from typing import Any

import pytest

import acme
from ferrule.api import Api
from ferrule.auth.credentials import Bearer
from ferrule.call import Attempt, Note, Trace
from ferrule.errors import CallError, QueueFull, ReadFailed, ServiceUnavailable
from ferrule.policies.chaos import Chaos
from ferrule.policies.fallback import Fallback
from ferrule.policies.hedge import Hedge
from ferrule.policies.retry import Retry
from ferrule.settings.overrides import Override
from ferrule.settings.policies import Policies

OK = acme.answer(200, {"name": "x"})


@pytest.fixture(params=[acme.BlockingWorld, acme.AsyncWorld], ids=["blocking", "async"])
def world(request: Any) -> Any:
    """Each of users' worlds."""
    return request.param()


def described(client: Api, operation: Any = None) -> dict[str, str]:
    """The lines of a description, by policy."""
    lines = client.describe(operation).splitlines()[1:]
    return {line[4:20].strip(): line[20:].strip() for line in lines}


def test_the_policies_are_listed_in_order_with_the_source_of_each_setting(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code, environment, overrides and with_options are told from defaults."""
    monkeypatch.setenv("FERRULE_ACME_REDIRECTS", "2")
    policies = Policies(deadline=20.0, retry=Retry(attempts=5), overrides={"users.*": Override(attempt_timeout=3.0)})
    client, _ = world.client(OK, policies=policies)
    lines = described(client.with_options(retries=1), client.users.get)
    assert list(lines)[:2] == ["observe", "deadline"]
    assert list(lines).index("retry") < list(lines).index("breaker") < list(lines).index("concurrency")
    assert lines["deadline"] == "deadline=20 s (code)"
    assert lines["retry"].startswith("retries=1 (with_options), attempts=5 (code); default: ")
    assert lines["redirect"] == "redirects=2 (FERRULE_ACME_REDIRECTS)"
    assert lines["attempt timeout"] == "attempt_timeout=3 s (overrides['users.*']); default: idle_timeout=30 s"
    assert lines["concurrency"] == "default: limit=100, queue=1000"
    assert described(client)["attempt timeout"] == "default: attempt_timeout=10 s, idle_timeout=30 s"
    head = client.describe(acme.get).splitlines()[0]
    assert head == "acme at https://api.example/v1: users.get (GET /users/{id})"


def test_what_is_switched_off_is_not_listed(world: Any) -> None:
    """None means none."""
    client, _ = world.client(OK, policies=Policies(breaker=None, concurrency=None, rate_limit=None))
    assert described(client).keys().isdisjoint({"breaker", "concurrency", "rate limit"})


def test_what_is_switched_on_is_listed_in_its_place(world: Any) -> None:
    """The opt-in policies too, those included whose settings have no defaults; what they answer is not shown."""
    policies = Policies(hedge=Hedge(after=0.5), fallback=Fallback(answer=acme.answer(200, "s3cret")), chaos=Chaos())
    client, _ = world.client(OK, policies=policies)
    lines = described(client)
    order = [
        "observe",
        "fallback",
        "deadline",
        "idempotency key",
        "retry",
        "hedge",
        "redirect",
        "attempt timeout",
        "chaos",
    ]
    assert [name for name in lines if name in order] == order
    assert lines["hedge"].startswith("after=0.5 (code); default: ")
    assert lines["fallback"].startswith("answer=")
    assert "s3cret" not in client.describe()


KEYED = {"idempotency-key": "Idempotency-Key"}


@pytest.mark.parametrize(
    ("module", "facts", "changes", "expected"),
    [
        (acme.get, {}, {}, "sent again, as GET is idempotent"),
        (
            acme.create,
            {},
            {},
            "sent again only when the server surely did not act, or asks for it: POST is not idempotent",
        ),
        (acme.create, {"idempotent": True}, {}, "sent again, as the overlay calls it idempotent"),
        (acme.create, KEYED, {}, "sent again, as it carries an idempotency key"),
        (acme.create, {}, {"headers": {"Idempotency-Key": "k"}}, "sent again, as it carries an idempotency key"),
    ],
)
def test_the_line_on_retries_is_true_for_the_operation(
    world: Any, monkeypatch: pytest.MonkeyPatch, module: Any, facts: Any, changes: Any, expected: str
) -> None:
    """It agrees with what the policy does with a request that failed after the server may have acted."""
    monkeypatch.setitem(module._OPERATION, "facts", facts)
    client, engine = world.client(ReadFailed("broken"), policies=Policies(retry=Retry(transient_scale=0.0)))
    view = client.with_options(**changes)
    assert described(view, module)["retry"].endswith("; " + expected)
    with pytest.raises(ReadFailed):
        world.run(view.call, module)
    assert (len(engine.sent) > 1) == expected.startswith("sent again, as")


def test_nothing_is_sent_again_where_there_are_no_retries(world: Any) -> None:
    """The description says so neither for a view without them nor for a client without them."""
    client, _ = world.client(OK)
    assert "sent again" not in described(client)["retry"], "it depends on the operation"
    assert "sent again" not in described(client.with_options(retries=0), acme.create)["retry"]
    once, _ = world.client(OK, policies=Policies(retry=None))
    assert "sent again" not in described(once, acme.create)["retry"]
    assert "sent again" in described(once.with_options(retries=1), acme.create)["retry"]
    stopping, _ = world.client(OK, policies=Policies(retry=Retry(attempts=1, stop=lambda state: True)))
    assert "sent again" in described(stopping, acme.create)["retry"], "a stop decides, and not the number"


def test_the_header_of_the_idempotency_key_is_told(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the overlay names one, and whether the caller has set it; the key itself is not shown."""
    client, _ = world.client(OK)
    assert described(client, acme.create)["idempotency key"] == ""
    monkeypatch.setitem(acme.create._OPERATION, "facts", KEYED)
    client, _ = world.client(OK)
    assert described(client, acme.create)["idempotency key"] == (
        "Idempotency-Key: a new one for each call, the same on all attempts"
    )
    mine = client.with_options(headers={"idempotency-key": "s3cret"})
    assert described(mine, acme.create)["idempotency key"] == "Idempotency-Key: the one that with_options set"
    assert "s3cret" not in mine.describe(acme.create)


def test_the_credential_in_use_is_told(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its kind and where it comes from, for all operations and for one; never the secret itself."""
    monkeypatch.setenv("ACME_TOKEN", "s3cret")
    client, _ = world.client(OK, auth=Bearer.from_env("ACME_TOKEN"))
    secured = acme.module("secured", security=[{"token": []}])
    assert described(client)["auth"] == described(client, secured)["auth"] == "Bearer from $ACME_TOKEN (scheme token)"
    assert "s3cret" not in client.describe(secured)
    anonymous, _ = world.client(OK)
    assert described(anonymous)["auth"] == ""


def test_an_error_tells_the_whole_story(world: Any) -> None:
    """Attempts, waits with their reasons and the end, also after pickling."""
    policies = Policies(retry=Retry(attempts=2, transient_scale=0.0), breaker=None, cache=None)
    client, _ = world.client(ReadFailed("the connection broke"), policies=policies)
    with pytest.raises(CallError) as raised:
        world.run(client.users.get)
    for error in (raised.value, pickle.loads(pickle.dumps(raised.value))):
        lines = error.explain().splitlines()
        assert lines[0] == str(error)
        assert "attempt 1: ReadFailed, took 0.0" in lines[1]
        assert "waited 0.000 s (transient: ReadFailed)" in lines[2]
        assert "attempt 2: ReadFailed" in lines[3]
        assert "no other attempt: all 2 attempts were made" in lines[4]
        assert lines[5].endswith("the end")


def test_an_error_status_tells_it_too(world: Any) -> None:
    """`ApiError` and `.raw` carry the same trace."""
    client, _ = world.client(acme.answer(503), policies=Policies(retry=None))
    with pytest.raises(ServiceUnavailable) as raised:
        world.run(client.users.get)
    assert "attempt 1: 503" in raised.value.explain()
    raw = world.run(client.users.get.raw)
    assert "attempt 1: 503" in raw.trace.render()


def test_events_are_in_the_order_of_time() -> None:
    """Notes stand where they happened; those without a time come last."""
    trace = Trace(duration=2.0)
    trace.started = 100.0
    trace.attempts = [
        Attempt(1, 0.5, 0.25, status_code=503, wait=0.25, reason="transient: 503"),
        Attempt(2, 1.0, 1.0, 200),
    ]
    trace.note("queued 0.5 s for a connection", 100.5, began=100.0)
    trace.notes.append("some time")
    assert trace.render().splitlines() == [
        "  0.000 s  queued 0.5 s for a connection",
        "  0.500 s  attempt 1: 503, took 0.250 s",
        "  0.750 s  waited 0.250 s (transient: 503)",
        "  1.000 s  attempt 2: 200, took 1.000 s",
        "  2.000 s  the end",
        "           some time",
    ]


def test_an_error_without_a_trace_explains_itself() -> None:
    """An error raised outside of a client has its message alone."""
    assert QueueFull("full").explain() == "full"


def test_a_note_is_text_that_knows_when() -> None:
    """It compares as its text, and pickles with its times."""
    note = pickle.loads(pickle.dumps(Note("queued", 1.5, 0.5)))
    assert (note, note.at, note.took) == ("queued", 1.5, 0.5)
