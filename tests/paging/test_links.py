"""Where links to next pages may lead, and what a cursor holds."""

import base64
import json

import pytest

from ferrule import ConfigError, Middleware, PaginationBroken, Policies, Response
from sites import a_site, ids, page


@pytest.mark.parametrize(
    "link",
    [
        "//evil.test/x",
        "https://h@evil.test/",
        "https://lists.example.evil.test/",
        "https://u:p@lists.example/",
        "http://lists.example/v1/urls",
        "https://lists.example:8443/",
        "https:\\\\evil.test",
        "\\\\evil.test",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://lists.example:99999/",
        "https://[",
        "https://eu.lists.example/v1/urls",
        "/v1/urls?p=2\r\nHost: evil.test",
        "https:///evil.test/",
        "https://xn--h-.test/",
        "https://xn--\u00e9.test/",
        "https://xn--zzzzzz.test/",
    ],
)
def test_a_link_to_another_server_is_refused_before_anything_is_sent(site, link):
    """It is named by its origin, and never quoted further: it may hold a secret."""
    site.script(page(1, next=link))
    with pytest.raises(PaginationBroken, match="the link to the next page"):
        site.walk(site.rows.url.items())
    assert len(site.asked) == 1


def test_a_link_that_repeats_what_was_sent_is_not_told(site, lists):
    """Neither in the error nor in what stands behind it."""

    async def sign(call, next, runtime):
        return await next(call.with_headers({"x-key": "planted-4711"}))

    signing = Policies(retry=None, middleware=[Middleware(sign, position="attempt")])
    own = a_site(type(site.world)(), lists, policies=signing)
    own.script(page(1, next="https://planted-4711.evil.test/x"))
    with pytest.raises(PaginationBroken, match=r"leads to https://\*\*\*\.evil\.test") as caught:
        own.walk(own.rows.url.items())
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "link",
    ["https://LISTS.example:443/v1/urls?p=2", "/v1/urls?p=2", "urls?p=2", "?p=2", "//lists.example/v1/urls?p=2#x"],
)
def test_a_link_to_the_clients_own_server_is_followed(site, link):
    """However it is written."""
    site.script(page(1, next=link), page(2))
    assert ids(site.walk(site.rows.url.items())) == [1, 2]
    assert site.asked[1] == "/v1/urls?p=2&api_key=key"


@pytest.mark.parametrize(
    ("place", "link", "asked"),
    [
        ("/v1/moved?p=1", "?p=2", "https://lists.example/v1/moved?p=2"),
        ("/v1/moved?p=1", "/v1/urls?p=2", "https://lists.example/v1/urls?p=2"),
        ("https://evil.test/x", "https://lists.example/v1/urls?p=2", "https://lists.example/v1/urls?p=2"),
        ("https://evil.test/x", "/v1/urls?p=2", None),
        ("https://evil.test/x", "?p=2", None),
    ],
)
def test_a_link_is_resolved_against_the_url_that_answered(site, place, link, asked):
    """That is not the one that was asked after a redirect (RFC 3986, section 5.1.3)."""
    asks = []

    async def handler(call):
        asks.append(call.url)
        if len(asks) == 1:
            return Response(302, [(b"location", place.encode())])
        following = link if len(asks) == 2 else None
        return Response(200, [(b"content-type", b"application/json")], json.dumps(page(1, next=following)).encode())

    site.world.handler = handler
    if asked is None:
        with pytest.raises(PaginationBroken, match=r"leads to https://evil\.test, and the client's server"):
            site.walk(site.rows.url.items())
        assert len(asks) == 2
    else:
        site.walk(site.rows.url.items())
        assert asks[2:] == [asked]


def test_a_server_behind_a_proxy_is_told_apart(site):
    """The error says what to declare; it is no end of the list."""
    site.script(page(1, next="http://10.0.0.5:8080/urls?page=2"))
    with pytest.raises(PaginationBroken) as caught:
        site.walk(site.rows.url.items())
    assert "leads to http://10.0.0.5:8080, and the client's server is https://lists.example; " in str(caught.value)
    assert "base_url, or add it to the servers in the overlay" in str(caught.value)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://lists.example/v1/urls?p=2", "/proxy/urls?p=2"),
        ("https://eu.lists.example/v1/urls?p=2", "/proxy/urls?p=2"),
        ("http://localhost:8080/proxy/urls?p=2", "/proxy/urls?p=2"),
        ("/proxy/urls?p=2", "/proxy/urls?p=2"),
    ],
)
def test_a_link_to_a_described_server_is_moved_to_the_base_url(site, lists, link, path):
    """With a proxy or a sandbox in its place."""
    own = a_site(type(site.world)(), lists, base_url="http://localhost:8080/proxy")
    own.script(page(1, next=link), page(2))
    assert ids(own.walk(own.rows.url.items())) == [1, 2]
    assert own.asked[1] == f"{path}&api_key=key"


