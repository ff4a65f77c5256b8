"""How far a success must be what its description says, and what users check of it besides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar, get_args

import attrs

M = TypeVar("M")

Validation: TypeAlias = Literal["lenient", "strict"]
VALIDATIONS: tuple[str, ...] = get_args(Validation)

Reader: TypeAlias = Callable[[Any, list[Any] | None], Any]
"""Reads a `Response`, which knows the `Call` and so not the other way round, as its model; lists where it disagrees."""


class Mismatch(Protocol):
    """One field of a response that is not what the spec says. The model holds the value as it came."""

    @property
    def model(self) -> str:
        """Class name of the model."""
        ...

    @property
    def field(self) -> str:
        """Field name as in the spec."""
        ...

    @property
    def expected(self) -> str:
        """What the spec says."""
        ...

    @property
    def got(self) -> str:
        """What came, by kind; never the value."""
        ...


@attrs.frozen
class Validator(Generic[M]):
    """A check of your own on what successes hold; see `Policies.validators`.

    Attributes:
        model: the class whose instances are checked, those of its subclasses included.
        check: called with each of them; raises `ValueError` to refuse it. Its words get into the error. It should do
            nothing else: a response that is to be stored in the cache is checked before that, too.
    """

    model: type[M]
    check: Callable[[M], None]
