"""Values in the words of the language in use, for the window, the terminal and the printed page."""

import datetime
import enum
from collections.abc import Mapping
from functools import cache, singledispatch

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from app.errors import AppError
from app.i18n import N_, _, language
from app.values.actor import Role
from app.values.books import Costing, PriceBasis, RedInvoice, Standard, Taxpayer
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.quantity import Quantity
from app.values.reconciling import Cause, CheckKind, Relation
from app.values.returns import (
    Condition,
    CostSource,
    ReturnKind,
    ReturnReason,
    ReturnState,
    Settlement,
)
from app.values.vouching import MoveKind, SourceKind, VoucherState

WORDS: Mapping[type[enum.StrEnum], Mapping[str, str]] = {
    Role: {
        Role.MAKER: N_("Accountant"),
        Role.CHECKER: N_("Reviewer"),
        Role.KEEPER: N_("Warehouse keeper"),
        Role.SUPERVISOR: N_("Supervisor"),
        Role.ADMIN: N_("Administrator"),
        Role.VIEWER: N_("Viewer"),
    },
    Standard: {
        Standard.SMALL: N_("Small enterprise standard"),
        Standard.CAS: N_("Enterprise standard"),
    },
    Taxpayer: {
        Taxpayer.GENERAL: N_("General taxpayer"),
        Taxpayer.SMALL: N_("Small-scale taxpayer"),
    },
    Costing: {
        Costing.MOVING: N_("Moving average"),
        Costing.MONTH: N_("Month-end average"),
        Costing.FIFO: N_("First in, first out"),
        Costing.SPECIFIC: N_("Specific identification"),
    },
    PriceBasis: {
        PriceBasis.NET: N_("Prices without VAT"),
        PriceBasis.GROSS: N_("Prices with VAT"),
    },
    RedInvoice: {
        RedInvoice.WAIT: N_("Post after the red invoice"),
        RedInvoice.PARK: N_("Post first, red invoice follows"),
    },
    PeriodState: {
        PeriodState.OPEN: N_("Open"),
        PeriodState.CLOSED: N_("Closed"),
        PeriodState.LOCKED: N_("Locked"),
    },
    ReturnState: {
        ReturnState.APPLIED: N_("To review"),
        ReturnState.APPROVED: N_("To inspect"),
        ReturnState.INSPECTED: N_("To post"),
        ReturnState.POSTED: N_("To archive"),
        ReturnState.ARCHIVED: N_("Archived"),
        ReturnState.REJECTED: N_("Rejected"),
        ReturnState.VOID: N_("Void"),
    },
    ReturnKind: {
        ReturnKind.GOODS: N_("Return of goods"),
        ReturnKind.ALLOWANCE: N_("Allowance"),
    },
    ReturnReason: {
        ReturnReason.QUALITY: N_("Quality problem"),
        ReturnReason.WRONG_ITEM: N_("Wrong item sent"),
        ReturnReason.OVERSUPPLY: N_("Too many sent"),
        ReturnReason.TRANSPORT: N_("Damaged package"),
        ReturnReason.CANCELLED: N_("Cancelled by customer"),
        ReturnReason.PRICE: N_("Price dispute"),
        ReturnReason.OTHER: N_("Other reason"),
    },
    Condition: {
        Condition.GOOD: N_("Good"),
        Condition.DEFECTIVE: N_("Defective"),
        Condition.SCRAP: N_("Scrap"),
    },
    Settlement: {
        Settlement.OFFSET: N_("Reduce the receivable"),
        Settlement.REFUND_NOW: N_("Refund now"),
        Settlement.REFUND_LATER: N_("Refund later"),
    },
    CostSource: {
        CostSource.ORIGINAL: N_("Cost of the original sale"),
        CostSource.MONTH_AVERAGE: N_("Average of the month of sale"),
        CostSource.CURRENT_AVERAGE: N_("Current average"),
        CostSource.LATEST_PURCHASE: N_("Latest purchase"),
        CostSource.STATED: N_("Stated by hand"),
    },
    VoucherState: {
        VoucherState.DRAFT: N_("To check"),
        VoucherState.CHECKED: N_("Checked"),
        VoucherState.POSTED: N_("Posted"),
        VoucherState.VOID: N_("Withdrawn"),
    },
    SourceKind: {
        SourceKind.MANUAL: N_("Typed by hand"),
        SourceKind.OPENING: N_("Opening balance"),
        SourceKind.SALE: N_("Sale"),
        SourceKind.ADJUSTMENT: N_("Stock adjustment"),
        SourceKind.RETURN: N_("Return"),
        SourceKind.RECEIPT: N_("Receipt"),
        SourceKind.REFUND: N_("Refund"),
        SourceKind.PURCHASE: N_("Purchase"),
        SourceKind.COUNT: N_("Stock count"),
        SourceKind.REVERSAL: N_("Red reversal"),
    },
    MoveKind: {
        MoveKind.OPENING: N_("Opening stock"),
        MoveKind.SALE: N_("Goods out"),
        MoveKind.RETURN: N_("Goods returned"),
        MoveKind.ADJUSTMENT: N_("Stock adjusted"),
        MoveKind.PURCHASE: N_("Goods bought"),
        MoveKind.COUNT: N_("Stock counted"),
    },
    CheckKind: {
        CheckKind.RETURNS_LEDGER: N_("Returns and vouchers"),
        CheckKind.LEDGER_RECEIVABLES: N_("Receivables and customers"),
        CheckKind.STOCK_LEDGER: N_("Stock account and stock ledger"),
    },
    Relation: {
        Relation.EQUAL: N_("Agrees"),
        Relation.AMOUNT_DIFFERS: N_("Amounts differ"),
        Relation.ACCEPTED_LESS: N_("Less was accepted"),
        Relation.NO_VOUCHER: N_("Voucher missing"),
        Relation.NO_DOCUMENT: N_("Return missing"),
        Relation.OTHER_CUSTOMER: N_("Other customer"),
        Relation.OTHER_PERIOD: N_("Other period"),
        Relation.STOCK_MISSING: N_("Stock receipt missing"),
        Relation.STOCK_DIFFERS: N_("Stock differs"),
    },
    Cause: {
        Cause.RETURN_RECORD: N_("Return record"),
        Cause.OPERATION: N_("Booking"),
        Cause.COMMUNICATION: N_("Communication"),
        Cause.STOCK_KEEPING: N_("Stock keeping"),
        Cause.CUSTOMER_DATA: N_("Customer data"),
    },
}

