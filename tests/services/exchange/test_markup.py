"""The parts of a workbook are plain XML in UTF-8, or they are not opened."""

import pytest

from app.services.exchange.archive import Archive
from app.services.exchange.markup import walk
from app.services.exchange.refusals import DamagedSpreadsheet, UnsafeSpreadsheet, UnusualWorkbook
from tests.services.exchange.made_files import zipped


def _archive(part: bytes) -> Archive:
    return Archive("a.xlsx", zipped({"a.xml": part}))


def test_every_tag_goes_by_with_its_bare_name() -> None:
    seen: list[tuple[str, dict[str, str]]] = []
    part = b'<x:book xmlns:x="u"><x:sheet name="\xe9\x94\x80"/></x:book>'
    walk(_archive(part), "a.xml", lambda tag, facts: seen.append((tag, facts)))
    assert [tag for tag, _facts in seen] == ["book", "sheet"]
    assert seen[1][1] == {"name": "销"}


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    ],
)
def test_entities_are_not_opened(part: bytes) -> None:
    with pytest.raises(UnsafeSpreadsheet) as refused:
        walk(_archive(part), "a.xml")
    assert refused.value.found == "DTD"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_markup_in_wide_characters_is_unusual(encoding: str) -> None:
    with pytest.raises(UnusualWorkbook):
        walk(_archive("<x/>".encode(encoding)), "a.xml")


@pytest.mark.parametrize(
    "part",
    [b"", b"<x>", b"<x></y>", b"text", b"<x a=1/>", b'<?xml version="1.0" encoding="z"?><x/>'],
)
def test_markup_that_does_not_end_as_it_begins_is_damaged(part: bytes) -> None:
    with pytest.raises(DamagedSpreadsheet):
        walk(_archive(part), "a.xml")
