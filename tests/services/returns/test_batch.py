"""Many returns carried forward at once: each whole, or left where it was and named."""

import pytest

from app.services.access import NotAllowed
from app.services.office import Book
from app.services.progress import Cancelled
from app.services.returns import apply, batch, decide
from app.services.returns.batch import Advanced
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnLineDraft
from app.values.actor import Actor, Role
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import ReturnKind, ReturnState
from tests.builders import (
    CLERK,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    applied,
    approved,
    back,
    broken_rules,
    goods_return,
    october,
    product,
    returned_by_file,
    sale,
    shown,
    stocked,
)

_OTHER = Actor(7, "钱程", frozenset(Role) - {Role.ADMIN})


def _advanced(
    book: Book, actor: Actor, to: ReturnState = ReturnState.POSTED, through: int = 31
) -> Advanced:
    with book.writing(actor) as writing:
        return batch.advance(writing, october(through), to)


def _states(book: Book, *returns: int) -> list[ReturnState]:
    return [shown(book, one).head.state for one in returns]


def test_each_person_carries_returns_as_far_as_their_work_goes(book: Book, sold: Sold) -> None:
    first, second = (applied(book, goods_return(1, back(sold.lines[0]))).id for _ in range(2))
    assert _advanced(book, REVIEWER, ReturnState.APPROVED).advanced == 2
    assert _advanced(book, KEEPER, ReturnState.INSPECTED).advanced == 2
    assert _advanced(book, CLERK) == Advanced(2, 4, ())
    assert _advanced(book, CLERK, ReturnState.ARCHIVED) == Advanced(2, 0, ())
    assert _states(book, first, second) == [ReturnState.ARCHIVED] * 2
    assert broken_rules(book.office) == []


def test_who_may_do_every_step_carries_the_returns_of_others_all_the_way(
    book: Book, sold: Sold
) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of("50.00"))
    allowance = applied(book, goods_return(1, line, kind=ReturnKind.ALLOWANCE))
    assert _advanced(book, _OTHER, ReturnState.ARCHIVED) == Advanced(2, 3, ())
    assert _states(book, taken.id, allowance.id) == [ReturnState.ARCHIVED] * 2


def test_returns_of_a_later_day_are_left(book: Book, sold: Sold) -> None:
    early = applied(book, goods_return(1, back(sold.lines[0]), day=october(10))).id
    late = applied(book, goods_return(1, back(sold.lines[0]), day=october(11))).id
    _advanced(book, REVIEWER, ReturnState.APPROVED, through=10)
    assert _states(book, early, late) == [ReturnState.APPROVED, ReturnState.APPLIED]


def test_what_waits_for_somebody_is_left_whole_and_named(book: Book) -> None:
    with book.writing(CLERK) as writing:
        never = product(writing, code="BT-1", name="笔头")
        paper = product(writing, code="FY-7005", name="A4 复印纸")
        stocked(writing, paper)
        invoiced = sale(writing, 1, Item(paper, "9"), number="XS-2", invoice="25332")
    returned_by_file(book, 1, Item(never, "1"), number="TK-1")
    applied(book, goods_return(1, back(invoiced.lines[0], "1")))
    nothing = approved(book, goods_return(1, back(invoiced.lines[0], "2"), red_invoice="25339"))
    (line,) = shown(book, nothing.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, nothing.id, {line.id: Inspection(Quantity(0))})
    with book.writing(_OTHER) as writing:
        own = apply.apply(writing, goods_return(1, back(invoiced.lines[0], "3")))
    done = _advanced(book, _OTHER)
    assert (done.advanced, done.vouchers) == (0, 0)
    assert {held.number: type(held.refusal).__name__ for held in done.held} == {
        "TH-202510-0001": "OriginalMissing",
        "TH-202510-0002": "RedInvoicePending",
        "TH-202510-0003": "NothingAccepted",
        str(own.number): "OwnReturn",
    }
    assert _states(book, 1, 2, 4) == [ReturnState.APPLIED] * 3


def test_who_may_not_take_the_step_carries_nothing(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    with pytest.raises(NotAllowed):
        _advanced(book, CLERK)
    assert _states(book, taken.id) == [ReturnState.APPLIED]


class _Impatient:
    """Calls the work off after the first return."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done == 1:
            raise Cancelled


def test_calling_it_off_leaves_every_return_where_it_was(book: Book, sold: Sold) -> None:
    taken = [applied(book, goods_return(1, back(sold.lines[0]))).id for _ in range(3)]
    watched = _Impatient()
    with pytest.raises(Cancelled), book.writing(REVIEWER) as writing:
        batch.advance(writing, october(31), ReturnState.APPROVED, watched)
    assert watched.steps == [(0, 3), (1, 3)]
    assert _states(book, *taken) == [ReturnState.APPLIED] * 3
