"""What a cell shows, and when nothing can be seen in it."""

import datetime
from decimal import Decimal

import pytest

from app.services.exchange.cells import BLANKS, Cell, Flaw, is_blank, plain_number, shown


@pytest.mark.parametrize("cell", ["", " ", "\t\n", "\u3000", "\u00a0\u200b", "\ufeff"])
def test_a_cell_with_nothing_but_blanks_of_any_width_is_blank(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", 0, 0.0, Decimal(0), Flaw.ERROR, " x "])
def test_a_nought_and_an_error_are_not_blank(cell: Cell) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("退货", "退货"),
        (7, "7"),
        (7.0, "7"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (1.5e-7, "0.00000015"),
        (Decimal("12.50"), "12.50"),
        (datetime.date(2025, 10, 31), "2025-10-31"),
        (datetime.datetime(2025, 10, 31, 8, 26, tzinfo=None), "2025-10-31 08:26:00"),  # noqa: DTZ001
        (datetime.time(8, 26), "08:26:00"),
        (Flaw.BOOLEAN, ""),
    ],
)
def test_a_cell_shows_what_the_spreadsheet_shows(cell: Cell, words: str) -> None:
    assert shown(cell) == words


def test_no_more_than_fifteen_digits_of_a_double_are_shown() -> None:
    assert plain_number(91310115555555555555.0) == "91310115555555600000"


def test_every_blank_is_one_that_cannot_be_seen() -> None:
    assert all(not blank.isprintable() or blank.isspace() for blank in BLANKS)
