"""What strict validation and validators refuse, in each way of calling."""

import pickle
from functools import partial
from typing import Any

import attrs
import pytest

import acme
from acme import answer
from ferrule import ConfigError, Err, InvalidResponse, Override, Policies, Validator
from ferrule.auth.credentials import Bearer
from ferrule.errors import NotFound, UnexpectedStatus

GOOD = answer(200, {"name": "octocat"}, cache_control="max-age=60")
BAD = answer(200, {"name": None, "key": "s3cret"}, cache_control="max-age=60")
STRICT = Policies(validation="strict")


@pytest.fixture(params=[acme.BlockingWorld, acme.AsyncWorld], ids=["blocking", "async"])
def world(request: Any) -> Any:
    """Each of users' worlds."""
    return request.param()


def refused(world: Any, call: Any, *args: Any, **kwargs: Any) -> InvalidResponse:
    """The error of a call whose success is refused."""
    with pytest.raises(InvalidResponse) as caught:
        world.run(call, *args, **kwargs)
    return caught.value


def named(name: str) -> Any:
    """A validator of users, as the small API has them: it wants one name."""

    def check(user: dict[str, Any]) -> None:
        if user["name"] != name:
            raise ValueError(f"its name\nis not {name}")

    return Validator(dict, check)


def test_a_mismatch_in_a_success_is_an_error_where_validation_is_strict(world: Any) -> None:
    """It tells all fields, but no value; the response is in it, and nothing is sent again."""
    client, engine = world.client(BAD, policies=STRICT)
    error = refused(world, client.users.get, "7")
    assert "answered 200 OK, but User.name should be string, got NoneType" in str(error)
    assert [(one.model, one.field, one.expected, one.got) for one in error.mismatches] == [
        ("User", "name", "string", "NoneType")
    ]
    assert error.operation is not None and error.operation.name == "users.get"
    assert (error.status_code, error.content) == (200, BAD.content)
    assert "s3cret" not in str(error) + repr(error) + error.explain()
    assert error.__cause__ is error.__context__ is None
    assert len(engine.sent) == len(error.attempts) == 1
    assert pickle.loads(pickle.dumps(error)).mismatches == error.mismatches


