"""What a server says is shown, and does nothing to a terminal."""

from __future__ import annotations

import pytest

from ferrule.call import Attempt, Response, Trace
from ferrule.call.printable import printable
from ferrule.errors import NotFound, ReadFailed

HOSTILE = "\x1b]52;c;aGk=\x07 \x9b31m one\r\ntwo \u202etxt.exe \u2028 \x00\x7f \u200b \ud800"
DANGEROUS = set("\x1b\x07\x9b\r\n\u202e\u2028\x00\x7f\u200b\ud800")


def test_what_moves_a_terminal_is_written_out() -> None:
    """Controls, formats, line separators and half pairs; all else stays."""
    shown = printable(HOSTILE)
    assert not DANGEROUS & set(shown)
    assert shown.startswith(r"\x1b]52;c;aGk=\x07 \x9b31m one\r\ntwo \u202etxt.exe")
    assert printable("Zoë 🦊, 東京\u00a0\u3000") == "Zoë 🦊, 東京\u00a0\u3000"


@pytest.mark.parametrize(
    "error",
    [
        ReadFailed(HOSTILE),
        NotFound(f"answered 404: {HOSTILE}", response=Response(404, [])),
        NotFound("answered 404", response=Response(404, []), request_id=HOSTILE),
    ],
    ids=["reason", "message", "request id"],
)
def test_an_error_as_text_is_one_harmless_line(error: ReadFailed | NotFound) -> None:
    """As text, in `repr` and explained, wherever the server's words stand in it."""
    error.trace = Trace(duration=1.0, attempts=[Attempt(1, 0.0, 1.0, reason=HOSTILE)])
    error.trace.note(f"waited for the server's quota ({HOSTILE})", 0.5, kind="rate-limit")
    for text in (str(error), repr(error)):
        assert not DANGEROUS & set(text)
    explained = error.explain()
    assert not DANGEROUS - {"\n"} & set(explained)
    assert len(explained.splitlines()) == 5
