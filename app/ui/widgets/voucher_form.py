"""The classic 记账凭证 on the screen: digit grid, capitals, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.i18n import _
from app.ui import fonts, theme
from app.ui.fonts import Size
from app.values.money import Money

CELLS = 11
ROWS = 6
ROW = 41.0
_TOP = 68.0
_HEAD = 43.0
_LEFT = 22.0
_RIGHT = 48.0
_SHARES = (0.2285, 0.2515, 0.2434, 0.2434, 0.0332)
"""How the width is shared out: summary, account, debit, credit, mark."""
_YUAN = 8
"""The cell of whole yuan, after which the red line stands."""
_HEAVY = frozenset({2, 5, 8})
"""The lines between groups of three digits."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: what for, on which account, how much on which side; red is negative."""

    summary: str
    account: str
    auxiliary: str = ""
    debit: Money | None = None
    credit: Money | None = None


@dataclass(frozen=True, slots=True)
class FormFace:
    """Everything that stands on the form, in words."""

    client: str
    day: str
    number: str
    lines: Sequence[FormLine]
    attachments: int
    total: Money
    capitals: str
    credit_total: Money | None = None
    """The sum of the credits while it is not yet that of the debits."""
    people: Sequence[tuple[str, str]] = ()
    """Place and name; an empty name leaves a line to sign on."""


