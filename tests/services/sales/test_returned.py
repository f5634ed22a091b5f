"""Returns found in a sales file: linked to what was sold, counted, taken in for review."""

import datetime

import pytest
from sqlalchemy import select

from app.models.audit import AuditRow
from app.services.office import Book
from app.services.periods import BeforeTheBook
from app.services.returns import decide
from app.services.returns.linking import Link
from app.services.sales import returned
from app.services.sales.planning import PlannedDocument, PlannedLine
from app.services.sales.returned import LinkCounts
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import CostSource, ReturnState
from app.values.vouching import SourceKind
from tests.builders import (
    CLERK,
    Item,
    Sold,
    applied,
    back,
    broken_rules,
    customer,
    goods_return,
    october,
    product,
    returned_by_file,
    sale,
    shown,
    sold_line,
    stocked,
)


def _line(line_id: int, quantity: int, price: int = 100, **changes: object) -> PlannedLine:
    line = PlannedLine(
        *(line_id, "2025-10-20", 1, 1, quantity, price, 1300, 0, 0, 1), moves_stock=True
    )
    line.id = line_id
    for name, value in changes.items():
        setattr(line, name, value)
    return line


def _returned(*lines: PlannedLine) -> PlannedDocument:
    return PlannedDocument(SourceKind.RETURN, "TK-1", 1, "", list(lines))


def test_lines_are_counted_by_how_they_were_linked() -> None:
    document = _returned(*(_line(at, 10) for at in range(1, 5)), _line(5, 10, moves_stock=False))
    links = {
        1: (Link(90, 10),),
        2: (Link(90, 4), Link(91, 6)),
        3: (Link(91, 3),),
        4: (),
    }
    assert returned.counted([document], links, {90: 100, 91: 120}) == LinkCounts(
        one_line=1, several_lines=1, partly=1, none=1, quantity=23, price_differs=2
    )


def test_services_and_the_walk_in_customer_look_for_no_sale(book: Book, sold: Sold) -> None:
    document = _returned(_line(1, 1000), _line(2, 1000, moves_stock=False))
    with book.reading(CLERK) as reading:
        lines = returned.sold_before(reading, [document]).lines
        assert returned.link([document], lines, None) == {1: (Link(sold.lines[0], 1000),)}
        assert returned.link([document], lines, 1) == {}


def test_earlier_returns_take_first_whatever_their_place_in_the_file(
    book: Book, sold: Sold
) -> None:
    late = _line(1, 90_000, at="2025-10-21", row=2)
    early = _line(2, 20_000, at="2025-10-20", row=3)
    with book.reading(CLERK) as reading:
        found = returned.sold_before(reading, [_returned(late, early)])
        links = returned.link([_returned(late, early)], found.lines, None)
    assert found.prices == {sold.lines[0]: 100_000_000}
    assert [sum(one.quantity for one in links[at]) for at in (2, 1)] == [20_000, 80_000]


def test_what_other_returns_took_is_not_offered_again(book: Book, sold: Sold) -> None:
    applied(book, goods_return(1, back(sold.lines[0], "60")))
    dead = applied(book, goods_return(1, back(sold.lines[0], "40")))
    with book.writing(CLERK) as writing:
        decide.void(writing, dead.id, "重复")
    with book.reading(CLERK) as reading:
        (line,) = returned.sold_before(reading, [_returned(_line(1, 1000))]).lines
    assert line.left == 40_000


def test_a_gift_and_anothers_sale_are_no_original(book: Book) -> None:
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学")
        sale(writing, 1, Item(1, "1", "0.00"), number="XS-2")
        sale(writing, other, Item(1, "1"), number="XS-3")
    with book.reading(CLERK) as reading:
        found = returned.sold_before(reading, [_returned(_line(1, 1000))])
    assert [line.id for line in found.lines] == [1]


def test_a_return_of_a_file_waits_for_its_review(book: Book, sold: Sold) -> None:
    taken = returned_by_file(book, 1, Item(1, "3"), Item(1, "2"), number="C536379")
    detail = shown(book, taken)
    assert (detail.head.number, detail.head.source_number) == ("TH-202510-0001", "C536379")
    assert (detail.head.state, detail.applied_by) == (ReturnState.APPLIED, "周敏")
    assert [str(line.net) for line in detail.lines] == ["300.00", "200.00"]
    assert [step.state for step in detail.steps] == [ReturnState.APPLIED]
    assert sold_line(book, sold.lines[0]).returned == Quantity.of("5")
    with book.reading(CLERK) as reading:
        logged = reading.connection.execute(
            select(AuditRow.payload).where(AuditRow.action == "return-applied")
        ).scalar_one()
    assert logged == f'{{"id":{taken},"source":"C536379"}}'
    assert broken_rules(book.office) == []


def test_returns_of_several_months_are_numbered_in_each(book: Book) -> None:
    days = (october(20), datetime.date(2025, 11, 2), october(21))
    numbers = [
        shown(book, returned_by_file(book, 1, Item(1, "1"), number=f"TK-{at}", day=day)).head.number
        for at, day in enumerate(days)
    ]
    assert numbers == ["TH-202510-0001", "TH-202511-0001", "TH-202510-0002"]
    with pytest.raises(BeforeTheBook):
        returned_by_file(book, 1, Item(1, "1"), number="TK-9", day=datetime.date(2025, 9, 1))


def test_the_source_of_the_cost_is_kept_for_what_has_no_original(book: Book) -> None:
    taken = returned_by_file(book, 1, Item(1, "101"), source=CostSource.LATEST_PURCHASE)
    (line,) = shown(book, taken).lines
    assert (line.cost_source, line.linked) == (CostSource.LATEST_PURCHASE, Quantity.of("100"))


def test_pieces_that_a_file_rounds_up_take_no_more_than_their_sale_line_has(book: Book) -> None:
    with book.writing(CLERK) as writing:
        nib = product(writing, code="BT-1", name="笔头")
        stocked(writing, nib, "2", "0.20")
        (line,) = sale(writing, 1, Item(nib, "2", "0.35"), number="XS-2").lines
    # 0.70 carries 0.09 of VAT, but 0.35 carries 0.05: twice that is 0.10.
    taken = [
        returned_by_file(book, 1, Item(nib, "1", "0.35"), number=f"TK-{at}") for at in range(2)
    ]
    assert [str(shown(book, one).lines[0].vat) for one in taken] == ["0.05", "0.05"]
    assert sold_line(book, line).returned_vat == Money.of("0.09")
    assert broken_rules(book.office) == []


def test_a_return_at_another_price_takes_its_units_at_the_price_of_the_sale(book: Book) -> None:
    returned_by_file(book, 1, Item(1, "10", "130.00"))
    assert str(sold_line(book, 1).returned_net) == "1000.00"
    assert broken_rules(book.office) == []
