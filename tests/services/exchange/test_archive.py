"""A zipped spreadsheet is looked over before anything of it is unpacked."""

import io
import struct
import warnings
import zipfile

import pytest

from app.services.exchange import archive
from app.services.exchange.archive import MEGABYTE, Archive
from app.services.exchange.refusals import (
    DamagedSpreadsheet,
    PasswordProtected,
    TooLarge,
    UnsafeSpreadsheet,
)
from tests.services.exchange.made_files import zipped


def _unsafe(content: bytes) -> str:
    with pytest.raises(UnsafeSpreadsheet) as refused:
        Archive("a.xlsx", content)
    return refused.value.found


def _flipped(content: bytes, local: int, central: int, value: int) -> bytes:
    """Give the archive with two bytes of its only part's two headers set."""
    changed = bytearray(content)
    struct.pack_into("<H", changed, content.index(b"PK\3\4") + local, value)
    struct.pack_into("<H", changed, content.index(b"PK\1\2") + central, value)
    return bytes(changed)


def test_the_parts_are_read_by_name_whatever_its_letter_case() -> None:
    parts = Archive("a.xlsx", zipped({"xl/Workbook.xml": b"<x/>"}))
    assert parts.parts() == ["xl/workbook.xml"]
    assert "xl/workbook.xml" in parts
    assert "xl/other.xml" not in parts
    assert parts.read("xl/workbook.xml") == b"<x/>"


@pytest.mark.parametrize("length", [0, 4, 30, 60])
def test_an_archive_that_was_cut_short_is_damaged(length: int) -> None:
    with pytest.raises(DamagedSpreadsheet):
        Archive("a.xlsx", zipped({"a.xml": b"<x/>" * 100})[:length])


def test_a_part_whose_bytes_do_not_fit_its_checksum_is_damaged() -> None:
    content = zipped({"a.xml": b"<x/>"}, zipfile.ZIP_STORED).replace(b"<x/>", b"<y/>")
    with pytest.raises(DamagedSpreadsheet):
        Archive("a.xlsx", content).read("a.xml")


def test_packed_bytes_that_cannot_be_unpacked_are_damaged() -> None:
    content = bytearray(zipped({"a.xml": bytes(range(256)) * 4}))
    content[35:60] = b"\xff" * 25
    with pytest.raises(DamagedSpreadsheet):
        Archive("a.xlsx", bytes(content)).read("a.xml")


def test_a_part_that_swells_is_not_unpacked() -> None:
    assert _unsafe(zipped({"xl/a.xml": bytes(9 * MEGABYTE)})).startswith("9 MB in ")


def test_many_parts_are_no_spreadsheet() -> None:
    assert _unsafe(zipped({f"{number}": b"" for number in range(1001)})) == "1001 parts"


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as made:
        warnings.simplefilter("ignore")
        made.writestr("xl/a.xml", b"1")
        made.writestr("XL/A.xml", b"2")
    assert _unsafe(stream.getvalue()) == "two parts of one name"


@pytest.mark.parametrize("name", ["/etc/passwd", "../a", "a/../../b", "c:/a", "a\\b"])
def test_a_part_that_would_lie_outside_the_file_is_refused(name: str) -> None:
    assert _unsafe(zipped({name: b""})) == "a part outside the file"


def test_a_part_that_is_packed_in_an_unknown_way_is_refused() -> None:
    assert _unsafe(zipped({"a": b"x"}, zipfile.ZIP_LZMA)) == "an unknown packing"


def test_an_encrypted_part_asks_for_a_file_without_password() -> None:
    with pytest.raises(PasswordProtected):
        Archive("a.xlsx", _flipped(zipped({"a": b"x"}), 6, 8, 1))


def test_parts_that_lie_over_one_another_are_refused() -> None:
    content = bytearray(zipped({"a": b"x", "b": b"y"}, zipfile.ZIP_STORED))
    at = content.index(b"PK\1\2")
    struct.pack_into("<II", content, at + 20, 1000, 1000)
    assert _unsafe(bytes(content)) == "overlapping parts"


def test_a_part_or_a_whole_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({"a": b"x" * 60, "b": b"y" * 60}, zipfile.ZIP_STORED)
    monkeypatch.setattr(archive, "MEGABYTE", 10)
    monkeypatch.setattr(archive, "PART_LIMIT", 50)
    with pytest.raises(TooLarge) as refused:
        Archive("a.xlsx", content)
    assert (refused.value.size, refused.value.limit) == (6, 5)
    monkeypatch.setattr(archive, "PART_LIMIT", 100)
    monkeypatch.setattr(archive, "WHOLE_LIMIT", 100)
    with pytest.raises(TooLarge) as refused:
        Archive("a.xlsx", content)
    assert (refused.value.size, refused.value.limit) == (12, 10)
