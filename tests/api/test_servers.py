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


HOSTS = [
    "https://{v}.api.example/v1",
    "https://api-{v}.example",
    "https://api.{v}/v1",
    "https://{v}",
    "https://{v}:8443/x",
    "https://api.example:{v}/x",
    "https://{v}@api.example",
    "https://api.example{v}",
]


@pytest.mark.parametrize("template", HOSTS)
@pytest.mark.parametrize(
    "value",
    ["evil.example/", "evil.example:80", "a@evil.example", "a:b@", "evil.example\\", "evil.example?", "evil.example#",
     "evil.example%2f", "evil.example\uff0f", "evil\u3002example/", ".evil.example:1", "@evil.example", "a b", "a\tb",
     "[::1]"],
)  # fmt: skip
def test_a_variable_of_the_host_names_no_other_host(template, value):
    """A credential must not go where a value, which may be somebody else's input, points."""
    servers = [{"url": template, "variables": {"v": {"default": "x"}}}]
    with pytest.raises(ConfigError, match=r"server variable 'v' is a part of the host|base_url must"):
        server_url(servers, 0, {"v": value})


@pytest.mark.parametrize(
    ("template", "value", "url"),
    [
        ("https://{v}.api.example", "acme-1_b", "https://acme-1_b.api.example"),
        ("https://{v}.api.example", "müller", "https://müller.api.example"),
        ("https://{v}/v1", "api.acme.test", "https://api.acme.test/v1"),
        ("https://{v}:8443", "api.acme.test", "https://api.acme.test:8443"),
        ("https://api.example:{v}/x", "8443", "https://api.example:8443/x"),
        ("https://api.example{v}", "/v2", "https://api.example/v2"),
        ("https://api.example/{v}", "a.b:c@d", "https://api.example/a.b:c@d"),
        ("{v}://api.example", "http", "http://api.example"),
        ("{v}/v1", "https://api.acme.test", "https://api.acme.test/v1"),
    ],
)
def test_a_variable_may_be_what_its_place_allows(template, value, url):
    """A label, a whole host, a port, a path, a scheme, or a whole address, where the template has that."""
    assert server_url([{"url": template, "variables": {"v": {"default": "x"}}}], 0, {"v": value}) == url


@pytest.mark.parametrize("value", ["evil.example", "a.b", "a\u3002b", "a\uff0eb"])
@pytest.mark.parametrize("template", [HOSTS[0], HOSTS[1], HOSTS[2], HOSTS[5], HOSTS[7]])
def test_a_label_has_no_dots(template, value):
    """A part of a host is one label, unless the description itself offers another value."""
    variables = {"v": {"default": "x"}}
    with pytest.raises(ConfigError, match=r"no dots|base_url must"):
        server_url([{"url": template, "variables": variables}], 0, {"v": value})
    offered = {"v": {"default": "x", "enum": ["x", value]}}
    assert value in server_url([{"url": HOSTS[0], "variables": offered}], 0, {"v": value})


def test_a_domain_has_dots():
    """Where the default is more than a label, so may be what is given in its place."""
    servers = [{"url": "https://api.{v}/v1", "variables": {"v": {"default": "example.com"}}}]
    assert server_url(servers, 0, {"v": "example.org"}) == "https://api.example.org/v1"
    with pytest.raises(ConfigError, match="a part of the host"):
        server_url(servers, 0, {"v": "example.org/"})


def test_a_scheme_is_http_or_https():
    """A variable before the host cannot bring a host of its own."""
    with pytest.raises(ConfigError, match="must be http or https"):
        server_url(
            [{"url": "{v}://api.example", "variables": {"v": {"default": "https"}}}], 0, {"v": "https://evil.test?"}
        )


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
