"""The last line of the window: keys of the place, long work, and how safe the data is."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget
from typing_extensions import override

from app.i18n import _, language
from app.ui import fonts, theme
from app.ui.desk import Ticket
from app.ui.fonts import Size
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.layout import label, row, rule

if TYPE_CHECKING:
    from app.services.clock import Clock

HEIGHT = 25
_QUIET_MILLISECONDS = 300


class StatusLine(QStatusBar):
    """Keys at the left, progress in the middle, backup state and time at the right."""

    def __init__(self, clock: "Clock") -> None:
        super().__init__()
        self._now = clock
        self.setSizeGripEnabled(False)
        self.setFixedHeight(fonts.scaled(HEIGHT))
        self._hints = QWidget()
        self.addWidget(self._hints)
        self._tally = label(size=Size.HINT, is_bold=True)
        self.work = WorkShown()
        self._backup = label(size=Size.HINT)
        self._time = label(size=Size.HINT)
        self._time.setContentsMargins(0, 0, 8, 0)
        offline = label(_("Offline · data only on this machine"), size=Size.HINT)
        for part in (self._tally, self.work, offline, rule(is_upright=True), self._backup):
            self.addPermanentWidget(part)
        self.addPermanentWidget(rule(is_upright=True))
        self.addPermanentWidget(self._time)
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._tell_time)
        self._beat.start(20_000)
        self._tell_time()

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys with what they do."""
        self.removeWidget(self._hints)
        self._hints.deleteLater()
        self._hints = QWidget()
        parts: list[QWidget | None] = []
        for key, does in hints:
            parts += [_KeyCap(key), label(does, size=Size.HINT)]
        row(self._hints, parts, spacing=5, margins=(8, 0, 0, 2))
        self._hints.setFixedHeight(fonts.scaled(HEIGHT - 2))
        self.insertWidget(0, self._hints)
        self._hints.show()

    def show_tally(self, words: str) -> None:
        """Show how many rows are selected, and their sum."""
        self._tally.setText(words)

    def show_backup(self, words: str, look: str) -> None:
        """Show how the last backup stands."""
        self._backup.setText(words)
        self._backup.setObjectName(look)
        self._backup.style().unpolish(self._backup)
        self._backup.style().polish(self._backup)

    @property
    def tally(self) -> str:
        """What the line says of the selected rows."""
        return self._tally.text()

    @property
    def backup(self) -> str:
        """What the line says of the last backup."""
        return self._backup.text()

    @property
    def time(self) -> str:
        """What the line says of the time."""
        return self._time.text()

    def watch(self, ticket: Ticket) -> None:
        """Show this work until it ends."""
        self.work.watch(ticket)

    def _tell_time(self) -> None:
        moment = QDateTime.fromSecsSinceEpoch(int(self._now().timestamp()))
        self._time.setText(QLocale(language()).toString(moment, "yyyy-MM-dd ddd HH:mm"))


class _KeyCap(QWidget):
    """A key as it looks on a keyboard."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        width = QFontMetricsF(fonts.font(Size.HINT)).horizontalAdvance(key)
        self.setFixedSize(round(width) + 12, fonts.scaled(17))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(theme.colour("ink2"))
        painter.setFont(fonts.font(Size.HINT))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)


class WorkShown(QWidget):
    """A bar, a share and the way to stop; unseen while there is no long work.

    Of several jobs the one that began last is shown; when it ends, the one before it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tickets: list[Ticket] = []
        self._bar = QProgressBar()
        self._bar.setFixedWidth(150)
        self._bar.setTextVisible(False)
        self._share = label(size=Size.HINT)
        self.stop_button = KeyButton(None, words=_("Cancel")).make_small()
        self.stop_button.clicked.connect(self._cancel)
        row(self, [self._bar, self._share, self.stop_button], margins=(0, 0, 12, 0))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self.setVisible(bool(self._tickets)))
        self.hide()

    @property
    def share(self) -> str:
        """How much is done, in percent."""
        return self._share.text()

    def watch(self, ticket: Ticket) -> None:
        """Show this work until it ends."""
        self._tickets.append(ticket)
        self._begin()
        ticket.progressed.connect(partial(self._step, ticket))
        ticket.ended.connect(partial(self._end, ticket))
        if not self._patience.isActive():
            self._patience.start(_QUIET_MILLISECONDS)

    def _begin(self) -> None:
        self._bar.setRange(0, 0)
        self._share.setText("")

    def _step(self, ticket: Ticket, done: int, total: int) -> None:
        if self._tickets and ticket is self._tickets[-1]:
            # Bytes can be more than a progress bar's whole numbers hold.
            self._bar.setRange(0, 100)
            self._bar.setValue(done * 100 // max(total, 1))
            self._share.setText(f"{done * 100 // max(total, 1)}%")

    def _end(self, ticket: Ticket) -> None:
        self._tickets.remove(ticket)
        self._begin()
        self.setVisible(self.isVisible() and bool(self._tickets))

    def _cancel(self) -> None:
        if self._tickets:
            self._tickets[-1].cancel()
