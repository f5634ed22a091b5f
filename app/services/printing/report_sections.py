"""The sections of the 月度对账报告 behind its cover."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from app.i18n import N_, _, pgettext
from app.services.printing.fitting import Run
from app.services.printing.flow import Block, Gap, Heading, Paragraph
from app.services.printing.fonts import Face
from app.services.printing.pen import Align, Style
from app.services.printing.report_cover import WIDTH
from app.services.printing.table import Cell, Column, Row, Table
from app.services.sheets.report_sheet import Correction, DifferenceLine, ReportSheet
from app.values.entry import Side
from app.values.money import Money
from app.values.reconciling import Cause
from app.wording import money, short_day, word

_NONE = "—"


def section_blocks(sheet: ReportSheet) -> list[Block]:
    """Give the six sections in their order; a section without rows says so."""
    return [
        Heading(_("1. Differences"), is_on_new_page=True),
        *_differences(sheet),
        Gap(9),
        Heading(_("2. Causes")),
        *_causes(sheet),
        Gap(9),
        Heading(_("3. Correcting vouchers ({count} made)").format(count=len(sheet.corrections))),
        *_corrections(sheet),
        Heading(_("4. Receivables"), is_on_new_page=True),
        *_receivables(sheet),
        Gap(9),
        Heading(_("5. Stock")),
        *_stock(sheet),
        Heading(_("6. Returns register"), is_on_new_page=True),
        *_returns(sheet),
    ]


def cause_mark(cause: Cause) -> str:
    """Give the one character that stands for a cause in a narrow column."""
    marks: Mapping[Cause, str] = {
        Cause.RETURN_RECORD: pgettext("mark of a cause", "R"),
        Cause.OPERATION: pgettext("mark of a cause", "B"),
        Cause.COMMUNICATION: pgettext("mark of a cause", "C"),
        Cause.STOCK_KEEPING: pgettext("mark of a cause", "S"),
        Cause.CUSTOMER_DATA: pgettext("mark of a cause", "D"),
    }
    return marks[cause]


def _sentence(text: str) -> list[Block]:
    return [Paragraph((Run(text, Face.SERIF),), WIDTH, Style(size=10.5), 6.4)]


def _note(text: str) -> list[Block]:
    return [Gap(1.2), Paragraph((Run(text, Face.SERIF),), WIDTH)] if text else []


def _differences(sheet: ReportSheet) -> list[Block]:
    if not sheet.differences:
        return _sentence(_("There are no differences in this period."))
    blocks: list[Block] = []
    groups = [(check, list(lines)) for check, lines in groupby(sheet.differences, _check_of)]
    first = 1
    for check, lines in groups:
        if len(groups) > 1:
            blocks += [*([Gap(3)] if blocks else []), *_sentence(check)]
        whole = Money.total([line.amount for line in lines])
        open_part = sheet.to_correct if len(groups) == 1 else whole
        blocks.append(_differences_of(lines, first, whole, open_part))
        first += len(lines)
    return [*blocks, *_note(_legend())]


def _check_of(line: DifferenceLine) -> str:
    return line.check


def _differences_of(
    lines: Sequence[DifferenceLine], first: int, whole: Money, open_part: Money
) -> Table:
    """Give the differences of one check with their sum, numbered from the first on."""
    columns = (
        Column(_("Line no."), 7, Align.CENTRE),
        Column(pgettext("mark of a cause", "Cause"), 9.3, Align.CENTRE),
        Column(_("Return document"), 26.7),
        Column(_("Voucher"), 17.2),
        Column(_("Difference"), 18.8, is_carried=True),
        Column(_("Evidence"), 58),
        Column(_("Correcting voucher"), 16.9, Align.CENTRE),
        Column(_("Progress"), 20.1, Align.CENTRE),
    )
    rows: list[Row] = [
        (
            f"{number}",
            cause_mark(line.cause),
            line.document or _("(missing)"),
            line.voucher or _("(missing)"),
            line.amount,
            line.evidence,
            line.correction or _NONE,
            line.progress or _NONE,
        )
        for number, line in enumerate(lines, first)
    ]
    label = _("Total of {count} differences").format(count=len(rows))
    waiting = _("{amount} of it to be corrected").format(amount=money(open_part))
    return Table(columns, tuple(rows), (label, whole, waiting, "", ""), label=4, row=10)


def _legend() -> str:
    causes = _(", ").join(
        _("{mark} = {cause}").format(mark=cause_mark(cause), cause=word(cause)) for cause in Cause
    )
    return _("Cause: {causes}. Difference = returns less books.").format(causes=causes)


def _causes(sheet: ReportSheet) -> list[Block]:
    if not sheet.causes:
        return _sentence(_("There is no difference whose cause could be summed up."))
    columns = (
        Column(_("Cause"), 42),
        Column(_("How many"), 22),
        Column(_("Difference"), 30),
        Column(_("What is done about it"), 80),
    )
    rows: list[Row] = [
        (f"{cause_mark(line.cause)} {word(line.cause)}", line.count, line.amount, line.remedy)
        for line in sheet.causes
    ]
    count = sum(line.count for line in sheet.causes)
    total: Row = (_("Sum total"), count, Money.total([line.amount for line in sheet.causes]), "")
    return [Table(columns, tuple(rows), total)]


def _corrections(sheet: ReportSheet) -> list[Block]:
    if not sheet.corrections:
        return _sentence(_("No correcting voucher was made."))
    columns = (
        Column(_("Voucher"), 19.2),
        Column(_("Debit or credit"), 9, Align.CENTRE),
        Column(_("Account"), 69.5),
        Column(_("Debits"), 27, is_carried=True),
        Column(_("Credits"), 27.3, is_carried=True),
        Column(_("Reviewed by"), 22, Align.CENTRE),
    )
    rows: list[Row] = []
    groups: list[int] = []
    for number, correction in enumerate(sheet.corrections):
        added = _correction_rows(correction)
        rows += added
        groups += [number] * len(added)
    lines = [line for correction in sheet.corrections for line in correction.lines]
    debit = Money.total([line.amount for line in lines if line.side is Side.DEBIT])
    credit = Money.total([line.amount for line in lines if line.side is Side.CREDIT])
    total: Row = (_("Sum total"), debit, credit, "")
    merged = frozenset({0, 5})
    return [
        Table(columns, tuple(rows), total, label=3, merged=merged, groups=tuple(groups)),
    ]


_SIDES: Mapping[Side, str] = {Side.DEBIT: N_("Dr"), Side.CREDIT: N_("Cr")}


def _correction_rows(correction: Correction) -> list[Row]:
    rows: list[Row] = []
    for line in correction.lines:
        is_debit = line.side is Side.DEBIT
        amounts = (line.amount, None) if is_debit else (None, line.amount)
        side = _(_SIDES[line.side])
        rows.append((correction.voucher, side, line.account, *amounts, correction.checked))
    return rows


def _receivables(sheet: ReportSheet) -> list[Block]:
    if not sheet.receivables:
        return [
            *_sentence(_("No customer has a balance or a movement in this period.")),
            *_note(sheet.receivables_note),
        ]
    columns = (
        Column(_("Customer no."), 16.4, Align.CENTRE),
        Column(_("Customer"), 37.4),
        Column(_("Opening of the month"), 21.5, is_carried=True),
        Column(_("Sales of the month"), 21.7, is_carried=True),
        Column(_("Returns of the month"), 20.3, is_carried=True),
        Column(_("Receipts of the month"), 21.5, is_carried=True),
        Column(_("Closing of the month"), 21.7, is_carried=True),
        Column(_("Statement answered"), 13.5, Align.CENTRE),
    )
    rows: list[Row] = [
        (
            line.code,
            line.customer,
            line.opening,
            line.sales,
            line.returns,
            line.receipts,
            line.closing,
            line.statement,
        )
        for line in sheet.receivables
    ]
    count = len(rows) if sheet.customers is None else sheet.customers
    label = _("Total of {count} customers").format(count=count)
    total: Row = (label, *_money_sums(rows, range(2, 7)), "")
    return [Table(columns, tuple(rows), total, label=2), *_note(sheet.receivables_note)]


def _stock(sheet: ReportSheet) -> list[Block]:
    if not sheet.stock:
        return [*_sentence(_("No stock is kept in this period.")), *_note(sheet.stock_note)]
    columns = (
        Column(_("Kind of goods"), 20),
        Column(_("Opening of the month"), 21.9, is_carried=True),
        Column(_("Bought in the month"), 22, is_carried=True),
        Column(_("Returned in the month"), 20.9, is_carried=True),
        Column(_("Issued in the month"), 22, is_carried=True),
        Column(_("Closing stock ledger"), 24, is_carried=True),
        Column(_("Goods counted"), 24.1, is_carried=True),
        Column(_("Counted less ledger"), 19.1, is_carried=True),
    )
    rows: list[Row] = [
        (
            line.category,
            line.opening,
            line.bought,
            line.returned,
            line.issued,
            line.closing,
            _NONE if line.counted is None else line.counted,
            _NONE if line.difference is None else line.difference,
        )
        for line in sheet.stock
    ]
    total: Row = (_("Sum total"), *_money_sums(rows, range(1, 8)))
    return [Table(columns, tuple(rows), total), *_note(sheet.stock_note)]


def _returns(sheet: ReportSheet) -> list[Block]:
    if not sheet.returns:
        return [
            *_sentence(_("No return was taken in during this period.")),
            *_note(sheet.returns_note),
        ]
    columns = (
        Column(_("Return document"), 24.2),
        Column(_("Date"), 12.4, Align.CENTRE),
        Column(_("Customer"), 18.8),
        Column(_("Reason"), 17.5),
        Column(_("Net amount"), 19, is_carried=True),
        Column(_("Tax amount"), 16.4, is_carried=True),
        Column(_("Gross amount"), 19.1, is_carried=True),
        Column(_("Cost"), 16.9, is_carried=True),
        Column(_("Voucher"), 15.6, Align.CENTRE),
        Column(_("State"), 14.1, Align.CENTRE),
    )
    rows: list[Row] = [
        (
            line.number,
            short_day(line.day),
            line.customer,
            line.reason,
            line.net,
            line.tax,
            line.gross,
            _NONE if line.cost is None else line.cost,
            line.voucher or _NONE,
            line.state,
        )
        for line in sheet.returns
    ]
    label = _("Total of {count} returns").format(count=len(rows))
    total: Row = (label, *_money_sums(rows, range(4, 8)), "", "")
    return [Table(columns, tuple(rows), total, label=4, row=7), *_note(sheet.returns_note)]


def _money_sums(rows: Sequence[Row], columns: Sequence[int]) -> list[Cell]:
    """Give the sums of money columns; a column without any amount has a dash."""
    sums: list[Cell] = []
    for column in columns:
        amounts = [row[column] for row in rows if isinstance(row[column], Money)]
        found = [amount for amount in amounts if isinstance(amount, Money)]
        sums.append(Money.total(found) if found else _NONE)
    return sums
