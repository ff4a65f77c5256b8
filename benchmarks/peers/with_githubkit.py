"""githubkit with its defaults: a profile, and a page of accounts."""

import worker
from githubkit import GitHub

client, async_client = GitHub(base_url=worker.URL), GitHub(base_url=worker.URL)
client.__enter__()  # outside of a block it makes a new HTTP client for each call, which takes 20 ms and more


async def profile() -> object:
    return (await async_client.rest.users.async_get_by_username("octocat")).parsed_data


async def page() -> object:
    return (await async_client.rest.users.async_list(per_page=100)).parsed_data


worker.serve(
    asynchronous=profile,
    blocking=lambda: client.rest.users.get_by_username("octocat").parsed_data,
    page=page,
    opened=async_client.__aenter__,
)
