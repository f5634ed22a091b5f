"""The monthly report of a book, filled from its checks and registers."""

from collections import defaultdict

from sqlalchemy import select

from app.i18n import N_, booked, in_books_language
from app.models.office import OfficeRow
from app.services import audit
from app.services.access import Act, allowed
from app.services.permits import Writing
from app.services.prints import registers
from app.services.reconciliation.pairs import Check, Pair
from app.services.reconciliation.run import Reconciliation, reconcile
from app.services.reconciliation.wording import cause_of, evidence
from app.services.sheets.report_sheet import (
    AuditAnchor,
    CauseLine,
    CheckLine,
    DifferenceLine,
    ReportCover,
    ReportSheet,
)
from app.services.sheets.signature import Signature
from app.values.money import Money
from app.values.period import Period
from app.values.reconciling import Cause, CheckKind
from app.wording import money, word

_REMEDIES = {
    Cause.RETURN_RECORD: N_("Take what was accepted as the quantity of the return"),
    Cause.OPERATION: N_("Make vouchers of returns from the return only"),
    Cause.COMMUNICATION: N_("Tell the accountant on the day of the inspection"),
    Cause.STOCK_KEEPING: N_("Take goods into stock with the inspection"),
    Cause.CUSTOMER_DATA: N_("Merge customers that are the same"),
}


@allowed(Act.LOOK)
@in_books_language()
def sheet(writing: Writing, period: Period) -> ReportSheet:
    """Give the report of a month as print data; that it was made is logged."""
    found = reconcile(writing, period)
    returns_check = found.checks[0]
    differences = tuple(
        _difference(pair, word(check.kind)) for check in found.checks for pair in check.open_pairs
    )
    receivables = registers.receivables(writing, period)
    audit.record(writing, audit.Deed("report-made", writing.facts.code, {"period": str(period)}))
    return ReportSheet(
        cover=_cover(writing, period, found),
        differences=differences,
        to_correct=_of_the_first(differences),
        causes=_causes(differences[: len(returns_check.open_pairs)]),
        receivables=receivables,
        customers=None,
        receivables_note=booked(
            N_("Closing = opening + sales - returns - receipts. Returns are those on the books.")
        ),
        stock=registers.stock(writing, period),
        stock_note=_stock_note(found),
        returns=registers.returns(writing, period),
        returns_note=registers.returns_note(writing, period),
    )


def _cover(writing: Writing, period: Period, found: Reconciliation) -> ReportCover:
    agency = writing.connection.execute(select(OfficeRow.name)).scalar_one()
    returns_check = found.checks[0]
    anchor = audit.head(writing)
    number = f"BG-{period.year:04d}{period.month:02d}-{writing.facts.code}"
    return ReportCover(
        client=writing.facts.name,
        agency=agency,
        period=period,
        number=number,
        made_at=writing.now,
        scope=booked(N_("Returns, vouchers, receivables and stock, up to {day}")).format(
            day=period.last_day.isoformat()
        ),
        conclusion=_conclusion(found),
        conclusion_text=_conclusion_text(writing, period, returns_check),
        conclusion_figure=money(returns_check.difference),
        anchor=AuditAnchor(anchor.sequence, anchor.hash[:16]),
        checks=tuple(_check(check) for check in found.checks),
        maker=Signature(writing.actor.name, writing.now.date()),
    )


def _conclusion(found: Reconciliation) -> str:
    """Word the conclusion: agrees, agrees but for so many corrections, or does not agree."""
    if found.rest:
        return booked(N_("The records do not agree"))
    count = found.open_count
    if count:
        return booked(N_("The records agree but for {count} corrections")).format(count=count)
    return booked(N_("The records agree"))


def _conclusion_text(writing: Writing, period: Period, check: Check) -> str:
    registered = registers.returns(writing, period)
    gross = Money.total([row.gross for row in registered])
    words = N_(
        "{count} returns were taken in this month, {gross} yuan with VAT. Of those that arrived"
        " the returns say {left} yuan and the books {right} yuan, a difference of {difference}"
        " yuan, {explained} yuan of it explained, {rest} yuan not."
    )
    return booked(words).format(
        count=len(registered),
        gross=money(gross),
        left=money(check.left),
        right=money(check.right),
        difference=money(check.difference),
        explained=money(check.explained),
        rest=money(check.rest),
    )


def _check(check: Check) -> CheckLine:
    count = len(check.open_pairs)
    result = booked(N_("{count} to correct")).format(count=count) if count else booked(N_("Agrees"))
    return CheckLine(word(check.kind), check.left, check.right, result)


def _difference(pair: Pair, check: str) -> DifferenceLine:
    return DifferenceLine(
        cause=cause_of(pair) or Cause.OPERATION,
        document="" if pair.left is None else pair.left.number,
        voucher="" if pair.right is None else pair.right.number,
        amount=pair.difference,
        evidence=evidence(pair),
        progress=booked(N_("To correct")),
        check=check,
    )


def _of_the_first(differences: tuple[DifferenceLine, ...]) -> Money:
    """Give what the first check that differs comes to; different checks are never summed up."""
    return Money.total([line.amount for line in differences if line.check == differences[0].check])


def _causes(differences: tuple[DifferenceLine, ...]) -> tuple[CauseLine, ...]:
    """Give the causes of what differs between returns and books, so that their sum is that sum."""
    groups: dict[Cause, list[Money]] = defaultdict(list)
    for line in differences:
        groups[line.cause].append(line.amount)
    return tuple(
        CauseLine(cause, len(groups[cause]), Money.total(groups[cause]), booked(_REMEDIES[cause]))
        for cause in Cause
        if cause in groups
    )


def _stock_note(found: Reconciliation) -> str:
    check = next(one for one in found.checks if one.kind is CheckKind.STOCK_LEDGER)
    words = N_("Stock ledger {left} yuan, stock account {right} yuan, difference {difference}.")
    return booked(words).format(
        left=money(check.left), right=money(check.right), difference=money(check.difference)
    )
