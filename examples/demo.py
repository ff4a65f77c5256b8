"""The story in a minute: typed calls, an error explained, a file, a brownout, an outage, a killed run that goes on.

Everything is real except the vendor: a server on loopback, sockets, the default policies with a quicker breaker. Run
it with `python3 -m nox -s demo`. It ends with a table of what happened to each call, and (with matplotlib) a picture of
it in `demo-output/`. With `-- --web` the storm takes four times as long, and its calls can be watched on a page.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext, suppress
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import attrs
from rich import box
from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

import ferrule
from ferrule import ApiKey, Bearer, Breaker, Policies, Retry
from ferrule.auth import ClientCredentials, OAuthClient
from ferrule.policies.breaker import Change, State
from ferrule.sandbox import Reset, Sandbox, Status, Truncate
from ferrule.sandbox.log import Exchange
from ferrule.telemetry.process import look
from ferrule.top.web import page
from ferrule_apis.assistant import Assistant
from ferrule_apis.assistant.models import ChatChunk, ChatMessage, ChatRequest, Role
from ferrule_apis.github import AsyncGitHub, GitHub, webhooks
from ferrule_apis.github.models import IssueCreate
from ferrule_apis.github_graphql import GitHubGraphQL
from ferrule_apis.storage import Storage
from ferrule_apis.storage.models import Bucket
from ferrule_apis.stripe import Stripe
from ferrule_apis.stripe.models import CustomerCreateParams, PaymentIntentCreateParams
from ferrule_apis.weather import Weather

OUTPUT = Path("demo-output")
RATE = 25  # calls a second
PHASES = (("calm", 4.0), ("brownout", 9.0), ("calm again", 3.0), ("outage", 6.0), ("recovery", 7.0))
STYLES = {"ok": "green", "ok after retries": "yellow", "failed": "red", "refused": "magenta"}
BLOCKS = " ▁▂▃▄▅▆▇█"

console = Console(width=None if sys.stdout.isatty() else 110)


@attrs.frozen
class Outcome:
    """What became of one call."""

    phase: str
    at: float
    seconds: float
    kind: str
    attempts: int


@attrs.define
class Story:
    """Everything the table and the picture are made of."""

    began: float = attrs.field(factory=time.monotonic)
    outcomes: list[Outcome] = attrs.field(factory=list)
    changes: list[tuple[float, State]] = attrs.field(factory=lambda: [(0.0, State.CLOSED)])
    phase: str = ""

    def now(self) -> float:
        """Seconds since the storm began."""
        return time.monotonic() - self.began

    def heard(self, change: Change) -> None:
        """The breaker changed its state."""
        self.changes.append((self.now(), change.after))

    def count(self, phase: str, kind: str) -> int:
        """Calls of a phase with this outcome."""
        return sum(outcome.phase == phase and outcome.kind == kind for outcome in self.outcomes)


def typed_calls(sandbox: Sandbox) -> None:
    """Create, fetch, list, query and stream, on five APIs; nothing is a dict."""
    with GitHub(auth=Bearer("demo-token"), base_url=sandbox.url("github")) as github:
        user = github.users.get_by_username("octocat")
        say("github.users.get_by_username", f"{type(user).__name__}: {user.login}, id {user.id}")
        issue = github.issues.create("octocat", "hello-world", body=IssueCreate(title="Teapot too short"))
        again = github.issues.get("octocat", "hello-world", issue.number)
        say("github.issues.create, .get", f"#{again.number} {again.title!r}, state {again.state}")
    with Stripe(auth=Bearer("sk_test_demo"), base_url=sandbox.url("stripe")) as stripe:
        intent = stripe.payment_intents.create(body=PaymentIntentCreateParams(amount=2000, currency="eur"))
        say("stripe.payment_intents.create", f"{intent.id}: {intent.amount} {intent.currency}, {intent.status}")
        for number in range(25):
            stripe.customers.create(body=CustomerCreateParams(name=f"customer {number}"))
        walk = stripe.customers.list.items(limit=10)
        names = [customer.name for customer in walk]
        calls = len(sandbox.log.select("stripe", path="/v1/customers", method="GET"))
        say("stripe.customers.list.items", f"{len(names)} customers in {calls} pages, end: {walk.end}")
    with GitHubGraphQL(auth=Bearer("demo-token"), base_url=sandbox.url("github_graphql")) as graph:
        found = graph.repositories.get_repository(owner="octocat", name="hello-world").repository
        say("graph.repositories.get_repository", f"{type(found).__name__}: {found and found.name_with_owner}")
    with Assistant(auth=Bearer("demo-key"), base_url=sandbox.url("assistant")) as assistant:
        question = ChatRequest(
            model="echo", messages=[ChatMessage(role=Role.USER, content="Streams end with a reason.")]
        )
        events = assistant.chat.create.events(body=question)
        words = [
            event.choices[0].delta.content or "" for event in events if isinstance(event, ChatChunk) and event.choices
        ]
        say("assistant.chat.create.events", f"{''.join(words)!r} in {len(words)} typed events, end: {events.end}")
    with Weather(auth=ApiKey("demo-key"), base_url=sandbox.url("weather")) as weather:
        raw = weather.weather.point.raw(place_id="berlin")
        say("weather.point.raw", f"status {raw.status_code}, {len(raw.content)} bytes, {type(raw.parse()).__name__}")


def an_error_explained(sandbox: Sandbox) -> None:
    """An error says what happened, to which operation, after which attempts, and what to do."""
    with GitHub(base_url=sandbox.url("github")) as github:
        for label, call in (
            ("no such user", lambda: github.users.get_by_username("nobody-at-all")),
            ("no credential", lambda: github.issues.create("octocat", "hello-world", body=IssueCreate(title="x"))),
        ):
            try:
                call()
            except ferrule.CallError as error:
                say(label, f"[bold]{type(error).__name__}[/]: {error}")


def webhooks_received() -> None:
    """A delivery as GitHub signs it, the same once more, and one that somebody changed on the way."""
    hooks = webhooks.receiver(secrets=["shared with GitHub"])
    body = b'{"action": "opened", "issue": {"title": "Teapot too short"}, "repository": {"id": 1}, "sender": {"id": 1}}'
    headers = hooks.sign(body, event="issues")
    for label, sent in (("signed", body), ("sent again", body), ("forged", body.replace(b"short", b"cheap"))):
        try:
            with hooks.claim(hooks.unwrap(headers, sent)) as delivery:
                event = delivery.event
                action = event.action if isinstance(event, webhooks.WebhookIssues) else event
                what = (
                    "handled before, so nothing is done" if delivery.duplicate else f"{type(event).__name__}: {action}"
                )
                say(f"a webhook, {label}", what)
        except ferrule.WebhookRejected as error:
            say(f"a webhook, {label}", f"[bold]WebhookRejected[/]: {error.reason}; answered {error.status_code}")


async def one_refresh(sandbox: Sandbox) -> None:
    """Fifty calls find their token expired in the same moment: one of them fetches the next, the others wait for it."""
    auth = ClientCredentials(OAuthClient("demo", "secret", token_url=f"{sandbox.url('identity')}/token"))
    async with AsyncGitHub(auth=auth, base_url=sandbox.url("github")) as github:
        fresh = github.with_options(cache="no-store")
        await asyncio.gather(*(fresh.users.get_by_username("octocat") for _ in range(50)))
        calls = len(sandbox.log.select("github", path="/users/*"))
        tokens = len(sandbox.log.select("identity", path="/token"))
    say("50 calls at once, no token yet", f"{tokens} token request, {calls} authorized calls")


def an_interrupted_file(sandbox: Sandbox) -> None:
    """A file is sent and saved whole, though servers fail, connections break, and the reader gives up in between."""

    def give_up(progress: ferrule.Progress) -> None:
        if progress.done > 10_000_000:
            raise InterruptedError

    with (
        Storage(auth=Bearer("demo-token"), base_url=sandbox.url("storage")) as storage,
        tempfile.TemporaryDirectory() as folder,
    ):
        there, here = Path(folder) / "film.mp4", Path(folder) / "copy.mp4"
        there.write_bytes(os.urandom(24_000_000))
        storage.buckets.insert(project="demo", body=Bucket(name="films"))
        sandbox.faults.add(script=[(), (Reset("after"),), (), (Status(503),)], api="storage", method="PUT")
        stored = storage.objects.insert.upload("films", name="film.mp4").send(there, progress=True)
        say("storage.objects.insert.upload", f"{stored.size} bytes, though a reply was lost and one was a 503")
        film = storage.objects.download.file("films", "film.mp4")
        with suppress(InterruptedError):
            film.save(here, progress=give_up)
        left = ", ".join(sorted(one.name for one in Path(folder).iterdir() if "part" in one.name))
        say("storage.objects.download.file", f"interrupted; there is no copy.mp4, but {left}")
        sandbox.faults.add(Truncate(), api="storage", path="/download/*", times=2)
        saved = film.save(here, progress=True)
        say("the same again", f"went on at byte {saved.resumed}, past 2 cuts; {' and '.join(saved.verified)} agree")


async def storm(sandbox: Sandbox, story: Story, *, watched: bool) -> None:
    """Steady traffic through good and bad weather. One that is watched is slower, and stays until Ctrl-C."""
    policies = Policies(
        deadline=5.0,
        attempt_timeout=1.0,
        retry=Retry(attempts=4),
        breaker=Breaker(
            minimum_calls=10, window=3.0, open_for=1.0, open_for_cap=2.0, probes=3, listeners=(story.heard,)
        ),
    )
    async with AsyncGitHub(base_url=sandbox.url("github"), policies=policies) as client:
        github = client.with_options(cache="no-store")  # an answer from the cache would not tell of the weather
        story.began = time.monotonic()
        tasks: set[asyncio.Task[None]] = set()
        with Live(view(story), console=console, refresh_per_second=8, transient=True) as live:
            ends = 0.0
            for name, seconds in PHASES:
                story.phase, ends = name, ends + seconds * (4 if watched else 1)
                weather_for(sandbox, name)
                while story.now() < ends:
                    task = asyncio.create_task(one_call(github, story))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                    live.update(view(story))
                    await asyncio.sleep(1 / RATE)
            await asyncio.gather(*tasks)
        console.print(client.stats())
        if watched:
            console.print("  The storm is over. The page stays until Ctrl-C.", highlight=False)
            await asyncio.Event().wait()


def weather_for(sandbox: Sandbox, phase: str) -> None:
    """Tell the server how to behave in a phase."""
    sandbox.faults.clear()
    if phase == "brownout":
        sandbox.faults.add(Status(503), api="github", rate=0.2)
    elif phase == "outage":
        sandbox.faults.add(Reset("before"), api="github")


async def one_call(github: AsyncGitHub, story: Story) -> None:
    """One call, and what became of it."""
    phase, at = story.phase, story.now()
    attempts = 1
    try:
        raw = await github.users.get_by_username.raw("octocat")
        attempts = len(raw.attempts)
        kind = "failed" if raw.status_code >= 400 else "ok" if attempts == 1 else "ok after retries"
    except ferrule.Refused as error:
        kind, attempts = "refused", len(error.attempts)
    except ferrule.WireError as error:
        kind, attempts = "failed", len(error.attempts)
    story.outcomes.append(Outcome(phase, at, story.now() - at, kind, attempts))


def killed_and_resumed(sandbox: Sandbox) -> None:
    """A command makes customers of a table, is killed in the middle, and is given again: no customer is made twice."""
    count = 300
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = "".join(f'"{{""name"": ""customer {number}""}}"\n' for number in range(count))
        (folder / "customers.csv").write_text(f"body\n{rows}")
        command = [sys.executable, "-m", "ferrule", "bulk", "stripe", "customers.create", "customers.csv"]
        command += ["--out", "customers.jsonl", "--base-url", sandbox.url("stripe"), "--progress", "none"]
        environment = {**os.environ, "STRIPE_API_KEY": "sk_test_demo"}
        with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as run:
            while len(posts(sandbox)) < count // 3 and run.poll() is None:
                time.sleep(0.01)
            run.kill()
        say("ferrule bulk, kill -9", f"{len(posts(sandbox))} of {count} customers were on their way")
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        kept = next(line.split()[-1] for line in done.stderr.splitlines() if line.startswith("from the journal"))
        lines = (folder / "customers.jsonl").read_text().splitlines()
    keys = {entry.headers["idempotency-key"] for entry in posts(sandbox)}
    say("the same command again", f"{len(lines)} lines of output, {kept} of them from the journal")
    say("on the server", f"{len(posts(sandbox))} POSTs with {len(keys)} idempotency keys: {len(keys)} customers")


def posts(sandbox: Sandbox) -> list[Exchange]:
    """The customers that the server was asked for."""
    return sandbox.log.select("stripe", path="/v1/customers", method="POST")


def say(what: str, result: str) -> None:
    """One line of the story."""
    console.print(f"  [cyan]{what:<32}[/] {result}", highlight=False)


def view(story: Story) -> Panel:
    """The running storm: phase, breaker, counts, and the latency of the last calls."""
    state = story.changes[-1][1]
    colour = {State.CLOSED: "green", State.HALF_OPEN: "yellow", State.OPEN: "red"}[state]
    text = Text(f"{story.now():5.1f} s   {story.phase:<12}", style="bold")
    text.append(f" breaker {state.value:<10}", style=colour)
    for kind, style in STYLES.items():
        text.append(f"  {kind} {sum(outcome.kind == kind for outcome in story.outcomes):>3}", style=style)
    text.append("\n")
    for outcome in story.outcomes[-96:]:
        height = min(len(BLOCKS) - 1, 1 + int(outcome.seconds * 20))
        text.append(BLOCKS[height], style=STYLES[outcome.kind])
    return Panel(text, title="latency of each call, coloured by outcome", border_style="dim")


def table(story: Story, reached: int) -> Table:
    """What happened to the calls of each phase."""
    made = Table(
        title="What happened", title_style="bold", header_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    made.add_column("phase", no_wrap=True)
    for column in ("calls", *STYLES, "attempts", "median", "p95"):
        made.add_column(column, justify="right", style=STYLES.get(column), no_wrap=" " not in column)
    for phase, _ in PHASES:
        mine = [outcome for outcome in story.outcomes if outcome.phase == phase]
        times = [outcome.seconds * 1000 for outcome in mine]
        made.add_row(
            phase,
            str(len(mine)),
            *(str(story.count(phase, kind) or "") for kind in STYLES),
            str(sum(outcome.attempts for outcome in mine)),
            f"{median(times):.1f} ms",
            f"{quantiles(times, n=20)[-1]:.0f} ms",
        )
    made.caption = f"{reached} requests reached the server"
    return made


def picture(story: Story, path: Path) -> None:
    """Latency of each call and state of the breaker, over time."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, (calls, breaker) = plt.subplots(
        2, 1, sharex=True, figsize=(11, 5.5), height_ratios=(5, 1), layout="constrained"
    )
    colours = {"ok": "tab:green", "ok after retries": "tab:orange", "failed": "tab:red", "refused": "tab:purple"}
    for kind, colour in colours.items():
        mine = [outcome for outcome in story.outcomes if outcome.kind == kind]
        calls.scatter(
            [o.at for o in mine],
            [max(o.seconds * 1000, 0.05) for o in mine],
            s=14,
            color=colour,
            label=f"{kind} ({len(mine)})",
        )
    calls.set(yscale="log", ylabel="latency, ms", title="Calls through a brownout and an outage")
    calls.legend(loc="upper left", ncols=4, fontsize="small")
    calls.margins(y=0.25)
    edges = [*story.changes, (sum(seconds for _, seconds in PHASES), story.changes[-1][1])]
    shades = {State.CLOSED: "tab:green", State.HALF_OPEN: "gold", State.OPEN: "tab:red"}
    for (start, state), (end, _) in pairwise(edges):
        breaker.axvspan(start, end, color=shades[state], alpha=0.7, lw=0)
    breaker.set(yticks=[], ylabel="breaker", xlabel="seconds (green closed, yellow half-open, red open)")
    begins = 0.0
    for name, seconds in PHASES:
        calls.axvline(begins, color="grey", lw=0.5)
        calls.annotate(name, (begins + 0.1, 0.02), xycoords=("data", "axes fraction"), color="grey")
        begins += seconds
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=110)


