"""`Set-Cookie` as RFC 6265 reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.cookies import SetCookie, domain_matches, parse_set_cookie, path_matches

NOW = 1_767_225_600.0


def read(text: str, **changes: Any) -> SetCookie | None:
    """A cookie of the API, sent from below `/v1`."""
    where: dict[str, Any] = {
        "secure": True, "host": "api.shop.test", "path": "/v1/orders", "home": "api.shop.test", "wall": NOW
    } | changes  # fmt: skip
    return parse_set_cookie(text, **where)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("a=b", "a", "b"),
        (" a = b ; Path=/", "a", "b"),
        ("a=", "a", ""),
        ('a="b c"', "a", '"b c"'),
        ("a=b=c", "a", "b=c"),
        ("a=b,c; x", "a", "b,c"),
    ],
)
def test_name_and_value_are_kept_as_they_are(text: str, name: str, value: str) -> None:
    """Without spaces around them; quotes are part of a value."""
    cookie = read(text)
    assert cookie is not None
    assert (cookie.name, cookie.value) == (name, value)
    assert "b" not in repr(cookie)


@pytest.mark.parametrize("text", ["", "a", "=b", ";a=b", "a=b\x00c", "a=\xe4", "\xe4=a", "a=" + "b" * 4096, "a\t=b\tc"])
def test_what_cannot_be_sent_back_is_not_kept(text: str) -> None:
    """No name, control characters, characters beyond ASCII, or too long."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("attributes", "ends"),
    [
        ("", None),
        ("Max-Age=60", NOW + 60),
        ("max-age=-1", NOW - 1),
        ("Max-Age=60; Max-Age=70", NOW + 70),
        ("Max-Age=soon", None),
        ("Expires=Thu, 01 Jan 2026 00:01:00 GMT", NOW + 60),
        ("Expires=Thu, 01-Jan-2026 00:01:00 GMT", NOW + 60),
        ("Expires=Thursday, 01-Jan-26 00:01:00 GMT", NOW + 60),
        ("Expires=soon", None),
        ("Expires=Thu, 01 Jan 999999999999 00:00:00 GMT", None),
        ("Expires=Thu, 01 Jan 2026 00:01:00 GMT; Max-Age=5", NOW + 5),
    ],
)
def test_when_a_cookie_ends(attributes: str, ends: float | None) -> None:
    """`Max-Age` before `Expires` (§5.3); what cannot be read counts as not said."""
    cookie = read(f"a=b; {attributes}")
    assert cookie is not None
    assert cookie.ends == ends


@pytest.mark.parametrize(
    ("domain", "where", "kept"),
    [
        ("", {}, ""),
        ("api.shop.test", {}, "api.shop.test"),
        (".API.shop.test", {}, "api.shop.test"),
        ("shop.test", {}, "shop.test"),
        ("shop.test", {"host": "login.shop.test"}, "shop.test"),
        ("other.test", {}, None),
        ("pi.shop.test", {}, None),
        ("x.api.shop.test", {}, None),
        ("test", {}, None),
        ("co.uk", {"host": "shop.co.uk", "home": "shop.co.uk"}, None),
        ("com.au", {"host": "a.com.au", "home": "b.com.au"}, None),
        ("shop.co.uk", {"host": "api.shop.co.uk", "home": "api.shop.co.uk"}, "shop.co.uk"),
        ("hosting.test", {"host": "evil.hosting.test"}, None),
        ("login.test", {"host": "login.test"}, "login.test"),
        ("localhost", {"host": "localhost", "home": "localhost"}, ""),
        ("127.0.0.1", {"host": "127.0.0.1", "home": "127.0.0.1"}, ""),
        ("0.0.1", {"host": "127.0.0.1", "home": "127.0.0.1"}, None),
        ("::1", {"host": "::1", "home": "::1"}, ""),
    ],
)
def test_a_cookie_is_for_its_host_or_for_those_that_share_a_domain_with_the_client(
    domain: str, where: dict[str, str], kept: str | None
) -> None:
    """Never for what anybody may register a name under, and for others' hosts only where all are of one domain."""
    cookie = read(f"a=b; Domain={domain}", **where)
    assert (None if cookie is None else cookie.domain) == kept


@pytest.mark.parametrize(
    ("given", "request_path", "path"),
    [
        ("/", "/v1/orders", "/"),
        ("/x", "/v1/orders", "/x"),
        ("", "/v1/orders", "/v1"),
        ("x", "/v1/orders", "/v1"),
        ("", "/v1/", "/v1"),
        ("", "/v1", "/"),
        ("", "/", "/"),
    ],
)
def test_the_path_of_a_cookie(given: str, request_path: str, path: str) -> None:
    """As given, else the folder of the request (§5.1.4)."""
    cookie = read(f"a=b; Path={given}", path=request_path)
    assert cookie is not None
    assert cookie.path == path


@pytest.mark.parametrize(
    ("text", "secure", "kept"),
    [
        ("a=b; Secure", True, True),
        ("a=b; Secure", False, False),
        ("a=b; secure=no", True, True),
        ("__Secure-a=b", True, False),
        ("__Secure-a=b; Secure", True, True),
        ("__Host-a=b; Secure; Path=/", True, True),
        ("__Host-a=b; Secure", True, False),
        ("__Host-a=b; Secure; Path=/; Domain=shop.test", True, False),
        ("__host-a=b; Path=/", True, False),
    ],
)
def test_what_a_cookie_promises_is_kept(text: str, secure: bool, kept: bool) -> None:
    """A secure cookie comes over https, and names that promise something keep it."""
    assert (read(text, secure=secure) is not None) == kept


@pytest.mark.parametrize(
    ("path", "cookie_path", "matches"),
    [("/a", "/a", True), ("/a/b", "/a", True), ("/a/b", "/a/", True), ("/ab", "/a", False), ("/", "/a", False)],
)
def test_paths_match_by_whole_segments(path: str, cookie_path: str, matches: bool) -> None:
    """`/ab` is not below `/a`."""
    assert path_matches(path, cookie_path) == matches


def test_domains_match_by_whole_labels() -> None:
    """`evilshop.test` is not below `shop.test`."""
    assert domain_matches("a.shop.test", "shop.test")
    assert not domain_matches("evilshop.test", "shop.test")


@given(st.text())
def test_any_text_is_a_cookie_or_none(text: str) -> None:
    """No field raises."""
    read(text)
    read(f"a=b; {text}")
