"""What all that hold a secret have in common: the secret leaves by none of the ways in which objects are written down unasked."""

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