def main(*, watched: bool) -> None:
    """Tell the story."""
    story = Story()
    with Sandbox() as sandbox:
        console.rule("[bold]Typed calls[/], on a sandbox server with state")
        typed_calls(sandbox)
        console.rule("[bold]Errors[/] that say what to do")
        an_error_explained(sandbox)
        console.rule("[bold]Webhooks[/], verified and handled once")
        webhooks_received()
        console.rule("[bold]OAuth 2.0[/], against the sandbox's identity provider")
        sandbox.log.clear()
        asyncio.run(one_refresh(sandbox))
        console.rule("[bold]Files[/], interrupted and gone on with")
        an_interrupted_file(sandbox)
        sandbox.log.clear()
        console.rule(f"[bold]A storm[/]: {RATE} calls a second, {sum(seconds for _, seconds in PHASES):.0f} s")
        console.print(
            "  brownout: one request in five gets a 503    outage: every connection is reset    then both end\n",
            highlight=False,
        )
        try:
            with page(look) if watched else nullcontext() as url:
                if url:
                    console.print(f"  Watch it: {url}\n", highlight=False, soft_wrap=True)
                asyncio.run(storm(sandbox, story, watched=watched))
        except KeyboardInterrupt:
            if not watched:
                raise
        reached = len(sandbox.log.select("github"))
        console.print(table(story, reached))
        opened = sum(state is State.OPEN for _, state in story.changes)
        console.print(
            f"  The breaker opened {opened} time(s) and is {story.changes[-1][1].value} at the end.", highlight=False
        )
        sandbox.log.clear()
        console.rule("[bold]Many inputs[/], killed and resumed")
        killed_and_resumed(sandbox)
    if find_spec("matplotlib"):
        picture(story, OUTPUT / "storm.png")
        console.print(f"  Picture: [bold]{OUTPUT / 'storm.png'}[/].")
    farewell()


def farewell() -> None:
    """What to do next, to be typed as printed: the `ferrule` of a nox session is on no path, its Python is there."""
    python, here = Path(sys.executable), Path.cwd()
    if python.is_relative_to(here):
        python = python.relative_to(here)
    console.print(f"  Next: `{python} -m ferrule sandbox`, and the first calls in README.md.", highlight=False)


if __name__ == "__main__":
    try:
        main(watched="--web" in sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
