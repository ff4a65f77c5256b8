"""Names of files: nothing that a server offers leaves the folder, hides, runs by another name or fails to be made."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule import FileRefused, ReadFailed, TransferFailed
from ferrule.http.disposition import file_name
from ferrule.transfer.names import MOST_BYTES, beside, safe_name
from transfer.conftest import WHOLE, cut, file, left, part, whole


@pytest.mark.parametrize(("field", "name"), [
    (b"attachment; filename*=UTF-8''..%2f..%2fetc%2fpasswd", "passwd"),
    (rb'attachment; filename="..\\..\\evil.exe"', "evil.exe"),
    (rb'attachment; filename="..\..\evil.exe"', "evil.exe"),
    (b"attachment; filename*=UTF-8''%E2%80%AEgpj.exe", "gpj.exe"),
    (b'attachment; filename="a%2fb.txt"', "a%2fb.txt"),
    (b'attachment; filename=""', "asset"),
    (b'attachment; filename=".."', "asset"),
    (b"attachment; filename=/", "asset"),
    (b"attachment", "asset"),
    (b"", "asset"),
    (b"attachment; filename=plain.txt", "plain.txt"),
    (b"attachment; filename=two words.txt ; size=3", "two words.txt"),
    (b'attachment; filename="a \\"b\\".txt"', "a _b_.txt"),
    (b"attachment; filename*=utf-8'en'%c2%a3.txt; filename=\"x\"", "\u00a3.txt"),
    (b"attachment; FILENAME=x; filename*=ISO-8859-1''%a3.txt", "\u00a3.txt"),
    (b"attachment; filename*=UTF-8''%zz; filename=plain", "plain"),
    (b"attachment; filename*=UTF-8''%ff; filename=plain", "plain"),
    (b"attachment; filename*=KOI8-R''%c1; filename=plain", "plain"),
    (b'attachment; name="a; filename=evil"; filename=good', "good"),
    (b'attachment; filename="open', "_open"),
    ("attachment; filename=\"\u20ac.txt\"".encode(), "\u20ac.txt"),
    (b'attachment; filename="\xa3.txt"', "\u00a3.txt"),
    (b"inline; filename=C:\\windows\\system32", "system32"),
])  # fmt: skip
def test_what_a_field_offers_and_what_is_made_of_it(field, name):
    """The last segment, without what could do harm."""
    assert safe_name(file_name(field), "asset") == name


@pytest.mark.parametrize(("offered", "name"), [
    ("CON.txt", "_CON.txt"), ("nul", "_nul"), ("COM\u00b9", "_COM\u00b9"), ("con .txt", "_con .txt"), ("aux.", "_aux"),
    ("LPT9.a.b", "_LPT9.a.b"), ("console.txt", "console.txt"), ("evil.exe. ", "evil.exe"), ("C:evil", "C_evil"),
    (". . x", "x"), (" .bashrc", "bashrc"), ("a\r\nb\x1b[31m.txt", "ab[31m.txt"), ("\u202ea\u200b", "a"), ("\ud800", "x"),
    ("a?b*c|d<e>f\"g", "a_b_c_d_e_f_g"), ("\u2028", "x"), ("/", "x"), ("a/", "x"), ("\u2024\u2024", "\u2024\u2024"),
])  # fmt: skip
def test_names_of_any_system_are_made_safe(offered, name):
    """Devices of Windows, streams and drives, hidden files, characters that nobody sees."""
    assert safe_name(offered, "x") == name


@pytest.mark.parametrize(("offered", "ending"), [
    ("\u20ac" * 100 + ".zip", ".zip"), ("a" * 300, "a"), ("a" * 300 + ".tar.gz", ".gz"), ("a." + "b" * 300, "b"),
    ("\U0001f98a" * 64 + ".\u00e9", ".\u00e9"), ("." * 300 + "a" * 255, "a"),
])  # fmt: skip
def test_long_names_are_cut_between_characters_and_keep_their_ending(offered, ending):
    """To 255 bytes."""
    name = safe_name(offered)
    assert 250 <= len(name.encode()) <= MOST_BYTES
    assert name.endswith(ending)


@given(st.text())
def test_whatever_is_offered_the_name_is_one(offered):
    """In the folder, seen, not hidden, and safe a second time."""
    name = safe_name(offered)
    assert name == Path(name).name and name not in ("", ".", "..")
    assert len(name.encode()) <= MOST_BYTES
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs"}
    assert name[0] != "." and name.strip(". ") == name
    assert safe_name(name) == name


@given(st.binary())
def test_whatever_the_field_there_is_a_name(field):
    """No exception, whatever the bytes."""
    assert safe_name(file_name(field))


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=255))
def test_what_stands_beside_a_file_has_a_name_that_can_be(name):
    """However long the file's own is; and two files have two."""
    part, journal = beside(name, ".part"), beside(name, ".part.journal")
    assert max(len(os.fsencode(part)), len(os.fsencode(journal))) <= MOST_BYTES
    assert part != journal
    if len(os.fsencode(name)) > MOST_BYTES - len(".part.journal"):
        assert beside(name + "x", ".part.journal") != journal


