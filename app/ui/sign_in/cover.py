"""The cover beside the sign-in: a page of an account book with the name of the program."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.i18n import _
from app.paths import RESOURCES
from app.ui import fonts, theme
from app.ui.fonts import Size

WIDTH = 374
_LINES_APART = 34
_MARGIN = 66


class Cover(QWidget):
    """A ruled page with the name of the program, and what is known of the office."""

    def __init__(self) -> None:
        super().__init__()
        self._remarks: tuple[str, ...] = ()
        self._title = QSvgRenderer(str(RESOURCES / "icons" / "title.svg"))
        self._title.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedWidth(WIDTH)

    def show_remarks(self, *remarks: str) -> None:
        """Show these lines at the foot of the page."""
        self._remarks = tuple(remark for remark in remarks if remark)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("bar"))
        self._paint_rules(painter)
        ink = theme.colour("bar_ink")
        painter.setPen(ink)
        # The name is a drawing: its face is 15 MB, which the first paint must not wait for.
        self._title.render(painter, QRectF(92, self.height() * 0.25, 130, 60))
        painter.setFont(fonts.font(Size.PAGE))
        painter.drawText(QPointF(93, self.height() * 0.43), _("Returns in order, books in balance"))
        painter.setPen(theme.colour("bar_hint"))
        painter.setFont(fonts.font(Size.HINT))
        top = self.height() - 26 - 20 * len(self._remarks)
        for place, remark in enumerate(self._remarks):
            line = QRectF(93, top + 20 * place, self.width() - 100, 20)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, remark)

    def _paint_rules(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("bar_field"), 1))
        for down in range(_LINES_APART + 5, self.height(), _LINES_APART):
            painter.drawLine(QLineF(0, down, self.width(), down))
        painter.drawLine(QLineF(330, 0, 330, self.height()))
        painter.setPen(QPen(theme.colour("form_yuan").darker(150), 1))
        for across in (_MARGIN - 2, _MARGIN + 2):
            painter.drawLine(QLineF(across, 0, across, self.height()))
