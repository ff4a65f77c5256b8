"""Ferrule with its defaults: a GitHub profile, and a page of accounts."""

import worker

from ferrule_apis.github import AsyncGitHub, GitHub

client, async_client = GitHub(base_url=worker.URL), AsyncGitHub(base_url=worker.URL)
worker.serve(
    asynchronous=lambda: async_client.users.get_by_username("octocat"),
    blocking=lambda: client.users.get_by_username("octocat"),
    page=lambda: async_client.users.list(per_page=100),
)
