"""`specs/identity` against a real provider: all that it names exists there, and nothing else comes back.

The provider is npm's `oidc-provider`, in the npm prefix that the environment variable FERRULE_VENDORS_DIR names.
"""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from vendors.oidc.conversation import Exchange, converse
from vendors.oidc.description import OPERATIONS, answer_schema, faults, fields, fields_used, form_schema, resolve

pytestmark = pytest.mark.vendors

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running provider on loopback, by its address."""
    vendors = os.environ["FERRULE_VENDORS_DIR"]
    node = shutil.which("node")
    if node is None or not (Path(vendors) / "node_modules/oidc-provider").is_dir():
        pytest.fail(f"node or the provider is missing: npm install --prefix {vendors} oidc-provider@9.13.3")
    log = tmp_path_factory.mktemp("oidc") / "stderr"
    with log.open("w") as stderr:
        command = [node, HERE / "oidc/server.mjs", vendors]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True)
    with server:
        try:
            ready, _, _ = select.select([server.stdout], [], [], 30)
            address = server.stdout.readline().strip() if ready else ""
            assert address, f"the provider did not start: {log.read_text()}"
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def exchanges(issuer: str) -> list[Exchange]:
    """All that was said with the provider."""
    with httpx.Client(base_url=issuer, timeout=10) as http:
        return converse(http)


def test_requests_use_only_what_is_described(exchanges):
    """The requests that the provider accepted have no form field that the description lacks."""
    unknown = {
        f"{exchange.operation_id} {name}"
        for exchange in exchanges
        if exchange.response.is_success
        for name in exchange.form.keys() - resolve(form_schema(exchange.operation_id)).get("properties", {}).keys()
    }
    assert unknown == set()


def test_answers_have_the_expected_status(exchanges):
    """The provider accepts and refuses what the description says it does."""
    assert [str(exchange) for exchange in exchanges if exchange.response.status_code != exchange.expected] == []


def test_answers_are_as_described(exchanges):
    """Status, media type, headers and body of each answer are those of the description."""
    found = [
        f"{exchange}: {fault}" for exchange in exchanges for fault in faults(exchange.operation_id, exchange.response)
    ]
    assert found == []


def test_every_described_answer_occurs(exchanges):
    """Each operation was used, and each status described for it was answered."""
    described = {(name, int(status)) for name, (_, _, spec) in OPERATIONS.items() for status in spec["responses"]}
    assert described == {(exchange.operation_id, exchange.response.status_code) for exchange in exchanges}


def test_every_described_field_occurs(exchanges):
    """Each field of forms and answers was used, but for those listed with a reason in identity.yaml."""
    described, occurred = set(), set()
    for exchange in exchanges:
        form = form_schema(exchange.operation_id)
        answer = answer_schema(exchange.operation_id, exchange.expected)
        described |= {*fields(form), *fields(answer)}
        if exchange.response.is_success:
            occurred |= set(fields_used(exchange.form, form))
        if exchange.response.content:
            occurred |= set(fields_used(exchange.response.json(), answer))
    assert described - occurred == set(yaml.safe_load((HERE / "identity.yaml").read_text())["not-served"])


def test_failed_http_authentication_is_challenged(exchanges):
    """A 401 to a client that tried HTTP Basic names that scheme, as RFC 6749 section 5.2 asks."""
    tried = [x.response for x in exchanges if x.response.request.headers.get("Authorization", "").startswith("Basic ")]
    refused = [response for response in tried if response.status_code == 401]
    assert refused
    assert all(response.headers["WWW-Authenticate"].startswith("Basic ") for response in refused)
