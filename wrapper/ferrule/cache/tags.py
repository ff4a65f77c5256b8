"""What stored responses can be invalidated by. Stores see these: nothing of a URL can be read out of one."""

from __future__ import annotations

from hashlib import blake2b


def operation_tag(name: str) -> str:
    """The tag of all responses of an operation, by its name in the facade."""
    # A ready-made request that names no operation has its path for a name.
    return f"operation:{_digest(name) if '/' in name else name}"


def user_tag(tag: str) -> str:
    """A tag that a user or the overlay gave."""
    return f"tag:{tag}"


def url_tag(url: str) -> str:
    """The tag of all responses of a URL. Queries do not count: a change at a URL makes all views of it doubtful."""
    return f"url:{_digest(url.partition('#')[0].partition('?')[0])}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