class VoucherForm(QWidget):
    """The form; lines that do not fit make it longer."""

    def __init__(self) -> None:
        super().__init__()
        self._face: FormFace | None = None
        self.current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: FormFace | None) -> None:
        """Show this voucher, or an empty sheet."""
        self._face = face
        self.setAccessibleName("" if face is None else f"{face.number} {face.total}")
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> int:
        """How many rows the form has, the empty ones included."""
        return max(ROWS, len(self._face.lines) if self._face else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(900, round(_TOP + _HEAD + ROW * (self.rows + 1) + 40))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(620, self.sizeHint().height())

    def table(self) -> QRectF:
        """Give where the ruled table stands."""
        height = _HEAD + ROW * (self.rows + 1)
        return QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, height)

    def edges(self) -> list[float]:
        """Give the left edges of the five columns, and the right edge of the last."""
        table = self.table()
        edges = [table.left()]
        for share in _SHARES:
            edges.append(edges[-1] + share * table.width())
        return edges

    def cell(self, row: int, column: int) -> QRectF:
        """Give where the cell of a line stands."""
        edges = self.edges()
        top = _TOP + _HEAD + ROW * row
        return QRectF(edges[column], top, edges[column + 1] - edges[column], ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._face is None:
            return
        _paint_title(painter, QRectF(self.rect()), self._face, self.table())
        self._paint_grid(painter)
        for place, line in enumerate(self._face.lines):
            self._paint_line(painter, place, line)
        self._paint_total(painter, self._face)
        self._paint_people(painter, self._face)

    def _paint_grid(self, painter: QPainter) -> None:
        table, edges = self.table(), self.edges()
        if self.current >= 0:
            shade = QColor(theme.colour("sel"))
            shade.setAlphaF(0.55)
            row = QRectF(table.left(), _TOP + _HEAD + ROW * self.current, table.width(), ROW)
            painter.fillRect(row, shade)
        painter.fillRect(
            QRectF(table.left(), table.bottom() - ROW, table.width(), ROW), theme.colour("bg")
        )
        for start in (edges[2], edges[3]):
            _paint_digit_lines(painter, start, edges[3] - edges[2], table)
        painter.setPen(QPen(theme.colour("form"), 1))
        for place in range(self.rows + 1):
            down = table.top() + _HEAD + ROW * place
            painter.drawLine(QLineF(table.left(), down, table.right(), down))
        painter.setPen(QPen(theme.colour("form2"), 1))
        for place in (1, 2, 3, 4):
            bottom = table.bottom() - (ROW if place == 1 else 0)
            painter.drawLine(QLineF(edges[place], table.top(), edges[place], bottom))
        painter.setPen(QPen(theme.colour("form2"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(table)
        _paint_heads(painter, edges, table)

    def _paint_line(self, painter: QPainter, place: int, line: FormLine) -> None:
        box = self.cell(place, 0).adjusted(8, 2, -6, -2)
        wrap = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.setFont(fonts.font())
        painter.setPen(theme.colour("ink"))
        painter.drawText(box, wrap, line.summary)
        account = f"{line.account} — {line.auxiliary}" if line.auxiliary else line.account
        painter.drawText(self.cell(place, 1).adjusted(8, 2, -6, -2), wrap, account)
        for column, amount in ((2, line.debit), (3, line.credit)):
            if amount is not None and amount:
                paint_digits(painter, self.cell(place, column), amount)

    def _paint_total(self, painter: QPainter, face: FormFace) -> None:
        box = self.cell(self.rows, 0)
        painter.setFont(fonts.font())
        painter.setPen(theme.colour("form2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        head = _("Total (in words)")
        painter.drawText(box.adjusted(8, 0, 200, 0), middle, head)
        left = 8 + QFontMetricsF(fonts.font()).horizontalAdvance(head) + 8
        painter.setFont(fonts.font(bold=True))
        painter.setPen(theme.colour("neg" if face.total.fen < 0 else "ink"))
        room = QRectF(box.left() + left, box.top(), self.edges()[2] - box.left() - left, ROW)
        painter.drawText(room, middle, face.capitals)
        credit_total = face.total if face.credit_total is None else face.credit_total
        for column, total in ((2, face.total), (3, credit_total)):
            if total:
                paint_digits(painter, self.cell(self.rows, column), total, sign="¥")

    def _paint_people(self, painter: QPainter, face: FormFace) -> None:
        table = self.table()
        width = table.width() / max(len(face.people), 1)
        metrics = QFontMetricsF(fonts.font())
        for place, (role, name) in enumerate(face.people):
            left = table.left() + place * width
            line = table.bottom() + 24
            painter.setFont(fonts.font())
            painter.setPen(theme.colour("form2"))
            painter.drawText(QPointF(left, line), role)
            after = left + metrics.horizontalAdvance(role) + 5
            if name:
                painter.setFont(fonts.font(bold=True))
                painter.setPen(theme.colour("ink"))
                painter.drawText(QPointF(after, line), name)
            else:
                painter.drawLine(QLineF(after, line + 2, after + 66, line + 2))


def paint_digits(painter: QPainter, box: QRectF, amount: Money, sign: str = "") -> None:
    """Write an amount into the eleven cells of a grid; a red one in red and without minus."""
    digits = f"{abs(amount).fen:03d}"
    width = box.width() / CELLS
    painter.setFont(fonts.font())
    painter.setPen(theme.colour("neg" if amount.fen < 0 else "ink"))
    shown = (sign + digits)[-CELLS:]
    for place, digit in enumerate(reversed(shown)):
        left = box.right() - (place + 1) * width
        cell = QRectF(left, box.top(), width, box.height())
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, digit)


def _paint_title(painter: QPainter, page: QRectF, face: FormFace, table: QRectF) -> None:
    painter.setFont(fonts.form_font())
    painter.setPen(theme.colour("form2"))
    title = _("Accounting voucher")
    width = QFontMetricsF(fonts.form_font()).horizontalAdvance(title)
    middle = page.center().x()
    painter.drawText(QPointF(middle - width / 2 + 3, 30), title)
    painter.setPen(QPen(theme.colour("form2"), 1))
    for down in (37, 40):
        painter.drawLine(QLineF(middle - width / 2 - 6, down, middle + width / 2 + 6, down))
    line = table.top() - 9
    metrics = QFontMetricsF(fonts.font())
    painter.setFont(fonts.font())
    painter.setPen(theme.colour("form2"))
    head = _("Company")
    painter.drawText(QPointF(table.left(), line), head)
    _paint_number(painter, QPointF(table.right(), line), face.number)
    painter.setFont(fonts.font())
    painter.setPen(theme.colour("ink"))
    painter.drawText(QPointF(table.left() + metrics.horizontalAdvance(head) + 6, line), face.client)
    day = metrics.horizontalAdvance(face.day)
    painter.drawText(QPointF(middle - day / 2, line), face.day)
    _paint_papers(painter, table, face.attachments)


def _paint_number(painter: QPainter, end: QPointF, number: str) -> None:
    """Write 记 字第 0012 号 up to this point: word and serial in ink, the rest as the form is."""
    word, _dash, serial = number.rpartition("-")
    before, after = _("{word} No. {serial}").format(word=word, serial="|").split("|")
    parts = [(before, False), (serial or "—", True), (after, False)]
    left = end.x()
    for words, is_number in reversed(parts):
        face = fonts.font(Size.DOCUMENT, bold=True) if is_number else fonts.font()
        left -= QFontMetricsF(face).horizontalAdvance(words)
        painter.setFont(face)
        painter.setPen(theme.colour("ink" if is_number else "form2"))
        painter.drawText(QPointF(left, end.y()), words)


def _paint_papers(painter: QPainter, table: QRectF, count: int) -> None:
    """Write the number of papers from top to bottom at the right of the table."""
    papers = _("papers")
    words = [*papers, str(count), *_("sheets")] if not papers.isascii() else [str(count)]
    top = table.top() + 56
    for place, word in enumerate(words):
        is_count = word == str(count)
        painter.setFont(fonts.font(bold=is_count))
        painter.setPen(theme.colour("ink" if is_count else "form2"))
        box = QRectF(table.right() + 8, top + 20 * place, 24, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def _paint_digit_lines(painter: QPainter, start: float, width: float, table: QRectF) -> None:
    step = width / CELLS
    top = table.top() + _HEAD / 2
    light = QColor(theme.colour("form"))
    light.setAlphaF(0.45)
    for place in range(1, CELLS):
        across = start + place * step
        if place == _YUAN + 1:
            pen = QPen(theme.colour("form_yuan"), 1)
        elif place in _HEAVY:
            pen = QPen(theme.colour("form2"), 1.6)
        else:
            pen = QPen(light, 1)
        painter.setPen(pen)
        painter.drawLine(QLineF(across, top, across, table.bottom()))


def _paint_heads(painter: QPainter, edges: Sequence[float], table: QRectF) -> None:
    painter.setPen(QPen(theme.colour("form"), 1))
    half = table.top() + _HEAD / 2
    painter.drawLine(QLineF(edges[2], half, edges[4], half))
    painter.setPen(theme.colour("form2"))
    painter.setFont(fonts.font())
    centre = Qt.AlignmentFlag.AlignCenter
    units = _("100m 10m 1m 100k 10k 1k 100 10 1 .1 .01").split()
    for place, words in ((0, _("Summary")), (1, _("Account"))):
        box = QRectF(edges[place], table.top(), edges[place + 1] - edges[place], _HEAD)
        painter.drawText(box, centre, words)
    for place, words in ((2, _("Debit amount")), (3, _("Credit amount"))):
        width = edges[place + 1] - edges[place]
        painter.setFont(fonts.font())
        painter.drawText(QRectF(edges[place], table.top(), width, _HEAD / 2), centre, words)
        painter.setFont(fonts.font(Size.HINT))
        for at, unit in enumerate(units):
            box = QRectF(edges[place] + at * width / CELLS, half, width / CELLS, _HEAD / 2)
            if painter.fontMetrics().horizontalAdvance(unit) <= box.width() + 2:
                painter.drawText(box, centre, unit)
    painter.setFont(fonts.font())
    mark = QRectF(edges[4], table.top(), edges[5] - edges[4], _HEAD)
    booked = _("Booked")
    if not booked.isascii():
        painter.drawText(mark, int(centre), "\n".join(booked))
        return
    painter.save()
    painter.translate(mark.center())
    painter.rotate(-90)
    upright = QRectF(-mark.height() / 2, -mark.width() / 2, mark.height(), mark.width())
    painter.setFont(fonts.font(Size.HINT))
    painter.drawText(upright, int(centre), booked)
    painter.restore()
