"""githubkit with its defaults: a profile, a page of accounts, and a walk over pages."""

import worker
from githubkit import GitHub

client, async_client = GitHub(base_url=worker.URL), GitHub(base_url=worker.URL)
client.__enter__()  # outside of a block it makes a new HTTP client for each call, which takes 20 ms and more


async def profile() -> object:
    return (await async_client.rest.users.async_get_by_username("octocat")).parsed_data


async def page() -> object:
    return (await async_client.rest.users.async_list(per_page=100)).parsed_data


async def accounts() -> None:
    listed = async_client.rest.paginate(async_client.rest.users.async_list, per_page=100, since=0)
    count = len([account async for account in listed])
    assert count == 1000, count


worker.serve(
    asynchronous={"async": profile, "page": page, "accounts": accounts},
    blocking={"thread": lambda: client.rest.users.get_by_username("octocat").parsed_data},
    opened=async_client.__aenter__,
)
