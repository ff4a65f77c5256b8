"""The public URL of an endpoint, for schemes that sign it."""

from __future__ import annotations

from urllib.parse import urlsplit

from ferrule.errors.faults import Faults


def check_url(url: str, faults: Faults) -> None:
    """Expect nothing, or the absolute URL of an endpoint."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if url and not fits:
        faults.add(f"url must be the public one, such as https://example.com/hooks, not {url!r:.200}")


def resolved(given: object, own: str) -> str:
    """Where a delivery was sent to: the endpoint's own URL, with the path or query that is given.

    Host and scheme are taken from what is given only if that is a whole URL. A path that begins with `//` is a path.
    Frameworks have objects for URLs; their text counts. What is neither URL, path nor `?query` tells nothing.
    """
    given = "" if given is None else given.decode("latin-1") if isinstance(given, bytes) else str(given)
    if not given:
        return own
    if given.startswith("?"):
        return own.partition("?")[0] + given if own else ""
    if given.startswith("/"):
        start = own.find("/", own.find("//") + 2)
        return (own if start < 0 else own[:start]).partition("?")[0] + given if own else ""
    return given if "://" in given else ""
