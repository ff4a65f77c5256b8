"""What holds a secret shows it nowhere by itself: not in a pickle, a copy, a serialiser or a pretty printer."""

from __future__ import annotations

from typing import Any, NoReturn, Self, SupportsIndex


class Sealed:
    """Is neither pickled nor copied, and shows only its kind.

    A copy is the object itself: it changes nothing that its user could see, and its secret stays in one place.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError(
            f"{self!r} is not pickled, as it holds a secret: make one in each process, from where secrets are kept"
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(***)"
