"""What the customers, the ages of what they owe, and their returns show."""

from dataclasses import dataclass

from app import wording
from app.i18n import N_, _
from app.services.customer_cards import CustomerRow
from app.services.reports.receivables import Ageing
from app.services.returns.listing import ReturnRow
from app.ui.widgets import cells
from app.ui.widgets.age_bar import Part
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column
from app.values.money import Money
from app.values.returns import ReturnState


@dataclass(frozen=True, slots=True)
class ListLine:
    """A customer of the list, with what was looked for."""

    row: CustomerRow
    found: str = ""


LIST_COLUMNS = (
    Column[ListLine](
        N_("Code"),
        lambda line: Cell(line.row.code.removeprefix("KH-"), is_bold=True, found=line.found),
        key=lambda line: line.row.code,
        width=54,
    ),
    Column[ListLine](
        N_("Customer"),
        lambda line: Cell(line.row.name, below=line.row.initials, found=line.found),
        key=lambda line: line.row.name,
        is_wide=True,
    ),
    Column[ListLine](
        N_("Owes"),
        lambda line: cells.money(line.row.balance),
        key=lambda line: line.row.balance,
        align=Align.RIGHT,
        width=90,
    ),
    Column[ListLine](
        N_("Returns"),
        lambda line: Cell(
            str(line.row.open_returns), ink="ink" if line.row.open_returns else "ink3"
        ),
        key=lambda line: line.row.open_returns,
        align=Align.RIGHT,
        width=42,
    ),
)


@dataclass(frozen=True, slots=True)
class AgeRow:
    """What is owed of one age."""

    age: str
    token: str
    amount: Money
    share: str


_AGES = (
    (N_("Not due"), "ok"),
    (N_("1 to 30 days"), "info"),
    (N_("31 to 60 days"), "warn"),
    (N_("61 to 90 days"), "err"),
    (N_("More than 90 days"), "neg"),
)


def age_rows(ageing: Ageing) -> list[AgeRow]:
    """Give the ages of what is owed, each with its share of the whole."""
    whole = ageing.total.fen
    return [
        AgeRow(_(age), token, amount, _share(amount.fen, whole))
        for (age, token), amount in zip(_AGES, _amounts(ageing), strict=True)
    ]


def age_parts(ageing: Ageing) -> list[Part]:
    """Give the ages as the parts of a bar."""
    return [
        Part(amount.fen, token)
        for (_age, token), amount in zip(_AGES, _amounts(ageing), strict=True)
    ]


AGE_COLUMNS = (
    Column[AgeRow](
        N_("Age"), lambda row: Cell(row.age, mark=Mark.COMPLETE, mark_ink=row.token), is_wide=True
    ),
    Column[AgeRow](N_("Amount"), lambda row: cells.money(row.amount), align=Align.RIGHT, width=120),
    Column[AgeRow](N_("Share"), lambda row: row.share, align=Align.RIGHT, width=80),
)

_TONES = {
    ReturnState.APPLIED: (Mark.WAITING, Tone.WARN),
    ReturnState.APPROVED: (Mark.IN_WORK, Tone.ACTIVE),
    ReturnState.INSPECTED: (Mark.TO_CONFIRM, Tone.INFO),
    ReturnState.POSTED: (Mark.COMPLETE, Tone.STILL),
    ReturnState.ARCHIVED: (Mark.CLOSED, Tone.OK),
    ReturnState.REJECTED: (Mark.ATTENTION, Tone.ERR),
    ReturnState.VOID: (Mark.NOT_BEGUN, Tone.STILL),
}

RETURN_COLUMNS = (
    Column[ReturnRow](
        N_("Return"),
        lambda row: Cell(row.number.removeprefix("TH-"), is_bold=True),
        key=lambda row: row.number,
        width=110,
    ),
    Column[ReturnRow](
        N_("Date"), lambda row: wording.short_day(row.day), key=lambda row: row.day, width=54
    ),
    Column[ReturnRow](
        N_("Reason"), lambda row: row.reason_text or wording.word(row.reason), is_wide=True
    ),
    Column[ReturnRow](
        N_("Gross"),
        lambda row: cells.money(row.gross),
        key=lambda row: row.gross,
        align=Align.RIGHT,
        width=92,
    ),
    Column[ReturnRow](N_("Vouchers"), lambda row: row.vouchers, width=130),
    Column[ReturnRow](
        N_("State"),
        lambda row: Cell(chip=Chip(wording.word(row.state), *_TONES[row.state])),
        width=96,
    ),
)


def _amounts(ageing: Ageing) -> tuple[Money, ...]:
    return ageing.not_due, ageing.days_30, ageing.days_60, ageing.days_90, ageing.older


def _share(part: int, whole: int) -> str:
    if whole <= 0:
        return ""
    thousandths = (part * 2000 + whole) // (2 * whole)
    return f"{thousandths // 10}.{thousandths % 10}%"
