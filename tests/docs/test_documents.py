"""What the documents show runs, and their links lead somewhere.

Each Python sample of each page runs against the sandbox, in the order of the page.
"""

from __future__ import annotations

import ast
import asyncio
import gc
import hashlib
import hmac
import importlib
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import ferrule
from ferrule.auth.profiles import LoginProfile
from ferrule.sandbox import Sandbox, Status
from ferrule.testing.plugin import ferrule_sandbox, ferrule_sandbox_server  # noqa: F401 - loaded by itself only where installed

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CLIENTS = {
    "assistant": "Assistant", "github": "GitHub", "identity": "Identity", "stripe": "Stripe", "twilio": "Twilio",
    "weather": "Weather", "github_graphql": "GitHubGraphQL", "storage": "Storage",
}  # fmt: skip
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def samples(page: Path) -> list[tuple[int, str]]:
    """Line and text of each Python sample."""
    text = page.read_text("utf-8")
    return [(text[: match.start(1)].count("\n"), match[1]) for match in _BLOCK.finditer(text)]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the files, and an environment with the variables, that the documents speak of."""
    from joserfc.jwk import RSAKey

    pem = RSAKey.generate_key(2048).as_pem(private=True).decode()
    monkeypatch.chdir(tmp_path)
    for name in ("key.pem", "app.pem"):
        Path(name).write_text(pem)
    Path("key.json").write_text(
        json.dumps({"client_email": "a@b", "private_key": pem, "token_uri": "https://login.example/token"})
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    LoginProfile(client_id="cli", issuer="https://login.example").save("work")
    for name in ("GITHUB_TOKEN", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "METEOSOURCE_API_KEY"):
        monkeypatch.setenv(name, "any")


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    """For what samples need, and the tests in them must not have."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def facades(ferrule_sandbox: Sandbox, patch: pytest.MonkeyPatch) -> dict[str, Any]:  # noqa: F811
    """The clients, which call the sandbox where their API has its server."""
    found: dict[str, Any] = {}
    for api, name in CLIENTS.items():
        package = importlib.import_module(f"ferrule_apis.{api}")
        for kind in (getattr(package, name), getattr(package, f"Async{name}")):
            here = attrs.evolve(kind.description, servers=[{"url": ferrule_sandbox.url(api)}])
            patch.setattr(kind, "description", here)
            found[kind.__name__] = kind
    return found


def givens(facades: dict[str, Any]) -> dict[str, Any]:
    """What the text around the samples speaks of without importing or making it again."""
    public = {name: getattr(ferrule, name) for name in ferrule.__all__}
    github = facades["GitHub"](auth=ferrule.Bearer("any"))
    return {
        **public,
        **facades,
        "Orders": facades["GitHub"],
        "AsyncOrders": facades["AsyncGitHub"],
        "Status": Status,
        "github": github,
        "stripe": facades["Stripe"](auth=ferrule.Bearer("any")),
        "order": SimpleNamespace(id="order-7", payment=_payment()),
        "hmac": hmac,
        "KEY": b"key",
        "vault": SimpleNamespace(current_token=lambda: "token"),
        "read_projected_token": lambda: "token",
        "signature": lambda call: hashlib.sha256(call.url.encode()).hexdigest(),
        "audit": _audit,
        "body": b'{"ref": "refs/heads/main"}',
        "AuthenticatedClient": importlib.import_module("ferrule_apis.github").AuthenticatedClient,
        "token": "any",
        "__name__": "sample",
        "request": SimpleNamespace(get_json=dict),
        "ChatRequest": importlib.import_module("ferrule_apis.assistant.models").ChatRequest,
    }


def _payment() -> Any:
    from ferrule_apis.stripe.models import PaymentIntentCreateParams

    return PaymentIntentCreateParams(amount=1000, currency="eur")


async def _audit(call: Any, next: Any, runtime: Any) -> Any:
    return await next(call)


def run(code: str, where: str, names: dict[str, Any]) -> None:
    """Run a sample, and what it defines to be run: a `main`."""
    compiled = compile(code, where, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    result = eval(compiled, names)  # noqa: S307 - our own documents; a coroutine where there is an await outside of functions
    if inspect.iscoroutine(result):
        asyncio.run(result)
    if inspect.iscoroutinefunction(main := names.pop("main", None)):
        asyncio.run(main())


# Samples close no client; a reader's program ends.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("page", [page for page in PAGES if samples(page)], ids=lambda page: page.name)
def test_the_samples_of_a_page_run(
    page: Path, facades: dict[str, Any], patch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """One after the other, as a reader would type them; then the tests that they define, with their fixtures."""
    names = givens(facades)
    before = set(names)
    for line, code in samples(page):
        run("\n" * line + code, str(page), names)
    tests = {name: one for name, one in names.items() if name not in before and name.startswith("test_")}
    patch.undo()
    for one in tests.values():
        one(**{name: request.getfixturevalue(name) for name in inspect.signature(one).parameters})
    names.clear()
    gc.collect()


def anchors(page: Path) -> set[str]:
    """What a link may point to in a page: headings, as GitHub names them, and anchors set by hand."""
    text = page.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading in it."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        if ":" not in file and not (there.exists() and (not anchor or anchor in anchors(there))):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_tests_that_pages_name_are_there(page: Path) -> None:
    """Of files, those in the repository's own folders; `acme` stands for any API."""
    text = page.read_text("utf-8")
    files = set(re.findall(r"`((?:tests|wrapper|specs|generated|benchmarks|docs|examples|\.ci)/[^`\s<>*…]*)`", text))
    known = "".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    lost = [file for file in files if "acme" not in file and not (ROOT / file).exists()]
    lost += [name for name in set(re.findall(r"`(test_\w+)`", text)) if f"def {name}(" not in known]
    assert lost == []


def test_the_readme_says_how_much_code_there_is() -> None:
    """What is thin is measured, to a tenth."""
    root, lines = Path(ferrule.__file__).parent, Counter[str]()
    for file in root.rglob("*.py"):
        lines[file.relative_to(root).parts[0]] += len(file.read_text("utf-8").splitlines())
    codegen, sandbox, _ = (lines.pop(room) for room in ("codegen", "sandbox", "testing"))
    text = (ROOT / "README.md").read_text("utf-8")
    stated = [int(number.replace(",", "")) for number in re.findall(r"about ([\d,]+)\s+lines", text)]
    assert stated == [pytest.approx(number, rel=0.1) for number in (lines.total(), codegen, sandbox)]


def test_no_file_has_the_marks_of_a_merge():
    """Nobody sees them in prose until a reader does."""
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    files = [
        path for path in ROOT.rglob("*") if path.suffix in (".md", ".py", ".toml", ".yaml", ".yml", ".jinja", ".cfg")
    ]
    ours = [
        path for path in files if not {".git", ".nox", ".cache", "node_modules"} & set(path.relative_to(ROOT).parts)
    ]
    found = [path for path in ours if any(line.startswith(marks) for line in path.read_text("utf-8").splitlines())]
    assert ours and not found
