"""URLs in telemetry hold no secrets, and are otherwise as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.telemetry.redaction import redacted


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://user1:secret@github.com/p@th?sig=abc&foo=b@r",
            "https://REDACTED:REDACTED@github.com/p@th?sig=REDACTED&foo=b@r",
        ),
        ("https://github.com/p@th?foo=b@r", "https://github.com/p@th?foo=b@r"),
        ("https://github.com?foo=b@r:c", "https://github.com?foo=b@r:c"),
        ("https://user@github.com/", "https://REDACTED@github.com/"),
        ("https://a:b@c@github.com/", "https://REDACTED:REDACTED@github.com/"),
        (
            "http://[::1]:8080/x?X-Goog-Signature=1&AWSAccessKeyId=2",
            "http://[::1]:8080/x?X-Goog-Signature=REDACTED&AWSAccessKeyId=REDACTED",
        ),
        (
            "https://github.com/?access%5Ftoken=abc&API_KEY=x",
            "https://github.com/?access%5Ftoken=REDACTED&API_KEY=REDACTED",
        ),
        ("https://github.com/?sig&a=1&&sig=", "https://github.com/?sig&a=1&&sig=REDACTED"),
        ("https://github.com/#access_token=1", "https://github.com/"),
        ("https://github.com/?a=1;sig=abc;b=2&s%69g=x", "https://github.com/?a=1;sig=REDACTED;b=2&s%69g=REDACTED"),
        ("not a url", "REDACTED"),
    ],
)
def test_secrets_of_a_url_are_redacted(url: str, expected: str) -> None:
    """User info, and the values of parameters that are named like a secret; nothing else is touched."""
    assert redacted(url) == expected


def test_parameters_that_are_added_and_credentials_by_their_names() -> None:
    """As engines write them; `appid` holds the credential of some API."""
    shown = redacted("https://a.test/x?y=1", {"appid": "s3cret", "q": ["a b", "c"], "on": True}, frozenset({"appid"}))
    assert shown == "https://a.test/x?y=1&appid=REDACTED&q=a+b&q=c&on=true"


def test_values_of_the_path_by_the_names_of_its_placeholders() -> None:
    """Some APIs have their token in the path."""
    template = "/bot{token}/users/{user_id}/send"
    assert redacted("https://a.test/v1/bot12:ab/users/7/send?x=1", None, frozenset(), template) == (
        "https://a.test/v1/botREDACTED/users/7/send?x=1"
    )
    assert redacted("https://a.test/users/7", None, frozenset(), "/users/{user_id}") == "https://a.test/users/7"


@given(st.text(alphabet="ab:/@&%.;"), st.text(alphabet="ab:@%", min_size=1))
def test_a_password_never_gets_through(rest: str, user: str) -> None:
    """However odd the rest of the URL is."""
    shown = redacted(f"https://{user}:hunter2@host/{rest}?sig=hunter2&{rest}&token=hunter2#hunter2")
    assert "hunter2" not in shown
