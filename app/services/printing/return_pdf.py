"""销售退货单 on paper: two copies on a page, or each copy on pages of its own."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from app.i18n import _, in_books_language, pgettext
from app.services.printing import inks
from app.services.printing.barcode import draw_bars
from app.services.printing.fonts import Face
from app.services.printing.frame import Document, cell, cut_line, narrowed, spaced_day
from app.services.printing.pen import Align, Box, Line, Pen, Style
from app.services.printing.table import Column, Row, Slice, Table, slices
from app.services.sheets.return_sheet import ReturnSheet
from app.services.sheets.signature import UNSIGNED
from app.values.capitals import capitals
from app.values.quantity import NOTHING, Quantity
from app.wording import day, short_day

PAGE = (210, 297)
LEFT = 12
TOPS = (12, 160.5)
WIDTH = 186
ROW = 7.4
LINES = 7
_FACTS = 14.8
_TABLE = _FACTS + 3 * ROW
_NOTE = 11.4
_SIGNATURES = 6.8
_ROOM = 214
_PAGE_NUMBER = 276.5
# All in mm; where the parts begin is measured from the corner of a copy.

_FACT_COLUMNS = (15, 66, 18, 37, 18, 32)
_TEXT = Style(size=9)
_BOLD = Style(Face.SERIF_BOLD, 9)


@dataclass(frozen=True, slots=True)
class _Copy:
    """What stands on one copy, or on one page of it."""

    sheet: ReturnSheet
    name: str
    lines: Slice
    number: str = ""

    @property
    def is_last(self) -> bool:
        return self.lines.stop == len(self.sheet.lines)


def return_pdf(sheet: ReturnSheet) -> bytes:
    """Give the PDF of a return."""
    stream = io.BytesIO()
    write_return(sheet, stream)
    return stream.getvalue()


@in_books_language()
def write_return(sheet: ReturnSheet, stream: BinaryIO) -> int:
    """Write the PDF of a return to a stream; give its number of pages.

    Raises:
        GlyphMissing: a text holds a character that the faces cannot draw.

    """
    document = Document(stream, f"{_('Sales return')} {sheet.number}", *PAGE)
    names = (_("Customer's copy"), _("Accounting copy"))
    if len(sheet.lines) <= LINES:
        pages = 1
        _draw_two(document, sheet, names)
    else:
        parts = list(slices(_table(sheet), _ROOM, _ROOM))
        pages = len(parts) * len(names)
        for name in names:
            _draw_long(document, sheet, name, parts)
    document.close()
    return pages


def _draw_two(document: Document, sheet: ReturnSheet, names: tuple[str, str]) -> None:
    (lines,) = slices(_table(sheet), PAGE[1], PAGE[1])
    for top, name in zip(TOPS, names, strict=True):
        pen = document.pen(LEFT, top)
        _draw_copy(pen, _Copy(sheet, name, lines))
        pen.lift()
    pen = document.pen()
    cut_line(pen, PAGE[1] / 2, PAGE[0], _("Cut here"))
    pen.lift()
    document.end_page()


def _draw_long(document: Document, sheet: ReturnSheet, name: str, parts: list[Slice]) -> None:
    for number, lines in enumerate(parts, 1):
        pen = document.pen(LEFT, TOPS[0])
        text = _("Page {page} of {pages}").format(page=number, pages=len(parts))
        _draw_copy(pen, _Copy(sheet, name, lines))
        pen.write((WIDTH, _PAGE_NUMBER), text, Style(size=8, ink=inks.GREY), Align.RIGHT)
        pen.lift()
        document.end_page()


def _draw_copy(pen: Pen, copy: _Copy) -> None:
    _title(pen, copy)
    _facts(pen, copy.sheet)
    copy.lines.draw(pen, _TABLE)
    bottom = _TABLE + copy.lines.height
    if copy.is_last:
        _note(pen, copy.sheet, bottom)
        _signatures(pen, copy.sheet, bottom + _NOTE + _SIGNATURES)


def _title(pen: Pen, copy: _Copy) -> None:
    sheet, small = copy.sheet, Style(size=8, ink=inks.GREY)
    title, style = _("Sales return"), Style(Face.SERIF_BOLD, 18)
    pen.spread((WIDTH / 2, 6.8), title, style, 0 if title.isascii() else 0.46 * style.size)
    pen.write((0, 8), sheet.seller, narrowed(_TEXT, sheet.seller, 62))
    pen.write((0, 12.1), sheet.seller_contact, narrowed(small, sheet.seller_contact, 74))
    day_words = spaced_day(sheet.day)
    pen.write((WIDTH / 2, 12.1), day_words, _TEXT, Align.CENTRE)
    draw_bars(pen, Box(WIDTH - 50, 0.7, 50, 8), sheet.number)
    taken = pen.write((WIDTH, 12.1), copy.name, _BOLD, Align.RIGHT)
    number = f"{sheet.number} · "
    pen.write((WIDTH - taken, 12.1), number, narrowed(_TEXT, number, 60 - taken), Align.RIGHT)


def _facts(pen: Pen, sheet: ReturnSheet) -> None:
    """Draw the three rows that say whose goods they are and which papers belong to them."""
    facts = (
        (_("Customer"), sheet.customer),
        (_("Original sale"), sheet.original_sale),
        (_("Sold on"), day(sheet.sale_day) if sheet.sale_day else ""),
        (_("Contact person"), sheet.customer_contact),
        (_("Original invoice"), sheet.original_invoice),
        (_("Red invoice"), sheet.red_invoice),
        (_("Handling of the return"), sheet.handling),
        (_("Red confirmation"), sheet.red_confirmation),
        (_("Returned to"), sheet.warehouse),
    )
    lefts = [sum(_FACT_COLUMNS[:number]) for number in range(len(_FACT_COLUMNS))]
    pen.ground([Box(lefts[i], _FACTS, _FACT_COLUMNS[i], 3 * ROW) for i in (0, 2, 4)], inks.GROUND)
    lines: list[Line] = [(0, _FACTS + i * ROW, WIDTH, _FACTS + i * ROW) for i in (1, 2)]
    lines.extend((x, _FACTS, x, _TABLE) for x in lefts[1:])
    pen.lines(lines, inks.INSIDE, inks.RULE)
    pen.outline(Box(0, _FACTS, WIDTH, 3 * ROW), inks.AROUND, inks.RULE)
    for number, (label, fact) in enumerate(facts):
        row, pair = divmod(number, 3)
        left, width = lefts[2 * pair], _FACT_COLUMNS[2 * pair]
        top = _FACTS + row * ROW
        cell(pen, Box(left - 1, top, width + 2, ROW), label, _BOLD, Align.CENTRE)
        cell(pen, Box(left + width, top, _FACT_COLUMNS[2 * pair + 1], ROW), fact, _TEXT)


def _table(sheet: ReturnSheet) -> Table:
    received = [line.received for line in sheet.lines if line.received is not None]
    applied = _sum([line.applied for line in sheet.lines])
    words = _("Total (in capitals)") + "  " + capitals(sheet.gross)
    total: Row = (words, applied, _sum(received), None, sheet.net, sheet.tax, sheet.gross, None)
    rows: list[Row] = [
        (
            f"{number}",
            line.code,
            line.product,
            line.unit,
            line.applied,
            line.received,
            line.price,
            line.net,
            line.tax,
            line.gross,
            line.remark,
        )
        for number, line in enumerate(sheet.lines, 1)
    ]
    return Table(
        _columns(),
        tuple(rows),
        total,
        label=4,
        row=ROW,
        head=ROW,
        figure_size=8.5,
        least=LINES if len(rows) <= LINES else 0,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Line no."), 7, Align.CENTRE),
        Column(_("Product code"), 16),
        Column(_("Product and specification"), 48),
        Column(pgettext("return form", "Unit"), 9, Align.CENTRE),
        Column(_("Pieces applied for"), 11, is_carried=True),
        Column(_("Pieces received"), 11, is_carried=True),
        Column(_("Unit price"), 13),
        Column(_("Net amount"), 17, is_carried=True),
        Column(_("Tax amount"), 15, is_carried=True),
        Column(_("Gross amount"), 18, is_carried=True),
        Column(_("Reason / condition"), 21),
    )


def _sum(quantities: list[Quantity]) -> Quantity:
    return sum(quantities, NOTHING)


def _note(pen: Pen, sheet: ReturnSheet, top: float) -> None:
    pen.outline(Box(0, top, WIDTH, _NOTE), inks.AROUND, inks.RULE)
    if sheet.note:
        text = _("Note: {note}").format(note=sheet.note)
        cell(pen, Box(0, top, WIDTH, _NOTE), text, _TEXT)


def _signatures(pen: Pen, sheet: ReturnSheet, line: float) -> None:
    signed = (
        (_("Applied: {who}"), sheet.applicant, 0.2),
        (_("Checked: {who}"), sheet.approver, 0.2),
        (_("Received: {who}"), sheet.inspector, 0.2),
        (_("Accountant: {who}"), sheet.accountant, 0.15),
        (_("Seal of the customer: {who}"), UNSIGNED, 0.25),
    )
    left = 0.0
    for pattern, signature, share in signed:
        signed_on = short_day(signature.day) if signature.day else ""
        text = pattern.format(who=f"{signature.name} {signed_on}".strip())
        pen.write((left, line), text, narrowed(Style(size=9.5), text, share * WIDTH - 2))
        left += share * WIDTH
