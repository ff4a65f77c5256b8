"""What is served and decoded: a GitHub profile of about 1.2 KB, and a page of 100 accounts."""

from __future__ import annotations

import json
from typing import Any

HEADERS = [
    ("Server", "benchmark"),
    ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
    ("Content-Type", "application/json; charset=utf-8"),
    ("ETag", 'W/"5a4d4dd7a4a4f24c8f2a0e3e3ac5cdf7"'),
    ("X-GitHub-Media-Type", "github.v3; format=json"),
    ("X-GitHub-Request-Id", "0400:3E7A:1A2B3C:4D5E6F:65A0B1C2"),
    ("X-RateLimit-Limit", "5000"),
    ("X-RateLimit-Remaining", "4999"),
    ("X-RateLimit-Reset", "1767229200"),
]
"""Of each response, beside Cache-Control. Calls are measured, so nothing may be reused unless that is the point."""


def account(login: str, number: int) -> dict[str, Any]:
    """An account as GitHub shows it in lists (`simple-user`)."""
    api, site = f"https://api.github.com/users/{login}", f"https://github.com/{login}"
    return {
        "login": login,
        "id": number,
        "node_id": f"MDQ6VXNlc{number:08d}==",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "gravatar_id": "",
        "url": api,
        "html_url": site,
        "followers_url": f"{api}/followers",
        "following_url": f"{api}/following{{/other_user}}",
        "gists_url": f"{api}/gists{{/gist_id}}",
        "starred_url": f"{api}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{api}/subscriptions",
        "organizations_url": f"{api}/orgs",
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events{{/privacy}}",
        "received_events_url": f"{api}/received_events",
        "type": "User",
        "user_view_type": "public",
        "site_admin": False,
    }


def profile() -> bytes:
    """The profile of octocat (`public-user`)."""
    own = {
        "name": "The Octocat",
        "company": "@github",
        "blog": "https://github.blog",
        "location": "San Francisco",
        "email": None,
        "hireable": None,
        "bio": None,
        "twitter_username": None,
        "public_repos": 8,
        "public_gists": 8,
        "followers": 17529,
        "following": 9,
        "created_at": "2011-01-25T18:44:36Z",
        "updated_at": "2025-01-22T11:26:11Z",
    }
    return json.dumps({**account("octocat", 583231), **own}).encode()


def page() -> bytes:
    """100 accounts."""
    return json.dumps([account(f"user-{number}", number) for number in range(1, 101)]).encode()


def customers(number: int, *, more: bool) -> bytes:
    """A page of 100 customers as Stripe shows them, with ids that tell the page."""

    def customer(index: int) -> dict[str, Any]:
        return {
            "id": f"cus_{number}x{index:02d}",
            "object": "customer",
            "address": None,
            "balance": 0,
            "created": 1767225600 + index,
            "currency": None,
            "default_source": None,
            "delinquent": False,
            "description": None,
            "email": f"customer-{index}@shop.example",
            "invoice_prefix": "0759376C",
            "invoice_settings": {
                "custom_fields": None, "default_payment_method": None, "footer": None, "rendering_options": None,
            },
            "livemode": False,
            "metadata": {},
            "name": f"Customer {index}",
            "next_invoice_sequence": 1,
            "phone": None,
            "preferred_locales": [],
            "shipping": None,
            "tax_exempt": "none",
            "test_clock": None,
        }  # fmt: skip

    listed = [customer(index) for index in range(100)]
    return json.dumps({"object": "list", "url": "/v1/customers", "has_more": more, "data": listed}).encode()


def chunks() -> list[bytes]:
    """Pieces of an answer, as OpenAI streams them: 5,000 of about 240 bytes."""
    told: dict[str, Any] = {
        "id": "chatcmpl-octocat", "object": "chat.completion.chunk", "created": 1767225600, "model": "octocat",
        "system_fingerprint": "fp_0123456789",
    }  # fmt: skip
    return [
        json.dumps(
            told
            | {"choices": [{"index": 0, "delta": {"content": f" word{at}"}, "logprobs": None, "finish_reason": None}]}
        ).encode()
        for at in range(5000)
    ]


def model() -> bytes:
    """What OpenAI and Mistral tell of a model, in one document of a profile's size."""
    told = {
        "id": "octocat",
        "object": "model",
        "created": 1767225600,
        "owned_by": "benchmark",
        "name": "octocat",
        "description": "A model that exists to be asked about. " * 18,
        "max_context_length": 131072,
        "aliases": [f"octocat-{month:02d}" for month in range(1, 7)],
        "deprecation": None,
        "default_model_temperature": 0.3,
        "type": "base",
        "capabilities": {
            "completion_chat": True,
            "completion_fim": False,
            "function_calling": True,
            "fine_tuning": False,
            "vision": False,
            "classification": False,
        },
    }
    return json.dumps(told).encode()
