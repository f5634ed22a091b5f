"""The cost that returned units take back: their share of the original issue, to the 分."""

import datetime
from dataclasses import replace

import pytest

from app.services import products, purchases, stock
from app.services.office import Book
from app.services.permits import Writing
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.returns import costs, decide, post
from app.services.returns.costs import LinkCost, Linked
from app.services.returns.refusals import OriginalMissing
from app.services.returns.work import lines_of
from app.services.stock import CostUnknown
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource
from tests.builders import (
    CLERK,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    back,
    broken_rules,
    customer,
    goods_return,
    inspected,
    loose,
    october,
    posted,
    product,
    returned_by_file,
    sale,
    shown,
    stocked,
)


def _bought(
    writing: Writing, product_id: int, quantity: str, price: str, day: datetime.date
) -> None:
    article = next(one for one in products.choices(writing) if one.id == product_id)
    line = PurchaseLineDraft(article, Quantity.of(quantity), UnitPrice.of(price), 1300)
    number = f"CG-{day.isoformat()}-{product_id}-{price}"
    purchases.take(writing, PurchaseDraft(number, day, "南渡文具厂", (line,)))


def _lying(book: Book, product_id: int) -> tuple[str, str]:
    with book.reading(CLERK) as reading:
        lying = stock.on_hand(reading, product_id, reading.facts.warehouses["main"])
    return str(lying.quantity), str(lying.cost)


def _cost(book: Book, return_id: int) -> str:
    return str(shown(book, return_id).lines[0].cost)


def test_a_return_takes_the_cost_of_its_sale_not_the_average_of_today(book: Book) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸")
        stocked(writing, paper, "100", "6000.00")
        sold = sale(writing, 1, Item(paper, "40"), number="XS-2", day=october(9))
        _bought(writing, paper, "60", "66.00", october(10))
    assert _lying(book, paper) == ("120", "7560.00")
    taken = posted(book, goods_return(1, back(sold.lines[0], "10"), day=october(11)))
    assert _cost(book, taken.id) == "600.00"
    assert _lying(book, paper) == ("130", "8160.00")
    with book.reading(CLERK) as reading:
        (row,) = [one for one in stock.listing(reading) if one.product_id == paper]
    assert str(row.unit_cost) == "62.769231"


def test_the_return_that_leaves_nothing_takes_the_rest_of_the_cost(book: Book) -> None:
    with book.writing(CLERK) as writing:
        nib = product(writing, code="BT-1", name="笔头")
        stocked(writing, nib, "3", "10.00")
        sold = sale(writing, 1, Item(nib, "3", "9.00"), number="XS-2")
    taken = [posted(book, goods_return(1, back(sold.lines[0], "1"))).id for _ in range(3)]
    assert [_cost(book, one) for one in taken] == ["3.33", "3.33", "3.34"]
    assert _lying(book, nib) == ("3", "10.00")


def test_two_lines_of_one_sale_line_share_its_cost_to_the_fen(book: Book) -> None:
    with book.writing(CLERK) as writing:
        nib = product(writing, code="BT-1", name="笔头")
        stocked(writing, nib, "3", "10.00")
        sold = sale(writing, 1, Item(nib, "3", "9.00"), number="XS-2")
    taken = posted(book, goods_return(1, back(sold.lines[0], "2"), back(sold.lines[0], "1")))
    assert [str(line.cost) for line in shown(book, taken.id).lines] == ["6.67", "3.33"]


def test_units_of_several_sales_take_the_cost_of_each(book: Book) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸")
        stocked(writing, paper, "10", "600.00")
        sale(writing, 1, Item(paper, "10"), number="XS-2", day=october(9))
        _bought(writing, paper, "10", "66.00", october(10))
        sale(writing, 1, Item(paper, "10"), number="XS-3", day=october(11))
    taken = returned_by_file(book, 1, Item(paper, "15"))
    with book.reading(CLERK) as reading:
        found = costs.of_return(reading, taken)
        again = costs.of_links(
            reading, [Linked(*(getattr(one, name) for name in Linked.__slots__)) for one in found]
        )
    assert sorted(str(one.cost) for one in found) == ["300.00", "660.00"]
    assert again == found
    assert isinstance(found[0], LinkCost)


