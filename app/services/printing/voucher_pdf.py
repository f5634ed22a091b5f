"""记账凭证 on paper: the digit grid, the total in capitals, the signatures."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.i18n import _, in_books_language
from app.services.printing.fitting import MM
from app.services.printing.fonts import Face, width_of
from app.services.printing.frame import PADDING, Document, cell, cut_line, middle, narrowed
from app.services.printing.inks import GREY
from app.services.printing.papers import CELLS, GEOMETRY, VoucherGeometry, VoucherPaper
from app.services.printing.pen import Align, Box, Pen, Style
from app.services.printing.voucher_form import (
    FORM,
    IN_BLACK,
    IN_COLOUR,
    LABEL_LINE,
    SIGNATURE_DROP,
    FormInks,
    define_form,
    signature_places,
)
from app.services.printing.voucher_pages import Sums, VoucherPage, pages_of
from app.services.progress import UNWATCHED, Progress
from app.services.sheets.voucher_sheet import VoucherSheet
from app.values.capitals import capitals
from app.values.entry import Side
from app.values.money import Money

_SOURCE_DROP = 11.0
_DIGITS = 10.5
_GRID_INSET = (2.2, 1.8)


@dataclass(frozen=True, slots=True)
class VoucherLook:
    """How vouchers are printed; shifts are tenths of a mm to the right and down.

    Without a form only what is filled in is drawn, for paper that has the form on it; `rows` None
    is what the paper is made for.
    """

    paper: VoucherPaper = VoucherPaper.A4X2
    rows: int | None = None
    is_mono: bool = False
    has_form: bool = True
    shift: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every voucher of a document is drawn with."""

    geometry: VoucherGeometry
    look: VoucherLook
    inks: FormInks

    def style(self, size: float, face: Face = Face.SERIF) -> Style:
        return Style(face, size, self.inks.filled)

    def amount_ink(self, amount: Money, style: Style) -> Style:
        if amount.fen >= 0:
            return style
        return Style(style.face, style.size, self.inks.negative)


STANDARD = VoucherLook()


def voucher_pdf(sheets: Sequence[VoucherSheet], look: VoucherLook = STANDARD) -> bytes:
    """Give the PDF of these vouchers, in their order."""
    stream = io.BytesIO()
    write_vouchers(sheets, stream, look)
    return stream.getvalue()


@in_books_language()
def write_vouchers(
    sheets: Sequence[VoucherSheet],
    stream: BinaryIO,
    look: VoucherLook = STANDARD,
    progress: Progress = UNWATCHED,
) -> int:
    """Write the PDF of these vouchers to a stream; give how many forms they took.

    Nothing is written when one of them is refused.

    Raises:
        GlyphMissing: a text holds a character that the faces cannot draw.
        AmountBeyondGrid: an amount has more digits than the form.
        LayoutUnknown: a voucher was made for a layout of a newer program.
        ValueError: the look asks for more lines than fit the paper.

    """
    geometry = GEOMETRY[look.paper]
    if look.rows is not None:
        geometry = geometry.with_rows(look.rows)
    desk = _Desk(geometry, look, IN_BLACK if look.is_mono else IN_COLOUR)
    pages = [page for sheet in sheets for page in pages_of(sheet, geometry.rows)]
    document = Document(stream, _("Accounting vouchers"), *geometry.page)
    define_form(document, geometry, desk.inks)
    for first in range(0, len(pages), len(geometry.tops)):
        progress.step(first, len(pages))
        _draw_paper(document, desk, pages[first : first + len(geometry.tops)])
    document.close()
    return len(pages)


def _draw_paper(document: Document, desk: _Desk, pages: Sequence[VoucherPage]) -> None:
    right, down = (tenths / 10 for tenths in desk.look.shift)
    for top, page in zip(desk.geometry.tops, pages, strict=False):
        pen = document.pen(desk.geometry.left + right, top + down)
        if desk.look.has_form:
            pen.form(FORM)
        _draw_page(pen, desk, page)
        pen.lift()
    if len(desk.geometry.tops) > 1 and desk.look.has_form:
        width, height = desk.geometry.page
        pen = document.pen()
        cut_line(pen, height / 2, width, _("Cut here; 25 mm on the left are for binding"))
        pen.lift()
    document.end_page()