_MEGABYTE = 1024 * 1024


def word(member: enum.StrEnum) -> str:
    """Give the word of a state, kind or reason."""
    return _(WORDS[type(member)][member])


def money(amount: Money, *, blank_zero: bool = False) -> str:
    """Give an amount with comma groups and two decimals; zero may be left blank."""
    if blank_zero and not amount:
        return ""
    return format_decimal(amount.yuan, "#,##0.00", locale=_locale())


def quantity(number: Quantity) -> str:
    """Give a quantity with comma groups and without trailing zeros."""
    return format_decimal(number.units, "#,##0.###", locale=_locale())


def unit_price(price: UnitPrice) -> str:
    """Give a price of one unit with two decimals, and up to six where it has them."""
    return format_decimal(price.yuan, "#,##0.00####", locale=_locale())


def rate(basis_points: int) -> str:
    """Give a tax rate kept in basis points, such as 13%."""
    percent = f"{basis_points // 100}.{basis_points % 100:02d}".rstrip("0").rstrip(".")
    return f"{percent}%"


def day(date: datetime.date) -> str:
    """Give a day as fields show it: 2025-10-31."""
    return date.isoformat()


def short_day(date: datetime.date) -> str:
    """Give a day as lists show it: 10-31."""
    return f"{date.month:02d}-{date.day:02d}"


def long_day(date: datetime.date) -> str:
    """Give a day as letters and vouchers word it: 2025年10月31日."""
    return format_date(date, "long", locale=_locale())


def period(month: Period) -> str:
    """Give a period as titles word it: 2025年10月."""
    pattern = "y年M月" if language() == "zh_CN" else "MMMM y"
    return format_date(month.first_day, pattern, locale=_locale())


def month_name(month: Period) -> str:
    """Give the month of a period as the axis of a chart words it: 10月."""
    pattern = "M月" if language() == "zh_CN" else "MMM"
    return format_date(month.first_day, pattern, locale=_locale())


def moment(at: datetime.datetime) -> str:
    """Give a moment in the machine's own time zone: 2025-10-31 18:30."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


@singledispatch
def fact(value: object) -> str:
    """Word one fact of a refusal."""
    return str(value)


def _enum_fact(value: enum.StrEnum) -> str:
    return word(value) if type(value) in WORDS else str(value)


fact.register(enum.StrEnum, _enum_fact)
fact.register(Money, money)
fact.register(Quantity, quantity)
fact.register(UnitPrice, unit_price)
fact.register(Period, period)
fact.register(datetime.date, day)
fact.register(datetime.datetime, moment)


def describe(error: AppError) -> str:
    """Word a refusal for a person: its template translated, then filled with its worded facts."""
    facts = {name: fact(value) for name, value in error.facts().items()}
    return _(error.template).format(**facts)


def _locale() -> Locale:
    return _parsed(language())


@cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def megabytes(size: int) -> str:
    """Give the size of a file in bytes as megabytes with one decimal, half up."""
    tenths = (size * 10 + _MEGABYTE // 2) // _MEGABYTE
    return f"{tenths // 10:,}.{tenths % 10}"
