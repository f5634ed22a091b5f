"""A return as values."""

import dataclasses

import pytest

from app.values.money import Money
from tests.services.printing.samples import RETURN


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RETURN.note = ""  # type: ignore[misc]  # that it is refused is the point


def test_a_return_sums_its_lines() -> None:
    assert RETURN.net == Money.of("1565.00")
    assert RETURN.tax == Money.of("203.45")
    assert RETURN.gross == Money.of("1768.45")
