"""The vouchers of a return as lines of debit and credit, planned or on the books."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import N_, _
from app.services.returns.preview import PreviewLine, PreviewVoucher
from app.services.vouchers.listing import LineRow, VoucherDetail
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Mark
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable
from app.values.entry import Side
from app.values.money import Money


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a voucher, or the heading over a voucher's lines."""

    line: LineRow | PreviewLine | None
    heading: str = ""


class EntriesTable(ListTable[EntryLine]):
    """Debit and credit lines under the number of their voucher."""

    def __init__(self, name: str) -> None:
        super().__init__(_COLUMNS, name=name, group=_heading_of)
        self.view.horizontalHeader().hide()

    def show_lines(self, lines: Sequence[EntryLine]) -> None:
        """Show lines and headings, with the sum of both sides."""
        self.set_rows(lines)
        found = [one.line for one in lines if one.line is not None]
        sums = {
            side: Money.total([line.amount for line in found if line.side is side]) for side in Side
        }
        is_balanced = sums[Side.DEBIT] == sums[Side.CREDIT]
        words = _("Total, debits equal credits") if is_balanced else _("Total")
        mark = Mark.CLOSED if is_balanced and found else None
        self.set_totals(
            [
                Cell(),
                Cell(words, mark=mark) if found else Cell(),
                cells.money(sums[Side.DEBIT], blank_zero=not found),
                cells.money(sums[Side.CREDIT], blank_zero=not found),
            ]
        )


def entry_lines(vouchers: Sequence[VoucherDetail | PreviewVoucher]) -> list[EntryLine]:
    """Give the lines of vouchers, each voucher under its number and first summary."""
    lines: list[EntryLine] = []
    for voucher in vouchers:
        first = voucher.lines[0].summary if voucher.lines else ""
        lines.append(EntryLine(None, f"{voucher.number}　{first}"))
        lines += [EntryLine(line) for line in voucher.lines]
    return lines


def _heading_of(line: EntryLine) -> Cell | None:
    return None if line.line else Cell(line.heading, ground="head", is_bold=True)


def _account(line: EntryLine) -> Cell:
    if line.line is None:
        return Cell()
    return Cell(f"{line.line.account} {line.line.account_name}", hint=line.line.customer)


def _on(side: Side) -> Column[EntryLine]:
    def amount(line: EntryLine) -> Cell:
        if line.line is None or line.line.side is not side:
            return Cell()
        return cells.money(line.line.amount)

    heading = N_("Debit") if side is Side.DEBIT else N_("Credit")
    return Column[EntryLine](heading, amount, align=Align.RIGHT, width=96)


def _side(line: EntryLine) -> str:
    if line.line is None:
        return ""
    return _("Dr") if line.line.side is Side.DEBIT else _("Cr")


_COLUMNS = (
    Column[EntryLine](N_("Side"), _side, width=34, align=Align.CENTRE),
    Column[EntryLine](N_("Account"), _account, is_wide=True),
    _on(Side.DEBIT),
    _on(Side.CREDIT),
)
