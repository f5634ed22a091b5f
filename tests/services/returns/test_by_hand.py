"""Returns that a voucher typed by hand stands for: linked to it, their goods taken in apart."""

import pytest

from app.services import stock
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.returns import by_hand, decide, post
from app.services.returns.decide import Inspection
from app.services.returns.refusals import (
    GoodsAlreadyIn,
    NothingAccepted,
    NoVoucherByHand,
    WrongStep,
)
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from tests.builders import (
    CLERK,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    approved,
    back,
    broken_rules,
    goods_return,
    inspected,
    october,
    product,
    sale,
    shown,
)
from tests.services.entries import entry

_LINES = (
    *("借 1122 -1130.00", "贷 5001 -1000.00", "贷 22210107 -130.00"),
    *("借 5401 -600.00", "贷 1405 -600.00"),
)


def _ready(book: Book, sold: Sold) -> int:
    return inspected(book, goods_return(1, back(sold.lines[0]))).id


def _typed(book: Book, return_id: int) -> int:
    """Put a voucher on the books that stands for a return; gives its id."""
    with book.writing(CLERK) as writing:
        draft = VoucherDraft(october(21), entry(*_LINES), 1, return_id)
        voucher = manual.write(writing, draft)
    with book.writing(REVIEWER) as writing:
        manual.check(writing, voucher)
    with book.writing(CLERK) as writing:
        manual.post(writing, voucher)
    return voucher


def _lying(book: Book) -> tuple[Quantity, Money]:
    with book.reading(CLERK) as reading:
        lying = stock.on_hand(reading, 1, reading.facts.warehouses["main"])
    return lying.quantity, lying.cost


def test_a_return_is_posted_by_the_voucher_that_stands_for_it(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    _typed(book, return_id)
    with book.writing(CLERK) as writing:
        by_hand.settle(writing, return_id)
    detail = shown(book, return_id)
    assert (detail.head.state, detail.posted_day) == (ReturnState.POSTED, october(21))
    assert (detail.steps[-1].note, detail.head.vouchers) == ("记-0003", "记-0003")
    assert _lying(book) == (Quantity.of("110"), Money.of("6600.00"))
    assert str(detail.lines[0].cost) == "600.00"
    assert broken_rules(book.office) == []


def test_goods_left_out_are_taken_in_once(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    _typed(book, return_id)
    with book.writing(CLERK) as writing:
        by_hand.settle(writing, return_id, with_goods=False)
    assert _lying(book)[0] == Quantity.of("100")
    with book.writing(KEEPER) as writing:
        by_hand.take_goods_in(writing, return_id)
    assert _lying(book) == (Quantity.of("110"), Money.of("6600.00"))
    with pytest.raises(GoodsAlreadyIn), book.writing(KEEPER) as writing:
        by_hand.take_goods_in(writing, return_id)


def test_without_a_posted_voucher_nothing_stands_for_the_return(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    with book.writing(CLERK) as writing:
        manual.write(writing, VoucherDraft(october(21), entry(*_LINES), 1, return_id))
    with pytest.raises(NoVoucherByHand), book.writing(CLERK) as writing:
        by_hand.settle(writing, return_id)


def test_a_voucher_that_was_cancelled_in_red_no_longer_stands(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    voucher = _typed(book, return_id)
    with book.writing(CLERK) as writing:
        manual.reverse(writing, voucher, october(22))
    with pytest.raises(NoVoucherByHand), book.writing(CLERK) as writing:
        by_hand.settle(writing, return_id)


def test_nothing_that_arrived_is_settled_by_no_voucher(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0])))
    (line,) = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {line.id: Inspection(Quantity(0))})
    _typed(book, taken.id)
    with pytest.raises(NothingAccepted), book.writing(CLERK) as writing:
        by_hand.settle(writing, taken.id)


def test_each_has_its_own_work(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    _typed(book, return_id)
    with pytest.raises(NotAllowed), book.writing(REVIEWER) as writing:
        by_hand.settle(writing, return_id)
    with pytest.raises(NotAllowed), book.writing(CLERK) as writing:
        by_hand.take_goods_in(writing, return_id)
    with pytest.raises(WrongStep), book.writing(KEEPER) as writing:
        by_hand.take_goods_in(writing, return_id)


def test_goods_of_a_return_that_posted_itself_are_in_already(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    with book.writing(CLERK) as writing:
        post.post(writing, return_id)
    with pytest.raises(GoodsAlreadyIn), book.writing(KEEPER) as writing:
        by_hand.take_goods_in(writing, return_id)


def test_a_service_in_such_a_return_moves_no_stock(book: Book) -> None:
    with book.writing(CLERK) as writing:
        freight = product(writing, code="YF", name="运费", is_service=True)
        both = sale(writing, 1, Item(1, "1"), Item(freight, "1", "50.00"), number="XS-2")
    first, second = (
        inspected(book, goods_return(1, *(back(line, "0.5") for line in both.lines))).id
        for _ in range(2)
    )
    for return_id in (first, second):
        _typed(book, return_id)
    with book.writing(CLERK) as writing:
        by_hand.settle(writing, first)
        by_hand.settle(writing, second, with_goods=False)
    with book.writing(KEEPER) as writing:
        by_hand.take_goods_in(writing, second)
    assert _lying(book) == (Quantity.of("100"), Money.of("6000.00"))
    assert broken_rules(book.office) == []
