"""Which server a client talks to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call.origin import origin
from ferrule.client.servers import base_url, server_url
from ferrule.errors import ConfigError


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("https://api.example", "https://api.example/v1"),
        ("https://api.example", "HTTPS://API.example:443"),
        ("http://api.example:443", "http://api.example:443/"),
        ("http://[::1]:8080", "http://[::1]:8080/x"),
        ("http://api.example", "http://user@api.example:80"),
    ],
)
def test_an_origin_is_scheme_host_and_port_without_the_default_port(expected, url):
    """Origins compare equal exactly when scheme, host and effective port do."""
    assert expected == origin(url)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("api.example", "absolute"),
        ("ftp://api.example", "absolute"),
        ("https://", "absolute"),
        ("nope://secret", "absolute"),
        ("http://a b/", "absolute"),
        ("https://api.example:port", "absolute"),
        ("https://api.example/?a=b", "no query"),
        ("https://api.example/#a", "no fragment"),
        ("https://user:secret@api.example", "auth=Basic"),
    ],
)
def test_a_base_url_that_cannot_work_is_refused(url, complaint):
    """What is wrong is said before anything is sent, and never with a password in it."""
    with pytest.raises(ConfigError, match=complaint) as caught:
        base_url(url)
    assert "secret" not in str(caught.value)


def test_the_trailing_slash_of_a_base_url_goes():
    """Paths of operations begin with a slash of their own."""
    assert base_url("https://api.example/v1/") == "https://api.example/v1"


SERVERS = [
    {"url": "https://api.example"},
    {
        "url": "https://{region}.api.example/{version}",
        "variables": {"region": {"enum": ["eu", "us"], "default": "eu"}, "version": {"default": "v1"}},
    },
    {"url": "https://{tenant}.example", "variables": {"tenant": {}}},
    {"url": "/relative"},
]


def test_server_variables_take_their_defaults_or_what_is_given():
    """Given values win over the spec's defaults."""
    assert server_url(SERVERS, 1, {}) == "https://eu.api.example/v1"
    assert server_url(SERVERS, 1, {"region": "us"}) == "https://us.api.example/v1"


@pytest.mark.parametrize(
    ("choice", "variables", "complaint"),
    [
        (4, {}, "lists 4 server"),
        (-1, {}, "lists 4 server"),
        (1, {"region": "mars"}, "must be one of eu, us"),
        (1, {"planet": "mars"}, "unknown server variable 'planet'"),
        (2, {}, "'tenant' has no default"),
        (3, {}, "absolute"),
    ],
)
def test_a_server_choice_that_cannot_work_is_refused(choice, variables, complaint):
    """Unknown servers and variables, and values outside the enum, are named."""
    with pytest.raises(ConfigError, match=complaint):
        server_url(SERVERS, choice, variables)


def test_all_faults_of_the_variables_are_listed_at_once():
    """Nobody mends one fault to be told of the next."""
    with pytest.raises(ConfigError, match=r"planet.*one of eu, us"):
        server_url(SERVERS, 1, {"planet": "mars", "region": "mars"})


@given(st.text(max_size=40))
def test_any_text_is_either_an_absolute_base_url_or_refused(text):
    """No input gets past with another error, or with a URL that is not one."""
    try:
        url = base_url(text)
    except ConfigError:
        return
    assert origin(url).startswith(("http://", "https://"))
