"""Whether a list gets on from page to page."""

from __future__ import annotations

from ferrule.paging.following import Broken, Place

_MOST_BARREN = 3  # pages in a row without an item and without another cursor, after which a list is taken for broken


class Progress:
    """What the pages of one walk have led to so far."""

    def __init__(self) -> None:
        self._seen: set[int] = set()  # hashes of URLs: a list may be long
        self._barren = 0

    def check(self, place: Place, url: str, after: Place, *, any_items: bool) -> None:
        """Count a page, and where it leads.

        Args:
            place: the page's own.
            url: its path and query on the client's server.
            after: the place of the next page.
            any_items: there are items on it.

        Raises:
            Broken: the list does not get on.
        """
        if after.url:
            self._seen.add(hash(url))
            if hash(after.url) in self._seen:
                raise Broken("its link leads to a page that was there before")
        self._barren = self._barren + 1 if not any_items and after == place else 0
        if self._barren >= _MOST_BARREN:
            raise Broken(f"{_MOST_BARREN} pages in a row had no item, and no other cursor")
