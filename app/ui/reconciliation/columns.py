"""What the pairs of a check and the checks of a month show."""

from dataclasses import dataclass

from app import wording
from app.i18n import N_, _
from app.services.reconciliation.pairs import Check, Pair, SideRow
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column
from app.values.money import ZERO
from app.values.reconciling import CheckKind, Relation


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair, or the heading over the pairs that agree."""

    pair: Pair | None
    heading: str = ""


_SIGNS = {
    Relation.EQUAL: "=",
    Relation.AMOUNT_DIFFERS: "≠",
    Relation.ACCEPTED_LESS: "≠",
    Relation.NO_VOUCHER: "",
    Relation.NO_DOCUMENT: "",
    Relation.OTHER_CUSTOMER: "≈",
    Relation.OTHER_PERIOD: "≈",
    Relation.STOCK_MISSING: "",
    Relation.STOCK_DIFFERS: "≠",
}
_MISSING = {
    CheckKind.RETURNS_LEDGER: (N_("no return"), N_("no voucher")),
    CheckKind.LEDGER_RECEIVABLES: (N_("no documents"), N_("nothing on the account")),
    CheckKind.STOCK_LEDGER: (N_("no stock move"), N_("no voucher")),
}
SIDES = {
    CheckKind.RETURNS_LEDGER: (N_("Returns"), N_("Vouchers that reduce receivables")),
    CheckKind.LEDGER_RECEIVABLES: (N_("Documents of the customer"), N_("Account receivable")),
    CheckKind.STOCK_LEDGER: (N_("Stock ledger"), N_("Stock account")),
}


def relation_cell(pair: Pair) -> Cell:
    """Show how the two sides stand to each other, in sign, word and amount."""
    sign = _SIGNS[pair.relation]
    if pair.relation is Relation.EQUAL:
        return Cell(f"{sign} {wording.money(pair.difference)}", ink="ok")
    is_amount = bool(pair.difference)
    is_said = pair.relation in {Relation.AMOUNT_DIFFERS, Relation.ACCEPTED_LESS}
    words = "" if is_said else wording.word(pair.relation)
    amount = wording.money(pair.difference) if is_amount else ""
    text = " ".join(part for part in (sign, words, amount) if part)
    return Cell(text, ink="neg" if is_amount else "warn", is_bold=True)


def relation_chip(pair: Pair) -> Chip:
    """Give the chip of a pair's relation."""
    if pair.is_sound:
        return Chip(wording.word(pair.relation), Mark.CLOSED, Tone.OK)
    tone = Tone.ERR if pair.difference else Tone.WARN
    return Chip(wording.word(pair.relation), Mark.ATTENTION, tone)


def heading_of(line: PairLine) -> Cell | None:
    """Give the cell that stands over the pairs that agree."""
    if line.pair is not None:
        return None
    return Cell(line.heading, ground="ok_ground", ink="ok", mark=Mark.CLOSED, is_bold=True)


def columns(kind: CheckKind) -> tuple[Column[PairLine], ...]:
    """Give the columns of a check: the left side, the relation, the right side."""
    left_name, right_name = SIDES[kind]
    left_missing, right_missing = _MISSING[kind]
    return (
        Column[PairLine](left_name, lambda line: _number(_left(line)), key=_left_key, width=132),
        Column[PairLine](N_("Date"), lambda line: _day(_left(line)), width=52),
        Column[PairLine](
            N_("Party"), lambda line: _party(line, _left(line), left_missing), is_wide=True
        ),
        Column[PairLine](
            N_("Amount"), lambda line: _amount(_left(line)), align=Align.RIGHT, width=94
        ),
        Column[PairLine](
            N_("Relation · difference"),
            lambda line: relation_cell(line.pair) if line.pair else Cell(),
            align=Align.CENTRE,
            width=150,
            grows=True,
        ),
        Column[PairLine](right_name, lambda line: _number(_right(line)), width=146),
        Column[PairLine](N_("Date"), lambda line: _day(_right(line)), width=52),
        Column[PairLine](
            N_("Party"), lambda line: _party(line, _right(line), right_missing), is_wide=True
        ),
        Column[PairLine](
            N_("Amount"), lambda line: _amount(_right(line)), align=Align.RIGHT, width=94
        ),
    )


def totals(check: Check, count: int) -> list[Cell]:
    """Give the totals row of a check; it totals what the two records say in full."""
    return [
        Cell(_("Total")),
        Cell(),
        Cell(_("{count} pairs").format(count=count)),
        cells.money(check.left),
        Cell(_("Difference {amount}").format(amount=wording.money(check.difference))),
        Cell(),
        Cell(),
        Cell(),
        cells.money(check.right),
    ]


CHECK_COLUMNS = (
    Column[Check](N_("Check"), lambda check: wording.word(check.kind), is_wide=True),
    Column[Check](
        N_("Left side"), lambda check: cells.money(check.left), align=Align.RIGHT, width=110
    ),
    Column[Check](
        N_("Right side"), lambda check: cells.money(check.right), align=Align.RIGHT, width=110
    ),
    Column[Check](
        N_("Difference"),
        lambda check: cells.difference(check.difference),
        align=Align.RIGHT,
        width=104,
    ),
    Column[Check](
        N_("Explained"), lambda check: cells.money(check.explained), align=Align.RIGHT, width=104
    ),
    Column[Check](
        N_("Unexplained"), lambda check: cells.difference(check.rest), align=Align.RIGHT, width=104
    ),
    Column[Check](N_("State"), lambda check: Cell(chip=check_chip(check)), width=130),
)


def check_chip(check: Check) -> Chip:
    """Give the chip of a check: agreed, or how many pairs wait."""
    waiting = len(check.open_pairs)
    if check.rest:
        return Chip(_("Unexplained"), Mark.ATTENTION, Tone.ERR)
    if waiting:
        return Chip(_("{count} to look at").format(count=waiting), Mark.ATTENTION, Tone.WARN)
    return Chip(_("Agrees"), Mark.CLOSED, Tone.OK)


def _left(line: PairLine) -> SideRow | None:
    return None if line.pair is None else line.pair.left


def _right(line: PairLine) -> SideRow | None:
    return None if line.pair is None else line.pair.right


def _left_key(line: PairLine) -> tuple[str, int]:
    side = _left(line) or _right(line)
    return ("", 0) if side is None else (side.number, side.id)


def _number(side: SideRow | None) -> Cell:
    return Cell("" if side is None else side.number.removeprefix("TH-"), is_bold=True)


def _day(side: SideRow | None) -> str:
    return "" if side is None else wording.short_day(side.day)


def _party(line: PairLine, side: SideRow | None, missing: str) -> Cell:
    if side is None:
        return Cell(_(missing) if line.pair is not None else "", ink="ink3")
    return Cell(side.party)


def _amount(side: SideRow | None) -> Cell:
    return Cell() if side is None else cells.money(side.amount or ZERO)
