"""Rows of a sales file become documents, costed at the moving average in the order of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.sales.planning import (
    PlannedDocument,
    PlannedLine,
    Shelf,
    amounts_of,
    costed,
    grouped,
    in_time,
    numbered,
    price_in,
)
from app.values.books import PriceBasis
from app.values.vouching import SourceKind

_NET, _GROSS = PriceBasis.NET, PriceBasis.GROSS
_SPOT = (1, 1)


def _line(quantity: int, day: int = 8, row: int = 2, *, moves: bool = True) -> PlannedLine:
    at = f"2025-10-{day:02d}"
    return PlannedLine(row, at, 1, 1, quantity, 100_000_000, 1300, 10000, 1300, 1, moves)


def _sale(*lines: PlannedLine, number: str = "XS-1") -> PlannedDocument:
    return PlannedDocument(SourceKind.SALE, number, 1, "", list(lines))


def _adjusted(*lines: PlannedLine, number: str = "PD-1") -> PlannedDocument:
    return PlannedDocument(SourceKind.ADJUSTMENT, number, None, "", list(lines))


def _shelf(quantity: int, cost: int, *later: tuple[int, int]) -> dict[tuple[int, int], Shelf]:
    came = tuple((f"2025-10-{day:02d}", units) for day, units in sorted(later, reverse=True))
    return {_SPOT: Shelf(quantity, cost, came)}


@pytest.mark.parametrize(
    ("basis", "given_amounts", "amounts"),
    [
        (_NET, (None, None), (10000, 1300)),
        (_GROSS, (None, None), (8850, 1150)),
        (_NET, (9999, 1298), (9999, 1298)),
        (_NET, (-9999, -1298), (9999, 1298)),
        (_NET, (None, 1299), (10000, 1299)),
        (_GROSS, (None, 1151), (8849, 1151)),
        (_NET, (9999, None), (9999, 1300)),
        (_GROSS, (10001, None), (8850, 1151)),
    ],
)
def test_amounts_of_the_file_are_copied_and_the_missing_ones_worked_out(
    basis: PriceBasis, given_amounts: tuple[int | None, int | None], amounts: tuple[int, int]
) -> None:
    assert amounts_of(basis, -3000, 33_333_333, 1300, given_amounts) == amounts


def test_a_price_is_given_in_the_basis_of_the_book() -> None:
    assert price_in(_NET, _NET, 113_000_000, 1300) == 113_000_000
    assert price_in(_NET, _GROSS, 113_000_000, 1300) == 100_000_000
    assert price_in(_GROSS, _NET, 33_333_333, 1300) == 37_666_666


def test_lines_that_move_stock_come_in_the_order_of_time_then_of_the_file() -> None:
    late, early, service = _line(1, day=9, row=2), _line(1, day=8, row=4), _line(1, moves=False)
    same_day = _line(1, day=8, row=3)
    found = in_time([_sale(late, service), _sale(early, same_day)])
    assert [line for _, line in found] == [same_day, early, late]


def test_each_line_takes_its_share_and_the_last_unit_the_rest() -> None:
    documents = [_sale(*(_line(1000, row=row) for row in (2, 3, 4)))]
    kept, shelves, short = costed(documents, _shelf(3000, 1000))
    assert [line.cost for line in kept[0].lines] == [333, 334, 333]
    assert (shelves[_SPOT], short) == (Shelf(0, 0), [])


def test_the_shelves_given_are_left_as_they_were() -> None:
    lying = _shelf(3000, 1000)
    costed([_sale(_line(1000))], lying)
    assert lying == _shelf(3000, 1000)


def test_a_document_that_finds_too_little_is_given_back_and_leaves_its_goods_to_others() -> None:
    much = _sale(_line(1000, day=8), _line(9000, day=9), number="XS-1")
    little = _sale(_line(3000, day=10), number="XS-2")
    kept, shelves, short = costed([much, little], _shelf(3000, 1000))
    assert kept == [little]
    assert [(one.document, one.line.quantity, one.on_hand) for one in short] == [(much, 9000, 2000)]
    assert shelves[_SPOT].quantity == 0


def test_a_file_in_which_hardly_anything_lies_there_comes_to_an_end() -> None:
    # Each takes one unit that lies there and asks for one that does not: of them all, none fits.
    documents = [
        _sale(_line(1000, row=at), _line(9000, row=at + 100), number=f"XS-{at}") for at in range(40)
    ]
    kept, shelves, short = costed(documents, _shelf(3000, 1000))
    assert (kept, shelves[_SPOT].quantity) == ([], 3000)
    assert {one.document.number for one in short} == {one.number for one in documents}


def test_an_article_that_was_never_there_is_short() -> None:
    _, _, (short,) = costed([_sale(_line(1000))], {})
    assert short.on_hand == 0


def test_goods_found_come_in_at_the_average_and_goods_missing_go_out_at_it() -> None:
    documents = [_adjusted(_line(1000, day=8), _line(-2000, day=9))]
    kept, shelves, _ = costed(documents, _shelf(3000, 900))
    assert [line.cost for line in kept[0].lines] == [-300, 600]
    assert shelves[_SPOT] == Shelf(2000, 600)


def test_goods_found_where_none_lay_have_no_cost_to_come_in_at() -> None:
    kept, _, short = costed([_adjusted(_line(1000))], _shelf(0, 0))
    assert (kept, [one.on_hand for one in short]) == ([], [0])


def test_goods_do_not_go_out_before_they_came() -> None:
    # Five lay there on the 8th; five more came on the 10th.
    lying = _shelf(10_000, 1000, (10, 5000))
    _, _, (short,) = costed([_sale(_line(6000, day=9))], lying)
    assert short.on_hand == 5000
    kept, _, none = costed([_sale(_line(6000, day=10))], lying)
    assert (len(kept), none) == (1, [])


def test_what_goes_out_later_is_not_there_to_go_out_earlier() -> None:
    # Ten lay there until the 10th, when eight went out; nine came on the 12th.
    lying = _shelf(11_000, 1100, (10, -8000), (12, 9000))
    assert costed([_sale(_line(2000, day=9))], lying)[2] == []
    (short,) = costed([_sale(_line(3000, day=9))], lying)[2]
    assert short.on_hand == 2000


def test_rows_of_one_number_are_one_document_and_of_one_customer() -> None:
    first, second, stranger, back = (_line(1, row=row) for row in (2, 3, 4, 5))
    documents, strangers = grouped(
        [
            (SourceKind.SALE, "XS-1", 1, "25332", first),
            (SourceKind.SALE, "XS-1", 1, "25332", second),
            (SourceKind.SALE, "XS-1", 2, "25332", stranger),
            (SourceKind.RETURN, "XS-1", 1, "", back),
        ]
    )
    assert [(one.kind, one.lines) for one in documents] == [
        (SourceKind.SALE, [first, second]),
        (SourceKind.RETURN, [back]),
    ]
    assert (strangers, documents[0].day, documents[0].invoice) == (
        [stranger],
        "2025-10-08",
        "25332",
    )


def test_ids_count_on_from_where_the_book_stands() -> None:
    documents = [_sale(_line(1), _line(2)), _sale(_line(3))]
    numbered(documents, 7, 40)
    assert [(one.id, [line.id for line in one.lines]) for one in documents] == [
        (7, [40, 41]),
        (8, [42]),
    ]


@given(
    st.integers(0, 50),
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(1, 28), st.integers(-8, 8).filter(bool)), max_size=6),
    st.lists(st.tuples(st.integers(1, 28), st.integers(1, 20)), max_size=8),
)
def test_on_no_day_does_less_than_nothing_lie_there(
    opening: int, cost: int, before: list[tuple[int, int]], sold: list[tuple[int, int]]
) -> None:
    days = [0] * 29
    days[0] = opening
    for day, units in before:
        # Only what keeps every day at nothing or more has happened before.
        days[day] += units
        if min(_balances(days)) < 0:
            days[day] -= units
    later = [(day, units) for day, units in enumerate(days) if day and units]
    lying = _shelf(sum(days), cost if sum(days) else 0, *later)
    documents = [_sale(_line(units, day), number=str(at)) for at, (day, units) in enumerate(sold)]
    kept, shelves, short = costed(documents, lying)
    for one in kept:
        for line in one.lines:
            days[int(line.at[8:])] -= line.quantity
    assert min(_balances(days)) >= 0
    assert shelves[_SPOT].quantity == sum(days)
    assert shelves[_SPOT].cost >= 0
    assert shelves[_SPOT].quantity or not shelves[_SPOT].cost
    assert len(kept) + len({one.document.number for one in short}) == len(documents)


def _balances(days: list[int]) -> list[int]:
    return [sum(days[: at + 1]) for at in range(len(days))]
