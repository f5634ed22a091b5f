"""The value of a cell is made once and remembered."""

import pytest

from app.services.exchange import readers
from app.services.exchange.cells import Cell, Flaw
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused, Reader


def test_a_cell_that_was_there_before_is_not_read_again() -> None:
    asked: list[Cell] = []
    reader: Reader[None] = Reader(asked.append, None)
    assert reader["散客"] is reader["散客"]
    assert asked == ["散客"]


def test_blanks_around_a_text_are_no_part_of_it() -> None:
    reader: Reader[str] = Reader(str, "")
    assert reader["\u3000KH-0117\u00a0\n"] == "KH-0117"


def test_a_blank_cell_gives_nothing_where_nothing_is_needed() -> None:
    assert Reader(str, "none")["  "] == "none"


def test_a_blank_cell_is_refused_where_a_value_is_needed() -> None:
    reader: Reader[str] = Reader(str, "", needed=True)
    with pytest.raises(CellRefused) as refused:
        reader[" "]
    assert refused.value.reason is Reason.MISSING
    assert " " not in reader


def test_what_the_source_writes_for_empty_is_empty() -> None:
    reader: Reader[str] = Reader(str, "", blanks=["*", "NONE"])
    assert [reader["*"], reader[" NONE "], reader["**"]] == ["", "", "**"]


@pytest.mark.parametrize(
    ("flaw", "reason"),
    [
        (Flaw.ERROR, Reason.ERROR_CELL),
        (Flaw.BOOLEAN, Reason.BOOLEAN_CELL),
        (Flaw.NO_VALUE, Reason.FORMULA_WITHOUT_VALUE),
    ],
)
def test_a_cell_without_a_value_says_what_it_has_instead(flaw: Flaw, reason: Reason) -> None:
    with pytest.raises(CellRefused) as refused:
        Reader(str, "")[flaw]
    assert refused.value.reason is reason


def test_a_number_is_read_as_it_is() -> None:
    assert Reader(repr, "")[12.5] == "12.5"


def test_what_is_remembered_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_KEPT", 3)
    reader: Reader[str] = Reader(str, "")
    assert [reader[str(number)] for number in range(10)] == [str(number) for number in range(10)]
    assert len(reader) <= 3
