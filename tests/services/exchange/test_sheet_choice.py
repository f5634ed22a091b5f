"""Of several sheets that one is read whose headings fit, or the one that is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Note, NoteKind
from app.services.exchange.headings import Search
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds.receipts import ReceiptRows
from app.services.exchange.mappings import PLAIN
from app.services.exchange.refusals import (
    ColumnsMissing,
    HeadingTwice,
    NoHeadings,
    NoRows,
    QuotesUnclear,
    SheetUnknown,
)
from app.services.exchange.row_makers import Terms
from app.services.exchange.sheet_choice import Chosen, choose

HEADINGS = ["日期", "客户编码", "金额"]
RECEIPT = ["2025-10-31", "KH-0117", "113.00"]


@dataclass
class _Sheet:
    """A sheet of this test."""

    name: str
    table: Sequence[Sequence[Cell]]
    height: int = 0
    counts_from_1904: bool = False

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give its rows; a row None stands for quotes that do not pair."""
        for row in self.table:
            if row == ["“"]:
                raise QuotesUnclear(self.name, 1)
            yield row


def _choose(*sheets: _Sheet, wanted: str | None = None, **named: str) -> Chosen:
    readers = ReceiptRows(Terms(PLAIN, from_1904=False)).readers
    search = Search(ImportKind.RECEIPTS, readers, named, only_named=False)
    return choose("a.xlsx", sheets, wanted, search)


def test_the_first_sheet_whose_headings_fit_is_read_from_its_first_row() -> None:
    chosen = _choose(_Sheet("说明", [["收款说明"]]), _Sheet("收款", [[], HEADINGS, RECEIPT]))
    assert chosen.sheet.name == "收款"
    assert chosen.located.row == 2
    assert list(chosen.rows) == [[], HEADINGS, RECEIPT]
    assert chosen.notes == ()


def test_another_sheet_that_would_fit_is_noted() -> None:
    chosen = _choose(
        _Sheet("九月", [HEADINGS, RECEIPT]),
        _Sheet("十月", [HEADINGS, RECEIPT]),
        _Sheet("空表", [HEADINGS, ["", " "]]),
        _Sheet("", [HEADINGS, RECEIPT]),
    )
    assert chosen.sheet.name == "九月"
    assert chosen.notes == (Note(NoteKind.OTHER_SHEET, words="十月"),)


def test_the_sheet_that_is_named_is_read() -> None:
    sheets = [_Sheet("九月", [HEADINGS, RECEIPT]), _Sheet("十月", [HEADINGS, RECEIPT])]
    assert _choose(*sheets, wanted="十月").sheet.name == "十月"
    with pytest.raises(SheetUnknown) as refused:
        _choose(*sheets, wanted="冬月")
    assert refused.value.sheets == "九月、十月"


def test_the_columns_that_are_missing_are_named_where_most_fits() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        _choose(_Sheet("一", [["金额"]]), _Sheet("二", [["x"], ["日期", "金额"]]), _Sheet("三", []))
    assert (refused.value.row, refused.value.columns) == (2, "customer code")


def test_a_heading_that_a_mapping_names_is_asked_for_by_that_name() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        _choose(_Sheet("一", [HEADINGS]), customer="买家")
    assert refused.value.columns == "买家"


def test_sheets_without_any_heading_are_refused_with_what_is_needed() -> None:
    with pytest.raises(NoHeadings) as refused:
        _choose(_Sheet("一", [["x"]] * 20))
    assert refused.value.columns == "date、customer code、amount"


def test_a_book_without_any_sheet_has_no_rows() -> None:
    with pytest.raises(NoRows):
        _choose()


def test_headings_are_looked_for_in_the_first_fifteen_rows_only() -> None:
    assert _choose(_Sheet("一", [[]] * 14 + [HEADINGS, RECEIPT])).located.row == 15
    with pytest.raises(NoHeadings):
        _choose(_Sheet("一", [[]] * 15 + [HEADINGS, RECEIPT]))


def test_two_columns_that_say_the_same_are_refused() -> None:
    with pytest.raises(HeadingTwice) as refused:
        _choose(_Sheet("一", [[*HEADINGS, "收款金额"], [*RECEIPT, "1"]]))
    assert (refused.value.column, refused.value.headings) == ("amount", "金额、收款金额")


def test_quotes_that_do_not_pair_with_one_separator_do_not_matter_with_another() -> None:
    assert _choose(_Sheet("", [["“"]]), _Sheet("", [HEADINGS, RECEIPT])).located.row == 1
    with pytest.raises(QuotesUnclear):
        _choose(_Sheet("", [["“"]]), _Sheet("", [["x"]]))
