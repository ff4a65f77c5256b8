"""What makes the receivers of one API: `webhooks.receiver` of its package."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypedDict, TypeVar, Unpack

from ferrule.errors import ConfigError
from ferrule.webhooks.declared import decoded, scheme_of, variables
from ferrule.webhooks.receiver import Reader, Receiver
from ferrule.webhooks.schemes.base import Scheme
from ferrule.webhooks.stores.base import ReplayStore

E = TypeVar("E")


class Settings(TypedDict, total=False):
    """Settings of a `Receiver`, which says what they mean."""

    url: str
    tolerance: float
    max_bytes: int
    store: ReplayStore
    lease: float
    keep: float
    clock: Callable[[], float]


class Receivers(Generic[E]):
    """Makes receivers whose deliveries have events of the type `E`.

    Args:
        api: the API's name.
        fact: what its overlay declares about signatures; None for nothing.
        readers: by an event's name, what reads it.
    """

    def __init__(self, api: str, fact: Mapping[str, Any] | None, readers: Mapping[str, Reader]) -> None:
        self._api = api
        self._fact = None if fact is None else decoded(fact)
        self._readers = readers

    def __call__(
        self, secrets: Sequence[str], *, scheme: Scheme[Any] | None = None, **settings: Unpack[Settings]
    ) -> Receiver[E]:
        """A receiver.

        Args:
            secrets: any of them may have signed: during a rotation, the new one and the old one.
            scheme: how the sender signs; default as the overlay declares it, its tolerance included.
            settings: see `ferrule.webhooks.Receiver`.

        Raises:
            ConfigError: a setting cannot work; secrets are missing, empty, or nothing that the scheme knows.
        """
        fact = self._fact
        if scheme is None:
            if fact is None:
                raise ConfigError(
                    f"receiver: how {self._api} signs is not declared: give a scheme, such as "
                    "`scheme=ferrule.webhooks.HMAC(header=…)`, or declare it in the overlay"
                )
            scheme = scheme_of(fact)
        if fact is not None and fact.tolerance is not None:
            settings.setdefault("tolerance", fact.tolerance)
        return Receiver(scheme, secrets, api=self._api, readers=self._readers, **settings)

    def from_env(self, *names: str, scheme: Scheme[Any] | None = None, **settings: Unpack[Settings]) -> Receiver[E]:
        """A receiver whose secrets are in environment variables, one in each.

        Args:
            names: the variables; default that of the API, such as `GITHUB_WEBHOOK_SECRET`.
            scheme: as of a call.
            settings: see `ferrule.webhooks.Receiver`.

        Raises:
            ConfigError: a variable is not set or empty, or as of a call.
        """
        names = names or tuple(variables(self._fact, self._api))
        if unset := [name for name in names if not os.environ.get(name, "").strip()]:
            raise ConfigError(f"receiver: the environment has no {' and no '.join(unset)}, which should be a secret")
        return self([os.environ[name] for name in names], scheme=scheme, **settings)

    def __repr__(self) -> str:
        return f"Receivers({self._api!r})"
