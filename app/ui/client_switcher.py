"""The list under the client button: recent clients first, found by code, name, pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services.clients import ClientRow
from app.ui import fonts
from app.ui.fonts import Size
from app.ui.widgets.cells import Cell
from app.ui.widgets.layout import column, label, row
from app.ui.widgets.marks import Chip
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable
from app.ui.window_bar import state_word


@dataclass(frozen=True, slots=True)
class _Line:
    """A client, or the heading over a group of them."""

    client: ClientRow | None
    heading: str = ""
    is_current: bool = False


_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ClientSwitcher(QFrame):
    """All clients of the office, narrowed by what is typed.

    Signals:
        chosen(object): the ClientRow that a person wants in view.

    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setFixedSize(fonts.scaled(760), fonts.scaled(396))
        self._clients: tuple[ClientRow, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._current = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Code, name or pinyin initials"))
        self.field.setAccessibleName(_("Find a client"))
        self.field.textEdited.connect(self._narrow)
        self._table = ListTable[_Line](
            _COLUMNS, name=_("Clients"), has_totals=False, group=_heading_of
        )
        self._table.opened.connect(self._choose)
        self._count = label(size=Size.HINT)
        keys = label(_("↑↓ choose   Enter open, on the same page   Esc close"), size=Size.HINT)
        column(
            self,
            [
                row(None, [self.field], margins=(8, 8, 8, 8)),
                self._table,
                row(None, [self._count, None, keys], margins=(10, 5, 10, 6)),
            ],
            spacing=0,
        )
        self.field.setFocus()

    def offer(
        self, clients: Sequence[ClientRow], recent: Sequence[str], current: str, at: QPoint
    ) -> None:
        """Open the list at this point."""
        self._clients, self._recent, self._current = tuple(clients), tuple(recent), current
        self.field.clear()
        self._narrow("")
        self.move(at)
        self.show()
        self.field.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS:
            self._table.view.keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._table.current)
        else:
            super().keyPressEvent(event)

    def _narrow(self, text: str) -> None:
        found = [client for client in self._clients if _fits(client, text.strip().lower())]
        recent = sorted(
            (client for client in found if client.code in self._recent),
            key=lambda client: self._recent.index(client.code),
        )
        others = [client for client in found if client not in recent]
        lines: list[_Line] = []
        if recent:
            lines += [_Line(None, _("Used lately")), *map(self._line, recent)]
        if others:
            lines += [_Line(None, _("Other clients")), *map(self._line, others)]
        self._table.set_rows(lines)
        self._count.setText(_("{count} clients").format(count=len(found)))
        self._table.go_to(lambda line: line.client is not None and not line.is_current) or (
            self._table.go_to(lambda line: line.client is not None)
        )

    def _line(self, client: ClientRow) -> _Line:
        return _Line(client, is_current=client.code == self._current)

    def _choose(self, line: _Line | None) -> None:
        if line is not None and line.client is not None:
            self.close()
            self.chosen.emit(line.client)


def _fits(client: ClientRow, text: str) -> bool:
    return text in client.code.lower() or text in client.name.lower() or text in client.initials


def _heading_of(line: _Line) -> Cell | None:
    return None if line.client else Cell(line.heading, ground="head", ink="ink2")


def _name(line: _Line) -> Cell:
    chip = Chip(_("in view")) if line.is_current else None
    return Cell(line.client.name if line.client else "", chip=chip)


def _month(line: _Line) -> str:
    if line.client is None:
        return ""
    return f"{wording.period(line.client.period)} {state_word(line.client.state)}"


_COLUMNS = (
    Column[_Line](
        N_("Code"),
        lambda line: Cell(line.client.code if line.client else "", is_bold=True),
        width=70,
    ),
    Column[_Line](N_("Client"), _name, is_wide=True),
    Column[_Line](
        N_("Initials"),
        lambda line: Cell(line.client.initials if line.client else "", ink="ink3"),
        width=100,
    ),
    Column[_Line](
        N_("Taxpayer"),
        lambda line: wording.word(line.client.taxpayer) if line.client else "",
        width=110,
    ),
    Column[_Line](N_("Month"), _month, width=150),
)
