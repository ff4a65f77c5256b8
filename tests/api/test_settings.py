"""Which setting wins for a call, and what is refused."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import acme
from ferrule.api import ApiDescription
from ferrule.auth.credentials import Bearer
from ferrule.cache.settings import Cache
from ferrule.call import Operation, Options
from ferrule.client.transport import call_for
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.policies.breaker import Breaker
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.hedge import Hedge
from ferrule.policies.rate_limit import RateLimit
from ferrule.policies.retry import Retry
from ferrule.settings.environment import from_environment, variable
from ferrule.settings.overrides import Override
from ferrule.settings.policies import Policies

OK = acme.answer(200, {"name": "x"})


@pytest.fixture(params=[acme.BlockingWorld, acme.AsyncWorld], ids=["blocking", "async"])
def world(request: Any) -> Any:
    """Each of users' worlds."""
    return request.param()


def options_of(world: Any, client: Any, engine: Any, call: Any = None) -> Options:
    """The settings in force for one call."""
    world.run(call or client.users.get)
    sent: Options = engine.sent[-1].options
    return sent


@pytest.fixture
def overlaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """An API whose overlay sets policies for all operations, and others for one."""
    facts = {**acme.API.facts, "policies": {"deadline": 60, "retries": 1}}
    description: ApiDescription = attrs.evolve(acme.API, facts=facts)
    for kind in (acme.Acme, acme.AsyncAcme):
        monkeypatch.setattr(kind, "description", description)
    monkeypatch.setitem(acme.get._OPERATION, "facts", {"policies": {"attempt-timeout": 20, "weight": 5}})


@pytest.mark.usefixtures("overlaid")
def test_each_source_goes_before_the_next(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Per call, then code, environment, overlay and default, for each setting by itself."""
    client, engine = world.client(OK)
    options = options_of(world, client, engine)
    assert (options.deadline, options.attempt_timeout, options.retries, options.redirects) == (60, 20, 1, 5)
    assert options.weight == 5

    monkeypatch.setenv("FERRULE_ACME_DEADLINE", "40")
    monkeypatch.setenv("FERRULE_ACME_REDIRECTS", "2")
    client, engine = world.client(OK)
    options = options_of(world, client, engine)
    assert (options.deadline, options.attempt_timeout, options.retries, options.redirects) == (40, 20, 1, 2)

    client, engine = world.client(OK, policies=Policies(deadline=25.0, redirects=3, retry=Retry(attempts=4)))
    options = options_of(world, client, engine)
    assert (options.deadline, options.attempt_timeout, options.retries, options.redirects) == (25, 20, None, 3)

    fast = client.with_options(deadline=5.0, retries=0)
    options = options_of(world, fast, engine)
    assert (options.deadline, options.attempt_timeout, options.retries, options.redirects) == (5, 20, 0, 3)


def test_a_default_written_in_code_is_code(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes deadline=30.0 means it, though it is also the default; a variant made of it keeps that."""
    monkeypatch.setenv("FERRULE_ACME_DEADLINE", "5")
    client, engine = world.client(OK, policies=Policies(deadline=30.0))
    assert options_of(world, client, engine).deadline == 30
    client, engine = world.client(OK, policies=attrs.evolve(Policies(deadline=30.0), redirects=1))
    assert options_of(world, client, engine).deadline == 30
    client, engine = world.client(OK, policies=attrs.evolve(Policies(), redirects=1))
    assert options_of(world, client, engine).deadline == 5


@pytest.mark.parametrize(
    "retry", [Retry(), Retry(wait_cap=5.0), copy.deepcopy(Policies().retry), pickle.loads(pickle.dumps(Retry()))]
)
def test_settings_of_retries_that_leave_their_number_open_leave_it_to_others(
    world: Any, monkeypatch: pytest.MonkeyPatch, retry: Retry
) -> None:
    """Environment and overlay fill in what the code leaves open, and a copy leaves open what its original does."""
    monkeypatch.setenv("FERRULE_ACME_RETRIES", "7")
    client, engine = world.client(OK, policies=Policies(retry=retry))
    assert options_of(world, client, engine).retries == 7


@pytest.mark.parametrize(
    "retry", [None, Retry(attempts=3), Retry(stop=lambda state: True), attrs.evolve(Retry(attempts=3), wait_cap=5.0)]
)
def test_a_number_of_attempts_in_code_is_code(world: Any, monkeypatch: pytest.MonkeyPatch, retry: Retry | None) -> None:
    """Also where it is the default's, where there are to be none, and where a `stop` decides."""
    monkeypatch.setenv("FERRULE_ACME_RETRIES", "7")
    client, engine = world.client(OK, policies=Policies(retry=retry))
    assert options_of(world, client, engine).retries is None


def test_overrides_are_for_the_operations_they_name(world: Any) -> None:
    """By name, operationId or tag; of two that match, the later wins, setting by setting."""
    overrides = {
        "users.*": Override(deadline=9.0, retries=0),
        "users/get": Override(deadline=None),
        "other": Override(redirects=0),
    }
    client, engine = world.client(OK, policies=Policies(overrides=overrides))
    options = options_of(world, client, engine)
    assert (options.deadline, options.retries, options.redirects) == (None, 0, 5)
    options = options_of(world, client, engine, client.users.create)
    assert (options.deadline, options.retries) == (9, 0)


def test_overrides_hold_for_plain_generated_calls_too(world: Any) -> None:
    """A request that names its operation gets that operation's settings."""
    client, _ = world.client(OK, policies=Policies(overrides={"users": Override(deadline=3.0)}))
    httpx_request = __import__("httpx").Request(
        "GET", "https://api.example/v1/users/1", extensions={"ferrule.operation": acme.get._OPERATION}
    )
    assert call_for(client._session, httpx_request).options.deadline == 3
    assert call_for(client.with_options(deadline=1.0)._session, httpx_request).options.deadline == 1


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("users.get", True), ("users.*", True), ("users/get", True), ("people", True), ("user", False), ("*", True)],
)
def test_patterns(pattern: str, expected: bool) -> None:
    """A pattern is the whole name, operationId or tag, with * for any part."""
    operation = Operation("acme", "users/get", "users.get", "GET", "/users", tags=("people",))
    assert operation.matches(pattern) is expected


