"""Tables written for spreadsheets: every cell is text at rest, and comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange import texts
from app.services.exchange.table_files import csv_bytes, xlsx_bytes
from tests.services.exchange.made_files import unzipped, xlsx_cells

LIVE = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@A1", "\tx", "=HYPERLINK(0)"]
NUMBERS = ["-1130.00", "+5", "-1,000.50", "12%", "-0.5%", "0"]


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_says_that_it_is_utf_8_and_keeps_commas_quotes_and_lines() -> None:
    content = csv_bytes(["单号", "备注"], [["XS-1", '急，"勿压", 两层\n轻放']])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    assert _read(content) == [["单号", "备注"], ["XS-1", '急，"勿压", 两层\n轻放']]


@pytest.mark.parametrize("cell", LIVE)
def test_what_would_be_a_formula_gets_a_quote_before_it_in_csv(cell: str) -> None:
    assert _read(csv_bytes([cell], [[cell]])) == [[f"'{cell}"], [f"'{cell}"]]


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_number_stays_one(cell: str) -> None:
    assert _read(csv_bytes(["数"], [[cell]]))[1] == [cell]


@pytest.mark.parametrize("cell", [*LIVE, *NUMBERS, "", "https://a.example", "007", "囍"])
def test_a_workbook_holds_nothing_but_text(cell: str) -> None:
    content = xlsx_bytes(["栏", "尾"], [[cell, "末"]])
    assert xlsx_cells(content) == [["栏", "尾"], [cell, "末"]]
    parts = unzipped(content)
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert not [name for name in parts if "_rels/sheet" in name]


def test_a_column_is_as_wide_as_its_heading_and_the_headings_stay_in_sight() -> None:
    content = unzipped(xlsx_bytes(["单号", "一" * 40], []))["xl/worksheets/sheet1.xml"]
    assert b'width="8.7109375"' in content
    assert b'width="40.7109375"' in content
    assert b'ySplit="1"' in content


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20))
def test_a_text_that_was_written_is_read_as_it_was(cell: str) -> None:
    (row,) = _read(csv_bytes(["栏"], [[cell]]))[1:]
    assert texts.text(row[0] if row else "") == texts.text(cell)
