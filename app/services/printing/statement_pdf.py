"""客户往来对账单 on paper: the account, the returns under way, the ageing, the reply slip."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from app.i18n import _, in_books_language
from app.services.printing import inks
from app.services.printing.fitting import Run
from app.services.printing.flow import (
    Block,
    FlowPage,
    Gap,
    Paragraph,
    draw_lines,
    paginate,
    paragraph_lines,
)
from app.services.printing.fonts import Face
from app.services.printing.frame import Document, cut_line, narrowed, spaced_day
from app.services.printing.pen import Align, Pen, Style
from app.services.printing.table import Column, Row, Table
from app.services.sheets.statement_sheet import Ageing, StatementSheet
from app.values.capitals import capitals
from app.values.money import Money
from app.wording import money, short_day

PAGE = (210, 297)
WIDTH = 174.0
_LEFT = 18
_TOP = 15
_BOTTOM = 281
_CUT = 216
_SLIP = 222
_TEXT = Style(size=10.5)
_BOLD = Style(Face.SERIF_BOLD, 10.5)
_SMALL = Style(size=8, ink=inks.DARK)


def statement_pdf(sheet: StatementSheet) -> bytes:
    """Give the PDF of a statement of account."""
    stream = io.BytesIO()
    write_statement(sheet, stream)
    return stream.getvalue()


@in_books_language()
def write_statement(sheet: StatementSheet, stream: BinaryIO) -> int:
    """Write the PDF of a statement of account to a stream; give its number of pages.

    Raises:
        GlyphMissing: a text holds a character that the faces cannot draw.

    """
    document = Document(stream, f"{_('Statement of account')} {sheet.number}", *PAGE)
    pages = paginate(_blocks(sheet), _TOP, _BOTTOM)
    if max(top + part.height for top, part in pages[-1].parts) > _CUT - 3:
        pages.append(FlowPage("", []))
    for number, page in enumerate(pages, 1):
        pen = document.pen(_LEFT)
        for top, part in page.parts:
            part.draw(pen, top)
        if number == len(pages):
            _slip(pen, sheet)
        numbered = _("Page {page} of {pages}").format(page=number, pages=len(pages))
        pen.lines([(0, 284, WIDTH, 284)], inks.INSIDE, inks.FINE_RULE)
        pen.write((0, 288.4), sheet.number, _SMALL)
        pen.write((WIDTH, 288.4), numbered, _SMALL, Align.RIGHT)
        pen.lift()
        if number == len(pages):
            edge = document.pen()
            cut_line(edge, _CUT, PAGE[0], _("Cut here and send back"))
            edge.lift()
        document.end_page()
    document.close()
    return len(pages)


def _blocks(sheet: StatementSheet) -> list[Block]:
    blocks: list[Block] = [_Opening(sheet), _movements(sheet)]
    if sheet.under_way:
        title = _("Returns under way (not in the balance above)")
        blocks += [Gap(4.6), _Title(title), _under_way(sheet)]
    if sheet.ageing is not None:
        blocks += [Gap(4.6), _Title(_("Ageing")), _ageing(sheet.ageing)]
    return [*blocks, Gap(5.5), _Closing(sheet)]


@dataclass(frozen=True, slots=True)
class _Opening:
    """The title, the two parties, and the sentence that says what is owed."""

    sheet: StatementSheet

    @property
    def lines(self) -> list[tuple[Run, ...]]:
        sheet = self.sheet
        facts = {
            "day": spaced_day(sheet.last_day),
            "balance": money(sheet.balance),
            "capitals": capitals(sheet.balance),
            "reply": spaced_day(sheet.reply_by),
        }
        pattern = _(
            "As of {day} your balance with us is {balance} yuan (in capitals {capitals}). "
            "Please check the table below and send back the slip by {reply}. Thank you."
        )
        runs = [
            Run(
                piece.format(**facts),
                Face.SERIF_BOLD if piece == "{balance}" else Face.SERIF,
            )
            for piece in re.split(r"(\{\w+\})", pattern)
        ]
        return paragraph_lines(runs, _TEXT.size, WIDTH)

    @property
    def height(self) -> float:
        return 41.1 + 6.7 * len(self.lines)

    def draw(self, pen: Pen, top: float) -> None:
        sheet, title = self.sheet, _("Statement of account")
        style = Style(Face.SERIF_BOLD, 20)
        pen.spread((WIDTH / 2, top + 7.9), title, style, 0 if title.isascii() else 0.57 * 20)
        days = _("{first} to {last}").format(
            first=spaced_day(sheet.first_day), last=spaced_day(sheet.last_day)
        )
        pen.write((WIDTH / 2, top + 14.4), days, Style(size=11), Align.CENTRE)
        name = narrowed(_BOLD, sheet.customer, 0.5 * WIDTH)
        after = pen.write((0, top + 26.1), sheet.customer, name)
        pen.write((after, top + 26.1), f"({sheet.customer_code})", _TEXT)
        seller = narrowed(_TEXT, sheet.seller, 0.3 * WIDTH)
        pen.write((WIDTH, top + 26.1), sheet.seller, seller, Align.RIGHT)
        pen.write((0, top + 32.3), sheet.contact, narrowed(_TEXT, sheet.contact, 0.5 * WIDTH))
        number = _("Statement no. {number}").format(number=sheet.number)
        pen.write((WIDTH, top + 32.3), number, _TEXT, Align.RIGHT)
        draw_lines(pen, (0, top + 42.5), self.lines, _TEXT, 6.7)


@dataclass(frozen=True, slots=True)
class _Title:
    """The name of a table."""

    text: str
    height: float = 7.3

    def draw(self, pen: Pen, top: float) -> None:
        pen.write((0, top + 4.6), self.text, _BOLD)


@dataclass(frozen=True, slots=True)
class _Closing:
    """Who made and checked the statement, and the place of the seal."""

    sheet: StatementSheet
    height: float = 6.4

    def draw(self, pen: Pen, top: float) -> None:
        sheet = self.sheet
        signed = _("Made by {maker}    Checked by {checker}").format(
            maker=sheet.maker, checker=sheet.checker
        )
        pen.write((0, top + 4.7), signed, narrowed(_TEXT, signed, 0.45 * WIDTH))
        seal = _("{seller} (seal)  {day}").format(
            seller=sheet.seller, day=spaced_day(sheet.last_day)
        )
        pen.write((WIDTH, top + 4.7), seal, narrowed(_TEXT, seal, 0.5 * WIDTH), Align.RIGHT)


def _movements(sheet: StatementSheet) -> Table:
    columns = (
        Column(_("Date"), 17, Align.CENTRE),
        Column(_("Document"), 24),
        Column(_("Summary"), 47),
        Column(_("Charged"), 27.8, is_carried=True),
        Column(_("Paid"), 28, is_carried=True),
        Column(_("Balance"), 30.2),
    )
    rows: list[Row] = [
        (
            short_day(line.day),
            line.number,
            line.summary,
            line.charged,
            line.paid,
            line.balance,
        )
        for line in sheet.movements
    ]
    charged = Money.total([line.charged for line in sheet.movements if line.charged])
    paid = Money.total([line.paid for line in sheet.movements if line.paid])
    total: Row = (_("Total of the month"), charged, paid, sheet.balance)
    return Table(columns, tuple(rows), total, label=3)


def _under_way(sheet: StatementSheet) -> Table:
    columns = (
        Column(_("Return document"), 34.2),
        Column(_("Subject"), 77.6),
        Column(_("Net amount"), 27.9, is_carried=True),
        Column(_("Expected"), 34.3),
    )
    rows: list[Row] = [
        (line.number, line.subject, line.amount, line.expected) for line in sheet.under_way
    ]
    change = Money.total([line.amount for line in sheet.under_way])
    words = _("Balance once all of these are done: {balance} yuan").format(
        balance=money(sheet.balance + change)
    )
    total: Row = (words, change, "")
    return Table(columns, tuple(rows), total, label=2)


def _ageing(ageing: Ageing) -> Table:
    headings = (
        _("Not due"),
        _("1-30 days overdue"),
        _("31-60 days overdue"),
        _("61-90 days overdue"),
        _("More than 90 days overdue"),
        _("Sum total"),
    )
    row: Row = (
        ageing.not_due,
        ageing.to_30_days,
        ageing.to_60_days,
        ageing.to_90_days,
        ageing.above_90_days,
        ageing.total,
    )
    return Table(tuple(Column(heading, 29) for heading in headings), (row,))


def _slip(pen: Pen, sheet: StatementSheet) -> None:
    """Draw the slip on which the customer answers."""
    title = _("Reply slip")
    pen.spread((WIDTH / 2, _SLIP + 5.2), title, Style(Face.SERIF_BOLD, 14), 14)
    text = _(
        "{seller}: we have received statement {number}. As of {day} its balance is {balance} "
        "yuan, which we have checked:"
    ).format(
        seller=sheet.seller,
        number=sheet.number,
        day=spaced_day(sheet.last_day),
        balance=money(sheet.balance),
    )
    slip = Paragraph((Run(text, Face.SERIF),), WIDTH, _TEXT, 7.8)
    slip.draw(pen, _SLIP + 8.9)
    answer = _("□ agrees    □ differs: our balance {balance} yuan, because {reason}")
    _blanks(pen, _SLIP + 29.5, answer, {"{balance}": 34, "{reason}": 52})
    signed = _("Signed by {name}    Company (seal) {seal}")
    _blanks(pen, _SLIP + 42.5, signed, {"{name}": 30, "{seal}": 40})
    date = _("year     month     day")
    pen.write((WIDTH, _SLIP + 42.5), date, _TEXT, Align.RIGHT)


def _blanks(pen: Pen, line: float, pattern: str, widths: Mapping[str, float]) -> None:
    """Set a line of words with places to write in, so many mm wide."""
    left = 0.0
    for piece in re.split(r"(\{\w+\})", pattern):
        if piece in widths:
            end = left + widths[piece]
            pen.lines([(left, line + 1, end, line + 1)], 0.25, inks.RULE)
            left = end
        else:
            left += pen.write((left, line), piece, _TEXT)
