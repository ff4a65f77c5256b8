"""The `ferrule` command as a whole; each subcommand is tested beside what it drives."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from ferrule.cli import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a call."""
    try:
        code = main(arguments)
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("genrate", "did you mean generate?"),
        ("Sandbox", "did you mean sandbox?"),
        ("tokens", "did you mean token?"),
        ("xyzzy", "there are generate, codegen, diff, lint, sandbox, bulk, login, token, cache, top"),
    ],
)
def test_a_mistyped_command_is_called_wrongly(capsys: pytest.CaptureFixture[str], given: str, hint: str) -> None:
    """The nearest command is named, or all of them; never a traceback."""
    code, output, errors = said(capsys, given, "--out", "x")
    assert (code, output) == (2, "")
    assert errors.splitlines()[-1] == f"ferrule: error: no command {given!r}; {hint}"


def test_the_version_is_that_of_the_installation(capsys: pytest.CaptureFixture[str]) -> None:
    """`ferrule --version`."""
    assert said(capsys, "--version") == (0, f"ferrule {version('ferrule')}\n", "")


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """It is called wrongly, so the help is an error."""
    code, output, errors = said(capsys)
    assert (code, output) == (2, "")
    assert "generate" in errors
