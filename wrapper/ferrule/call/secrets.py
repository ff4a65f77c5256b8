"""What a request held that nobody else may read, taken out of a server's words before they are quoted.

Servers repeat what they were sent: a credential stands in messages, in request ids and in names of media types, whole
or cut, as it was or encoded. All of this runs when a call has failed, and at no other time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from ferrule.call.call import Call
from ferrule.call.disguises import forms, squeezed, views
from ferrule.call.response import Response
from ferrule.call.sent import Sent

HIDDEN = "***"

_LONGEST_TEXT = 4096  # characters of a server's words that are looked at; nobody quotes as many
_SHORTEST = 4  # a value below this may stand in any text
_SHORTEST_UNNAMED = 6  # the same for values that are not known to be secrets
_SHORTEST_TOLD_APART = 16  # below this, such a value may well be a word that a text only resembles
_LONGEST_PIECE = 16  # characters of a secret that may not be quoted, however long it is


class Secrets:
    """Secrets that were sent. They are shown by nothing.

    Args:
        sure: values that are secrets.
        unsure: values that may be, such as those of a caller's own headers.
        words: short values that may be, and that are only looked for as words.
    """

    __slots__ = ("_near", "_pattern")

    def __init__(self, sure: Iterable[str], unsure: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        secrets = {text for text in sure if len(text) >= _SHORTEST}
        doubtful = {text for text in unsure if len(text) >= _SHORTEST_UNNAMED}
        written = {form for text in secrets | doubtful for form in forms(text) if len(form) >= _SHORTEST}
        longest_first = sorted(written, key=len, reverse=True)
        patterns = [*map(re.escape, longest_first), *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in {*words} - {""})]
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        told_apart = secrets | {text for text in doubtful if len(text) >= _SHORTEST_TOLD_APART}
        self._near = {bare for text in told_apart for form in forms(text) if (bare := squeezed(form))}

    @classmethod
    def of(cls, call: Call, names: frozenset[str] = frozenset(), before: Iterable[Call] = ()) -> Self:
        """Those of a call as it was sent.

        Args:
            call: the call, as the engine got it.
            names: of headers and parameters that hold credentials of this API, in lower case.
            before: the calls that were redirected to it: a redirect may carry on what the first held.
        """
        sent = Sent()
        for one in (*before, call):
            sent.add(one, names)
        return cls(sent.sure, sent.unsure, (word for word in sent.words if len(word) < _SHORTEST_UNNAMED))

    @classmethod
    def of_answer(cls, answer: Response, names: frozenset[str] = frozenset()) -> Self | None:
        """Those of all that was sent for a response; None where no server was asked."""
        return None if answer.sent is None else cls.of(answer.sent, names, answer.redirected)

    def without(self, text: str) -> str:
        """Words of a server with each secret replaced; nothing of them where one is too near to a secret."""
        if self._pattern is None:
            return text
        shown = self._pattern.sub(HIDDEN, text[:_LONGEST_TEXT])
        return HIDDEN if self._is_near(shown) else shown

    def within(self, content: bytes) -> bool:
        """Does this repeat a secret, as far as can be seen?"""
        return self._pattern is not None and self._pattern.search(content.decode("utf-8", "replace")) is not None

    def _is_near(self, text: str) -> bool:
        """Is a piece of a secret left, cut, spaced, or encoded together with something else?"""
        read = {squeezed(view) for view in views(text)}
        for secret in self._near:
            piece = _piece(len(secret))
            pieces = _runs(secret, piece) if piece else ()
            if pieces and any(not pieces.isdisjoint(_runs(view, piece)) for view in read):
                return True
        return False

    def __repr__(self) -> str:
        return f"Secrets({HIDDEN})"


def quotable(text: str, answer: Response, names: frozenset[str] = frozenset()) -> str:
    """Words of a server without the secrets of what was sent to it.

    Args:
        text: the words.
        answer: the response that they are from.
        names: as for `Secrets.of`.
    """
    secrets = Secrets.of_answer(answer, names)
    return text if secrets is None else secrets.without(text)


def _piece(length: int) -> int:
    """How many characters of a secret in a row are too many; 0 where that cannot be told from any other text."""
    if length < _SHORTEST_UNNAMED:
        return 0
    return length - 1 if length < 8 else min(_LONGEST_PIECE, max(6, (length - 1) // 2))


def _runs(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}