def test_units_without_original_never_cost_nothing_silently(book: Book) -> None:
    taken = returned_by_file(book, 1, Item(1, "101"))
    with book.reading(CLERK) as reading:
        (line,) = _lines(book, taken)
        with pytest.raises(OriginalMissing):
            costs.of_units(reading, line, Quantity.of("1"))
        assert costs.of_units(reading, line, Quantity(0)) == Money(0)


def _lines(book: Book, return_id: int) -> tuple[costs.PostingLine, ...]:
    with book.reading(CLERK) as reading:
        return lines_of(reading, return_id)


def _loose_cost(book: Book, source: CostSource, product_id: int = 1, **changes: object) -> Money:
    """Give the cost of three units without original from this source."""
    with book.reading(CLERK) as reading:
        line = costs.PostingLine(
            *(1, "2025-10-20", product_id, "ZX-0512", "中性笔", "盒", False, 1),
            *(Condition.GOOD, Quantity.of("3"), Money(0), Money(0), source, None, None),
        )
        changed = replace(line, **changes)  # type: ignore[arg-type]  # any field
        return costs.of_units(reading, changed, Quantity.of("3"))


def test_each_source_gives_its_cost(book: Book) -> None:
    with book.writing(CLERK) as writing:
        _bought(writing, 1, "100", "66.00", october(12))
        _bought(writing, 1, "10", "70.00", october(11))
    # A hundred at 60.00 lay there; then ten at 70.00 and a hundred at 66.00 came.
    assert str(_loose_cost(book, CostSource.CURRENT_AVERAGE)) == "190.00"
    assert str(_loose_cost(book, CostSource.MONTH_AVERAGE)) == "180.00"
    assert str(_loose_cost(book, CostSource.LATEST_PURCHASE)) == "198.00"
    stated = _loose_cost(book, CostSource.STATED, stated_cost=UnitPrice.of("58.335"))
    assert str(stated) == "175.01"


def test_the_latest_purchase_of_goods_never_bought_is_their_opening(book: Book) -> None:
    assert str(_loose_cost(book, CostSource.LATEST_PURCHASE)) == "180.00"


@pytest.mark.parametrize("source", list(CostSource)[1:])
def test_a_source_that_knows_no_cost_is_refused(book: Book, source: CostSource) -> None:
    with book.writing(CLERK) as writing:
        never = product(writing, code="BT-1", name="笔头")
    with pytest.raises(CostUnknown, match="ZX-0512 has no stock to take a cost from"):
        _loose_cost(book, source, never)


def test_the_average_is_of_the_month_of_the_return(book: Book) -> None:
    with pytest.raises(CostUnknown):
        _loose_cost(book, CostSource.MONTH_AVERAGE, at="2025-11-03")


def test_stock_that_cost_nothing_gives_no_cost(book: Book) -> None:
    with book.writing(CLERK) as writing:
        gift = product(writing, code="ZP-1", name="赠品")
        stocked(writing, gift, "10", "0.00")
    with pytest.raises(CostUnknown):
        _loose_cost(book, CostSource.CURRENT_AVERAGE, gift)


def test_units_beyond_the_sale_take_the_stated_cost_and_the_others_their_own(book: Book) -> None:
    taken = returned_by_file(book, 1, Item(1, "104"), source=CostSource.LATEST_PURCHASE)
    with book.writing(CLERK) as writing:
        _bought(writing, 1, "1", "61.50", october(12))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken)
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken)
    with book.writing(CLERK) as writing:
        post.post(writing, taken)
    assert _cost(book, taken) == "6246.00"
    assert broken_rules(book.office) == []


def test_a_posted_return_that_came_before_is_not_counted_twice(book: Book, sold: Sold) -> None:
    waiting = inspected(book, goods_return(1, back(sold.lines[0], "50")))
    posted(book, goods_return(1, back(sold.lines[0], "50")))
    with book.writing(CLERK) as writing:
        post.post(writing, waiting.id)
    assert _lying(book, 1) == ("200", "12000.00")


def test_a_sale_to_somebody_else_has_no_say_in_the_cost(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学")
        _bought(writing, 1, "100", "80.00", october(9))
        sale(writing, other, Item(1, "100"), number="XS-2", day=october(9))
    taken = posted(book, goods_return(1, back(sold.lines[0], "10")))
    assert _cost(book, taken.id) == "600.00"


def test_loose_units_at_the_current_average_leave_it_unchanged(book: Book) -> None:
    taken = posted(book, goods_return(1, loose(1, "7")))
    assert _cost(book, taken.id) == "420.00"
    assert _lying(book, 1) == ("107", "6420.00")
