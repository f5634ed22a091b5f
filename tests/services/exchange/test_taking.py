"""Rows are taken one after the other; whatever is unsound is named all at once."""

from pathlib import Path

import pytest

from app.services.exchange import taking
from app.services.exchange.files import read_kind
from app.services.exchange.findings import Note, NoteKind, Reason, RefusedRow, RowFinding
from app.services.exchange.kinds.customers import CUSTOMERS
from app.services.exchange.kinds.receipts import RECEIPTS
from app.services.exchange.kinds.sales import SALES
from app.services.exchange.refusals import NoRows
from app.services.progress import Cancelled
from tests.services.exchange.made_files import SALE, SALES_HEADINGS, csv_text, sales, taken, xlsx

NUMBER, DAY, CUSTOMER, PRODUCT, QUANTITY, PRICE = SALE


class _Watched:
    """Somebody who watches, and may stop the work."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def step(self, done: int, total: int) -> None:
        """Note the step."""
        self.steps.append((done, total))
        if len(self.steps) == self._stop_after:
            raise Cancelled


def test_every_unsound_cell_of_every_row_is_named_at_once(tmp_path: Path) -> None:
    content = sales(
        SALE,
        (NUMBER, "2025-02-30", "", PRODUCT, "十", "-"),
        SALE[:5],
        (NUMBER, DAY, CUSTOMER, PRODUCT, "0", "-1"),
    )
    found = taken(tmp_path, SALES, content)
    assert found.rejected == (
        RowFinding(3, "日期", "2025-02-30", Reason.DATE_IMPOSSIBLE),
        RowFinding(3, "客户编码", "", Reason.MISSING),
        RowFinding(3, "数量", "十", Reason.NOT_AN_AMOUNT),
        RowFinding(3, "单价", "-", Reason.NOT_AN_AMOUNT),
        RowFinding(4, "单价", "", Reason.MISSING),
        RowFinding(5, "数量", "0", Reason.QUANTITY_ZERO),
    )
    assert (found.read, len(found.rows), found.refused, found.findings) == (4, 1, 3, 6)
    assert found.refused_rows[0] == RefusedRow(3, (NUMBER, "2025-02-30", "", PRODUCT, "十", "-"))


def test_a_long_cell_is_shown_in_part_only(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales((*SALE[:5], "一" * 500)))
    assert found.rejected[0].value == "一" * 60
    assert found.refused_rows[0].cells[5] == "一" * 500


def test_blank_rows_are_passed_over_and_rows_keep_their_number(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales((), SALE, ("", " ", "\u3000"), (" ",), SALE[:5]))
    assert found.read == 2
    assert found.rows[0].row == 3
    assert found.rejected[0].row == 6


@pytest.mark.parametrize(
    "words", ["合计", "合 计", "合计：", "本页小计", "总计", "Total", "Grand Total:", "SUBTOTAL"]
)
def test_a_totals_row_is_noted_and_not_taken(tmp_path: Path, words: str) -> None:
    found = taken(tmp_path, SALES, sales(SALE, (words, "", "", "", "10", "")))
    assert (found.read, found.refused) == (1, 0)
    assert [(note.kind, note.row) for note in found.notes] == [(NoteKind.TOTALS_ROW, 3)]


def test_the_words_of_a_totals_row_may_stand_behind_blank_cells(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales(SALE, ("", "", "合计", "", "10", "125")))
    assert found.notes == (Note(NoteKind.TOTALS_ROW, 3, words="合计"),)


@pytest.mark.parametrize("words", ["合计1号", "小计量器", "TOTALLY", "本店"])
def test_what_only_begins_like_a_totals_row_is_taken(tmp_path: Path, words: str) -> None:
    assert taken(tmp_path, SALES, sales((words, *SALE[1:]))).rows[0].number == words


def test_a_number_in_front_makes_no_totals_row(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, xlsx([SALES_HEADINGS, (None, 1, "K", "P", 1, 1)]))
    assert [finding.reason for finding in found.rejected] == [
        Reason.MISSING,
        Reason.DATE_IMPOSSIBLE,
    ]


def test_equal_rows_are_all_taken_and_noted(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales(SALE, (*SALE[:5], "9"), SALE, SALE))
    assert len(found.rows) == 4
    assert found.duplicates == 2
    assert found.notes == (Note(NoteKind.DUPLICATE, 4, 2), Note(NoteKind.DUPLICATE, 5, 2))


def test_rows_that_only_share_their_mark_are_not_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "hash", lambda _cells: 7, raising=False)
    found = taken(tmp_path, SALES, sales(SALE, (*SALE[:5], "9")))
    assert (len(found.rows), found.duplicates, found.notes) == (2, 0, ())


def test_more_cells_than_headings_in_a_text_file_mean_an_unquoted_comma(tmp_path: Path) -> None:
    found = taken(tmp_path, SALES, sales((*SALE[:4], "1,000", "12.50"), (*SALE, "", " ")))
    assert found.rejected == (RowFinding(2, "", "12.50", Reason.TOO_MANY_CELLS),)
    assert found.refused_rows[0].cells[4:] == ("1", "000", "12.50")
    assert len(found.rows) == 1


def test_cells_beside_the_table_of_a_spreadsheet_do_not_matter(tmp_path: Path) -> None:
    content = xlsx([SALES_HEADINGS, (*SALE, None, "经办：李")])
    assert len(taken(tmp_path, SALES, content).rows) == 1


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRows):
        taken(tmp_path, SALES, sales((), ("合计",)))


def test_what_is_kept_of_a_bad_file_is_bounded_and_what_is_counted_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("FINDINGS_KEPT", "NOTES_KEPT", "REFUSED_ROWS_KEPT"):
        monkeypatch.setattr(taking, limit, 2)
    content = sales(*[SALE] * 6, *[("", "", *SALE[2:])] * 5)
    found = taken(tmp_path, SALES, content)
    assert (len(found.rejected), found.findings) == (2, 10)
    assert (len(found.refused_rows), found.refused) == (2, 5)
    assert (len(found.notes), found.duplicates) == (2, 5)


def test_a_thing_twice_is_taken_once(tmp_path: Path) -> None:
    content = csv_text(("客户编码", "客户名称"), ("A", "甲"), ("A", "甲"), ("A", "乙"))
    found = taken(tmp_path, CUSTOMERS, content)
    assert [row.row for row in found.rows] == [2]
    assert (found.read, found.duplicates, found.refused) == (3, 1, 1)
    assert found.refused_rows == (RefusedRow(4, ("A", "乙")),)


def test_the_work_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "STEP", 2)
    path = tmp_path / "a.csv"
    path.write_bytes(sales(*[SALE] * 4))
    watched = _Watched()
    read_kind(path, SALES, progress=watched)
    assert watched.steps == [(2, 6), (4, 6), (4, 4)]


def test_the_work_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "STEP", 2)
    path = tmp_path / "a.csv"
    path.write_bytes(sales(*[SALE] * 4))
    with pytest.raises(Cancelled):
        read_kind(path, SALES, progress=_Watched(stop_after=1))


def test_rows_above_the_headings_are_no_rows(tmp_path: Path) -> None:
    content = csv_text(
        ("收款单",),
        ("2025-10-01", "K", "5"),
        ("日期", "客户编码", "金额"),
        (
            "2025-10-31",
            "K",
            "5",
        ),
    )
    found = taken(tmp_path, RECEIPTS, content)
    assert [(row.row, row.day) for row in found.rows] == [(4, "2025-10-31")]
