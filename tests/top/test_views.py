"""What is shown of a process: in a terminal, and in plain lines."""

from __future__ import annotations

import io
from collections.abc import Iterable

import attrs
import msgspec
import pytest
from rich.console import Console

import scenes
from ferrule.call.printable import printable
from ferrule.telemetry.figures import Failure
from ferrule.telemetry.process import Process
from ferrule.telemetry.words import latency, rate, share
from ferrule.top.commands import SORTS
from ferrule.top.lines import everything, following
from ferrule.top.rows import ORDERS, spark
from ferrule.top.terminal import Room, follow, view

HOSTILE = "\x1b]52;c;aGk=\x07\x9b2J\r\n\u202egpj\u2028[red]markup[/] \ud800"


def drawn(process: Process, order: str = "calls", width: int = 140, height: int | None = None) -> str:
    """As a terminal of this size is written to, without colours."""
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False, highlight=False).print(
        view(process, order, Room(width, height))
    )
    return out.getvalue()


def test_it_shows_how_each_client_stands(stormy: Process) -> None:
    """Figures of each operation, the breaker, queue, limits, budget, cache and token, and why calls failed."""
    text = drawn(stormy)
    for part in ("orders.get", "CircuitOpen: ", "circuit https://api.shop.example: open", "queue: 0 of 40 on the wire",
                 "rate limit: 50 calls in 1 s", "quota https://api.shop.example: ", "retry budget: ", "cache: 0 of ",
                 "fresh, next refresh in", "ConnectFailed", "connection refused", "mail  https://api.mail.example"):  # fmt: skip
        assert part in text, part


def test_it_says_where_there_is_nothing() -> None:
    """In words."""
    assert "No client is open" in drawn(scenes.empty())
    assert "No call has ended yet" in drawn(scenes.silent())
    assert "no client is open" in next(iter(following(scenes.empty())))
    assert "no client is open" in list(everything(scenes.empty()))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (200, 60), (30, 10), (10, 3)])
def test_no_line_is_too_long_and_figures_stay_whole(stormy: Process, width: int, height: int) -> None:
    """At any size; and no more rows than there is room for."""
    lines = drawn(stormy, width=width, height=height).splitlines()
    assert max(map(len, lines)) <= width
    if width >= 80:
        assert len(lines) <= height
    if width >= 80:
        assert any(
            "/s" in line and " ms" in line and "…" not in line for line in lines if line.startswith("orders.get")
        )


def test_clients_without_room_are_named(stormy: Process) -> None:
    """Nothing is left out silently."""
    assert "no room for: mail" in drawn(stormy, width=80, height=24)
    assert "no room for" not in drawn(stormy, width=140, height=40)


def test_a_thousand_operations_fit(stormy: Process) -> None:
    """The first in the order that was asked for; the others are counted."""
    shop = stormy.clients["1"]
    many = tuple(attrs.evolve(shop.operations[0], name=f"repos.get_{number:04}") for number in range(1223))
    text = drawn(attrs.evolve(stormy, clients={"1": attrs.evolve(shop, operations=many)}), "name", height=40)
    assert len(text.splitlines()) <= 40
    assert "repos.get_0000" in text
    assert "more operations" in text


def test_operations_are_sorted_as_asked(stormy: Process) -> None:
    """By each of the orders that the command offers."""
    assert set(SORTS) == set(ORDERS)
    operations = stormy.clients["1"].operations
    names = {order: [one.name for one in sorted(operations, key=ORDERS[order])] for order in ORDERS}
    assert names["name"] == sorted(names["name"])
    assert names["calls"][0] == "orders.get"
    most = max(operations, key=lambda one: one.minute.p99 or 0)
    assert names["p99"][0] == most.name
    text = drawn(stormy, "name")
    assert text.index("customers.search") < text.index("orders.get")


def test_a_clock_that_is_none_is_no_error(stormy: Process) -> None:
    """Whatever a process says of the time."""
    for at in (1e300, -1.0):
        assert drawn(attrs.evolve(stormy, at=at))
        assert list(following(attrs.evolve(stormy, at=at)))


def test_lines_tell_what_is_not_as_it_should_be(stormy: Process) -> None:
    """One a client and snapshot."""
    shop, mail = following(stormy)
    assert "circuit https://api.shop.example open" in shop
    assert "CircuitOpen: " in shop
    assert "success 100 %" in mail
    assert "circuit" not in mail


def test_clients_of_one_api_are_told_apart(stormy: Process) -> None:
    """By the number that each has as long as it is open."""
    shop = stormy.clients["1"]
    lines = following(attrs.evolve(stormy, clients={"3": shop, "7": shop}))
    assert ["shop 3  " in one or "shop 7  " in one for one in lines] == [True, True]


def spoilt(process: Process) -> Process:
    """Wherever a server, or another process, may have put words: hostile ones."""
    shop = process.clients["1"]
    failure = Failure(1, process.at, HOSTILE, HOSTILE, HOSTILE, 1.0, ())
    worse = attrs.evolve(
        shop,
        api=HOSTILE,
        url=HOSTILE,
        failures=(failure,),
        operations=(attrs.evolve(shop.operations[0], name=HOSTILE),),
        circuits=(msgspec.structs.replace(shop.circuits[0], name=HOSTILE, reason=HOSTILE),),
        quotas=(attrs.evolve(shop.quotas[0], name=HOSTILE),),
        tokens=(attrs.evolve(shop.tokens[0], identity=HOSTILE, failure=HOSTILE),),
    )
    return attrs.evolve(process, name=HOSTILE, ferrule=HOSTILE, clients={"1": worse})


def shown_of(process: Process) -> Iterable[str]:
    """Each way to show it."""
    yield drawn(process)
    yield from following(process)
    yield from everything(process)


def test_no_word_of_a_server_moves_the_terminal(stormy: Process) -> None:
    """Control characters, line ends and turned text are written out; markup is text."""
    for text in shown_of(spoilt(stormy)):
        assert [line for line in text.split("\n") if printable(line) != line] == []
        if "markup" in text:
            assert "[red]markup[/]" in text


def test_it_is_drawn_once_for_each_snapshot(stormy: Process) -> None:
    """On a screen of its own, which is left in the end, also when the process ends."""
    out = io.StringIO()
    console = Console(file=out, width=100, height=30, force_terminal=True, highlight=False)

    def snapshots() -> Iterable[Process]:
        yield stormy
        yield stormy
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow(snapshots(), "calls", console)
    text = out.getvalue()
    assert text.count("\x1b[?1049h") == text.count("\x1b[?1049l") == 1
    assert text.count("shop-service") == 2


def test_figures_are_readable() -> None:
    """Three digits and a unit; 100 % is said of the whole alone."""
    assert [latency(one) for one in (None, 0.0, 4.2e-7, 8.5e-4, 0.0123, 0.9994, 0.99951, 1.24, 12.34, 123.0)] == [
        "-", "0 µs", "0.42 µs", "850 µs", "12.3 ms", "999 ms", "1.00 s", "1.24 s", "12.3 s", "123 s",
    ]  # fmt: skip
    assert [rate(one) for one in (0.0, 0.05, 0.5, 19.94, 1234.0)] == ["0/s", "3.0/min", "0.50/s", "19.9/s", "1234/s"]
    assert [share(one) for one in (None, 0.0, 0.5, 0.9996, 0.999999, 1.0)] == [
        "-", "0 %", "50.0 %", "99.96 %", "99.99 %", "100 %",
    ]  # fmt: skip
    assert spark([0, 1, 100, 50], 4) == " ▁█▄"
    assert spark([], 4) == ""