def _draw_page(pen: Pen, desk: _Desk, page: VoucherPage) -> None:
    _labels(pen, desk, page)
    top = desk.geometry.first_row
    if page.brought is not None:
        _sums_row(pen, desk, top, (_("Brought forward"), page.brought))
        top += desk.geometry.row
    for line in page.lines:
        cell(pen, _box(desk, 0, top), line.summary, desk.style(9))
        cell(pen, _box(desk, 1, top), line.account, desk.style(9))
        column = 2 if line.side is Side.DEBIT else 3
        _digits(pen, desk, _box(desk, column, top), line.amount)
        if page.sheet.poster:
            tick = Style(Face.SERIF, 9, desk.inks.words)
            box = _box(desk, 4, top)
            pen.write((box.left + box.width / 2, middle(box, 9)), "√", tick, Align.CENTRE)
        top += desk.geometry.row
    _strike(pen, desk, top)
    _total(pen, desk, page)
    _signatures(pen, desk, page.sheet)
    _foot(pen, desk, page)


def _labels(pen: Pen, desk: _Desk, page: VoucherPage) -> None:
    """Set the line above the table: whose voucher, of which day, which number."""
    sheet, width, words = page.sheet, desk.geometry.width, desk.inks.words
    label = Style(Face.SERIF, 9, words)
    after = pen.write((0, LABEL_LINE), _("Accounting entity") + " ", label)
    # A cell around the line of labels, so that a long name stands on two lines.
    room = Box(after - PADDING, LABEL_LINE - 5, 0.38 * width - after + PADDING, 7.66)
    cell(pen, room, sheet.client, desk.style(9))
    day = {"year": f"{sheet.day.year}", "month": f"{sheet.day.month}", "day": f"{sheet.day.day}"}
    _pattern(pen, desk, (width / 2, Align.CENTRE, 10), (_("{year}-{month}-{day}"), day))
    number = {"word": sheet.number.word, "serial": f"{sheet.number.serial:04d}"}
    _pattern(pen, desk, (width, Align.RIGHT, 11.5), (_("{word} No. {serial}"), number))
    _attachments(pen, desk, sheet.attachments)


def _pattern(
    pen: Pen,
    desk: _Desk,
    place: tuple[float, Align, float],
    pattern: tuple[str, Mapping[str, str]],
) -> None:
    """Set a pattern of words whose facts stand out in bold; a 凭证字 counts as a word."""
    x, align, size = place
    parts: list[tuple[str, Style]] = []
    for piece in re.split(r"(\{\w+\})", pattern[0]):
        fact = piece.startswith("{") and piece != "{word}"
        style = (
            desk.style(size, Face.SERIF_BOLD) if fact else Style(Face.SERIF, 10, desk.inks.words)
        )
        parts.append((piece.format(**pattern[1]), style))
    width = sum(width_of(text, style.face) * style.size for text, style in parts) / MM
    left = x - width * align.value
    for text, style in parts:
        left += pen.write((left, LABEL_LINE), text, style)


def _attachments(pen: Pen, desk: _Desk, count: int) -> None:
    """Set 附单据 n 张 downwards beside the table."""
    centre, step = desk.geometry.width + 1.4 + 2, 4.3
    line = desk.geometry.first_row + 3.1
    for word in _("Att. {count} doc.").split():
        fact = word.startswith("{")
        style = desk.style(9, Face.SERIF_BOLD) if fact else Style(Face.SERIF, 9, desk.inks.words)
        text = word.format(count=count)
        pen.write((centre, line), text, narrowed(style, text, 4), Align.CENTRE)
        line += step


def _box(desk: _Desk, column: int, top: float) -> Box:
    geometry = desk.geometry
    return Box(geometry.edges[column], top, geometry.columns[column], geometry.row)


