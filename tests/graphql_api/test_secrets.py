"""Variables are read by the server alone."""

from __future__ import annotations

import logging
import pickle
import traceback
from typing import Any

import pytest

import ferrule
from ferrule import GraphQLErrors, Policies
from graphs import Make, Package, World, said

SCHEMA = """
input Login { user: String! password: String! codes: [Int!] }
type Query { echo(text: String, pin: Int, login: Login, key: ID): String }
"""
OPERATIONS = """
query Echo($text: String, $pin: Int, $login: Login, $key: ID) { echo(text: $text, pin: $pin, login: $login, key: $key) }
"""
FACTS = """
overlay: 1.0.0
info: {title: Facts, version: 1.0.0}
actions:
  - {target: $, description: Here., update: {x-ferrule-class: Vault, servers: [{url: "https://vault.test"}]}}
"""


@pytest.fixture(scope="module")
def vault(make: Make) -> Package:
    """The package of an API that is told secrets."""
    return make(SCHEMA, OPERATIONS, FACTS)


@pytest.mark.parametrize(
    ("given", "quoted"),
    [
        ({"text": "hunter2"}, "hunter2"),
        ({"pin": 4711}, "4711"),
        ({"pin": 123}, "123"),
        ({"text": "abc"}, "abc"),
        ({"key": "päß wörd"}, "päß wörd"),
        ({"login": {"user": "me", "password": "s3cret!pass", "codes": [987654]}}, "987654"),
        ({"login": {"user": "me", "password": "s3cret!pass"}}, "s3cret!pass"),
        ({"text": "line1\nsecret2"}, "line1 secret2"),
        ({"text": "line1\tsecret2"}, "line1 secret2"),
        ({"text": "päß wörd"}, r"p\xe4\xdf w\xf6rd"),
        ({"text": """a'b"c99"""}, r"""a\'b"c99"""),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_what_a_server_quotes_is_not_repeated(
    world: World, vault: Package, given: Any, quoted: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither by the error, nor by its traceback, nor by a log."""
    caplog.set_level(logging.DEBUG)
    models = vault.module("models")
    if "login" in given:
        given = {"login": models.Login(**given["login"])}
    fault = {"message": f"Int cannot represent non-integer value: '{quoted}'", "path": ["echo", quoted]}
    answer = said({"errors": [{**fault, "extensions": {"code": f"BAD {quoted}"}}]}, status, x_request_id=f"r-{quoted}")
    echo = world.client(vault.module(), "Vault", answer, policies=Policies(retry=None)).all.echo
    with pytest.raises(ferrule.ApiError) as caught:
        world.run(echo, **given)
    shown = "".join(traceback.format_exception(caught.value)[-1:])
    for text in (str(caught.value), repr(caught.value), caught.value.explain(), shown, caplog.text):
        assert quoted not in text
    assert quoted not in str(pickle.loads(pickle.dumps(caught.value)))
    assert quoted not in repr(world.run(echo.result, **given))


def test_the_words_are_there_for_who_asks(world: World, vault: Package) -> None:
    """The caller knows the variables."""
    answer = said({"errors": [{"message": "no 'hunter2' here"}]})
    echo = world.client(vault.module(), "Vault", answer).all.echo
    with pytest.raises(GraphQLErrors, match=r"no '\*\*\*' here") as caught:
        world.run(echo, text="hunter2")
    assert caught.value.errors[0].message == "no 'hunter2' here"
    assert "hunter2" not in repr(caught.value.errors)
