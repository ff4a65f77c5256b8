"""Decoding helpers of generated packages."""

from __future__ import annotations

from enum import StrEnum

from ferrule.codegen.support._decode import known


class Size(StrEnum):
    """An enum that other text may stand beside."""

    SMALL = "small"


def test_text_beside_an_enum_stays_text() -> None:
    """What the enum has becomes its member; anything else is as good, and no mismatch."""
    assert known(Size, "small") is Size.SMALL
    assert type(known(Size, "huge")) is str
