"""Where a call goes now."""

import pytest

from ferrule.call.origin import is_loopback
from worlds import a_call


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://api.shop.test/orders", "https://api.shop.test"),
        ("https://api.shop.test?page=2", "https://api.shop.test"),
        ("https://api.shop.test", "https://api.shop.test"),
        ("HTTPS://API.shop.test:443/orders", "https://api.shop.test"),
        ("https://api.shop.test.evil.test/", "https://api.shop.test.evil.test"),
        ("https://api.shop.test@evil.test/", "https://evil.test"),
        ("https://api.shop.test:8443/", "https://api.shop.test:8443"),
        ("http://api.shop.test/", "http://api.shop.test"),
    ],
)
def test_the_origin_is_that_of_the_current_url(url: str, origin: str) -> None:
    """Scheme, host and port decide; a name that only begins like the client's own is another origin."""
    call = a_call(url=url, origin="https://api.shop.test")
    assert call.destination == origin
    assert a_call(url="https://elsewhere.test").replace(url=url).destination == origin


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:80/", True),
        ("http://app.localhost/", True),
        ("http://127.8.9.1:8080/", True),
        ("http://[::1]:8080/", True),
        ("http://localhost.evil.test/", False),
        ("http://192.168.0.1/", False),
        ("http://127.0.0.1.evil.test/", False),
    ],
)
def test_loopback_is_this_machine_alone(url: str, expected: bool) -> None:
    """Only loopback names and addresses count as this machine."""
    assert is_loopback(url) is expected
