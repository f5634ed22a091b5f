"""Each step of a return: by whom, from where to where, and what it leaves written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, update

from app.errors import AppError
from app.models.audit import AuditRow
from app.models.office import OfficeRow
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.permits import Writing
from app.services.returns import apply, decide, post
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.refusals import (
    BelowZero,
    OwnReturn,
    ReturnUnknown,
    WrongStep,
)
from app.services.stock import CostUnknown
from app.values.actor import Actor, Role
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import CostSource, ReturnKind, ReturnState
from tests.builders import (
    ADMIN,
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    VIEWER,
    Sold,
    applied,
    approved,
    back,
    broken_rules,
    goods_return,
    inspected,
    loose,
    posted,
    shown,
    sold_line,
)

_EVERYTHING = frozenset(Role) - {Role.ADMIN}
_BOTH = Actor(6, "钱程", _EVERYTHING)
_Act = Callable[[Writing, int], object]


@contextmanager
def _refused(book: Book, actor: Actor, refusal: type[AppError]) -> Iterator[Writing]:
    with pytest.raises(refusal), book.writing(actor) as writing:
        yield writing


def _allowance(sold: Sold, amount: str = "500.00") -> ReturnDraft:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of(amount))
    return goods_return(1, line, kind=ReturnKind.ALLOWANCE)


def _line(book: Book, return_id: int) -> int:
    return shown(book, return_id).lines[0].id


def _send_back(book: Book, return_id: int) -> None:
    with book.writing(REVIEWER) as writing:
        decide.send_back(writing, return_id, "数量不符")


def test_every_step_says_who_took_it_and_when(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0]), note="客户来电"))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id, "同意退货")
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, note="包装完好")
        now = writing.now
    with book.writing(CLERK) as writing:
        post.post(writing, taken.id)
        decide.archive(writing, taken.id, "资料齐全")
    detail = shown(book, taken.id)
    assert [(step.state, step.by, step.note) for step in detail.steps] == [
        (ReturnState.APPLIED, "周敏", "客户来电"),
        (ReturnState.APPROVED, "李国栋", "同意退货"),
        (ReturnState.INSPECTED, "王磊", "包装完好"),
        (ReturnState.POSTED, "周敏", "记-0003 记-0004"),
        (ReturnState.ARCHIVED, "周敏", "资料齐全"),
    ]
    assert {step.at for step in detail.steps} == {now}
    assert (detail.applied_by, detail.approved_by) == ("周敏", "李国栋")


def test_every_step_is_in_the_log(book: Book, sold: Sold) -> None:
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    with book.reading(CLERK) as reading:
        deeds = reading.connection.execute(
            select(AuditRow.action, AuditRow.object)
            .where(AuditRow.action.in_(["return-applied", "return-step"]))
            .order_by(AuditRow.seq)
        ).all()
    assert deeds == [
        ("return-applied", str(taken.number)),
        *[("return-step", str(taken.number))] * 2,
    ]


_APPLIED, _APPROVED, _INSPECTED, _POSTED, _ARCHIVED, _REJECTED, _VOID = range(7)
_ACTS: tuple[tuple[str, Actor, _Act, frozenset[int]], ...] = (
    ("approve", REVIEWER, decide.approve, frozenset({_APPLIED})),
    ("reject", REVIEWER, lambda w, one: decide.reject(w, one, "过期"), frozenset({_APPLIED})),
    (
        "send-back",
        REVIEWER,
        lambda w, one: decide.send_back(w, one, "重填"),
        frozenset({_APPROVED, _INSPECTED}),
    ),
    ("inspect", KEEPER, decide.inspect, frozenset({_APPROVED})),
    ("post", CLERK, post.post, frozenset({_INSPECTED})),
    ("archive", CLERK, decide.archive, frozenset({_POSTED})),
    ("void", CLERK, lambda w, one: decide.void(w, one, "重复"), frozenset({_APPLIED, _APPROVED})),
    (
        "red-invoice",
        CLERK,
        lambda w, one: decide.enter_red_invoice(w, one, "25330000"),
        frozenset({_APPLIED, _APPROVED, _INSPECTED}),
    ),
)


def _at_every_state(book: Book, sold: Sold) -> list[int]:
    """Give a return at each state."""
    draft = goods_return(1, back(sold.lines[0], "2"))
    made = [
        applied(book, draft).id,
        approved(book, draft).id,
        inspected(book, draft).id,
        posted(book, draft).id,
        posted(book, draft).id,
        applied(book, draft).id,
        applied(book, draft).id,
    ]
    with book.writing(REVIEWER) as writing:
        decide.reject(writing, made[_REJECTED], "过期")
    with book.writing(CLERK) as writing:
        decide.archive(writing, made[_ARCHIVED])
        decide.void(writing, made[_VOID], "重复")
    return made


def test_a_step_is_possible_only_where_it_begins(book: Book, sold: Sold) -> None:
    made = _at_every_state(book, sold)
    for name, actor, act, begins in _ACTS:
        for at in set(range(7)) - begins:
            with pytest.raises(WrongStep), book.writing(actor) as writing:
                act(writing, made[at])
                message = f"{name} was possible at {at}"
                raise AssertionError(message)


@pytest.mark.parametrize(
    ("actor", "act"), [row[1:3] for row in _ACTS], ids=[row[0] for row in _ACTS]
)
def test_only_whose_work_it_is_takes_a_step(
    book: Book, sold: Sold, actor: Actor, act: _Act
) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    for person in {CLERK, REVIEWER, KEEPER, ADMIN, VIEWER} - {actor}:
        with _refused(book, person, NotAllowed) as writing:
            act(writing, taken.id)
    assert shown(book, taken.id).head.state is ReturnState.APPLIED


def test_who_took_a_return_in_neither_reviews_nor_inspects_it(book: Book, sold: Sold) -> None:
    draft = goods_return(1, back(sold.lines[0]))
    with book.writing(_BOTH) as writing:
        taken = apply.apply(writing, draft).id
    for act in (
        decide.approve,
        lambda writing, one: decide.reject(writing, one, "过期"),
        lambda writing, one: decide.state_cost(
            writing, one, 1, CostSource.STATED, UnitPrice.of("60")
        ),
    ):
        with _refused(book, _BOTH, OwnReturn) as writing:
            act(writing, taken)
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken)
    with _refused(book, _BOTH, OwnReturn) as writing:
        decide.inspect(writing, taken)
    assert shown(book, taken).head.state is ReturnState.APPROVED


def test_one_person_alone_takes_every_step_and_the_return_says_that_nobody_reviewed_it(
    book: Book,
    sold: Sold,
) -> None:
    draft = goods_return(1, back(sold.lines[0]))
    with book.office.writing(FOUNDER) as permit:
        permit.connection.execute(update(OfficeRow).values(single_person=True))
    with book.writing(_BOTH) as writing:
        taken = apply.apply(writing, draft).id
        decide.approve(writing, taken)
        decide.inspect(writing, taken)
        post.post(writing, taken)
    detail = shown(book, taken)
    assert (detail.head.state, detail.approved_by) == (ReturnState.POSTED, "")
    assert broken_rules(book.office) == []


def test_a_return_turned_down_gives_its_units_free_and_is_final(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    assert sold_line(book, sold.lines[0]).left == Quantity.of("90")
    with book.writing(REVIEWER) as writing:
        decide.reject(writing, taken.id, "超过约定期限")
    assert sold_line(book, sold.lines[0]).left == Quantity.of("100")
    assert shown(book, taken.id).steps[-1].note == "超过约定期限"


def test_an_allowance_passes_its_inspection_with_its_review(book: Book, sold: Sold) -> None:
    taken = applied(book, _allowance(sold))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    detail = shown(book, taken.id)
    assert [step.state for step in detail.steps][1:] == [
        ReturnState.APPROVED,
        ReturnState.INSPECTED,
    ]


def test_an_allowance_given_back_stands_at_its_application_whole(book: Book, sold: Sold) -> None:
    taken = approved(book, _allowance(sold))
    _send_back(book, taken.id)
    detail = shown(book, taken.id)
    assert (detail.head.state, detail.approved_by) == (ReturnState.APPLIED, "")
    assert (detail.lines[0].accepted_net, detail.lines[0].accepted_vat) == (
        Money.of("500.00"),
        Money.of("65.00"),
    )


def test_a_return_given_back_after_its_review_waits_for_a_review_again(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0])))
    _send_back(book, taken.id)
    detail = shown(book, taken.id)
    assert (detail.head.state, detail.approved_by) == (ReturnState.APPLIED, "")
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    assert shown(book, taken.id).approved_by == "李国栋"


def test_a_reviewer_says_what_units_without_original_cost(book: Book) -> None:
    taken = applied(book, goods_return(1, loose(1)))
    line = _line(book, taken.id)
    with book.writing(REVIEWER) as writing:
        decide.state_cost(writing, taken.id, line, CostSource.STATED, UnitPrice.of("58.50"))
    assert shown(book, taken.id).lines[0].cost_source is CostSource.STATED
    with book.reading(CLERK) as reading:
        logged = reading.connection.execute(
            select(AuditRow.payload).where(AuditRow.action == "return-cost")
        ).scalar_one()
    assert logged == f'{{"line":{line},"source":"stated","unit":"58.5"}}'


def test_a_stated_cost_is_stated_and_not_below_nothing(book: Book) -> None:
    taken = applied(book, goods_return(1, loose(1)))
    line = _line(book, taken.id)
    with _refused(book, REVIEWER, CostUnknown) as writing:
        decide.state_cost(writing, taken.id, line, CostSource.STATED)
    with _refused(book, REVIEWER, BelowZero) as writing:
        decide.state_cost(writing, taken.id, line, CostSource.STATED, UnitPrice.of("-1"))
    with _refused(book, REVIEWER, ReturnUnknown) as writing:
        decide.state_cost(writing, taken.id, line + 1, CostSource.CURRENT_AVERAGE)


def test_the_number_of_the_red_invoice_is_kept_without_blanks(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    with book.writing(CLERK) as writing:
        decide.enter_red_invoice(writing, taken.id, " 25330000000012345678 ")
    assert shown(book, taken.id).red_invoice == "25330000000012345678"
