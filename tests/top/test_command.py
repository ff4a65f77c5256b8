"""`ferrule top` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ferrule.cli import main
from ferrule.telemetry.process import Process
from ferrule.top import web
from ferrule.top.processes import Viewer

Speaking = Callable[..., Path]


def test_once(speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything, in plain lines where there is no terminal."""
    speaking("12.sock", said)
    assert main(["top", "--once"]) == 0
    printed = capsys.readouterr()
    assert "shop at https://api.shop.example/v1" in printed.out
    assert "failed: " in printed.out
    assert printed.err == ""


def test_once_in_an_order(speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """As asked, also without a terminal."""
    speaking("12.sock", said)
    assert main(["top", "--once", "--sort", "name"]) == 0
    text = capsys.readouterr().out
    assert text.index("customers.search") < text.index("orders.get")
    assert main(["top", "--once", "--sort", "calls"]) == 0
    text = capsys.readouterr().out
    assert text.index("orders.get") < text.index("customers.search")
    assert main(["top", "--once", "--web"]) == 1
    assert "leave out --once" in capsys.readouterr().err


def test_json(speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A snapshot a line, for machines."""
    speaking("12.sock", said)
    assert main(["top", "12", "--json", "--once"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["clients"]["1"]["api"] == "shop"


def test_followed_it_ends_with_the_process(speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """What it said is printed, then why there is no more; no traceback."""
    speaking("12.sock", said * 2)
    assert main(["top"]) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 4, "two clients, twice"
    assert printed.err.startswith("ferrule: the process at ")
    assert "Traceback" not in printed.err


def test_in_a_terminal_it_is_drawn(
    speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By rich; where it is missing, the extra is named."""
    speaking("12.sock", said)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["top", "--once", "--sort", "name"]) == 0
    assert "shop-service" in capsys.readouterr().out
    monkeypatch.setitem(sys.modules, "ferrule.top.terminal", None)
    assert main(["top", "--once"]) == 1
    assert "ferrule[top]" in capsys.readouterr().err


def test_followed_in_a_terminal_its_screen_is_left_in_the_end(
    speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said last stands on the screen that was there before."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    speaking("12.sock", said)
    assert main(["top"]) == 1
    printed = capsys.readouterr()
    assert "shop-service" in printed.out.partition("\x1b[?1049h")[2].partition("\x1b[?1049l")[0]
    assert printed.err.startswith("ferrule: the process at ")


def test_ctrl_c_is_the_way_out(
    speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no failure."""

    def interrupted(_: Viewer) -> Iterator[Process]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Viewer, "__iter__", interrupted)
    assert main(["top", str(speaking("12.sock", said))]) == 0
    assert capsys.readouterr() == ("", "")


def test_who_reads_may_stop(speaking: Speaking, said: bytes) -> None:
    """`ferrule top --json | head -1`."""
    path = speaking("12.sock", said * 20)
    command = [sys.executable, "-m", "ferrule", "top", str(path), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def test_the_page_ends_with_the_process(speaking: Speaking, said: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Its address was printed before."""
    speaking("12.sock", said)
    assert main(["top", "--web"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("http://127.0.0.1:")
    assert "has ended" in printed.err


@pytest.mark.parametrize(
    "arguments", [["99"], ["/no/such.sock"], []], ids=["no such process", "no such socket", "none at all"]
)
def test_no_such_process(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence, and exit code 1."""
    assert main(["top", *arguments]) == 1
    assert capsys.readouterr().err.startswith("ferrule: ")


@pytest.mark.parametrize("arguments", [["--sort", "colour"], ["--json", "--web"], ["1", "2"]])
def test_used_wrongly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """As all commands say it."""
    with pytest.raises(SystemExit) as ended:
        main(["top", *arguments])
    assert ended.value.code == 2
    assert "usage: ferrule" in capsys.readouterr().err


class Watching:
    """A viewer whose second snapshot comes when the page was asked for; then its process ends."""

    def __init__(self, process: Process, ask: Callable[[], None]) -> None:
        self._process, self._ask = process, ask

    def __iter__(self) -> Iterator[Process]:
        yield self._process
        self._ask()


def test_the_page_is_for_who_knows_its_address(stormy: Process, capsys: pytest.CaptureFixture[str]) -> None:
    """On loopback, a free port, and a path that nobody can guess; never under a foreign name."""
    got: dict[str, Any] = {}

    def ask() -> None:
        url = capsys.readouterr().out.strip()
        assert url.startswith("http://127.0.0.1:")
        root, key = url.rstrip("/").rsplit("/", 1)
        assert len(key) >= 22
        with httpx.Client(trust_env=False) as browser:
            got["page"] = browser.get(url)
            got["stats"] = browser.get(f"{url}stats")
            got["events"] = browser.get(f"{url}events")
            got["slashless"] = browser.get(f"{root}/{key}")
            got["foreign"] = browser.get(f"{url}stats", headers={"host": "evil.example"})
            got["origin"] = browser.get(f"{url}stats", headers={"origin": "http://evil.example"})
            got["unknown"] = [
                browser.get(root + path).status_code for path in ("/", "/stats", f"/{key[:-1]}/", f"/x/{key}/")
            ]

    web.show(Watching(stormy, ask))  # type: ignore[arg-type]
    assert got["page"].text.startswith("<!doctype html>")
    assert got["stats"].json()["name"] == "shop-service"
    assert got["events"].text.startswith("retry: 1000\ndata: {")
    assert got["slashless"].status_code == 308
    assert (got["foreign"].status_code, got["origin"].status_code) == (403, 403)
    assert got["unknown"] == [404] * 4