def test_all_faults_of_all_sources_are_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environment, overlay and overrides: nobody mends one fault to be told of the next."""
    monkeypatch.setenv("FERRULE_ACME_DEADLINE", "1e3")
    monkeypatch.setenv("FERRULE_ACME_RETRIES", "-1")
    facts = {"policies": {"attempt-timeout": "soon", "speed": 3}}
    monkeypatch.setattr(acme.Acme, "description", attrs.evolve(acme.API, facts=facts))
    with pytest.raises(ConfigError) as raised:
        acme.BlockingWorld().client(OK, policies=Policies(overrides={"users": Override(weight=0)}))
    for part in (
        "FERRULE_ACME_DEADLINE='1e3' must be seconds, such as 2.5, or none",
        "FERRULE_ACME_RETRIES='-1' must be a whole number",
        "attempt_timeout='soon' must be a positive number",
        "x-ferrule-policies has no speed",
        "overrides['users']: weight=0 must be a positive number",
    ):
        assert part in str(raised.value)


def test_what_an_overlay_says_about_one_operation_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the operation."""
    monkeypatch.setitem(acme.get._OPERATION, "facts", {"policies": {"retries": 1.5}})
    client, _ = acme.BlockingWorld().client(OK)
    with pytest.raises(ConfigError, match=r"users\.get .*retries=1\.5 must be a whole number"):
        client.users.get()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: Policies(deadline=5.0, attempt_timeout=8.0), "attempt_timeout=8 is longer than deadline=5"),
        (lambda: Policies(breaker=Breaker(window=3.0)), "Breaker.window=3 is shorter than attempt_timeout=10"),
        (lambda: Policies(rate_limit=RateLimit(max_wait=60)), "RateLimit.max_wait=60 is longer than deadline=30"),
        (lambda: Policies(concurrency=Concurrency(max_wait=60)), "Concurrency.max_wait=60 is longer than deadline=30"),
        (lambda: Policies(deadline_header="time left"), "deadline_header='time left' is no name of a header"),
        (lambda: Policies(hedge=Hedge(after=10)), "Hedge.after=10 is not below attempt_timeout=10"),
        (lambda: Policies(breaker=Breaker(slow_after=12)), "Breaker.slow_after=12 is not below attempt_timeout=10"),
        (lambda: Policies(overrides={"users": {"deadline": 3}}), "must be an Override"),  # type: ignore[dict-item]
        (lambda: Policies(overrides=[("users", Override())]), "overrides must be a mapping of patterns"),  # type: ignore[arg-type]
        (lambda: Policies(overrides={7: Override()}), "overrides must be a mapping of patterns"),  # type: ignore[dict-item]
        (lambda: Policies(observers=print), "observers must be a list"),  # type: ignore[arg-type]
        (lambda: Policies(observers=[print]), "observers: builtin_function_or_method has no on_call"),  # type: ignore[arg-type]
        (lambda: Policies(deadline=True), "deadline=True must be a positive number of seconds"),
        (lambda: Cache(ttl=60), "Cache: ttl must be a mapping by operation, such as {'users.*': 60}, got 60"),  # type: ignore[arg-type]
        (lambda: acme.Acme(headers={"X Tenant": "a"}), "header 'X Tenant': this is no name of a header"),
        (lambda: acme.Acme(auth=Bearer), "auth must be a credential, such as Bearer(token)"),  # type: ignore[arg-type]
        (lambda: acme.Acme(auth=Bearer), "got the class Bearer"),  # type: ignore[arg-type]
    ],
)
def test_settings_at_odds_are_refused(make: Any, named: str) -> None:
    """What could never take effect is said when the settings are made."""
    with pytest.raises(ConfigError) as raised:
        make()
    assert named in str(raised.value)


