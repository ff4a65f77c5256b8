# ruff: noqa: T201 - a command
"""Compares receivers with the senders' own libraries on deliveries from a seed: `nox -s conformance -- webhooks`.

Each difference must have its reason in `ARGUED`, which docs/webhooks.md gives too. Any other fails, and is printed so
that it can be tried again.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

sys.path.insert(0, str(Path(__file__).parents[2]))

from conformance.webhooks.deliveries import NOW, SECRETS, Delivery, deliveries
from conformance.webhooks.libraries import LIBRARIES, at_the_moment, said
from ferrule.errors import WebhookRejected
from ferrule.webhooks import Receiver, Scheme, Slack, StandardWebhooks, Stripe, Twilio

SCHEMES: Mapping[str, Scheme[Any]] = {
    "standardwebhooks": StandardWebhooks(),
    "svix": StandardWebhooks(prefix="svix-"),
    "stripe": Stripe(),
    "slack": Slack(),
    "twilio": Twilio(),
}


@attrs.frozen
class Argued:
    """A difference that is meant.

    Attributes:
        libraries: whose it is.
        ours: the receiver's verdict.
        theirs: the library's, or the name of what it raises by accident; empty for anything but the same.
        holds: whether a delivery is such a one.
        why: the reason.
    """

    libraries: Sequence[str]
    ours: str
    theirs: str
    holds: Callable[[Delivery], object]
    why: str


def field(delivery: Delivery, end: str) -> str:
    """The header field whose name ends so."""
    return next((value for name, value in delivery.headers.items() if name.lower().endswith(end)), "")


def not_utf8(delivery: Delivery) -> bool:
    """Is the body no text?"""
    try:
        delivery.body.decode()
    except UnicodeDecodeError:
        return True
    return False


def time_of(delivery: Delivery) -> str:
    """The time that is signed, as it is written."""
    found = field(delivery, "timestamp")
    return found or next((part[2:] for part in field(delivery, "stripe-signature").split(",") if part[:2] == "t="), "")


def written_oddly(delivery: Delivery) -> bool:
    """Is the time something else than digits?"""
    return re.fullmatch(r"[0-9]{1,12}", time_of(delivery)) is None


def blanks_around(delivery: Delivery) -> bool:
    """Has a field blanks around its value? Servers take them away (RFC 9110 §5.5)."""
    return any(value != value.strip(" \t") for value in delivery.headers.values())


def beyond_ascii(delivery: Delivery) -> bool:
    """Has a field characters beyond ASCII?"""
    return any(not value.isascii() for value in delivery.headers.values())


def no_base64(delivery: Delivery) -> bool:
    """Has a signature characters that are none of base64, or more padding than is due?"""
    texts = [one.rpartition(",")[2] for one in field(delivery, "signature").split(" ")]
    return any(
        re.fullmatch(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", text) is None for text in texts
    )


def no_equals(delivery: Delivery) -> bool:
    """Has the field an element without `=`?"""
    return any("=" not in one for one in field(delivery, "signature").split(","))


def typed_as_form(delivery: Delivery) -> bool:
    """Has a form a hash in its URL? Twilio gives it to other bodies only."""
    return delivery.form and "bodySHA256" in delivery.url


STANDARD, TIMED = ("standardwebhooks", "svix"), ("standardwebhooks", "svix", "stripe", "slack")
ALL = (*TIMED, "twilio")
ARGUED = [
    Argued(ALL, "no", "", lambda _: True, "it raises what it did not mean to"),
    Argued(TIMED, "yes", "UnicodeDecodeError", not_utf8, "a body that is no UTF-8 cannot be verified by it"),
    Argued(TIMED, "no", "yes", written_oddly, "int() and float() take times that are no digits"),
    Argued(TIMED, "yes", "no", lambda it: time_of(it)[:1] == "0", "it writes the time anew before it is compared"),
    Argued(TIMED, "no", "yes", lambda it: time_of(it)[:1] == "0", "it writes the time anew before it is compared"),
    Argued(ALL, "yes", "no", blanks_around, "blanks around a value do not belong to it"),
    Argued(STANDARD, "yes", "ValueError", lambda _: True, "a list with a signature that it cannot split is refused as a whole"),
    Argued(STANDARD, "yes", "Error", no_base64, "a list with a signature that is no base64 is refused as a whole"),
    Argued(STANDARD, "no", "yes", no_base64, "b64decode() skips what is no base64"),
    Argued(STANDARD, "no", "yes", beyond_ascii, "servers read fields as Latin-1: it signs other bytes than came"),
    Argued(["stripe"], "no", "yes", lambda it: time_of(it).isdigit() and int(time_of(it)) > NOW + 300, "a time to come is fresh"),
    Argued(["stripe"], "no", "yes", lambda it: field(it, "signature").count("t=") > 1, "of two times it takes the first"),
    Argued(["stripe"], "no", "yes", lambda it: re.search("v1=[0-9a-f]{64}=", field(it, "signature")), "it drops what follows a second `=`"),
    Argued(["stripe"], "yes", "no", no_equals, "an element that it cannot split makes it refuse the whole"),
    Argued(["stripe"], "yes", "no", lambda it: re.search(r",\s", field(it, "signature")), "a blank after a comma"),
    Argued(["stripe"], "yes", "TypeError", beyond_ascii, "compare_digest() takes no text beyond ASCII"),
    Argued(["twilio"], "yes", "no", lambda it: it.url.endswith("?"), "it drops an empty query from the URL"),
    Argued(["twilio"], "yes", "no", typed_as_form, "a hash in the URL binds the body, whatever type that is said to have"),
    Argued(["twilio"], "no", "yes", typed_as_form, "a hash in the URL binds the body, whatever type that is said to have"),
    Argued(["twilio"], "no", "yes", lambda it: b"%ff" in it.body, "what is no UTF-8 in a form it signs as U+FFFD"),
]  # fmt: skip


def reason(sender: str, mine: str, theirs: str, delivery: Delivery) -> str:
    """Why two verdicts differ; empty for no reason."""
    if mine == theirs:
        return "the same"
    for one in ARGUED:
        fits = theirs not in ("yes", "no") if not one.theirs else theirs == one.theirs
        if sender in one.libraries and mine == one.ours and fits and one.holds(delivery):
            return one.why
    return ""


def ours(sender: str) -> Callable[[Delivery], str]:
    """What the receiver says: `yes` or `no`; nothing else is caught."""
    hooks: Receiver[object] = Receiver(SCHEMES[sender], [SECRETS[sender]], clock=lambda: NOW)

    def verdict(delivery: Delivery) -> str:
        try:
            hooks.unwrap(delivery.headers, delivery.body, delivery.url)
        except WebhookRejected:
            return "no"
        return "yes"

    return verdict


def main() -> int:
    """Compare; print a table; 1 if a difference has no reason."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=8000, help="deliveries of each sender")
    arguments = parser.parse_args()
    rows: Counter[tuple[str, str, str, str]] = Counter()
    unexplained: dict[tuple[str, str, str], Delivery] = {}
    logging.disable()  # Twilio's warns of each algorithm that it does not know
    with at_the_moment():
        for sender, make in LIBRARIES.items():
            library, receiver = make(), ours(sender)
            for delivery in deliveries(sender, arguments.seed, arguments.count):
                pair = receiver(delivery), said(library, delivery)
                why = reason(sender, *pair, delivery)
                rows[(sender, *pair, why)] += 1
                if not why:
                    unexplained.setdefault((sender, *pair), delivery)
    print(f"{'library':<17} {'Ferrule':<8} {'library says':<20} {'times':>6}  why")
    for (sender, mine, theirs, why), times in sorted(rows.items()):
        print(f"{sender:<17} {mine:<8} {theirs:<20} {times:>6}  {why}")
    for (sender, mine, theirs), delivery in unexplained.items():
        print(f"--- {sender}: {mine} here, {theirs} there: {delivery}")
    agreed = {sender for sender, mine, theirs, _ in rows if mine == theirs == "yes"}
    total = sum(rows.values())
    print(
        f"{total:,} deliveries, seed {arguments.seed}: {sum(rows[row] for row in rows if not row[3]):,} without a reason"
    )
    return bool(unexplained) or agreed != LIBRARIES.keys()


if __name__ == "__main__":
    sys.exit(main())
