"""Generates a client with ariadne-codegen and calls it over Ferrule's pipeline; prints what came, a line a call.

It runs in an environment of its own: `python ariadne.py URL queries`, or `mutation`, in a folder with `schema.graphql`
and `queries.graphql`.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import httpx

import ferrule

CONFIGURED = """
[tool.ariadne-codegen]
schema_path = "schema.graphql"
queries_path = "queries.graphql"
target_package_name = "{name}"
async_client = {asynchronous}
"""


def generated(name: str, *, asynchronous: bool) -> None:
    """A client package of ariadne-codegen, in this folder."""
    Path("pyproject.toml").write_text(CONFIGURED.format(name=name, asynchronous=str(asynchronous).lower()))
    command = [Path(sys.executable).with_name("ariadne-codegen"), "client"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def told(what: str, value: object) -> None:
    """One line of the output."""
    sys.stdout.write(json.dumps([what, value], default=str) + "\n")


def transport(url: str) -> httpx.BaseTransport:
    """The pipeline."""
    return ferrule.graphql_transport(url, ferrule.Bearer("any"))


async def awaited(url: str) -> None:
    """The async client."""
    import awaited_client  # type: ignore[import-not-found]

    async with awaited_client.Client(url, http_client=httpx.AsyncClient(transport=transport(url))) as client:
        told("async", (await client.get_user(login="octocat")).model_dump())


def main(url: str, what: str) -> None:
    """Queries in both worlds and an error of the answer, or a mutation."""
    generated("blocking_client", asynchronous=False)
    sys.path.insert(0, ".")
    import blocking_client  # type: ignore[import-not-found]

    with blocking_client.Client(url, http_client=httpx.Client(transport=transport(url))) as client:
        if what == "mutation":
            try:
                client.add_star(id="x")
            except blocking_client.GraphQLClientHttpError as error:
                told("status", error.status_code)
            return
        told("blocking", client.get_user(login="octocat").model_dump())
        try:
            client.get_user(login="nobody")
        except blocking_client.GraphQLClientGraphQLMultiError as error:
            told("errors", [one.path for one in error.errors])
    generated("awaited_client", asynchronous=True)
    asyncio.run(awaited(url))


main(*sys.argv[1:])
