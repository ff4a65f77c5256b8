"""The APIs that the gateway calls: which clients, with which settings, and how routes ask for them."""

from __future__ import annotations

import os
from typing import Annotated

import attrs
from fastapi import Depends

from ferrule import ApiKey, Basic, Bearer, Breaker, Cache, Policies
from ferrule.integrations.fastapi import Upstream
from ferrule_apis.assistant import AsyncAssistant
from ferrule_apis.github import AsyncGitHub
from ferrule_apis.github_graphql import AsyncGitHubGraphQL
from ferrule_apis.identity import AsyncIdentity
from ferrule_apis.storage import AsyncStorage
from ferrule_apis.stripe import AsyncStripe
from ferrule_apis.twilio import AsyncTwilio
from ferrule_apis.weather import AsyncWeather

_LONGEST_WAIT = 15.0  # seconds for which a header of an API may close its client: then it is asked again
_BREAKER = Breaker(window=10.0, minimum_calls=10, open_for=2.0, open_for_cap=5.0)


def _quick() -> Policies:
    """Pages wait for few seconds, so their calls do, too: `GATEWAY_DEADLINE`, of which an attempt may take a third."""
    deadline = float(os.environ.get("GATEWAY_DEADLINE", "2"))
    return Policies(deadline=deadline, attempt_timeout=deadline / 3, breaker=_BREAKER, max_header_wait=_LONGEST_WAIT)


def _url(api: str) -> str | None:
    """A server other than the vendor's, such as the sandbox; from `GATEWAY_GITHUB_URL` and the like."""
    return os.environ.get(f"GATEWAY_{api.upper()}_URL")


# Functions, not values: the environment is read when the service starts, not when the module is imported.
def _github() -> AsyncGitHub:
    return AsyncGitHub(Bearer.from_env("GITHUB_TOKEN"), base_url=_url("github"), policies=_quick())


def _github_graphql() -> AsyncGitHubGraphQL:
    auth = Bearer.from_env("GITHUB_TOKEN")
    return AsyncGitHubGraphQL(auth, base_url=_url("github_graphql"), policies=_quick())


def _weather() -> AsyncWeather:
    # Nobody waits for weather: what is older than a minute is refreshed behind. And better old weather than none.
    policies = attrs.evolve(_quick(), cache=Cache(stale_while_revalidate=600.0, stale_if_error=3600.0))
    return AsyncWeather(ApiKey.from_env("METEOSOURCE_API_KEY"), base_url=_url("weather"), policies=policies)


def _stripe() -> AsyncStripe:
    policies = Policies(max_header_wait=_LONGEST_WAIT)
    return AsyncStripe(Bearer.from_env("STRIPE_API_KEY"), base_url=_url("stripe"), policies=policies)


def _twilio() -> AsyncTwilio:
    auth = Basic.from_env("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
    return AsyncTwilio(auth, base_url=_url("twilio"), policies=_quick())


def _storage() -> AsyncStorage:
    return AsyncStorage(Bearer.from_env("STORAGE_TOKEN"), base_url=_url("storage"), policies=_quick())


def _assistant() -> AsyncAssistant:
    return AsyncAssistant(Bearer.from_env("OPENAI_API_KEY"), base_url=_url("assistant"))


def _identity() -> AsyncIdentity:
    auth = Basic.from_env("IDENTITY_CLIENT_ID", "IDENTITY_CLIENT_SECRET")
    return AsyncIdentity(auth, base_url=_url("identity"), policies=_quick())


github = Upstream(_github).in_health(name="github")
github_graphql = Upstream(_github_graphql).in_health(name="github_graphql")
weather = Upstream(_weather).in_health(name="weather")
stripe = Upstream(_stripe).in_health(name="stripe")
twilio = Upstream(_twilio).in_health(name="twilio")
storage = Upstream(_storage).in_health(name="storage")
assistant = Upstream(_assistant).in_health(name="assistant")
identity = Upstream(_identity).in_health(name="identity", required=True)  # without it nobody gets in

ALL = (github, github_graphql, weather, stripe, twilio, storage, assistant, identity)

GitHub = Annotated[AsyncGitHub, Depends(github)]
GitHubGraphQL = Annotated[AsyncGitHubGraphQL, Depends(github_graphql)]
Weather = Annotated[AsyncWeather, Depends(weather)]
Stripe = Annotated[AsyncStripe, Depends(stripe)]
Twilio = Annotated[AsyncTwilio, Depends(twilio)]
Storage = Annotated[AsyncStorage, Depends(storage)]
Assistant = Annotated[AsyncAssistant, Depends(assistant)]
Identity = Annotated[AsyncIdentity, Depends(identity)]
