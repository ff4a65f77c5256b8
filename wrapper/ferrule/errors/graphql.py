"""Errors that a GraphQL API answered with, in a 200 too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from ferrule.errors.api import ApiError


@attrs.frozen
class GraphQLError:
    """One error of an answer (GraphQL specification, §7.1.5).

    Attributes:
        code: what the API calls its kind, from `extensions` or `type`; empty where it does not say.
        path: keys and places in lists that lead to the field it is about; empty for the request as a whole.
        message: for the developer; it may quote variables, so it is not shown in `repr`.
        extensions: what else the API says; not shown either.
    """

    code: str = ""
    path: tuple[str | int, ...] = ()
    message: str = attrs.field(default="", repr=False)
    extensions: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)


class GraphQLErrors(ApiError):
    """The answer has errors, with a status of success or not. Where data came besides, it is in `data`.

    Attributes:
        errors: what went wrong, one for each field or for the request as a whole.
        data: the model of what came in spite of them; None where nothing came.
        meant: the status that the answer would have elsewhere, such as 429 or 404; that of a success where data came
            besides, and nothing more is known.
    """

    errors: Sequence[GraphQLError]
    data: Any
    meant: int

    def __init__(
        self,
        message: str,
        *,
        errors: Sequence[GraphQLError] = (),
        data: Any = None,
        meant: int | None = None,
        has_begun: bool = False,
        **known: Any,
    ) -> None:
        """Say what is wrong.

        Args:
            message: in words.
            errors: what is wrong.
            data: the model of what came besides.
            meant: the status that the answer would have elsewhere; None for its own.
            has_begun: a mutation may have acted.
            known: as for every `ApiError`.
        """
        super().__init__(message, **known)
        self.errors, self.data = errors, data
        self.meant = self.status_code if meant is None else meant
        self._leaves_doubt = has_begun

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the errors that have one."""
        return frozenset(error.code for error in self.errors if error.code)

    def _details(self) -> list[str]:
        came = ["data came besides, in `data`"] if self.data is not None else []
        return [*came, *super()._details()]
