"""What every printed page is made of: the document, cells that hold long text, the cut line."""

import datetime
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from app.i18n import _
from app.services.printing import inks
from app.services.printing.fitting import LEADING, MM, fit, fit_line, plain
from app.services.printing.fonts import Face, loaded, width_of
from app.services.printing.pen import Align, Box, Pen, Style

PADDING = 1.6
"""Between the line of a cell and its text, in mm."""

_MIDDLE = 0.37
# How far the middle of a line lies above its baseline, as a multiple of the size.


class Document:
    """A PDF in the making: pages of one size in mm; the same input makes the same bytes."""

    def __init__(self, stream: BinaryIO, title: str, width: float, height: float) -> None:
        """Open the document; `close` writes it to the stream."""
        loaded(Face.SERIF)
        self._height = height
        self._canvas = Canvas(
            stream,
            pagesize=(width * MM, height * MM),
            invariant=1,
            pageCompression=1,
            # Without a first face of ours reportlab names Helvetica, which is not embedded.
            initialFontName=Face.SERIF.value,  # type: ignore[arg-type]  # the stub wants a number
            lang="zh-CN",
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("账房")

    def pen(self, left: float = 0, top: float = 0) -> Pen:
        """Give a pen whose corner lies so many mm from the left and top of the page."""
        return Pen(self._canvas, left * MM, (self._height - top) * MM)

    @contextmanager
    def form(self, name: str, box: Box) -> Iterator[Pen]:
        """Give a pen for what can then be drawn many times by this name; the box holds it all."""
        pen = Pen(self._canvas, 0, 0)
        self._canvas.beginForm(
            name,
            math.floor(box.left * MM),
            math.floor(-box.bottom * MM),
            math.ceil(box.right * MM),
            math.ceil(-box.top * MM),
        )
        yield pen
        pen.lift()
        self._canvas.endForm()

    def end_page(self) -> None:
        """Finish this page; what is drawn next stands on a new one."""
        self._canvas.showPage()

    def close(self) -> None:
        """Write the document to its stream."""
        self._canvas.save()


def cell(pen: Pen, box: Box, text: str, style: Style, align: Align = Align.LEFT) -> None:
    """Set a text in the middle of a cell, on more lines or smaller where it is long."""
    room = box.width - 2 * PADDING
    fitted = fit(plain(text), style.face, style.size, room, box.height - 0.4)
    step = fitted.size * LEADING / MM
    baseline = middle(box, fitted.size) - step * (len(fitted.lines) - 1) / 2
    for number, line in enumerate(fitted.lines):
        at = (box.left + PADDING + room * align.value, baseline + number * step)
        pen.write(at, line, style.sized(fitted.size), align)


def figure(pen: Pen, box: Box, text: str, style: Style, align: Align = Align.RIGHT) -> None:
    """Set a figure on one line in the middle of a cell, smaller where it is long."""
    room = box.width - 2 * PADDING
    narrow = narrowed(style, text, room)
    at = (box.left + PADDING + room * align.value, middle(box, narrow.size))
    pen.write(at, text, narrow, align)


def narrowed(style: Style, text: str, room: float) -> Style:
    """Give the style, smaller where the text would not fit on one line of so many mm."""
    return style.sized(fit_line(plain(text), style.face, style.size, room))


def middle(box: Box, size: float) -> float:
    """Give the baseline at which a line of this size stands in the middle of a box."""
    return box.top + box.height / 2 + size * _MIDDLE / MM


def cut_line(pen: Pen, top: float, width: float, words: str) -> None:
    """Draw the line along which a page of this width is cut, with what to do there."""
    style = Style(size=7, ink=inks.GREY)
    room = width_of(words, style.face) * style.size / MM
    pen.dashes([(5, top, 8, top), (10 + room, top, width - 5, top)], inks.INSIDE, inks.GREY)
    pen.write((9, top + style.size * _MIDDLE / MM), words, style)


def spaced_day(day: datetime.date) -> str:
    """Give a day as forms write it: 2025 年 10 月 31 日."""
    return _("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)
