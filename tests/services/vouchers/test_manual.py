"""Vouchers typed by hand: written, checked by another, posted, and reversed in red."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import update

from app import i18n
from app.models.client import PeriodRow
from app.models.office import OfficeRow
from app.services.access import NotAllowed
from app.services.accounts import AccountUnknown
from app.services.customers import CustomerUnknown
from app.services.office import Book
from app.services.periods import PeriodClosed
from app.services.permits import Writing
from app.services.products import ProductUnknown
from app.services.returns.refusals import ReturnUnknown
from app.services.vouchers import listing, manual
from app.services.vouchers.issue import Issued
from app.services.vouchers.listing import VoucherDetail
from app.services.vouchers.manual import (
    AlreadyReversed,
    CustomerMissing,
    OthersWork,
    OwnWork,
    ReversedTooEarly,
    VoucherDraft,
    VoucherFinal,
    VoucherUnknown,
)
from app.values.actor import Actor, Role
from app.values.entry import Entry
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.vouching import SourceKind, VoucherState
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    applied,
    back,
    client,
    customer,
    goods_return,
    october,
    traded,
)
from tests.services.entries import entry, short

_RENT = entry("借 5602 500.00", "贷 1002 500.00")
_BOTH = Actor(6, "钱程", frozenset({Role.MAKER, Role.CHECKER}))


def _draft(written: Entry = _RENT, day: int = 10) -> VoucherDraft:
    return VoucherDraft(october(day), written, attachments=2)


def _written(book: Book, draft: VoucherDraft | None = None) -> int:
    with book.writing(CLERK) as writing:
        return manual.write(writing, draft or _draft())


def _checked(book: Book, draft: VoucherDraft | None = None) -> int:
    voucher = _written(book, draft)
    with book.writing(REVIEWER) as writing:
        manual.check(writing, voucher)
    return voucher


def _posted(book: Book, draft: VoucherDraft | None = None) -> int:
    voucher = _checked(book, draft)
    with book.writing(CLERK) as writing:
        manual.post(writing, voucher)
    return voucher


def _shown(book: Book, voucher: int) -> VoucherDetail:
    with book.reading(CLERK) as reading:
        return listing.show(reading, voucher)


def _reversed(book: Book, voucher: int, day: int = 20) -> Issued:
    with book.writing(CLERK) as writing:
        return manual.reverse(writing, voucher, october(day))


@contextmanager
def _refused_while(book: Book, actor: Actor, refusal: type[Exception]) -> Iterator[Writing]:
    with pytest.raises(refusal), book.writing(actor) as writing:
        yield writing


def test_a_written_voucher_has_no_number_and_waits_for_another_person(book: Book) -> None:
    shown = _shown(book, _written(book))
    assert (shown.number, shown.state) == ("", VoucherState.DRAFT)
    assert (shown.made_by, shown.checked_by, shown.posted_by) == ("周敏", "", "")
    assert short(shown) == ["借 5602 500.00", "贷 1002 500.00"]


def test_a_checked_voucher_gets_its_number_when_it_is_posted(book: Book) -> None:
    voucher = _checked(book)
    assert _shown(book, voucher).number == ""
    with book.writing(CLERK) as writing:
        number = manual.post(writing, voucher)
    shown = _shown(book, voucher)
    assert (str(number), shown.number, shown.state) == ("记-0001", "记-0001", VoucherState.POSTED)
    assert (shown.made_by, shown.checked_by, shown.posted_by) == ("周敏", "李国栋", "周敏")


def test_nobody_checks_what_they_wrote(book: Book) -> None:
    with book.writing(_BOTH) as writing:
        voucher = manual.write(writing, _draft())
    with _refused_while(book, _BOTH, OwnWork) as writing:
        manual.check(writing, voucher)
    assert _shown(book, voucher).state is VoucherState.DRAFT


def test_nobody_changes_what_another_wrote_and_then_checks_it(book: Book) -> None:
    voucher = _written(book)
    with _refused_while(book, _BOTH, OthersWork) as writing:
        manual.rewrite(writing, voucher, _draft(entry("借 5602 900.00", "贷 1002 900.00")))
    assert short(_shown(book, voucher)) == ["借 5602 500.00", "贷 1002 500.00"]


def test_one_person_alone_checks_their_own_work_and_the_voucher_says_so(book: Book) -> None:
    with book.office.writing(FOUNDER) as permit:
        permit.connection.execute(update(OfficeRow).values(single_person=True))
    alone = replace(CLERK, roles=frozenset({Role.MAKER, Role.CHECKER}))
    with book.writing(alone) as writing:
        voucher = manual.write(writing, _draft())
        manual.check(writing, voucher)
        manual.post(writing, voucher)
    assert _shown(book, voucher).checked_by == ""


def test_a_voucher_is_checked_before_it_is_posted(book: Book) -> None:
    voucher = _written(book)
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.post(writing, voucher)


@pytest.mark.parametrize("act", [manual.check, manual.send_back])
def test_only_a_checker_checks(book: Book, act: object) -> None:
    voucher = _written(book)
    for person in (CLERK, KEEPER):
        with _refused_while(book, person, NotAllowed) as writing:
            act(writing, voucher)  # type: ignore[operator]  # one of two acts


def test_a_checker_writes_no_vouchers(book: Book) -> None:
    with _refused_while(book, REVIEWER, NotAllowed) as writing:
        manual.write(writing, _draft())


def test_a_voucher_sent_back_is_changed_and_checked_again(book: Book) -> None:
    voucher = _checked(book)
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.rewrite(writing, voucher, _draft())
    with book.writing(REVIEWER) as writing:
        manual.send_back(writing, voucher)
    changed = entry("借 5602 520.00", "贷 1002 500.00", "贷 1001 20.00")
    with book.writing(CLERK) as writing:
        manual.rewrite(writing, voucher, replace(_draft(changed, day=12), attachments=3))
    shown = _shown(book, voucher)
    assert short(shown) == ["借 5602 520.00", "贷 1002 500.00", "贷 1001 20.00"]
    assert (shown.day, shown.attachments, shown.checked_by) == (october(12), 3, "")


def test_a_withdrawn_voucher_takes_no_number_and_never_comes_back(book: Book) -> None:
    first, second = _written(book), _checked(book)
    with book.writing(CLERK) as writing:
        manual.withdraw(writing, first)
        assert str(manual.post(writing, second)) == "记-0001"
    assert _shown(book, first).state is VoucherState.VOID
    with _refused_while(book, REVIEWER, VoucherFinal) as writing:
        manual.check(writing, first)


def test_what_is_posted_is_not_changed_withdrawn_or_posted_again(book: Book) -> None:
    voucher = _posted(book)
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.rewrite(writing, voucher, _draft())
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.withdraw(writing, voucher)
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.post(writing, voucher)
    with _refused_while(book, REVIEWER, VoucherFinal) as writing:
        manual.send_back(writing, voucher)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        (("借 2221 10.00", "贷 1002 10.00"), AccountUnknown),
        (("借 9999 10.00", "贷 1002 10.00"), AccountUnknown),
        (("借 1122 10.00", "贷 1002 10.00"), CustomerMissing),
    ],
)
def test_every_line_goes_to_an_account_that_takes_it(
    book: Book, lines: tuple[str, ...], refusal: type[Exception]
) -> None:
    with _refused_while(book, CLERK, refusal) as writing:
        manual.write(writing, _draft(entry(*lines, customer=None)))


def test_customers_products_and_returns_of_another_client_are_unknown(book: Book) -> None:
    with book.office.writing(FOUNDER) as permit:
        other = book.office.book(client(permit, code="005"))
    with other.writing(CLERK) as writing:
        stranger = customer(writing)
    owed = entry("借 1122 10.00", "贷 5001 10.00", customer=stranger)
    with _refused_while(book, CLERK, CustomerUnknown) as writing:
        manual.write(writing, _draft(owed))
    with _refused_while(book, CLERK, ProductUnknown) as writing:
        lines = (replace(_RENT.lines[0], product=1), _RENT.lines[1])
        manual.write(writing, _draft(Entry(lines)))
    with _refused_while(book, CLERK, ReturnUnknown) as writing:
        manual.write(writing, replace(_draft(), return_id=1))
    voucher = _written(book)
    with _refused_while(other, CLERK, VoucherUnknown) as writing:
        manual.withdraw(writing, voucher)


def test_a_red_reversal_cancels_every_line_and_both_vouchers_name_each_other(book: Book) -> None:
    voucher = _posted(book)
    red = _reversed(book, voucher)
    original, copy = _shown(book, voucher), _shown(book, red.id)
    assert short(copy) == ["借 5602 -500.00", "贷 1002 -500.00"]
    assert (original.reversed_by, copy.reverses) == ("记-0002", "记-0001")
    assert (copy.source, copy.source_number) == (SourceKind.REVERSAL, "记-0001")
    assert {line.summary for line in copy.lines} == {"注销10月10日记-0001号凭证"}


def test_the_red_copy_of_a_voucher_for_a_return_names_the_return_too(book: Book) -> None:
    taken = applied(book, goods_return(1, back(traded(book).lines[0])))
    voucher = _posted(book, replace(_draft(), return_id=taken.id))
    red = _reversed(book, voucher)
    assert _shown(book, red.id).return_number == str(taken.number)


def test_the_books_stay_chinese_whatever_the_window_speaks(book: Book) -> None:
    voucher = _posted(book)
    spoken = i18n.language()
    i18n.use("en")
    try:
        red = _reversed(book, voucher)
    finally:
        i18n.use(spoken)
    assert _shown(book, red.id).lines[0].summary == "注销10月10日记-0001号凭证"


def test_a_voucher_is_reversed_once_and_a_reversal_never(book: Book) -> None:
    voucher = _posted(book)
    red = _reversed(book, voucher)
    for again in (voucher, red.id):
        with _refused_while(book, CLERK, AlreadyReversed) as writing:
            manual.reverse(writing, again, october(21))


def test_what_is_not_posted_is_not_reversed(book: Book) -> None:
    voucher = _checked(book)
    with _refused_while(book, CLERK, VoucherFinal) as writing:
        manual.reverse(writing, voucher, october(20))


def test_a_reversal_is_not_dated_before_its_voucher(book: Book) -> None:
    voucher = _posted(book)
    with _refused_while(book, CLERK, ReversedTooEarly) as writing:
        manual.reverse(writing, voucher, october(9))
    assert str(_reversed(book, voucher, day=10).number) == "记-0002"


def test_a_closed_month_takes_no_voucher_and_gives_no_number_away(book: Book) -> None:
    written, checked, posted = _written(book), _checked(book), _posted(book)
    with book.writing(CLERK) as writing:
        writing.connection.execute(
            update(PeriodRow)
            .where(PeriodRow.period == Period(2025, 10))
            .values(state=PeriodState.CLOSED)
        )
    with _refused_while(book, CLERK, PeriodClosed) as writing:
        manual.write(writing, _draft())
    with _refused_while(book, CLERK, PeriodClosed) as writing:
        manual.rewrite(writing, written, _draft())
    with _refused_while(book, CLERK, PeriodClosed) as writing:
        manual.post(writing, checked)
    with _refused_while(book, CLERK, PeriodClosed) as writing:
        manual.reverse(writing, posted, october(31))
    november = october(31).replace(month=11, day=3)
    with book.writing(CLERK) as writing:
        red = manual.reverse(writing, posted, november)
    assert (str(red.number), red.number.period) == ("记-0001", Period(2025, 11))
