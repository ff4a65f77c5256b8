"""What a run gives: an item for each input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs

from ferrule.call import Attempt
from ferrule.client.results import Err, Ok
from ferrule.errors import CallError

I_co = TypeVar("I_co", covariant=True)
S_co = TypeVar("S_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)


@attrs.frozen
class Failed:
    """The API said nothing that counts: the call failed on its way, or Ferrule refused it.

    Attributes:
        error: what the call raised.
    """

    error: CallError

    @property
    def may_have_acted(self) -> bool:
        """False when the request surely never reached the server's application."""
        return self.error.may_have_acted


@attrs.frozen
class Item(Generic[I_co, S_co, E_co]):
    """What became of one input.

    Attributes:
        key: what the input is called.
        input: as it was given.
        result: `Ok` and `Err` are what the API said, `Failed` is what raised.
        attempts: what was tried for it, in order; of an answer from the journal, what was tried then.
    """

    key: str
    input: I_co
    result: Ok[S_co] | Err[E_co] | Failed
    attempts: Sequence[Attempt]
