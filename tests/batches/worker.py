"""A program that is killed: it runs an operation for many inputs, and prints a line for each item.

`worker.py WORLD OPERATION URL JOURNAL COUNT`
"""

import asyncio
import sys

import ferrule
from ferrule import Bearer, Failed, OutcomeUnknown, Policies, RateLimit
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.models import IssueCreate
from ferrule_apis.stripe import AsyncStripe, Stripe
from ferrule_apis.stripe.models import CustomerCreateParams


def inputs(operation: str, count: int) -> list[dict[str, object]]:
    """The arguments of each call."""
    names = [f"n{number}" for number in range(count)]
    if operation == "customers":
        return [{"body": CustomerCreateParams(name=name)} for name in names]
    return [{"owner": "octocat", "repo": "hello-world", "body": IssueCreate(title=name)} for name in names]


def name_of(row: dict[str, object]) -> str:
    """What an input is called."""
    body = row["body"]
    return str(body.name if isinstance(body, CustomerCreateParams) else body.title)


def tell(item: ferrule.Item) -> None:
    """Print what became of an input."""
    unknown = isinstance(item.result, Failed) and isinstance(item.result.error, OutcomeUnknown)
    sys.stdout.write(f"{item.key} {'unknown' if unknown else type(item.result).__name__}\n")
    sys.stdout.flush()


def main(world: str, operation: str, url: str, journal: str, count: str) -> None:
    """Run it to its end."""
    facade = {"customers": (Stripe, AsyncStripe), "issues": (GitHub, AsyncGitHub)}[operation][world == "async"]
    client = facade(auth=Bearer("sk_test_any"), base_url=url, policies=Policies(rate_limit=RateLimit(obey=False)))
    verb = client.customers.create if operation == "customers" else client.issues.create
    run = ferrule.bulk(verb, inputs(operation, int(count)), key=name_of, concurrency=5, journal=journal)
    if isinstance(run, ferrule.Bulk):
        with client, run:
            for item in run:
                tell(item)
        return

    async def asynchronous() -> None:
        async with client, run:
            async for item in run:
                tell(item)

    asyncio.run(asynchronous())


if __name__ == "__main__":
    main(*sys.argv[1:])
