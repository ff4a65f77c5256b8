"""Lists that do not end as they should."""

from __future__ import annotations

from ferrule.errors.base import CallError


class PaginationBroken(CallError):
    """A page of a list does not say what is declared, or leads where it must not: the list is not at its end.

    Attributes:
        page: model of the page.
    """

    page: object = None
    advice = "correct x-ferrule-pagination in the overlay if the API always answers so"
    _leaves_doubt = False
