"""The APIs that remember what they are told. Any other is served from examples, see `base.py`."""

from __future__ import annotations

from typing import Final

from .assistant import Assistant
from .base import Api
from .github import GitHub
from .github_graphql import GitHubGraphQL
from .identity import Identity
from .storage import Storage
from .stripe import Stripe

STATEFUL: Final[dict[str, type[Api]]] = {
    "assistant": Assistant,
    "github": GitHub,
    "github_graphql": GitHubGraphQL,
    "identity": Identity,
    "storage": Storage,
    "stripe": Stripe,
}
