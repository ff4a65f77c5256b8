"""Facts in overlays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError
from ferrule.codegen.facts import check
from ferrule.codegen.load import load
from ferrule.codegen.overlay import apply

SPECS = Path(__file__).parents[2] / "specs"


@pytest.mark.parametrize("overlay", sorted(SPECS.glob("*/overlay.yaml")), ids=lambda path: path.parent.name)
def test_the_facts_of_our_own_overlays_are_well_formed(overlay: Path) -> None:
    """All that they state passes."""
    check(load(overlay)["actions"], str(overlay))


@pytest.mark.parametrize(
    "fact",
    [
        {"policies": {"deadline": None, "attempt-timeout": 2.5, "retries": 0, "redirects": 3, "weight": 5}},
        {"policies": {"attempt-timeout": 1, "retries": None}},
        {"cache": {"ttl": 0, "tags": ["pets"]}},
        {"cache": {"tags": []}},
        {"env": ["USER", "PASSWORD"]},
        {"error": {"message": "/errors/0/a~1b"}},
        {"idempotent": False},
        {"idempotent": {"when": ["ifGenerationMatch", "If-Match"]}},
        {"refusals": [429, 503]},
        {"refusals": []},
        {"pagination": {"style": "link", "items": ""}},
        {"stream": {}},
        {"upload": {"protocol": "tus"}},
        {"upload": {"protocol": "google", "start": "files/start"}},
        {"digests": {"header": "X-Hash", "coding": "X-Coding"}},
        {"stream": {"item": "/components/schemas/A", "terminator": "[DONE]", "resumable": True}},
        {"stream": {"request": {"body": "/options/stream", "value": "events"}}},
        {"webhook-signature": {"scheme": "standard", "prefix": "svix-", "env": "SECRET", "tolerance": 60}},
        {"webhook-signature": {"scheme": "slack", "event": {"field": ["/event/type", "/type"]}}},
        {"webhook-signature": {"scheme": "discord", "timestamp": {"header": "X-Time"}}},
        {
            "webhook-signature": {
                "scheme": "hmac",
                "header": "X-Sig",
                "algorithm": "sha1",
                "encoding": "base64",
                "prefix": "v1=",
                "signed": "{id}.{timestamp}.{url}{body}",
                "timestamp": {"header": "X-Time"},
                "id": {"header": "X-Id"},
                "event": {"header": "X-Event", "names": {"a": "b", "*": "c"}},
            }
        },
    ],
)
def test_documented_facts_pass(fact: dict[str, Any]) -> None:
    """At any depth of an update."""
    check([{"get": {f"x-ferrule-{name}": value for name, value in fact.items()}}], "o.yaml")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            {"x-ferrule-idempotencykey": "A"},
            "x-ferrule-idempotencykey: there is no such fact; did you mean x-ferrule-idempotency-key?",
        ),
        ({"x-ferrule-webhook-signature": {"scheme": "rsa"}}, "there is no scheme 'rsa'; there are standard, github"),
        ({"x-ferrule-webhook-signature": {"scheme": "hmac"}}, "the scheme hmac needs the header"),
        ({"x-ferrule-webhook-signature": {"scheme": "stripe", "prefix": "x"}}, "the scheme stripe has no prefix"),
        (
            {"x-ferrule-webhook-signature": {"scheme": "hmac", "header": "X-Sig", "signed": "{timestamp}{body}"}},
            "timestamp must name its header field",
        ),
        (
            {"x-ferrule-webhook-signature": {"scheme": "hmac", "header": "X-Sig", "timestamp": {"header": "X-T"}}},
            "in a header field that is not signed",
        ),
        (
            {"x-ferrule-webhook-signature": {"scheme": "github", "event": {"header": "X", "field": "/a"}}},
            "event: must be {header: …} or {field: …",
        ),
        ({"x-ferrule-webhook-signature": {"scheme": "github", "id": {"field": "a"}}}, "id: must be {header"),
        ({"x-ferrule-webhook-signature": {"scheme": "github", "tolerence": 3}}, "did you mean tolerance?"),
        ({"x-ferrule-class": "2 Words"}, "x-ferrule-class: must be the name of a class, not '2 Words'"),
        ({"x-ferrule-class": "class"}, "must be the name of a class"),
        ({"x-ferrule-request-id": "Request Id"}, "must be the name of a header field"),
        ({"x-ferrule-idempotency-key": "A:\n"}, "must be the name of a header field"),
        ({"x-ferrule-idempotent": "yes"}, "must be true, false, or {when: [names of parameters]}"),
        ({"x-ferrule-idempotent": {"when": []}}, "must be true, false, or"),
        ({"x-ferrule-idempotent": {"when": "ifMatch"}}, "must be true, false, or"),
        ({"x-ferrule-idempotent": {"if": ["ifMatch"]}}, "must be true, false, or"),
        ({"x-ferrule-refusals": [200]}, "must be a list of error statuses"),
        ({"x-ferrule-refusals": 429}, "must be a list of error statuses"),
        ({"x-ferrule-policies": {"max-header-wait": None}}, "must be seconds, 0 or more"),
        ({"x-ferrule-cache": 600}, "x-ferrule-cache: must be an object"),
        ({"x-ferrule-cache": {"ttl": -1}}, "x-ferrule-cache/ttl: must be seconds, 0 or more, not -1"),
        ({"x-ferrule-cache": {"ttl": True}}, "must be seconds"),
        ({"x-ferrule-cache": {"ttl": float("nan")}}, "must be seconds"),
        ({"x-ferrule-cache": {"tll": 1}}, "x-ferrule-cache/tll: there is no such member; did you mean ttl?"),
        ({"x-ferrule-cache": {"tags": "pets"}}, "must be a list of texts"),
        ({"x-ferrule-error": {"message": "error.message"}}, "must be a JSON pointer"),
        ({"x-ferrule-rate-limit": {"reset-kind": "seconds"}}, "must be `epoch` or `delta`"),
        ({"x-ferrule-env": 3}, "must be an environment variable"),
        ({"x-ferrule-name": ""}, "must be text"),
        (
            {"x-ferrule-pagination": {"style": "pages"}},
            "must be link or page or offset or cursor or token or next-url or header",
        ),
        ({"x-ferrule-pagination": {"style": "link"}}, "x-ferrule-pagination: lacks items"),
        (
            {"x-ferrule-pagination": {"style": "link", "items": "", "more": "/a"}},
            "x-ferrule-pagination/more: there is no such member",
        ),
        ({"x-ferrule-pagination": {"items": ""}}, "x-ferrule-pagination: lacks style"),
        ({"x-ferrule-stream": True}, "x-ferrule-stream: must be an object"),
        ({"x-ferrule-upload": {}}, "lacks protocol"),
        ({"x-ferrule-upload": {"protocol": "s3"}}, "must be `body`, `google` or `tus`"),
        ({"x-ferrule-upload": {"protocol": "tus", "chunk": 3}}, "there is no such member"),
        ({"x-ferrule-upload": {"protocol": "tus", "digests": {"sha256": "/hash"}}}, "algorithms are sha-512, sha-256"),
        ({"x-ferrule-upload": {"protocol": "tus", "digests": {"md5": "hash"}}}, "a JSON pointer into the answer"),
        ({"x-ferrule-digests": {"coding": "X-Coding"}}, "lacks header"),
        ({"x-ferrule-stream": {"item": "Delta"}}, "x-ferrule-stream/item: must be a JSON pointer"),
        ({"x-ferrule-stream": {"terminator": ""}}, "x-ferrule-stream/terminator: must be text"),
        ({"x-ferrule-stream": {"terminater": "x"}}, "did you mean terminator?"),
        ({"x-ferrule-stream": {"resumable": "yes"}}, "must be true or false"),
        ({"x-ferrule-stream": {"request": {"body": "/stream"}}}, "x-ferrule-stream/request: must be {body: a JSON"),
        ({"x-ferrule-stream": {"request": {"body": "", "value": True}}}, "must be {body: a JSON pointer"),
        ({"x-ferrule-policies": {"retries": 1.5}}, "must be a whole number, or null"),
        ({"x-ferrule-policies": {"redirects": None}}, "must be a whole number, 0 or more"),
        ({"x-ferrule-policies": {"dedline": 1}}, "did you mean deadline?"),
        ({"x-ferrule-policies": {"attempt_timeout": 1}}, "did you mean attempt-timeout?"),
    ],
)
def test_what_would_do_nothing_is_refused(fact: dict[str, Any], said: str) -> None:
    """With the overlay's file, the place in it, and what the fact should be."""
    action = {"target": "$.get", "description": "Because.", "update": {"deep": fact}}
    with pytest.raises(CodegenError) as caught:
        apply({"get": {}}, {"overlay": "1.1.0", "actions": [action]}, "o.yaml")
    assert str(caught.value).startswith("o.yaml: #/actions/0/update/deep/x-ferrule-")
    assert said in str(caught.value)


@pytest.mark.parametrize("description", [None, "", " "])
def test_an_action_gives_its_reason(description: str | None) -> None:
    """An action without a description is an error that names it."""
    action = {"target": "$", "description": description, "update": {"a": 1}}
    with pytest.raises(CodegenError, match=r"o\.yaml: #/actions/0: an action needs a `description`"):
        apply({}, {"overlay": "1.1.0", "actions": [action]}, "o.yaml")