def test_a_short_deadline_alone_is_fine() -> None:
    """The attempt timeout that nobody chose gives way."""
    assert Policies(deadline=2.0).options().attempt_timeout == 10


def test_presets_work() -> None:
    """Each preset passes its own checks, and they differ in what they are for."""
    interactive, batch = Policies.interactive(), Policies.batch()
    assert interactive.deadline is not None
    assert batch.deadline is not None
    assert interactive.deadline < 10 < 300 < batch.deadline


def test_names_of_variables() -> None:
    """Upper case, with an underscore for whatever a variable cannot hold."""
    assert variable("my-api.v2", "attempt_timeout") == "FERRULE_MY_API_V2_ATTEMPT_TIMEOUT"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DEADLIN", "DEADLINE"),
        ("TIMEOUT", "IDLE_TIMEOUT or FERRULE_ACME_ATTEMPT_TIMEOUT"),
        ("READ_TIMEOUT", "IDLE_TIMEOUT or FERRULE_ACME_ATTEMPT_TIMEOUT"),
        ("ATTEMPTTIMEOUT", "ATTEMPT_TIMEOUT or FERRULE_ACME_IDLE_TIMEOUT"),
        ("RETRY", "RETRIES"),
        ("REDIRECT", "REDIRECTS"),
    ],
)
def test_a_variable_that_is_nearly_a_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, meant: str) -> None:
    """Whoever wrote it believes that it holds."""
    monkeypatch.setenv(f"FERRULE_ACME_{name}", "5")
    with pytest.raises(ConfigError, match=f"FERRULE_ACME_{name} sets nothing; did you mean FERRULE_ACME_{meant}\\?"):
        acme.BlockingWorld().client(OK)


def test_variables_that_others_may_have_made_are_warned_of_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Kubernetes makes such for a service `ferrule-acme`; they must not keep a program from starting."""
    monkeypatch.setattr("ferrule.settings.environment._warned_of", set())
    for name in ("SERVICE_HOST", "PORT", "PORT_8642_TCP_ADDR"):
        monkeypatch.setenv(f"FERRULE_ACME_{name}", "5")
    for _ in range(2):
        acme.BlockingWorld().client(OK)
    (record,) = caplog.records
    assert record.getMessage() == (
        "FERRULE_ACME_PORT, FERRULE_ACME_PORT_8642_TCP_ADDR, FERRULE_ACME_SERVICE_HOST: no setting of acme, which are "
        "FERRULE_ACME_DEADLINE, FERRULE_ACME_ATTEMPT_TIMEOUT, FERRULE_ACME_IDLE_TIMEOUT, "
        "FERRULE_ACME_RETRIES, FERRULE_ACME_REDIRECTS, FERRULE_ACME_MAX_HEADER_WAIT, FERRULE_ACME_VALIDATION"
    )


def test_settings_of_an_api_with_a_longer_name_are_no_faults(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """`FERRULE_ACME_EUROPE_DEADLINE` is right for `acme-europe`. `FERRULE_ACME_MAX_RETRIES` looks so, and is wrong."""
    monkeypatch.setattr("ferrule.settings.environment._warned_of", set())
    monkeypatch.setenv("FERRULE_ACME_EUROPE_DEADLINE", "5")
    acme.BlockingWorld().client(OK)
    assert "FERRULE_ACME_EUROPE_DEADLINE: no setting of acme" in caplog.text


@given(st.text(max_size=12))
def test_the_environment_is_read_strictly(text: str) -> None:
    """Any text is a number of seconds in plain ASCII digits, none, empty, or a fault; nothing else slips through."""
    values, faults = from_environment("acme", {"FERRULE_ACME_DEADLINE": text})
    if text in ("", "none"):
        assert (values.get("deadline"), faults) == (None, [])
    elif faults:
        assert values == {}
    else:
        assert text.isascii()
        assert values == {"deadline": float(text)}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_of_settings_mean_the_same(again: Any) -> None:
    """What is left open stays open, whichever way settings come into another process."""
    made = Policies(overrides={"users.*": Override(retries=1, deadline=None)})
    copied = again(made)
    assert copied == made
    assert copied.chosen() == made.chosen()
    assert copied.overrides["users.*"].changes() == {"retries": 1, "deadline": None}
    for settings in (Cache(ttl={"users.*": 1.0}), Connection(cookies=True), Options()):
        assert again(settings) == settings
