"""Links of a return after its inspection: what goes short, what is filled again, to the 分."""

from hypothesis import given
from hypothesis import strategies as st

from app.services.returns.costs import Linked
from app.services.returns.relinking import dealt, laid_out
from app.values.money import Money
from app.values.quantity import Quantity


def _links(*units: int, line: int = 1) -> list[Linked]:
    """Give the links of a line, latest sale first: to sale lines 30, 20, 10."""
    return [Linked(line, 30 - 10 * at, Quantity(one)) for at, one in enumerate(units)]


def _units(links: tuple[Linked, ...]) -> list[int]:
    return [link.quantity.thousandths for link in links]


def test_the_earliest_sale_goes_short_first() -> None:
    assert _units(dealt(_links(5, 5, 5), {1: 12}, {})) == [5, 5, 2]
    assert _units(dealt(_links(5, 5, 5), {1: 3}, {})) == [3, 0, 0]


def test_the_latest_sale_is_filled_again_first() -> None:
    assert _units(dealt(_links(2, 0, 0), {1: 9}, {30: 3, 20: 5, 10: 5})) == [5, 4, 0]


def test_a_sale_line_without_room_is_passed_over() -> None:
    assert _units(dealt(_links(2, 0, 0), {1: 9}, {20: 1})) == [2, 1, 0]


def test_a_line_that_was_not_inspected_keeps_its_links() -> None:
    links = [*_links(5), *_links(4, line=2)]
    assert _units(dealt(links, {2: 1}, {})) == [5, 1]


def test_what_one_line_gives_free_another_of_the_same_return_can_take() -> None:
    links = [Linked(1, 30, Quantity(5)), Linked(2, 30, Quantity(2))]
    assert _units(dealt(links, {1: 3, 2: 4}, {})) == [3, 4]


def test_a_cent_that_does_not_divide_goes_to_some_link_and_none_is_lost() -> None:
    assert [part.fen for part in laid_out(Money(100), [1, 1, 1], 3)] == [33, 34, 33]
    assert [part.fen for part in laid_out(Money(5), [1] * 10, 10)] == [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]


def test_a_link_without_units_takes_nothing() -> None:
    assert [part.fen for part in laid_out(Money(100), [1, 0, 1, 1, 0], 3)] == [33, 0, 34, 33, 0]
    assert laid_out(Money(0), [0, 0], 0) == (Money(0), Money(0))


def test_units_without_original_keep_their_part() -> None:
    assert laid_out(Money(1000), [1, 1], 4) == (Money(250), Money(250))


_UNITS = st.lists(st.integers(0, 50), min_size=1, max_size=6)


@given(_UNITS, st.integers(0, 200), st.lists(st.integers(0, 50), min_size=6, max_size=6))
def test_links_never_hold_more_than_is_accepted_or_than_the_sales_have_room_for(
    units: list[int], accepted: int, room: list[int]
) -> None:
    links = [Linked(1, at, Quantity(one)) for at, one in enumerate(units)]
    free = dict(enumerate(room))
    held = _units(dealt(links, {1: accepted}, free))
    assert sum(held) <= accepted
    assert all(now <= was + free[at] for at, (now, was) in enumerate(zip(held, units, strict=True)))
    if accepted <= sum(units):
        assert sum(held) == accepted


@given(st.integers(0, 10**12), _UNITS, st.integers(0, 100))
def test_parts_of_a_line_sum_to_its_amount(total: int, units: list[int], loose: int) -> None:
    whole = sum(units) + loose
    parts = laid_out(Money(total), units, whole)
    assert min(part.fen for part in parts) >= 0
    assert Money.total(parts) == (Money(total).share(sum(units), whole) if whole else Money(0))
