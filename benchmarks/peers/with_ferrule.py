"""Ferrule with its defaults: a GitHub profile, a page of accounts, walks over pages, and streams of events."""

import importlib
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import worker

from ferrule import Bearer
from ferrule.codegen import generate
from ferrule_apis.assistant import Assistant
from ferrule_apis.assistant.models import ChatRequest
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.stripe import Stripe

client, async_client = GitHub(base_url=worker.URL), AsyncGitHub(base_url=worker.URL)
stripe = Stripe(base_url=worker.URL, auth=Bearer("sk_test_x"))
assistant = Assistant(base_url=f"{worker.URL}/v1", auth=Bearer("key"))
question = ChatRequest.from_dict({"model": "octocat", "messages": [{"role": "user", "content": "?"}]})


async def accounts() -> None:
    count = len([account async for account in async_client.users.list.items(per_page=100, since=0)])
    assert count == 1000, count


def customers() -> None:
    count = len(list(stripe.customers.list.items(limit=100)))
    assert count == 1000, count


def events() -> None:
    count = sum(1 for _ in assistant.chat.create.events(body=question))
    assert count == 5000, count


def texts() -> None:
    count = sum(1 for _ in plain().texts.read.events())
    assert count == 5001, count


@cache
def plain() -> Any:
    """A client of an API whose events are text."""
    folder = Path(tempfile.mkdtemp())
    content = {"text/event-stream": {"itemSchema": {"type": "object", "properties": {"data": {"type": "string"}}}}}
    read = {"operationId": "read", "tags": ["texts"], "responses": {"200": {"description": "", "content": content}}}
    document = {
        "openapi": "3.2.0", "info": {"title": "Texts", "version": "1"}, "servers": [{"url": worker.URL}],
        "paths": {"/v1/chat/completions": {"post": read}},
    }  # fmt: skip
    (folder / "openapi.json").write_text(json.dumps(document))
    generate(folder / "openapi.json", None, folder, "texts_api")
    sys.path.insert(0, str(folder))
    return importlib.import_module("texts_api").TextsApi()


worker.serve(
    asynchronous={
        "async": lambda: async_client.users.get_by_username("octocat"),
        "page": lambda: async_client.users.list(per_page=100),
        "accounts": accounts,
    },
    blocking={
        "thread": lambda: client.users.get_by_username("octocat"),
        "customers": customers,
        "events": events,
        "texts": texts,
    },
)
