"""The committed account of other vendors' descriptions; `nox -s corpus -- --save` writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS: dict[str, Any] = json.loads((Path(__file__).parent / "corpus.json").read_text())


def test_every_operation_of_the_corpus_is_generated() -> None:
    """Of the vendors everybody knows and of a sample across all others: all of them, and no description is refused."""
    assert len(CORPUS) > 130
    assert [name for name, one in CORPUS.items() if one["error"]] == []
    assert [name for name, one in CORPUS.items() if one.get("operation", [0, 0])[1]] == []


def test_every_module_of_the_corpus_imports() -> None:
    """No name clashes with another, and none with what the packages themselves use."""
    assert [name for name, one in CORPUS.items() if one["unimportable"]] == []


def test_no_package_of_the_corpus_has_type_errors() -> None:
    """The strict mode of mypy finds nothing in any of them."""
    assert {name: one["type_errors"] for name, one in CORPUS.items()} == dict.fromkeys(CORPUS, 0)


def test_no_class_of_the_corpus_has_a_number_where_a_name_could_be() -> None:
    """Members of unions that say nothing of themselves are few."""
    assert sum(one["numbered"] for one in CORPUS.values()) < 200


def test_no_schema_or_body_of_the_corpus_is_lost() -> None:
    """A loss of either has to be argued here."""
    lost = {name for name, one in CORPUS.items() for kind in ("schema", "body") if one.get(kind, [0, 0])[1]}
    assert lost == set()


def test_values_become_the_class_that_is_theirs_alone() -> None:
    """In unions, where exactly one member validates."""
    assert {name: one["right"] for name, one in CORPUS.items()} == {name: one["of_one"] for name, one in CORPUS.items()}
    assert sum(one["of_one"] for one in CORPUS.values()) > 700


def test_models_give_back_what_they_were_made_from() -> None:
    """With fields that nobody described, and values that disagree."""
    assert {name: one["back"] for name, one in CORPUS.items()} == {name: one["there"] for name, one in CORPUS.items()}
    assert sum(one["there"] for one in CORPUS.values()) > 10_000
