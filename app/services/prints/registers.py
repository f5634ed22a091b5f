"""The registers of the monthly report: receivables, stock, returns."""

from app.i18n import N_, booked
from app.services.access import inner
from app.services.permits import Reading
from app.services.reconciliation.receivables import BOOKED
from app.services.reports import receivables as receivable_reports
from app.services.reports import stock as stock_reports
from app.services.returns import listing
from app.services.sheets.report_sheet import ReceivableLine, ReturnLine, StockLine
from app.values.period import Period
from app.values.returns import ReturnState
from app.wording import word


@inner
def receivables(reading: Reading, period: Period) -> tuple[ReceivableLine, ...]:
    """Give every customer's month on the receivable account."""
    return tuple(
        ReceivableLine(
            row.code,
            row.name,
            row.opening,
            row.sales + row.others,
            row.returns,
            row.receipts,
            row.closing,
        )
        for row in receivable_reports.month(reading, period)
    )


@inner
def stock(reading: Reading, period: Period) -> tuple[StockLine, ...]:
    """Give the month's stock by category; adjustments count as bought or issued by their sign."""
    return tuple(
        StockLine(
            row.category,
            row.opening.cost,
            row.bought.cost + row.adjusted.cost,
            row.returned.cost,
            row.issued.cost,
            row.closing.cost,
        )
        for row in stock_reports.by_category(reading, period)
    )


@inner
def returns(reading: Reading, period: Period) -> tuple[ReturnLine, ...]:
    """Give the month's returns as the register lists them, withdrawn ones included."""
    wanted = listing.ReturnFilter(states=frozenset(ReturnState), period=period, limit=_ALL)
    return tuple(
        ReturnLine(
            number=row.number.removeprefix("TH-"),
            day=row.day,
            customer=row.customer,
            reason=row.reason_text or word(row.reason),
            net=row.net,
            tax=row.vat,
            gross=row.gross,
            cost=row.cost if row.state in BOOKED else None,
            voucher=row.vouchers,
            state=word(row.state),
        )
        for row in listing.listing(reading, wanted).rows
    )


@inner
def returns_note(reading: Reading, period: Period) -> str:
    """Say that the numbers run without a gap, and how many returns were withdrawn."""
    wanted = listing.ReturnFilter(states=frozenset(ReturnState), period=period, limit=_ALL)
    page = listing.listing(reading, wanted)
    void = page.by_state[ReturnState.VOID] + page.by_state[ReturnState.REJECTED]
    words = N_("Numbers run without a gap; {void} were withdrawn or rejected. A dash: not posted.")
    return booked(words).format(void=void)


_ALL = 1_000_000
