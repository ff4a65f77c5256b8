"""Who may ask: any program of this machine, and no page of the web in a browser of this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from ferrule.call.origin import is_loopback

from .messages import Reply, Request, problem


def is_of_this_machine(host: str) -> bool:
    """Whether a `Host` can name this machine.

    A page whose own name was made to lead here (DNS rebinding) sends that name, which has dots as all names of the web.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return is_loopback(f"//{host}") or (bool(name) and "." not in name and ":" not in name)


def refusal(request: Request) -> Reply | None:
    """The reply to a request of another site's page, or to one that such a page could send without asking first.

    A browser sends the content types of forms to any address, and others only after it has asked (Fetch §4.8).
    """
    origin = request.headers.get("origin")
    if origin is not None and not is_loopback(origin):
        return problem(403, "Forbidden", "the control endpoint does not take orders from pages of other sites")
    if request.method in ("PUT", "POST") and request.content_type != "application/json":
        return problem(415, "Unsupported Media Type", "send application/json")
    return None
