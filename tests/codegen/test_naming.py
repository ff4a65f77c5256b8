"""Names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_python_client import strings
from openapi_python_client.strings import ClassName, PythonIdentifier

import ferrule_apis.github
from ferrule.codegen import naming, reserved, spelling
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github._facade import UsersGroup

GENERATED = Path(ferrule_apis.github.__file__).parents[1]


@pytest.mark.parametrize(
    ("operation_id", "tag", "name"),
    [
        ("users/get-by-username", "users", "get_by_username"),
        ("listPets", "pets", "list_pets"),
        ("rate-limit/get", "rate-limit", "get"),
        ("meta/root", "meta", "root"),
        ("users", "users", "users"),
        ("get_/a/{b}", "", "get_a_b"),
    ],
)
def test_a_method_is_named_as_its_operation_without_the_tag(operation_id: str, tag: str, name: str) -> None:
    """`users/get-by-username` becomes `users.get_by_username`."""
    assert naming.attribute(naming.method_name(operation_id, tag)) == name


def test_attributes_may_be_called_like_builtins_but_not_like_keywords() -> None:
    """`customers.list` reads well; `import` could not be written."""
    assert naming.attribute("list") == "list"
    assert naming.attribute("import") == "import_"


def test_names_that_differ_in_symbols_only_stay_apart() -> None:
    """`+1` and `-1`, and `Date<` and `Date>`, are spelt."""
    assert [naming.identifier(name) for name in ("+1", "-1", "Date<", "Date>")] == [
        "plus_1", "minus_1", "date_before", "date_after",
    ]  # fmt: skip


def test_class_names_differ_without_regard_to_case() -> None:
    """Two classes never share a module, on file systems without case either."""
    names = naming.ClassNames()
    assert [names.claim(name) for name in ("BCCMail", "BccMail", "Response", "bcc_mail")] == [
        "BCCMail", "BccMail2", "ResponseModel", "BccMail3",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_class_names_are_unique_and_stable(wanted: list[str]) -> None:
    """Whatever the document says: valid, unique, and the same when the generator names them again."""
    names = naming.ClassNames()
    found = [names.claim(name) for name in wanted]
    assert len({naming.module_of(name).lower() for name in found}) == len(found)
    assert all(name.isidentifier() and str(ClassName(name, "field_")) == name for name in found)


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_identifiers_are_unique_and_stable(wanted: list[str]) -> None:
    """Property and parameter names of any text are valid, unique, and not changed by the generator."""
    taken: set[str] = set()
    for name in wanted:
        found = naming.identifier(name, taken)
        assert found.isidentifier()
        assert found not in taken
        assert str(PythonIdentifier(found, "field_")) == found
        taken.add(found)


@given(st.lists(st.one_of(st.text(max_size=8), st.integers(-99, 99)), unique=True, max_size=8))
def test_enum_members_are_unique_without_regard_to_case(values: list[str | int]) -> None:
    """Members are valid upper-case names, one for each value."""
    names = naming.enum_members(values)
    assert len({name.lower() for name in names}) == len(values)
    assert all(name.isidentifier() and name == name.upper() for name in names)


def test_names_of_the_facade_cannot_be_taken() -> None:
    """An API's group would hide what every client has, and contradict its type. No other name is withheld."""
    groups = {path.name for path in (GENERATED / "github" / "api").iterdir() if (path / "__init__.py").exists()}
    names = {name for client in (GitHub, AsyncGitHub) for name in dir(client) if not name.startswith("_")}
    assert names - groups == reserved.GROUPS
    operations = {path.stem for path in (GENERATED / "github" / "api" / "users").glob("*.py")}
    assert {name for name in dir(UsersGroup) if not name.startswith("_")} <= operations


def test_names_of_generated_modules_cannot_be_taken() -> None:
    """A model of such a name would hide what its module imports, or be hidden by it."""
    modules = [*GENERATED.glob("*/models/*.py"), *GENERATED.glob("*/api/*/*.py"), *GENERATED.glob("*/webhooks.py")]
    assert len(modules) > 300
    imported = {
        alias.asname or alias.name
        for module in modules
        for statement in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.ImportFrom) and statement.module != "__future__"
        for alias in statement.names
    }
    assert {name for name in imported if name[0].isupper() and name != "TYPE_CHECKING"} <= reserved.CLASSES


@given(st.one_of(st.text(), st.text("aZ9_ .-\\ßé²٣/[]<"), st.from_regex(r"[A-Za-z0-9_. -]*", fullmatch=True)))
def test_names_are_spelt_as_the_generator_spells_them(name: str) -> None:
    """What is quicker gives the same names."""
    assert spelling.sanitize(name) == strings.sanitize(name)
    assert spelling.split_words(name) == strings.split_words(name)


def test_a_name_is_spelt_once() -> None:
    """A patch of the generator that no longer takes effect is seen."""
    with spelling.quick_spelling():
        before = strings.snake_case.cache_info().currsize  # type: ignore[attr-defined]
        strings.PythonIdentifier("notSeenBefore", "p")
        assert strings.snake_case.cache_info().currsize == before + 1  # type: ignore[attr-defined]
