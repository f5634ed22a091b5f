"""A sale line and its 已售, 已退 and 可退, as lookups offer it."""

from dataclasses import replace

from app.services.office import Book
from app.services.returns import decide
from app.services.returns import sold as sold_lines
from app.services.returns.drafts import ACCEPT_PRICE
from app.services.returns.sold import SoldLine
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from tests.builders import (
    CLERK,
    FOUNDER,
    REVIEWER,
    Item,
    Sold,
    applied,
    back,
    client,
    customer,
    goods_return,
    october,
    posted,
    product,
    sale,
    shown,
    sold_line,
    stocked,
)


def _offered(book: Book, customer_id: int = 1, text: str = "", limit: int = 500) -> list[SoldLine]:
    with book.reading(CLERK) as reading:
        return list(sold_lines.returnable(reading, customer_id, text, limit))


def test_what_is_under_way_or_posted_is_no_longer_left(book: Book, sold: Sold) -> None:
    applied(book, goods_return(1, back(sold.lines[0], "3")))
    posted(book, goods_return(1, back(sold.lines[0], "7")))
    line = sold_line(book, sold.lines[0])
    assert (line.sold, line.returned, line.left) == tuple(map(Quantity.of, ("100", "10", "90")))
    assert (line.returned_net, line.returned_vat) == (Money.of("1000.00"), Money.of("130.00"))


def test_units_at_two_prices_are_worth_no_more_than_their_line(book: Book) -> None:
    with book.writing(CLERK) as writing:
        (line,) = sale(writing, 1, Item(1, "2", "33.333333"), number="XS-77").lines
    # 66.67 for two: 33.34 each, once at the price of the sale and once at another.
    applied(book, goods_return(1, back(line, "1")))
    other = replace(back(line, "1"), unit_price=UnitPrice.of("40.00"))
    applied(book, goods_return(1, other, accepted=frozenset({ACCEPT_PRICE})))
    seen = sold_line(book, line)
    assert (str(seen.returned_net), str(seen.net)) == ("66.67", "66.67")
    assert seen.returned_vat == seen.vat


def test_a_return_that_is_dead_takes_nothing_back(book: Book, sold: Sold) -> None:
    taken = [applied(book, goods_return(1, back(sold.lines[0], "3"))).id for _ in range(2)]
    with book.writing(REVIEWER) as writing:
        decide.reject(writing, taken[0], "过期")
    with book.writing(CLERK) as writing:
        decide.void(writing, taken[1], "重复")
    assert sold_line(book, sold.lines[0]).left == Quantity.of("100")


def test_a_return_sees_its_sale_line_as_the_others_left_it(book: Book, sold: Sold) -> None:
    applied(book, goods_return(1, back(sold.lines[0], "3")))
    taken = applied(book, goods_return(1, back(sold.lines[0], "7")))
    (original,) = shown(book, taken.id).lines[0].originals
    assert original.returned == Quantity.of("3")


def test_lines_from_which_nothing_is_left_are_not_offered(book: Book, sold: Sold) -> None:
    assert [line.id for line in _offered(book)] == [sold.lines[0]]
    applied(book, goods_return(1, back(sold.lines[0], "100")))
    assert _offered(book) == []


def test_the_latest_sale_is_offered_first_its_rows_in_order(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸 70g", unit="包")
        stocked(writing, paper)
        late = sale(writing, 1, Item(1, "5"), Item(paper, "5"), number="XS-2", day=october(9))
    assert [line.id for line in _offered(book)] == [*late.lines, *sold.lines]
    assert [line.id for line in _offered(book, limit=1)] == [late.lines[0]]


def test_a_line_is_found_by_sale_article_or_name(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸 70g")
        stocked(writing, paper)
        (line,) = sale(writing, 1, Item(paper, "5"), number="XS-77").lines
    for text in (" fy-70", "复印纸", "xs-77"):
        assert [one.id for one in _offered(book, text=text)] == [line]
    assert _offered(book, text="%") == []


def test_another_customer_and_another_client_see_nothing_of_it(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学")
    assert _offered(book, other) == []
    with book.office.writing(FOUNDER) as permit:
        strange = book.office.book(client(permit, code="005"))
    with strange.reading(CLERK) as reading:
        assert sold_lines.returnable(reading, 1) == ()
        assert sold_lines.of_lines(reading, sold.lines) == {}
