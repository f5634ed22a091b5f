"""A return that names no sale is keyed to one: the latest that fits, as far as it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.returns.linking import Link, SoldLine, Wanted, link_all, not_later


def _sold(line: int, at: str, left: int = 10, row: int = 2, **owner: int) -> SoldLine:
    return SoldLine(line, owner.get("customer", 1), owner.get("product", 1), at, row, left)


def _wanted(quantity: int, at: str = "2025-10-20", customer: int = 1, product: int = 1) -> Wanted:
    return Wanted(customer, product, at, quantity)


def _links(sold: list[SoldLine], *wanted: Wanted) -> list[list[tuple[int, int]]]:
    return [[(link.sale_line, link.quantity) for link in links] for links in link_all(sold, wanted)]


def test_the_latest_sale_comes_first_then_the_highest_row() -> None:
    sold = [
        _sold(1, "2025-10-08", row=5),
        _sold(2, "2025-10-09", row=3),
        _sold(3, "2025-10-09", row=7),
    ]
    assert _links(sold, _wanted(25)) == [[(3, 10), (2, 10), (1, 5)]]


def test_only_the_same_customer_and_article_fit() -> None:
    sold = [_sold(1, "2025-10-08", customer=2), _sold(2, "2025-10-08", product=2)]
    assert _links(sold, _wanted(1)) == [[]]


def test_a_later_sale_does_not_fit() -> None:
    sold = [_sold(1, "2025-10-21"), _sold(2, "2025-10-20")]
    assert _links(sold, _wanted(15)) == [[(2, 10)]]


def test_each_return_takes_what_the_ones_before_it_left() -> None:
    assert _links([_sold(1, "2025-10-08")], _wanted(7), _wanted(7), _wanted(7)) == [
        [(1, 7)],
        [(1, 3)],
        [],
    ]


@pytest.mark.parametrize(
    ("sold", "returned", "fits"),
    [
        ("2025-10-08", "2025-10-08", True),
        ("2025-10-08 09:30", "2025-10-08 09:29", False),
        ("2025-10-08 09:30", "2025-10-08", True),
        ("2025-10-08", "2025-10-08 00:01", True),
        ("2025-10-09", "2025-10-08 23:59", False),
    ],
)
def test_a_day_without_a_time_is_a_whole_day(sold: str, returned: str, *, fits: bool) -> None:
    assert not_later(sold, returned) is fits


@given(
    st.lists(st.tuples(st.integers(1, 28), st.integers(0, 20)), max_size=8),
    st.lists(st.tuples(st.integers(1, 28), st.integers(1, 30)), max_size=8),
)
def test_no_unit_is_linked_twice_and_none_is_left_that_fits(
    sold: list[tuple[int, int]], wanted: list[tuple[int, int]]
) -> None:
    lines = [_sold(at, f"2025-10-{day:02d}", left) for at, (day, left) in enumerate(sold)]
    asked = [_wanted(units, f"2025-10-{day:02d}") for day, units in wanted]
    found = link_all(lines, asked)
    taken = [0] * len(sold)
    for want, links in zip(asked, found, strict=True):
        for link in links:
            taken[link.sale_line] += link.quantity
        if sum(link.quantity for link in links) < want.quantity:
            fitting = [line for line in lines if line.at <= want.at]
            assert not any(line.left for line in fitting)
    assert all(units <= left for units, (_, left) in zip(taken, sold, strict=True))
    assert all(isinstance(link, Link) and link.quantity > 0 for links in found for link in links)
