"""What stored responses can be invalidated by."""

from __future__ import annotations


def operation_tag(name: str) -> str:
    """The tag of all responses of an operation, by its name in the facade."""
    return f"operation:{name}"


def user_tag(tag: str) -> str:
    """A tag that a user or the overlay gave."""
    return f"tag:{tag}"


def url_tag(url: str) -> str:
    """The tag of all responses of a URL. Queries do not count: a change at a URL makes all views of it doubtful."""
    return f"url:{url.partition('#')[0].partition('?')[0]}"
