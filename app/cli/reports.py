"""zf report: the figures of a month."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cli.arguments import Parser, period
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book
from app.cli.showing import give, table
from app.i18n import N_, _
from app.services.permits import Reading
from app.services.reports import receivables, stock, trial_balance
from app.services.reports.stock import StockFlow
from app.services.returns import listing
from app.services.returns.listing import ReturnFilter
from app.values.money import Money
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from app.wording import money, quantity, word

_ALL = 1_000_000

_Cell = str | Money | Quantity


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for programs and its heading for people."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a report, row by row."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[_Cell]]


def add_commands(parser: Parser) -> None:
    """Declare the reports."""
    for name, words, make in (
        ("trial-balance", N_("opening, movement and closing of every account"), _trial_balance),
        ("receivables", N_("what every customer owed, and why it changed"), _receivables),
        ("stock", N_("what came in, went out and lies there"), _stock),
        ("returns", N_("every return of the month"), _returns),
    ):
        command = parser.command(_giving(make), words, name)
        command.add_argument("--period", required=True, type=period, metavar="YYYY-MM")


def _giving(make: Callable[[Reading, Period], Report]) -> Callable[[Call], int]:
    def run(call: Call) -> int:
        with reading_book(call) as reading:
            report = make(reading, call.options.period)
        if call.is_json:
            keys = [column.key for column in report.columns]
            give([dict(zip(keys, row, strict=True)) for row in report.rows])
        else:
            _tell(report)
        return DONE

    return run


def _tell(report: Report) -> None:
    figures = {
        at for row in report.rows for at, cell in enumerate(row) if not isinstance(cell, str)
    }
    table(
        [_(column.heading) for column in report.columns],
        [[_worded(cell) for cell in row] for row in report.rows],
        right=figures,
    )


def _worded(cell: _Cell) -> str:
    match cell:
        case Money():
            return money(cell, blank_zero=True)
        case Quantity():
            return quantity(cell) if cell else ""
        case enum.StrEnum():
            return word(cell)
        case _:
            return cell


def _columns(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key, heading) for key, heading in pairs)


def _trial_balance(reading: Reading, month: Period) -> Report:
    columns = _columns(
        ("account", N_("Account")),
        ("name", N_("Name")),
        ("opening", N_("Opening")),
        ("debit", N_("Debits")),
        ("credit", N_("Credits")),
        ("closing", N_("Closing")),
    )
    rows = [
        (row.code, row.name, row.opening, row.debit, row.credit, row.closing)
        for row in trial_balance.month(reading, month)
    ]
    return Report(columns, rows)


def _receivables(reading: Reading, month: Period) -> Report:
    columns = _columns(
        ("customer", N_("Code")),
        ("name", N_("Customer")),
        ("opening", N_("Opening")),
        ("sales", N_("Sales")),
        ("returns", N_("Returns")),
        ("receipts", N_("Receipts")),
        ("others", N_("Others")),
        ("closing", N_("Closing")),
    )
    rows = [
        (
            *(row.code, row.name, row.opening, row.sales),
            *(row.returns, row.receipts, row.others, row.closing),
        )
        for row in receivables.month(reading, month)
    ]
    return Report(columns, rows)


_FLOWS = (
    ("opening", N_("Opening quantity"), N_("Opening value")),
    ("bought", N_("Bought quantity"), N_("Bought value")),
    ("returned", N_("Returned quantity"), N_("Returned value")),
    ("issued", N_("Issued quantity"), N_("Issued value")),
    ("adjusted", N_("Adjusted quantity"), N_("Adjusted value")),
    ("closing", N_("Closing quantity"), N_("Closing value")),
)


def _stock(reading: Reading, month: Period) -> Report:
    columns = _columns(
        ("product", N_("Code")), ("name", N_("Name")), ("warehouse", N_("Warehouse"))
    )
    for key, counted, worth in _FLOWS:
        columns += _columns((f"{key}_quantity", counted), (f"{key}_cost", worth))
    rows = [
        (row.code, row.name, row.warehouse, *_figures(row)) for row in stock.month(reading, month)
    ]
    return Report(columns, rows)


def _figures(row: StockFlow) -> list[Quantity | Money]:
    flows = (row.opening, row.bought, row.returned, row.issued, row.adjusted, row.closing)
    return [figure for flow in flows for figure in (flow.quantity, flow.cost)]


def _returns(reading: Reading, month: Period) -> Report:
    columns = _columns(
        ("number", N_("Number")),
        ("date", N_("Date")),
        ("customer", N_("Customer")),
        ("reason", N_("Reason")),
        ("net", N_("Net")),
        ("vat", N_("VAT")),
        ("gross", N_("With VAT")),
        ("cost", N_("Cost")),
        ("vouchers", N_("Vouchers")),
        ("state", N_("State")),
    )
    wanted = ReturnFilter(states=frozenset(ReturnState), period=month, limit=_ALL)
    rows = [
        (
            *(row.number, row.day.isoformat(), row.customer, row.reason_text or row.reason),
            *(row.net, row.vat, row.gross, row.cost, row.vouchers, row.state),
        )
        for row in listing.listing(reading, wanted).rows
    ]
    return Report(columns, rows)
