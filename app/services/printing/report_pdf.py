"""The 月度对账报告 on paper: its cover and its six sections, page by page."""

import io
from typing import BinaryIO

from app.i18n import _, in_books_language
from app.services.printing import inks
from app.services.printing.flow import FlowPage, paginate
from app.services.printing.frame import Document, narrowed
from app.services.printing.pen import Align, Pen, Style
from app.services.printing.report_cover import WIDTH, cover_blocks
from app.services.printing.report_sections import section_blocks
from app.services.progress import UNWATCHED, Progress
from app.services.sheets.report_sheet import ReportCover, ReportSheet
from app.wording import moment, period

PAGE = (210, 297)
_LEFT = 18
_TOP = 20
_BOTTOM = 281.5
_SMALL = Style(size=8, ink=inks.DARK)


def report_pdf(sheet: ReportSheet) -> bytes:
    """Give the PDF of a monthly report."""
    stream = io.BytesIO()
    write_report(sheet, stream)
    return stream.getvalue()


@in_books_language()
def write_report(sheet: ReportSheet, stream: BinaryIO, progress: Progress = UNWATCHED) -> int:
    """Write the PDF of a monthly report to a stream; give its number of pages.

    Raises:
        GlyphMissing: a text holds a character that the faces cannot draw.

    """
    title = _head(sheet.cover)
    document = Document(stream, title, *PAGE)
    blocks = [*cover_blocks(sheet.cover), *section_blocks(sheet)]
    pages = paginate(blocks, _TOP, _BOTTOM, _("Cover and conclusion"))
    for number, page in enumerate(pages, 1):
        progress.step(number - 1, len(pages))
        pen = document.pen(_LEFT)
        for top, part in page.parts:
            part.draw(pen, top)
        _head_line(pen, title, page)
        numbered = _("Page {page} of {pages}").format(page=number, pages=len(pages))
        _foot_line(pen, _foot(sheet.cover, is_cover=number == 1), numbered)
        pen.lift()
        document.end_page()
    document.close()
    return len(pages)


def _head(cover: ReportCover) -> str:
    return _("{client} monthly reconciliation {period}").format(
        client=cover.client, period=period(cover.period)
    )


def _foot(cover: ReportCover, *, is_cover: bool) -> str:
    """Give the foot; that of the cover anchors the audit chain on paper that leaves the office."""
    words = _("Report {number} · made {moment}").format(
        number=cover.number, moment=moment(cover.made_at)
    )
    if not is_cover:
        return words
    anchor = _("audit chain no. {sequence} {head}").format(
        sequence=cover.anchor.sequence, head=cover.anchor.head
    )
    return f"{words} · {anchor}"


def _head_line(pen: Pen, title: str, page: FlowPage) -> None:
    pen.write((0, 12.85), title, narrowed(_SMALL, title, WIDTH - 50))
    section = narrowed(_SMALL, page.section, 48)
    pen.write((WIDTH, 12.85), page.section, section, Align.RIGHT)
    pen.lines([(0, 15.2, WIDTH, 15.2)], inks.INSIDE, inks.RULE)


def _foot_line(pen: Pen, words: str, numbered: str) -> None:
    pen.lines([(0, 284, WIDTH, 284)], inks.INSIDE, inks.FINE_RULE)
    taken = pen.write((WIDTH, 288.4), numbered, _SMALL, Align.RIGHT)
    pen.write((0, 288.4), words, narrowed(_SMALL, words, WIDTH - taken - 3))
