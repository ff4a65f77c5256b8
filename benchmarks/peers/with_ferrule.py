"""Ferrule with its defaults: a GitHub profile, a page of accounts, and walks over pages."""

import worker

from ferrule import Bearer
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.stripe import Stripe

client, async_client = GitHub(base_url=worker.URL), AsyncGitHub(base_url=worker.URL)
stripe = Stripe(base_url=worker.URL, auth=Bearer("sk_test_x"))


async def accounts() -> None:
    count = len([account async for account in async_client.users.list.items(per_page=100, since=0)])
    assert count == 1000, count


def customers() -> None:
    count = len(list(stripe.customers.list.items(limit=100)))
    assert count == 1000, count


worker.serve(
    asynchronous=lambda: async_client.users.get_by_username("octocat"),
    blocking=lambda: client.users.get_by_username("octocat"),
    page=lambda: async_client.users.list(per_page=100),
    accounts=accounts,
    customers=customers,
)
