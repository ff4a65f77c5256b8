"""What a run says while it goes on: a bar on a terminal, lines elsewhere, nothing where nobody asks."""

import io
import re
import sys

import pytest

import ferrule
from batches.conftest import echo
from ferrule.batches.progress import progress


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self):
        return True


def test_lines_come_every_ten_seconds(site, capsys):
    """With how many of how many, how fast, how long still, and what failed; the last one at the end."""

    async def answer(call):
        await site.world.runtime.sleep(1.0)
        return 404 if call.url.endswith("7") else echo(call)

    site.serve(answer)
    site.run(site.users.get, [str(number) for number in range(50)], concurrency=2, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert len(lines) == 3
    assert re.fullmatch(r"shop users.get: (18|20) of 50, (1.8|2)/s, 1\d s left; NotFound 2", lines[0])
    assert lines[-1] == "shop users.get: 50 of 50, 2/s; NotFound 5"


def test_a_run_that_waits_says_so(site, capsys):
    """A line that never moves would look as if it hung."""
    site.client.breaker.isolate()
    with pytest.raises(ferrule.BulkStopped):
        site.run(site.users.get, ["a", "b"], progress="plain", patience=25.0)
    assert "shop users.get: 0 of 2; 2 waiting for the API" in capsys.readouterr().err


def test_of_endless_inputs_the_rest_is_not_guessed(site, capsys):
    """Nor is there a total."""
    site.run(site.users.get, iter(["a"]), progress="plain")
    assert capsys.readouterr().err == "shop users.get: 1\n"


def test_nobody_is_told_who_did_not_ask(site, capsys):
    """Libraries are silent."""
    site.run(site.users.get, ["a"])
    site.fresh()
    site.run(site.users.get, ["a"], progress=False)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_a_bar():
    """With the same words."""
    stream = Terminal()
    shown = progress("shop users.get", 10, 0.0, stream=stream)
    shown.update(5, lambda: "NotFound 1", 1.0)
    shown.update(10, lambda: "[bold]NotFound 2", 2.0)
    shown.close(10, lambda: "[bold]NotFound 2", 3.0)
    text = stream.getvalue()
    assert "shop users.get" in text
    assert "10/10" in text
    assert "[bold]NotFound 2" in text


def test_without_rich_a_terminal_gets_lines(monkeypatch):
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    stream = Terminal()
    shown = progress("shop users.get", None, 0.0, stream=stream)
    shown.close(3, lambda: "", 1.0)
    shown.close(3, lambda: "", 1.0)
    assert stream.getvalue() == "shop users.get: 3, 3/s\n"


def test_a_bar_that_is_asked_for_needs_rich(monkeypatch):
    """And says which extra brings it."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with pytest.raises(ferrule.ConfigError, match=r"pip install 'ferrule\[bulk\]'"):
        progress("x", None, 0.0, how="bar", stream=Terminal())


def test_a_program_without_a_console_is_silent(monkeypatch):
    """It has no standard error."""
    monkeypatch.setattr(sys, "stderr", None)
    progress("x", 1, 0.0).close(1, lambda: "", 1.0)
