"""GitHub with memory."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from ferrule.sandbox import Sandbox

Conforms = Callable[[httpx.Response], None]
TOKEN = {"Authorization": "Bearer ghp_test"}
HELLO = "/repos/octocat/hello-world"


@pytest.fixture
def github(sandbox: Sandbox, http: httpx.Client) -> httpx.Client:
    """A client with a token."""
    http.base_url = httpx.URL(sandbox.url("github"))
    http.headers.update(TOKEN)
    return http


def test_what_is_created_is_listed_and_fetched(github: httpx.Client, conforms: Conforms) -> None:
    """A repository, an issue in it, a comment on that."""
    made = github.post("/user/repos", json={"name": "Spoon", "private": True, "description": "Silver."})
    conforms(made)
    assert github.get(made.headers["Location"]).json() == made.json()
    assert [each["name"] for each in github.get("/user/repos", params={"visibility": "private"}).json()] == ["Spoon"]
    issue = github.post(
        "/repos/octocat/spoon/issues", json={"title": "Bent", "labels": ["bug"], "assignees": ["octocat"]}
    )
    comment = github.post("/repos/octocat/spoon/issues/1/comments", json={"body": "So it is."})
    for reply in (issue, comment):
        conforms(reply)
        assert reply.status_code == 201
    fetched = github.get("/repos/octocat/spoon/issues/1").json()
    assert (fetched["title"], fetched["comments"], fetched["labels"][0]["name"]) == ("Bent", 1, "bug")
    assert [each["body"] for each in github.get("/repos/octocat/spoon/issues/1/comments").json()] == ["So it is."]
    assert github.get("/repos/octocat/spoon").json()["open_issues"] == 1


def test_closing_an_issue_takes_it_from_the_open_ones(github: httpx.Client, conforms: Conforms) -> None:
    """And opening it again brings it back."""
    closed = github.patch(f"{HELLO}/issues/3", json={"state": "closed", "state_reason": "not_planned"})
    conforms(closed)
    assert (closed.json()["state_reason"], closed.json()["closed_by"]["login"]) == ("not_planned", "octocat")
    assert [each["number"] for each in github.get(f"{HELLO}/issues", params={"state": "closed"}).json()] == [3]
    assert github.get(HELLO).json()["open_issues"] == 64
    assert github.patch(f"{HELLO}/issues/3", json={"state": "open"}).json()["closed_at"] is None


def test_deleting_a_repository_is_final(github: httpx.Client) -> None:
    """Afterwards there is none."""
    assert github.delete(HELLO).status_code == 204
    assert github.get(HELLO).status_code == 404


@pytest.mark.parametrize(
    ("path", "total"),
    [("/users", 60), (f"{HELLO}/issues", 65), ("/search/issues?q=issue", 65), (f"{HELLO}/releases", 1)],
)
def test_following_next_links_gives_everything_once(
    github: httpx.Client, conforms: Conforms, path: str, total: int
) -> None:
    """Each page names the next until the last, whatever the page's size."""
    for size in (7, 30, 100):
        url = str(github.base_url.join(str(github.base_url).rstrip("/") + path))
        url = str(httpx.URL(url).copy_merge_params({"per_page": size}))
        seen: list[int] = []
        while url:
            page = github.get(url)
            conforms(page)
            body = page.json()
            seen += [each["id"] for each in (body["items"] if isinstance(body, dict) else body)]
            url = page.links.get("next", {}).get("url", "")
        assert len(seen) == len(set(seen)) == total


