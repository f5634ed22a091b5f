"""The 月度对账报告 as it is printed: every figure and every sentence comes from who fills it."""

import datetime
from dataclasses import dataclass

from app.services.sheets.signature import UNSIGNED, Signature
from app.values.entry import Side
from app.values.money import ZERO, Money
from app.values.period import Period
from app.values.reconciling import Cause


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Two sides that were compared; `result` says in a word or two what came of it."""

    subject: str
    left: Money
    right: Money
    result: str

    @property
    def difference(self) -> Money:
        """What the left side has more than the right."""
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference, with its two documents (empty = missing) and what proves it."""

    cause: Cause
    document: str
    voucher: str
    amount: Money
    evidence: str
    correction: str = ""
    progress: str = ""
    check: str = ""
    """Which two records differ; sums are of one check, never of several."""


@dataclass(frozen=True, slots=True)
class CauseLine:
    """How many differences a cause made, their sum, and what is done so that it stops."""

    cause: Cause
    count: int
    amount: Money
    remedy: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One line of a correcting voucher."""

    side: Side
    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Correction:
    """A correcting voucher and who has checked it, or that it waits."""

    voucher: str
    lines: tuple[CorrectionLine, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class ReceivableLine:
    """One customer's month; returns are negative, receipts positive."""

    code: str
    customer: str
    opening: Money
    sales: Money
    returns: Money
    receipts: Money
    closing: Money
    statement: str = ""


@dataclass(frozen=True, slots=True)
class StockLine:
    """One kind of goods in the month; `counted` is None where nothing was counted."""

    category: str
    opening: Money
    bought: Money
    returned: Money
    issued: Money
    closing: Money
    counted: Money | None = None

    @property
    def difference(self) -> Money | None:
        """What was counted above the stock ledger, None where nothing was counted."""
        return None if self.counted is None else self.counted - self.closing


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return in the register; `voucher` is empty while it is not posted."""

    number: str
    day: datetime.date
    customer: str
    reason: str
    net: Money
    tax: Money
    gross: Money
    cost: Money | None
    voucher: str
    state: str


@dataclass(frozen=True, slots=True)
class AuditAnchor:
    """The head of the audit chain when the report was made: its place and 16 hex digits."""

    sequence: int
    head: str


@dataclass(frozen=True, slots=True)
class ReportCover:
    """What the first page says: about whom, what was found, and who answers for it.

    `conclusion_figure` is the part of the text that is set in bold, empty for none.
    """

    client: str
    agency: str
    period: Period
    number: str
    made_at: datetime.datetime
    scope: str
    conclusion: str
    conclusion_text: str
    anchor: AuditAnchor
    checks: tuple[CheckLine, ...]
    conclusion_figure: str = ""
    attention: str = ""
    maker: Signature = UNSIGNED
    checker: Signature = UNSIGNED
    supervisor: Signature = UNSIGNED
    customer: Signature = UNSIGNED


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The whole report.

    `to_correct` is the part of the differences that waits for a correction; `customers` is how many
    stand behind the receivables when some of the lines are sums of several, else None.
    """

    cover: ReportCover
    differences: tuple[DifferenceLine, ...] = ()
    to_correct: Money = ZERO
    causes: tuple[CauseLine, ...] = ()
    corrections: tuple[Correction, ...] = ()
    receivables: tuple[ReceivableLine, ...] = ()
    customers: int | None = None
    receivables_note: str = ""
    stock: tuple[StockLine, ...] = ()
    stock_note: str = ""
    returns: tuple[ReturnLine, ...] = ()
    returns_note: str = ""
