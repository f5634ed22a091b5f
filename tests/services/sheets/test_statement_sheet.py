"""A statement of account as values."""

import dataclasses

import pytest

from tests.services.printing.statement_samples import STATEMENT


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        STATEMENT.contact = ""  # type: ignore[misc]  # that it is refused is the point


def test_the_ageing_sums_to_the_balance() -> None:
    assert STATEMENT.ageing is not None
    assert STATEMENT.ageing.total == STATEMENT.balance
