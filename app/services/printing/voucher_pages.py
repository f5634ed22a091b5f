"""How the lines of vouchers are spread over forms, with sums carried from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import AppError
from app.i18n import N_
from app.services.printing.papers import CELLS
from app.services.sheets.voucher_sheet import LAYOUT, VoucherSheet, VoucherSheetLine
from app.values.entry import Side
from app.values.money import Money


@dataclass(eq=False)
class AmountBeyondGrid(AppError):
    """An amount has more digits than the form has cells."""

    voucher: str
    amount: Money
    template = N_(
        "Voucher {voucher}: {amount} has more digits than the form, which holds 999,999,999.99 "
        "at most. Export this voucher as a spreadsheet instead."
    )


@dataclass(eq=False)
class LayoutUnknown(AppError):
    """A voucher was made for a layout that this program does not have."""

    voucher: str
    layout: int
    template = N_(
        "Voucher {voucher} has layout {layout}, which this program does not know. "
        "Print it with the newest version of the program."
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """The debits and credits up to a place."""

    debit: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """One form of a voucher: its lines, what came before and what stands in its total."""

    sheet: VoucherSheet
    number: int
    count: int
    lines: tuple[VoucherSheetLine, ...]
    brought: Sums | None
    total: Sums

    @property
    def is_last(self) -> bool:
        """Whether the total is that of the whole voucher."""
        return self.number == self.count


def pages_of(sheet: VoucherSheet, rows: int) -> tuple[VoucherPage, ...]:
    """Spread a voucher over forms of so many lines.

    Raises:
        LayoutUnknown: it was made for another layout.
        AmountBeyondGrid: an amount or a sum has more digits than the form.

    """
    if sheet.layout != LAYOUT:
        raise LayoutUnknown(str(sheet.number), sheet.layout)
    starts = [0, *range(rows, len(sheet.lines), rows - 1)]
    ends = [*starts[1:], len(sheet.lines)]
    pages = tuple(
        VoucherPage(
            sheet,
            number,
            len(starts),
            sheet.lines[start:end],
            _sums(sheet.lines[:start]) if start else None,
            _sums(sheet.lines[:end]),
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )
    _require_room(sheet, pages)
    return pages


def _sums(lines: Sequence[VoucherSheetLine]) -> Sums:
    debit = [line.amount for line in lines if line.side is Side.DEBIT]
    credit = [line.amount for line in lines if line.side is Side.CREDIT]
    return Sums(Money.total(debit), Money.total(credit))


def _require_room(sheet: VoucherSheet, pages: Sequence[VoucherPage]) -> None:
    shown = [line.amount for line in sheet.lines]
    for page in pages:
        shown += [page.total.debit, page.total.credit]
    for amount in shown:
        if abs(amount.fen) >= 10**CELLS:
            raise AmountBeyondGrid(str(sheet.number), amount)
