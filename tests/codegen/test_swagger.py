"""Swagger 2.0 descriptions, through the converter that users have: `nox -s vendors` brings it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.server import Wire, wired
from ferrule.codegen import generate

NPM = Path(os.environ.get("FERRULE_VENDORS_DIR", "")) / "node_modules"
EXAMPLES = sorted((NPM / "@readme" / "oas-examples" / "2.0" / "json").glob("*.json"))
SEARCHED = os.pathsep.join([str(NPM / ".bin"), os.environ.get("PATH", "")])

pytestmark = pytest.mark.skipif(
    not shutil.which("swagger2openapi", path=SEARCHED), reason="swagger2openapi is not installed: nox -s vendors"
)


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """The package of specs/swagger2.yaml and a server for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", SEARCHED)
        with wired("swagger2.yaml", tmp_path_factory.mktemp("w"), "swagger2_client") as found:
            yield found


def test_nothing_of_it_is_lost(wire: Wire) -> None:
    """What the converter cannot carry over stands in the ledger in its words."""
    ledger = wire.package.report.ledger
    assert (ledger.lost, ledger.warnings) == ([], [])
    assert [(note.where, note.reason) for note in ledger.changed] == [
        ("#/paths/~1pets/get/parameters/5", "Swagger 2.0: collectionFormat:tsv is no longer supported")
    ]


def test_lists_are_separated_as_their_collection_format_says(wire: Wire) -> None:
    """By comma where it says nothing (Swagger 2.0, Parameter Object), in forms too."""
    many = ["a", "b,c"]
    sent = wire.sent("pets.list", plain=many, multi=many, ssv=many, pipes=many, x_tags=many)
    assert sent.target == "/pets?plain=a,b%2Cc&multi=a&multi=b%2Cc&ssv=a%20b%2Cc&pipes=a%7Cb%2Cc"
    assert sent.headers["x-tags"] == "a,b,c"
    body = wire.package.models.UsersLoginBody(user="me", roles=many)
    assert wire.sent("users.login", body=body).body == b"user=me&roles=a,b%2Cc"
    models, file = wire.package.models, wire.package.types.File(b"\x00", "cat.png", "image/png")
    body = models.PetsUploadBody(photo=file, caption="Tom", sizes=[1, 2])
    parts = dict(wire.sent("pets.upload", 7, body=body).parts())
    assert list(parts.values()) == [b"\x00", b"Tom", b"1 2"]


def test_host_and_credentials_are_those_of_the_description(wire: Wire) -> None:
    """The server's URL is put together from its parts; a scheme keeps its kind."""
    api = wire.package.module("_facade").API
    assert [server["url"] for server in api.servers] == ["https://pets.example/v1"]
    kinds = {name: (scheme["type"], scheme.get("scheme", "")) for name, scheme in api.security_schemes.items()}
    assert kinds == {"key": ("apiKey", ""), "basic": ("http", "basic"), "oauth": ("oauth2", "")}
    assert wire.package.module("api.users.login")._OPERATION["security"] == [{}]


def test_a_response_is_a_model_or_a_file(wire: Wire) -> None:
    """As `schema` says, of the media types that `produces` says."""
    found = wire.received(json.dumps([{"kind": "Cat", "name": None}]).encode(), "application/json", "pets.list")
    assert (type(found[0]).__name__, found[0].name) == ("Cat", None)
    assert wire.received(b"\x89PNG", "image/png", "pets.photo", 7) == b"\x89PNG"


@pytest.mark.parametrize("description", EXAMPLES, ids=lambda path: path.stem)
def test_published_examples_generate_whole(description: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is not generated is what callers have no use for: credentials as arguments, redirects as results."""
    monkeypatch.setenv("PATH", SEARCHED)
    report = generate(description, None, tmp_path, "example")
    reasons = {note.reason for note in report.ledger.lost}
    assert reasons <= {
        "api_key is a credential of a security scheme",
        "a redirect or 304 beside a success is no result",
    }
