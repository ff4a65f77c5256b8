"""The public names."""

import ferrule


def test_all_is_sorted_and_names_exactly_what_is_imported():
    """What `from ferrule import *` gives is what the package says it has."""
    assert sorted(ferrule.__all__) == ferrule.__all__
    public = {name for name, value in vars(ferrule).items() if not name.startswith("_") and not _is_module(value)}
    assert public == set(ferrule.__all__)


def _is_module(value):
    return type(value) is type(ferrule)