def test_in_a_folder_it_is_called_as_the_server_offers(store, tmp_path):
    """Else as its path ends."""
    named = whole(content_disposition='attachment; filename="../b.zip"')
    assert store.save(tmp_path, named).path == tmp_path / "b.zip"
    assert store.save(f"{tmp_path}/", whole(), name="photos/cat.png").path == tmp_path / "cat.png"
    assert store.save(tmp_path, whole(), name="100%41").path == tmp_path / "100%41"
    assert left(tmp_path) == ["100%41", "b.zip", "cat.png"]


def test_a_name_of_the_servers_replaces_nothing(store, tmp_path):
    """Nor a link; nothing is written, and it is said before the body is read."""
    (tmp_path / "a.bin").write_text("mine")
    with pytest.raises(FileRefused, match="is there already") as caught:
        store.save(tmp_path, whole())
    assert caught.value.path == tmp_path / "a.bin"
    (tmp_path / "b.bin").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileRefused):
        store.save(tmp_path, whole(), name="b.bin")
    assert left(tmp_path) == ["a.bin", "b.bin"]
    assert (tmp_path / "a.bin").read_text() == "mine"
    assert [one.released for one in store.bodies] == [1, 1]


def test_a_file_that_was_made_meanwhile_is_not_replaced_either(store, tmp_path):
    """What came stays in the part."""

    async def meanwhile():
        (tmp_path / "a.bin").write_text("mine")

    with pytest.raises(FileRefused):
        store.save(tmp_path, file(WHOLE[:500], meanwhile, WHOLE[500:]))
    assert (tmp_path / "a.bin").read_text() == "mine"
    assert (tmp_path / "a.bin.part").read_bytes() == WHOLE


def test_in_a_folder_it_goes_on_too(store, tmp_path):
    """The name is known at the headers: then the rest is asked for."""
    with pytest.raises(TransferFailed):
        store.save(tmp_path, cut(400), *[ReadFailed("cut")] * 6)
    store.calls.clear()
    saved = store.save(tmp_path, whole(), part(400, 999))
    assert ((tmp_path / "a.bin").read_bytes(), saved.resumed) == (WHOLE, 400)
    assert store.asked() == [(None, None), ("bytes=400-", '"v1"')]
    assert left(tmp_path) == ["a.bin"]


def test_a_name_of_255_bytes_works(store, tmp_path):
    """What stands beside it is called a little otherwise."""
    name = "\u20ac" * 83 + "ab.zip"
    with pytest.raises(TransferFailed):
        store.save(tmp_path / name, cut(400), *[ReadFailed("cut")] * 6)
    assert store.save(tmp_path / name, part(400, 999)).resumed == 400
    assert left(tmp_path) == [name]