@pytest.mark.parametrize(
    "link",
    [
        "https://lists.example/v2/urls",
        "https://lists.example/v11/urls",
        "https://lists.example/v1/%2e%2e/v2/urls",
        "https://lists.example/v1/.%2E/v2/urls",
        "https://lists.example/v1/x/../../v2/urls",
        "http://other/",
    ],
)
def test_a_link_beside_the_described_servers_is_refused(site, lists, link):
    """A path that only begins with the same letters is another; so is one that leaves it by dots, however written."""
    own = a_site(type(site.world)(), lists, base_url="http://localhost:8080/proxy")
    own.script(page(1, next=link))
    with pytest.raises(PaginationBroken):
        own.walk(own.rows.url.items())
    assert len(own.asked) == 1


def test_a_credential_that_a_link_echoes_is_not_kept(site):
    """Each page is asked for with the client's own; neither the cursor nor the page shows the echoed one."""
    site.serve(lambda url, body: page(1, next=None if "p" in url.params else "/v1/urls?api_key=SECRET&p=2"))
    (first, _) = site.walk(site.rows.url.pages())
    assert site.asked == ["/v1/urls?api_key=key", "/v1/urls?p=2&api_key=key"]
    assert "SECRET" not in base64.urlsafe_b64decode(first.cursor + "==").decode()
    assert "SECRET" not in repr(first)


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", "AAAA", base64.urlsafe_b64encode(b'[9,"lists rows/url",null,"/",0,0]').decode(), None, 7]
)
def test_what_is_no_cursor_is_refused(site, cursor):
    """Before anything is sent. `None` is the cursor of a last page: there is nowhere to go on."""
    with pytest.raises(ConfigError, match="cursor"):
        site.walk(site.rows.url.items().resume(cursor))
    assert site.asked == []


def test_the_cursor_of_another_operation_is_refused(site):
    """Its place would mean something else there."""
    site.serve(lambda url, body: page(1, next="c"))
    walk = site.rows.cursor.pages().at_most(1)
    (first,) = site.walk(walk)
    with pytest.raises(ConfigError, match="one of lists rows/cursor, not of lists rows/flagged"):
        site.walk(site.rows.flagged.items().resume(first.cursor))


@pytest.mark.parametrize("url", ["//evil.test/x", "@evil.test/", ".evil.test/", "https://evil.test/", ":8443/"])
def test_a_forged_cursor_leads_to_no_other_server(site, url):
    """What it holds is a path on the client's own server, or it is refused."""
    forged = base64.urlsafe_b64encode(f'[1,"lists rows/url",null,"{url}",1,null]'.encode()).decode()
    site.script(page(1))
    hosts = []
    answer = site.world.handler

    async def handler(call):
        hosts.append(call.url.partition("://")[2].partition("/")[0])
        return await answer(call)

    site.world.handler = handler
    try:
        site.walk(site.rows.url.items().resume(forged))
    except ConfigError:
        assert hosts == []
    else:
        assert hosts == ["lists.example"]


@pytest.mark.parametrize(
    ("verb", "place"),
    [
        ("url", 'null,"",-1,0'),
        ("url", 'null,"",0,-1'),
        ("url", '"x","",1,0'),
        ("url", '"x","/v1/urls",1,0'),
        ("cursor", 'null,"/v1/other",1,0'),
        ("cursor", '"x","/v1/other",1,0'),
        ("page", '"x","",1,0'),
        ("page", 'null,"",1,0'),
        ("offset", 'true,"",1,0'),
    ],
)
def test_a_forged_cursor_is_refused_that_no_page_of_its_kind_has(site, verb, place):
    """Else whoever may hand one in could ask for any path with the client's credentials."""
    forged = base64.urlsafe_b64encode(f'[1,"lists rows/{verb}",{place}]'.encode()).decode()
    with pytest.raises(ConfigError, match="takes a cursor that a page or an error"):
        site.walk(getattr(site.rows, verb).items().resume(forged))
    assert site.asked == []
