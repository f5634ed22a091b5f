"""The empty 记账凭证: everything that is the same on every voucher of a paper, drawn once."""

from dataclasses import dataclass

from reportlab.lib.colors import Color

from app.i18n import _, pgettext
from app.services.printing import inks
from app.services.printing.fitting import MM
from app.services.printing.fonts import Face
from app.services.printing.frame import Document, narrowed
from app.services.printing.papers import CELLS, HEAD, LABEL_SPACE, UNITS, VoucherGeometry
from app.services.printing.pen import Align, Box, Line, Pen, Style

FORM = "voucher"

TITLE_LINE = 6.8
LABEL_LINE = 14.2
SIGNATURE_DROP = 5.7
"""Baselines in mm: title and labels below the corner, signatures below the table."""

_DOUBLE = (8.57, 9.17)
_DOUBLE_WIDTH = 50.6
_HEAVY = (2, 5, 8)
_CENTS = 9


@dataclass(frozen=True, slots=True)
class FormInks:
    """The colours of a form."""

    words: Color = inks.FORM
    line: Color = inks.FORM_LINE
    hair: Color = inks.FORM_HAIR
    heavy: Color = inks.FORM
    cents: Color = inks.FORM_CENTS
    filled: Color = inks.BLACK
    negative: Color = inks.RED


IN_COLOUR = FormInks()
IN_BLACK = FormInks(
    words=inks.BLACK,
    line=inks.RULE,
    hair=inks.FINE_RULE,
    heavy=inks.BLACK,
    cents=inks.BLACK,
    negative=inks.BLACK,
)


def define_form(document: Document, geometry: VoucherGeometry, colours: FormInks) -> None:
    """Put the empty form into the document, to be drawn as FORM."""
    box = Box(-2, -2, geometry.width + 10, geometry.bottom + 12)
    with document.form(FORM, box) as pen:
        _heading(pen, geometry, colours)
        _grid(pen, geometry, colours)
        _column_heads(pen, geometry, colours)
        _signature_labels(pen, geometry, colours)


def signature_places(geometry: VoucherGeometry) -> tuple[tuple[float, str], ...]:
    """Give where each signature begins, with its label."""
    labels = (
        pgettext("signature", "Head"),
        _("Posted by"),
        _("Cashier"),
        _("Checked by"),
        _("Made by"),
    )
    step = geometry.width / len(labels)
    return tuple((number * step, label) for number, label in enumerate(labels))


def spacing(text: str, gap: float) -> float:
    """Give the gap between characters: Chinese headings are spaced out, others are not."""
    return 0 if text.isascii() else gap


def _heading(pen: Pen, geometry: VoucherGeometry, colours: FormInks) -> None:
    title, style = _("Accounting voucher"), Style(Face.SERIF_BOLD, 18, colours.words)
    centre = geometry.width / 2
    pen.spread((centre, TITLE_LINE), title, style, spacing(title, 0.8 * style.size))
    ends = centre - _DOUBLE_WIDTH / 2, centre + _DOUBLE_WIDTH / 2
    pen.lines([(ends[0], y, ends[1], y) for y in _DOUBLE], 0.3, colours.words)


def _grid(pen: Pen, geometry: VoucherGeometry, colours: FormInks) -> None:
    """Draw the lines, thin ones first so that heavy ones lie over them."""
    bottom, units = geometry.bottom, LABEL_SPACE + HEAD
    hairs: list[Line] = []
    heavy: list[Line] = []
    cents: list[Line] = []
    for side in geometry.edges[2:4]:
        for place in range(1, CELLS):
            x = side + place * geometry.digit
            kind = heavy if place in _HEAVY else cents if place == _CENTS else hairs
            kind.append((x, units, x, bottom))
    pen.lines(hairs, inks.INSIDE, colours.hair)
    pen.lines(_inside(geometry), inks.INSIDE, colours.line)
    pen.lines(heavy, 0.35, colours.heavy)
    pen.lines(cents, 0.25, colours.cents)
    pen.lines([(0, geometry.total, geometry.width, geometry.total)], inks.TOTAL, colours.line)
    frame = Box(0, LABEL_SPACE, geometry.width, bottom - LABEL_SPACE)
    pen.outline(frame, inks.AROUND, colours.line)


def _inside(geometry: VoucherGeometry) -> list[Line]:
    """Give the lines between columns and rows."""
    top, units, edges = LABEL_SPACE, LABEL_SPACE + HEAD, geometry.edges
    first = geometry.first_row
    rows = [first + number * geometry.row for number in range(geometry.rows)]
    lines: list[Line] = [(0, y, geometry.width, y) for y in rows]
    lines.append((edges[2], units, edges[4], units))
    lines.append((edges[1], top, edges[1], geometry.total))
    lines.extend((x, top, x, geometry.bottom) for x in edges[2:5])
    return lines


def _column_heads(pen: Pen, geometry: VoucherGeometry, colours: FormInks) -> None:
    style = Style(Face.SERIF, 9, colours.words)
    edges, middle = geometry.edges, LABEL_SPACE + (HEAD + UNITS) / 2 + 1.2
    for column, text, gap, y in (
        (0, _("Summary"), 1.0, middle),
        (1, _("Ledger account"), 0.25, middle),
        (2, _("Debit amount"), 0.25, LABEL_SPACE + HEAD / 2 + 1.2),
        (3, _("Credit amount"), 0.25, LABEL_SPACE + HEAD / 2 + 1.2),
    ):
        centre = (edges[column] + edges[column + 1]) / 2
        pen.spread((centre, y), text, style, spacing(text, gap * style.size))
    _unit_heads(pen, geometry, colours)
    posted = Box(edges[4], LABEL_SPACE, geometry.columns[4], HEAD + UNITS)
    _stacked(pen, posted, _("Post ed"), Style(Face.SERIF, 7.5, colours.words))


def _unit_heads(pen: Pen, geometry: VoucherGeometry, colours: FormInks) -> None:
    units = _("100m 10m 1m 100k 10k 1k 100 10 1 .1 .01").split()
    for side in geometry.edges[2:4]:
        for place, unit in enumerate(units):
            centre = side + (place + 0.5) * geometry.digit
            style = narrowed(Style(Face.SANS, 6.5, colours.words), unit, geometry.digit - 0.4)
            pen.write((centre, LABEL_SPACE + HEAD + 2.95), unit, style, Align.CENTRE)


def _stacked(pen: Pen, box: Box, words: str, style: Style) -> None:
    """Set words below one another in the middle of a box."""
    parts = words.split()
    step = style.size * 1.25 / MM
    for number, part in enumerate(parts):
        middle = box.top + box.height / 2 + (number - (len(parts) - 1) / 2) * step
        line = middle + style.size * 0.37 / MM
        pen.write((box.left + box.width / 2, line), part, style, Align.CENTRE)


def _signature_labels(pen: Pen, geometry: VoucherGeometry, colours: FormInks) -> None:
    style = Style(Face.SERIF, 9.5, colours.words)
    for left, label in signature_places(geometry):
        pen.write((left, geometry.bottom + SIGNATURE_DROP), label, style)
