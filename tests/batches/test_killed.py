"""Real processes that are killed or interrupted, against real servers."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from batches.conftest import states

WORKER = Path(__file__).with_name("worker.py")
COUNT = 60
KILLS = int(os.environ.get("FERRULE_KILLS", "2"))


def run(*arguments, kill_after=None):
    """The items of a worker: key and kind. It is killed after so many of them."""
    command = [sys.executable, str(WORKER), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        lines = []
        for line in worker.stdout:
            lines.append(line.split())
            if len(lines) == kill_after:
                worker.kill()
                break
        rest = worker.stdout.read()
        lines += [line.split() for line in rest.splitlines() if line.count(" ") == 1]
    assert worker.returncode == (0 if kill_after is None else -signal.SIGKILL)
    return lines


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize(("operation", "api"), [("issues", "github"), ("customers", "stripe")])
def test_a_run_that_is_killed_over_and_over_sends_no_post_twice(ferrule_sandbox, tmp_path, world, operation, api):
    """At random moments. At its end each input is in the output once, and on the server at most once."""
    if (world, operation) in (("sync", "customers"), ("async", "issues")) and KILLS < 10:
        pytest.skip("each world and each kind once; all of them, killed ten times, by `nox -s soak`")
    journal, chance = tmp_path / "journal", random.Random(f"{world} {operation}")
    arguments = (world, operation, ferrule_sandbox.url(api), journal, COUNT)
    for kill in range(KILLS):
        run(*arguments, kill_after=chance.randint(1, COUNT * (kill + 1) // (KILLS + 1)))
    found = dict(run(*arguments))
    assert len(found) == COUNT
    name = "title" if operation == "issues" else "name"
    path = "/repos/octocat/hello-world/issues" if operation == "issues" else "/v1/customers"
    posts = ferrule_sandbox.log.select(api, path=path, method="POST")
    if operation == "issues":
        whole = [post for post in posts if len(post.body) == int(post.headers["content-length"])]  # not cut by a kill
        titles = Counter(json.loads(post.body)["title"] for post in whole)
        assert set(titles.values()) == {1}
        assert set(titles) >= {key for key, kind in found.items() if kind == "Ok"}
        assert set(found.values()) <= {"Ok", "unknown"}
    else:
        assert set(found.values()) == {"Ok"}
        keys = {post.headers["idempotency-key"] for post in posts}
        assert len(keys) == COUNT, f"one for each {name}, however often it was sent"
    kinds = Counter(state for _, state in states(journal))
    assert kinds["answered"] == COUNT - Counter(found.values())["unknown"]


@contextmanager
def holding_server():
    """Holds all requests until it is told to answer. Gives its URL, a count of requests, and what lets them go."""
    arrived, go = threading.Semaphore(0), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            arrived.release()
            go.wait()
            with suppress(OSError):  # whoever asked may be gone
                self.send_response(404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", "23")
                self.end_headers()
                self.wfile.write(b'{"message":"Not Found"}')

        def log_message(self, *_):
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", arrived, go
    finally:
        go.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Starts `ferrule bulk` for forty names at a server."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_text("username\n" + "".join(f"n{number}\n" for number in range(40)))
    started = []

    def start(url):
        options = ["--base-url", url, "--out", "users.jsonl", "--concurrency", "3", "--progress", "none"]
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "ferrule", "bulk", "github", "users.get_by_username", "names.csv", *options],
                stderr=subprocess.PIPE, text=True,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # which who runs the tests may ignore
            )
        )  # fmt: skip
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def test_ctrl_c_lets_what_runs_come_to_its_end(command, tmp_path):
    """It gets into the journal; nothing else is begun; and the command says how to go on."""
    with holding_server() as (url, arrived, go):
        process = command(url)
        for _ in range(3):
            arrived.acquire()
        process.send_signal(signal.SIGINT)
        assert "ending what runs" in process.stderr.readline()
        go.set()
        assert "the same command goes on from users.jsonl.journal" in process.stderr.read()
        assert process.wait() == 130
        assert [state for _, state in states(tmp_path / "users.jsonl.journal")] == ["answered"] * 3
        assert not arrived.acquire(blocking=False)
        again = command(url)
        again.stderr.read()
        assert again.wait() == 1
    lines = (tmp_path / "users.jsonl").read_text().splitlines()
    assert len({json.loads(line)["key"] for line in lines}) == len(lines) == 40


def test_a_second_ctrl_c_ends_it_now(command, tmp_path):
    """Though the server does not answer at all. The journal stays whole."""
    with holding_server() as (url, arrived, _):
        process = command(url)
        for _ in range(3):
            arrived.acquire()
        process.send_signal(signal.SIGINT)
        assert "ending what runs" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
        assert process.wait() == 130
    assert states(tmp_path / "users.jsonl.journal") == []