def _sums_row(pen: Pen, desk: _Desk, top: float, row: tuple[str, Sums]) -> None:
    label, sums = row
    cell(pen, _box(desk, 0, top), label, Style(Face.SERIF, 9, desk.inks.words))
    _digits(pen, desk, _box(desk, 2, top), sums.debit)
    _digits(pen, desk, _box(desk, 3, top), sums.credit)


def _digits(pen: Pen, desk: _Desk, box: Box, amount: Money, sign: str = "") -> None:
    """Set one digit to a cell, a currency sign before the first, and in black a minus before all.

    Marks that have no cell of their own share the first one with its digit.
    """
    style = desk.amount_ink(amount, desk.style(_DIGITS, Face.SANS))
    text = f"{abs(amount.fen):03d}"
    marks = ("-" if desk.look.is_mono and amount.fen < 0 else "") + sign
    free = CELLS - len(text)
    cells = list(marks[: max(free, 0)])
    crowded = marks[len(cells) :]
    if crowded:
        cells.append(crowded + text[0])
        text = text[1:]
    pitch, line = desk.geometry.digit, middle(box, _DIGITS)
    for number, mark in enumerate(cells):
        at = (box.right - (len(text) + len(cells) - number - 0.5) * pitch, line)
        pen.write(at, mark, narrowed(style, mark, pitch - 0.3), Align.CENTRE)
    advance = width_of("0", style.face) * style.size / MM
    start = box.right - len(text) * pitch + (pitch - advance) / 2
    pen.track((start, line), text, style, (pitch - advance) * MM)


def _strike(pen: Pen, desk: _Desk, top: float) -> None:
    """Draw one diagonal through the rows that stay empty from here on."""
    geometry = desk.geometry
    if geometry.total - top < geometry.row / 2:
        return
    across, down = _GRID_INSET
    left, right = geometry.edges[2] + across, geometry.edges[4] - across
    pen.lines([(left, geometry.total - down, right, top + down)], 0.3, desk.inks.heavy)


def _total(pen: Pen, desk: _Desk, page: VoucherPage) -> None:
    geometry = desk.geometry
    box = Box(0, geometry.total, geometry.edges[2], geometry.row)
    label = _("Total (in capitals)") if page.is_last else _("Carried forward")
    style = Style(Face.SERIF, 9, desk.inks.words)
    after = pen.write((1.6, middle(box, 9)), label, style)
    if page.is_last:
        bold = desk.amount_ink(page.total.debit, desk.style(9, Face.SERIF_BOLD))
        rest = Box(1.6 + after, box.top, box.width - 1.6 - after, box.height)
        cell(pen, rest, capitals(page.total.debit), bold)
    _digits(pen, desk, _box(desk, 2, geometry.total), page.total.debit, "¥")
    _digits(pen, desk, _box(desk, 3, geometry.total), page.total.credit, "¥")


def _signatures(pen: Pen, desk: _Desk, sheet: VoucherSheet) -> None:
    names = (sheet.supervisor, sheet.poster, sheet.cashier, sheet.checker, sheet.maker)
    step, line = desk.geometry.width / len(names), desk.geometry.bottom + SIGNATURE_DROP
    for (left, label), name in zip(signature_places(desk.geometry), names, strict=True):
        after = width_of(label + " ", Face.SERIF) * 9.5 / MM
        pen.write((left + after, line), name, narrowed(desk.style(9.5), name, step - after - 1))


def _foot(pen: Pen, desk: _Desk, page: VoucherPage) -> None:
    """Set where the voucher comes from, whether one person did both, and the page."""
    style, width = Style(Face.SERIF, 7, GREY), desk.geometry.width
    line = desk.geometry.bottom + _SOURCE_DROP
    numbered = _("Page {page} of {pages}").format(page=page.number, pages=page.count)
    taken = pen.write((width, line), numbered, style, Align.RIGHT)
    notes = []
    if page.sheet.source:
        notes.append(_("Source {source}").format(source=page.sheet.source))
    if page.sheet.is_single_person:
        notes.append(_("Made and checked by the same person"))
    text = "    ".join(notes)
    pen.write((0, line), text, narrowed(style, text, width - taken - 3))
