import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.entry import Entry, EntryLine, Side, Unbalanced, side_total
from app.values.money import FEN_LIMIT, Money

AMOUNTS = st.integers(-(10**12), 10**12).filter(bool).map(Money)
DEBITS = st.lists(AMOUNTS, min_size=1, max_size=8).filter(Money.total)


def _debit(amount: Money) -> EntryLine:
    return EntryLine(Side.DEBIT, "1122", amount)


def _credit(amount: Money) -> EntryLine:
    return EntryLine(Side.CREDIT, "5001", amount)


@given(DEBITS)
def test_an_entry_whose_sides_agree_is_built(amounts: list[Money]) -> None:
    entry = Entry((*map(_debit, amounts), _credit(Money.total(amounts))))
    assert entry.total == Money.total(amounts)
    assert side_total(entry.lines, Side.CREDIT) == entry.total


@given(DEBITS, AMOUNTS)
def test_an_entry_whose_sides_differ_cannot_be_built(amounts: list[Money], off: Money) -> None:
    with pytest.raises(Unbalanced, match=r"differ|neither zero"):
        Entry((*map(_debit, amounts), _credit(Money.total(amounts) + off)))


@given(DEBITS)
def test_the_red_copy_takes_every_line_back(amounts: list[Money]) -> None:
    entry = Entry((*map(_debit, amounts), _credit(Money.total(amounts))))
    red = entry.reversed()
    assert all(
        (line.side, line.account) == (copy.side, copy.account) and line.amount == -copy.amount
        for line, copy in zip(entry.lines, red.lines, strict=True)
    )
    assert red.reversed() == entry


def test_one_line_is_no_entry() -> None:
    with pytest.raises(Unbalanced, match="two lines"):
        Entry((_debit(Money(1)),))


@pytest.mark.parametrize("fen", [0, FEN_LIMIT + 1, -FEN_LIMIT - 1])
def test_a_line_of_zero_or_of_an_absurd_amount_is_no_line(fen: int) -> None:
    with pytest.raises(Unbalanced, match="neither zero nor absurdly large"):
        Entry((_debit(Money(fen)), _credit(Money(fen))))


def test_a_red_voucher_may_come_to_nothing() -> None:
    assert Entry((_debit(Money(5)), _debit(Money(-5)))).total == Money(0)