def test_an_unchanged_resource_is_not_sent_again(github: httpx.Client) -> None:
    """304 for a matching entity tag, which costs nothing; a change makes a new tag."""
    first = github.get(f"{HELLO}/issues/1")
    again = github.get(f"{HELLO}/issues/1", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["X-RateLimit-Remaining"] == first.headers["X-RateLimit-Remaining"]
    github.patch(f"{HELLO}/issues/1", json={"title": "Changed"})
    assert github.get(f"{HELLO}/issues/1", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_quota_counts_down_and_refuses_at_zero(sandbox: Sandbox, github: httpx.Client, conforms: Conforms) -> None:
    """Per credential; asking for it is free; an hour later it is full again."""
    sandbox.world.rate_limit = 3
    assert [github.get("/zen").headers["X-RateLimit-Remaining"] for _ in range(3)] == ["2", "1", "0"]
    assert github.get("/rate_limit").json()["rate"]["remaining"] == 0
    refused = github.get("/user")
    conforms(refused)
    assert refused.status_code == 403
    assert github.get("/zen", headers={"Authorization": "Bearer other"}).status_code == 200
    sandbox.clock.advance(3601)
    assert github.get("/zen").headers["X-RateLimit-Remaining"] == "2"


def test_every_reply_is_named(github: httpx.Client) -> None:
    """X-GitHub-Request-Id differs from reply to reply, also for errors."""
    names = [github.get(path).headers["X-GitHub-Request-Id"] for path in ("/zen", "/zen", "/users/nobody", "/nowhere")]
    assert len(set(names)) == 4


@pytest.mark.parametrize("token", [None, "invalid"])
def test_writes_need_a_token(sandbox: Sandbox, http: httpx.Client, token: str | None) -> None:
    """Without one, or with the one that stands for a bad one: 401 in GitHub's words."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    reply = http.post(f"{sandbox.url('github')}/user/repos", json={"name": "x"}, headers=headers)
    assert reply.status_code == 401
    assert set(reply.json()) == {"message", "documentation_url", "status"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/users/nobody", None, 404),
        ("GET", "/repos/octocat/nothing", None, 404),
        ("GET", f"{HELLO}/issues/66", None, 404),
        ("GET", f"{HELLO}/releases/1", None, 404),
        ("GET", f"{HELLO}/releases/assets/1", None, 404),
        ("POST", "/user/repos", {"name": "Hello-World"}, 422),
        ("POST", f"{HELLO}/issues", {"title": "x", "assignees": ["nobody"]}, 422),
    ],
)
def test_errors_have_their_documented_bodies(
    github: httpx.Client, conforms: Conforms, method: str, path: str, body: object, status: int
) -> None:
    """404 and 422 as the description has them."""
    reply = github.request(method, path, json=body)
    assert reply.status_code == status
    conforms(reply)


def test_a_former_name_redirects(sandbox: Sandbox, github: httpx.Client, conforms: Conforms) -> None:
    """301 to where the repository is now."""
    reply = github.get("/repos/octocat/hello-earth/issues/1")
    conforms(reply)
    assert (reply.status_code, reply.headers["Location"]) == (301, f"{sandbox.url('github')}{HELLO}/issues/1")


def test_an_asset_is_downloaded_from_another_origin(sandbox: Sandbox, github: httpx.Client, conforms: Conforms) -> None:
    """302 to a second port, whose log shows whether a credential came along; parts of it can be asked for."""
    release = github.get(f"{HELLO}/releases/latest").json()
    asset = release["assets"][0]
    conforms(github.get(asset["url"]))
    moved = github.get(asset["url"], headers={"Accept": "application/octet-stream"})
    target = httpx.URL(moved.headers["Location"])
    assert (moved.status_code, target.port == httpx.URL(sandbox.origin).port) == (302, False)
    assert len(github.get(target, headers={"Authorization": ""}).content) == asset["size"]
    github.get(target)
    received = [
        "authorization" in entry.headers and entry.headers["authorization"]
        for entry in sandbox.log.select(api="_downloads")
    ]
    assert [bool(value and "Bearer" in value) for value in received] == [False, True]


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "length"),
    [
        ("bytes=0-9", 206, "bytes 0-9/65536", 10),
        ("bytes=65530-", 206, "bytes 65530-65535/65536", 6),
        ("bytes=-4", 206, "bytes 65532-65535/65536", 4),
        ("bytes=65536-", 416, "bytes */65536", 0),
        ("lines=1-2", 200, None, 65536),
    ],
)
def test_downloads_come_in_parts(
    github: httpx.Client, asked: str, status: int, content_range: str | None, length: int
) -> None:
    """One range at a time (RFC 9110 §14)."""
    url = github.get(f"{HELLO}/releases/latest").json()["assets"][0]["browser_download_url"]
    reply = github.get(url, headers={"Range": asked})
    assert (reply.status_code, reply.headers.get("Content-Range"), len(reply.content)) == (
        status,
        content_range,
        length,
    )


def test_an_uploaded_asset_can_be_downloaded(github: httpx.Client, conforms: Conforms) -> None:
    """What was sent comes back; the same name twice is refused."""
    release = github.get(f"{HELLO}/releases/latest").json()["id"]
    url = f"{HELLO}/releases/{release}/assets?name=a.bin"
    send = {"content": b"\x00\x01", "headers": {"Content-Type": "application/octet-stream"}}
    made = github.post(url, **send)
    conforms(made)
    assert github.get(made.json()["browser_download_url"]).content == b"\x00\x01"
    assert github.post(url, **send).status_code == 422


def test_every_read_conforms_to_the_description(github: httpx.Client, conforms: Conforms) -> None:
    """Of what is there at the start."""
    for path in (
        "/user",
        "/users/octocat",
        "/users/octocat/repos",
        "/user/repos",
        HELLO,
        f"{HELLO}/issues/5",
        f"{HELLO}/releases",
        "/search/repositories?q=hello",
        "/search/users?q=user1",
        "/rate_limit",
        "/zen",
    ):
        reply = github.get(path)
        assert reply.status_code == 200
        conforms(reply)
