"""Each step of a return: by whom, from where to where, and what it leaves written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from app.errors import AppError
from app.models.audit import AuditRow
from app.models.office import OfficeRow
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.permits import Writing
from app.services.returns import apply, decide, post
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.refusals import (
    BelowZero,
    OwnReturn,
    ReturnUnknown,
    TooManyAccepted,
    WarehouseUnknown,
    WrongStep,
)
from app.services.stock import CostUnknown
from app.values.actor import Actor, Role
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource, ReturnKind, ReturnState
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
    client,
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
    sold_line,
    stocked,
)
from tests.builders import Item as Article

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
