"""How calls come back after a pause that the server asked for, when it does not say how many it will take then.

Pure: no clock, no lock.
"""

from __future__ import annotations

import attrs

_SLACK = 1.05  # servers count from when a request arrives, which is never exactly when it was sent
_CLEAN = 10  # windows without another 429, after which the server is asked for more
_FORGOTTEN = 60  # windows without another 429, after which nothing is held back any more


@attrs.define(eq=False)
class Pace:
    """What operations that were told to pause may do after it.

    One call goes first. As long as all is well, each answer lets two more go: soon nothing is held back. A second 429
    shows what the server takes in a window. From then on so many go in each, twice as many after some windows without
    a 429, and in the end all.

    Attributes:
        window: seconds of the last pause.
        until: monotonic time when the next window begins; before it nothing goes but what is left.
        field: the header field that asked for the pause.
        newest: number of the latest call that was made before the pause. Its answer tells nothing new.
        allowance: calls in a window, 0 as long as that is not known.
        left: calls that may go before the next window.
        answered: calls answered well since the pause, or in this window.
        clean: windows without another 429.
    """

    window: float = 0.0
    until: float = 0.0
    field: str = ""
    newest: int = 0
    allowance: float = 0.0
    left: float = 0.0
    answered: float = 0.0
    clean: int = 0

    def pause(self, seconds: float, field: str, number: int, newest: int, now: float) -> None:
        """The server asks for a pause.

        Args:
            seconds: how long.
            field: the header field that says so.
            number: of the call that it was the answer to.
            newest: number of the latest call made.
            now: monotonic seconds.
        """
        self.left, self.field = 0.0, field
        if number <= self.newest:
            self.until = max(self.until, now + seconds)
        else:
            self.until = now + seconds
            if self.newest:
                self.allowance = max(1.0, self.answered)
            self.window, self.answered, self.clean = seconds, 0.0, 0
        self.newest = newest

    def delay(self, weight: float, now: float) -> float:
        """Seconds until a call may go, 0 for now."""
        if now >= self.until:
            self._next_window(now)
        return 0.0 if self.left >= min(weight, self.allowance or 1.0) else self.until - now

    def answer(self, weight: float) -> None:
        """A call was answered, and not by a 429."""
        self.answered += weight
        if not self.allowance:
            self.left += 2 * weight

    @property
    def over(self) -> bool:
        """True when it need not be kept any longer."""
        return self.clean >= _FORGOTTEN

    def _next_window(self, now: float) -> None:
        self.until = now + self.window * _SLACK
        self.clean += 1
        if self.allowance:
            if self.clean % _CLEAN == 0:
                self.allowance *= 2
            self.answered = 0.0
        self.left = max(self.allowance or self.left, 1.0)