def test_every_field_is_told_once(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list has the same field in each of its rows."""

    def parse(response: Any, mismatches: Any = None) -> Any:
        mismatches += [acme.Mismatch("User", name, "string", "null") for name in "abcdeab"]

    monkeypatch.setattr(acme.get, "_parse_success", parse)
    client, _ = world.client(GOOD, policies=STRICT)
    error = refused(world, client.users.get, "7")
    told = "; ".join(f"User.{name} should be string, got null" for name in "abcde")
    assert told in str(error)
    assert len(error.mismatches) == 7


@pytest.mark.parametrize("way", ["call", "result", "raw", "module"])
def test_each_way_of_calling_refuses(world: Any, way: str) -> None:
    """A raw exchange may be had as it is; its model may not."""
    client, _ = world.client(BAD, policies=STRICT)
    get = client.users.get
    if way == "raw":
        raw = world.run(get.raw, "7")
        assert raw.content == BAD.content
        with pytest.raises(InvalidResponse):
            raw.parse()
        assert [one.field for one in raw.mismatches] == ["name"]
        return
    call = {"call": get, "result": get.result, "module": partial(client.call, acme.get)}[way]
    assert len(refused(world, call, "7").mismatches) == 1


def test_what_is_as_described_and_errors_are_as_ever(world: Any) -> None:
    """Strictness is about successes."""
    client, _ = world.client(GOOD, answer(404, {"name": None}), answer(302, {"name": 1}), policies=STRICT)
    assert world.run(client.users.get, "1") == {"name": "octocat"}
    result = world.run(client.users.get.result, "2")
    assert isinstance(result, Err) and isinstance(result.error, NotFound) and result.body == {"name": None}
    with pytest.raises(UnexpectedStatus):
        world.run(client.with_options(redirects=0).users.get, "3")


def test_lenient_is_the_default(world: Any) -> None:
    """A field that disagrees keeps its value; nothing is made for checks that are off."""
    client, engine = world.client(BAD)
    assert world.run(client.users.get, "7")["name"] is None
    assert engine.sent[0].reader is None


@pytest.mark.parametrize("policies", [STRICT, Policies(validators=[named("octocat")])], ids=["strict", "validator"])
def test_what_is_refused_is_not_stored(world: Any, policies: Policies) -> None:
    """The next call asks the API again, and what is good then is stored."""
    client, engine = world.client(BAD, GOOD, policies=policies)
    assert refused(world, client.users.get, "7").trace is not None
    for _ in range(2):
        assert world.run(client.users.get, "7") == {"name": "octocat"}
    assert len(engine.sent) == 2


def test_a_refused_response_takes_an_older_one_out_of_the_store(world: Any) -> None:
    """It shows that what was stored is out of date."""
    client, engine = world.client(GOOD, BAD, GOOD, policies=STRICT)
    world.run(client.users.get, "7")
    refused(world, client.with_options(cache="reload").users.get, "7")
    world.run(client.users.get, "7")
    assert len(engine.sent) == 3


@pytest.mark.parametrize("source", ["with_options", "environment", "overlay", "operation's overlay", "override"])
def test_strictness_comes_from_each_source(world: Any, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """As other settings do."""
    policies = Policies()
    if source == "environment":
        monkeypatch.setenv("FERRULE_ACME_VALIDATION", "strict")
    elif source == "overlay":
        facts = {**acme.API.facts, "policies": {"validation": "strict"}}
        for kind in (acme.Acme, acme.AsyncAcme):
            monkeypatch.setattr(kind, "description", attrs.evolve(acme.API, facts=facts))
    elif source == "operation's overlay":
        monkeypatch.setitem(acme.get._OPERATION, "facts", {"policies": {"validation": "strict"}})
    elif source == "override":
        policies = Policies(overrides={"users.get": Override(validation="strict")})
    client, _ = world.client(BAD, policies=policies)
    if source == "with_options":
        client = client.with_options(validation="strict")
    refused(world, client.users.get, "7")
    assert world.run(client.with_options(validation="lenient").users.get, "7")["name"] is None


def test_code_goes_before_the_environment(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lenient is a choice too."""
    monkeypatch.setenv("FERRULE_ACME_VALIDATION", "strict")
    client, _ = world.client(BAD, policies=Policies(validation="lenient"))
    assert world.run(client.users.get, "7")["name"] is None


def test_describe_tells_what_is_checked(world: Any) -> None:
    """With its source, and no more of a validator than its names."""
    client, _ = world.client(GOOD)
    assert client.describe().splitlines()[-1].split(maxsplit=1) == ["validation", "default: validation='lenient'"]
    client, _ = world.client(GOOD, policies=Policies(validators=[named("octocat")]))
    line = client.with_options(validation="strict").describe(client.users.get).splitlines()[-1]
    assert "validation='strict' (with_options), validators={Validator(model=dict, check=" in line
    assert line.endswith("(code)")


def test_a_validator_refuses_with_its_own_words(world: Any) -> None:
    """In one line, with the model's name; the overlay is not to blame."""
    client, engine = world.client(GOOD, policies=Policies(validators=[named("eve")]))
    error = refused(world, client.users.get, "7")
    assert "answered 200 OK, but a validator refused its dict: its name is not eve" in str(error)
    assert "overlay" not in str(error)
    assert error.content == GOOD.content and not error.mismatches
    assert error.__cause__ is error.__context__ is None
    assert len(engine.sent) == 1


def test_a_validator_may_accept(world: Any) -> None:
    """It is called with what is of its model alone."""
    seen: list[Any] = []
    validators = [Validator(dict, seen.append), Validator(str, seen.append)]
    client, _ = world.client(answer(200, {"name": "a"}), policies=Policies(validators=validators))
    assert world.run(client.users.get, "7") == {"name": "a"}
    assert seen == [{"name": "a"}]


def test_items_of_a_list_are_checked(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them."""
    monkeypatch.setattr(acme.get, "_parse_success", lambda response, mismatches: response.json())
    users = [{"name": "octocat"}, {"name": "eve"}]
    client, _ = world.client(answer(200, users), policies=Policies(validators=[named("octocat")]))
    assert "its name is not octocat" in str(refused(world, client.users.get, "7"))


def test_words_of_a_validator_do_not_show_a_credential(world: Any) -> None:
    """They may quote what came, and that may repeat what was sent."""

    def check(user: dict[str, Any]) -> None:
        raise ValueError(f"unlike {user}")

    policies = Policies(validators=[Validator(dict, check)])
    client, _ = world.client(answer(200, {"name": "tok-5ecret-123"}), auth=Bearer("tok-5ecret-123"), policies=policies)
    assert "tok-5ecret-123" not in str(refused(world, client.users.get, "7"))


def test_another_failure_of_a_validator_is_its_own(world: Any) -> None:
    """A mistake in it must be seen as one."""

    def check(user: dict[str, Any]) -> None:
        raise KeyError("no_such_field")

    client, _ = world.client(GOOD, policies=Policies(validators=[Validator(dict, check)]))
    with pytest.raises(KeyError, match="no_such_field"):
        world.run(client.users.get, "7")


def test_operations_may_have_validators_of_their_own(world: Any) -> None:
    """In place of those for all."""
    policies = Policies(
        validators=[named("octocat")],
        overrides={"users.create": Override(validators=[named("eve")]), "users.get": Override(validators=[])},
    )
    client, _ = world.client(answer(200, {"name": "x"}), policies=policies)
    assert world.run(client.users.get, "7") == {"name": "x"}
    assert "its name is not eve" in str(refused(world, client.users.create, body={}))


async def awaited(user: Any) -> None:
    """Nobody would await it."""


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"validation": "Strict"}, "validation='Strict' must be one of lenient, strict"),
        ({"validation": None}, "validation=None must be one of"),
        ({"validation": True}, "validation=True must be one of"),
        ({"validators": named("x")}, "validators must be a list, got Validator"),
        ({"validators": [print]}, "is no Validator"),
        ({"validators": [Validator(list[int], print)]}, "model must be a class, got list"),
        ({"validators": [Validator(dict, awaited)]}, "must be a plain function"),
        ({"validators": [Validator(dict, 3)]}, "must be a plain function"),
    ],
)
def test_what_cannot_work_is_refused(world: Any, settings: Any, why: str) -> None:
    """Before anything is sent, wherever it is said."""
    with pytest.raises(ConfigError, match=r"(?i)validat") as caught:
        Policies(**settings)
    assert why in str(caught.value)
    with pytest.raises(ConfigError) as caught:
        world.client(GOOD, policies=Policies(overrides={"users.*": Override(**settings)}))
    assert why in str(caught.value)


def test_the_environment_is_read_strictly(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that means nothing does not mean lenient."""
    monkeypatch.setenv("FERRULE_ACME_VALIDATION", "on")
    with pytest.raises(ConfigError, match="FERRULE_ACME_VALIDATION='on' must be lenient or strict"):
        world.client(GOOD)


def test_an_overlay_holds_no_validators(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are code."""
    monkeypatch.setitem(acme.get._OPERATION, "facts", {"policies": {"validators": []}})
    client, _ = world.client(GOOD)
    with pytest.raises(ConfigError, match="x-ferrule-policies has no validators"):
        world.run(client.users.get, "7")
