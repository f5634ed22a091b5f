"""What arrived of a return: fewer units, other places, and an inspection that is undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.errors import AppError
from app.services.office import Book
from app.services.permits import Writing
from app.services.returns import decide
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.refusals import (
    ReturnUnknown,
    TooManyAccepted,
    WarehouseUnknown,
)
from app.values.actor import Actor
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnKind, ReturnState
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Sold,
    applied,
    approved,
    back,
    broken_rules,
    client,
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
from tests.builders import Item as Article


@contextmanager
def _refused(book: Book, actor: Actor, refusal: type[AppError]) -> Iterator[Writing]:
    with pytest.raises(refusal), book.writing(actor) as writing:
        yield writing


def _allowance(sold: Sold, amount: str = "500.00") -> ReturnDraft:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of(amount))
    return goods_return(1, line, kind=ReturnKind.ALLOWANCE)


def _line(book: Book, return_id: int) -> int:
    return shown(book, return_id).lines[0].id


def _inspect(book: Book, return_id: int, **lines: str) -> None:
    """Inspect a return: row1="8" accepts eight of its first line."""
    detail = shown(book, return_id)
    found = {
        line.id: Inspection(Quantity.of(lines[f"row{row}"]))
        for row, line in enumerate(detail.lines, 1)
        if f"row{row}" in lines
    }
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, return_id, found)


def _send_back(book: Book, return_id: int) -> None:
    with book.writing(REVIEWER) as writing:
        decide.send_back(writing, return_id, "数量不符")


def test_fewer_accepted_units_take_their_part_of_the_amounts_and_free_the_others(
    book: Book,
    sold: Sold,
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    _inspect(book, taken.id, row1="8")
    line = shown(book, taken.id).lines[0]
    assert (line.quantity, line.accepted) == (Quantity.of("10"), Quantity.of("8"))
    assert (line.accepted_net, line.accepted_vat) == (Money.of("800.00"), Money.of("104.00"))
    original = sold_line(book, sold.lines[0])
    assert (original.returned, original.left) == (Quantity.of("8"), Quantity.of("92"))
    assert (original.returned_net, original.returned_vat) == (
        Money.of("800.00"),
        Money.of("104.00"),
    )


def test_an_inspection_given_back_is_undone(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    _inspect(book, taken.id, row1="8")
    _send_back(book, taken.id)
    line = shown(book, taken.id).lines[0]
    assert (line.accepted, line.accepted_net) == (Quantity.of("10"), Money.of("1000.00"))
    assert sold_line(book, sold.lines[0]).returned == Quantity.of("10")
    _inspect(book, taken.id)
    assert shown(book, taken.id).lines[0].linked == Quantity.of("10")


def test_nothing_accepted_frees_every_unit_and_is_keyed_again_when_it_is_given_back(
    book: Book,
    sold: Sold,
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    _inspect(book, taken.id, row1="0")
    line = shown(book, taken.id).lines[0]
    assert (line.accepted_net, line.accepted_vat, line.linked) == (
        Money(0),
        Money(0),
        Quantity(0),
    )
    assert sold_line(book, sold.lines[0]).returned_net == Money(0)
    _send_back(book, taken.id)
    assert sold_line(book, sold.lines[0]).returned_net == Money.of("1000.00")


def test_units_that_another_return_took_meanwhile_are_not_keyed_twice(
    book: Book, sold: Sold
) -> None:
    first = approved(book, goods_return(1, back(sold.lines[0], "100")))
    _inspect(book, first.id, row1="60")
    applied(book, goods_return(1, back(sold.lines[0], "40")))
    _send_back(book, first.id)
    line = shown(book, first.id).lines[0]
    assert (line.accepted, line.linked) == (Quantity.of("100"), Quantity.of("60"))
    assert sold_line(book, sold.lines[0]).left == Quantity(0)
    assert "R01 no more comes back than was sold" not in broken_rules(book.office)


def test_money_that_an_allowance_took_meanwhile_is_not_given_back_twice(
    book: Book, sold: Sold
) -> None:
    first = approved(book, goods_return(1, back(sold.lines[0], "100")))
    _inspect(book, first.id, row1="40")
    applied(book, _allowance(sold, "5000.00"))
    _send_back(book, first.id)
    (line,) = shown(book, first.id).lines
    assert (line.accepted, line.linked) == (Quantity.of("100"), Quantity.of("100"))
    assert (line.accepted_net, line.accepted_vat) == (Money.of("5000.00"), Money.of("650.00"))
    seen = sold_line(book, sold.lines[0])
    assert (seen.returned_net, seen.returned_vat) == (seen.net, seen.vat)
    assert broken_rules(book.office) == []


def test_the_amounts_of_a_line_lie_with_its_links_to_the_fen(book: Book) -> None:
    with book.writing(CLERK) as writing:
        buyer = customer(writing, code="KH-0101")
        pen = product(writing, code="ZX-0601")
        stocked(writing, pen)
        sales = [
            sale(writing, buyer, Article(pen, "1", "0.33"), number=f"XS-{at}", day=october(at))
            for at in range(1, 8)
        ]
    taken = returned_by_file(book, buyer, Article(pen, "7", "0.33"))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken)
    _inspect(book, taken, row1="5")
    originals = [sold_line(book, one.lines[0]) for one in sales]
    assert [one.returned.thousandths for one in originals] == [0, 0, *[1000] * 5]
    line = shown(book, taken).lines[0]
    assert Money.total([one.returned_net for one in originals]) == line.accepted_net
    assert Money.total([one.returned_vat for one in originals]) == line.accepted_vat
    assert min(one.returned_vat for one in originals) >= Money(0)
    assert line.accepted_net == Money.of("1.65")


def test_no_more_and_no_less_than_nothing_is_accepted(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    line = _line(book, taken.id)
    for quantity in ("10.001", "-0.001"):
        with _refused(book, KEEPER, TooManyAccepted) as writing:
            decide.inspect(writing, taken.id, {line: Inspection(Quantity.of(quantity))})
    assert shown(book, taken.id).head.state is ReturnState.APPROVED


def test_goods_go_where_their_condition_belongs_unless_a_place_is_named(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "3"), back(sold.lines[0], "2")))
    first, second = (line.id for line in shown(book, taken.id).lines)
    with book.writing(KEEPER) as writing:
        places = writing.facts.warehouses
        decide.inspect(
            writing,
            taken.id,
            {
                first: Inspection(Quantity.of("3"), Condition.SCRAP),
                second: Inspection(Quantity.of("2"), Condition.DEFECTIVE, places["main"]),
            },
        )
    assert [(line.condition, line.warehouse_id) for line in shown(book, taken.id).lines] == [
        (Condition.SCRAP, places["scrap"]),
        (Condition.DEFECTIVE, places["main"]),
    ]


def test_lines_of_another_return_and_places_of_another_book_are_unknown(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0])))
    other = approved(book, goods_return(1, back(sold.lines[0])))
    with book.office.writing(FOUNDER) as permit:
        next_book = book.office.book(client(permit, code="005"))
    with next_book.reading(CLERK) as reading:
        strange = reading.facts.warehouses["main"]
    whole = Inspection(Quantity.of("10"))
    with _refused(book, KEEPER, ReturnUnknown) as writing:
        decide.inspect(writing, taken.id, {_line(book, other.id): whole})
    with _refused(book, KEEPER, WarehouseUnknown) as writing:
        found = {_line(book, taken.id): replace(whole, warehouse_id=strange)}
        decide.inspect(writing, taken.id, found)
    with _refused(next_book, KEEPER, ReturnUnknown) as writing:
        decide.inspect(writing, taken.id)
