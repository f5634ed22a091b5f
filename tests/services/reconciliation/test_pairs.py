"""A difference always comes to what is explained and what is not, to the 分."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.reconciliation.pairs import Check, Pair, SideRow, sides, together
from app.values.money import Money
from app.values.reconciling import CheckKind, Relation
from tests.builders import october

_FEN = st.integers(-(10**12), 10**12)


def side(amount: str | int, number: str = "TH-202510-0001") -> SideRow:
    fen = Money.of(amount) if isinstance(amount, str) else Money(amount)
    return SideRow(1, number, october(10), "启航教育", fen)


def check(left: str, right: str, *pairs: Pair) -> Check:
    return Check(CheckKind.RETURNS_LEDGER, Money.of(left), Money.of(right), pairs)


def test_a_side_that_is_missing_counts_as_nothing() -> None:
    assert Pair(Relation.NO_VOUCHER, side("862.19"), None).difference == Money.of("862.19")
    assert Pair(Relation.NO_DOCUMENT, None, side("565.00")).difference == Money.of("-565.00")
    assert Pair(Relation.EQUAL, side("90.00"), side("90.00")).difference == Money.of("0.00")


def test_a_pair_without_any_side_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="one side at least"):
        _ = Pair(Relation.NO_VOUCHER, None, None).either


def test_only_what_agrees_needs_no_look() -> None:
    pairs = [Pair(relation, side("1.00"), side("1.00")) for relation in Relation]
    assert [pair.relation for pair in pairs if pair.is_sound] == [Relation.EQUAL]
    assert len(check("8.00", "8.00", *pairs).open_pairs) == len(Relation) - 1


@given(st.lists(st.tuples(_FEN, _FEN), max_size=20), _FEN)
def test_difference_is_explained_and_rest_together(
    amounts: list[tuple[int, int]], more: int
) -> None:
    pairs = tuple(Pair(Relation.AMOUNT_DIFFERS, side(a), side(b)) for a, b in amounts)
    left, right = sides(pairs)
    found = Check(CheckKind.RETURNS_LEDGER, left + Money(more), right, pairs)
    assert found.difference == found.explained + found.rest
    assert found.rest == Money(more)


def test_sums_of_the_sides_leave_out_what_is_missing() -> None:
    pairs = [
        Pair(Relation.NO_VOUCHER, side("10.00"), None),
        Pair(Relation.NO_DOCUMENT, None, side("3.00")),
        Pair(Relation.EQUAL, side("5.00"), side("5.00")),
    ]
    assert sides(pairs) == (Money.of("15.00"), Money.of("8.00"))


def test_several_vouchers_stand_as_one_under_all_their_numbers() -> None:
    one = together([side("1130.00", "记-0006"), side("-90.00", "记-0009")])
    assert (one.number, one.amount) == ("记-0006 记-0009", Money.of("1040.00"))
