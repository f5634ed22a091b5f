"""The frame around the pages: menus, bar, message bar, status line, client and month in view."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from app import wording
from app.errors import AppError
from app.i18n import _
from app.services import clients, overview, periods
from app.services.access import Act, may
from app.services.clients import ClientRow
from app.services.exchange.import_kinds import ImportKind
from app.services.overview import Differences, Safety
from app.services.periods import MonthRow
from app.ui import keys
from app.ui.backups.dialog import BackupsDialog
from app.ui.client_switcher import ClientSwitcher
from app.ui.desk import Crash, Desk, Place
from app.ui.imports.dialog import ImportDialog
from app.ui.memory import Memory
from app.ui.menus import Menus
from app.ui.refusals import CrashDialog
from app.ui.screen import Screen
from app.ui.screens import TABS
from app.ui.status_line import StatusLine
from app.ui.widgets.layout import column
from app.ui.widgets.message_bar import Kind
from app.ui.window_bar import WindowBar
from app.values.period import Period
from app.values.periods import PeriodState

SMALLEST = (1280, 680)
USUAL = (1440, 900)
_KINDS = {"customers": ImportKind.CUSTOMERS, "returns": ImportKind.RETURNS}
_ALARMING = frozenset({"reconciliation"})


class MainWindow(QMainWindow):
    """The window of a signed-in person.

    Signals:
        locked(): the person wants the password asked again.

    """

    locked = Signal()

    def __init__(self, desk: Desk, memory: Memory, *, log: Path | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._memory = memory
        self._log = log
        self._clients: tuple[ClientRow, ...] = ()
        self._months: tuple[MonthRow, ...] = ()
        self._pages: dict[str, Screen] = {}
        self._counts: dict[str, int] = {}
        self._stack = QStackedWidget()
        self._status = StatusLine(desk.opened.clock)
        self._switcher = ClientSwitcher(self)
        self._tabs = tuple(tab for tab in TABS if may(desk.actor, tab.act))
        self._make_actions()
        self._bar = WindowBar([(tab.name, _(tab.title)) for tab in self._tabs], self.lock_action)
        self._lay_out()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.restoreGeometry(QByteArray.fromHex(memory.read("geometry").encode()))
        desk.ask_office(self, clients.listing, self._start)

    @property
    def tab_names(self) -> tuple[str, ...]:
        """The tabs that are there for this person, from left to right."""
        return tuple(tab.name for tab in self._tabs)

    @property
    def page(self) -> Screen | None:
        """The page in front."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    @property
    def is_typing(self) -> bool:
        """Whether something is typed on a page that is not kept yet."""
        return any(page.is_typing for page in self._pages.values())

    def open_tab(self, name: str) -> None:
        """Bring this page to the front; it is made when it is first opened."""
        if name not in self._pages:
            tab = next(tab for tab in self._tabs if tab.name == name)
            self._pages[name] = tab.make(self.desk)
            self._stack.addWidget(self._pages[name])
            self._pages[name].followed.connect(self._follow)
            self._pages[name].backup_wanted.connect(self._back_up)
            self._pages[name].backups_wanted.connect(self.show_backups)
            self._pages[name].import_wanted.connect(self._import)
            self._pages[name].tallied.connect(self._status.show_tally)
        page = self._pages[name]
        self._bar.show_tab(name)
        self._stack.setCurrentWidget(page)
        self._status.show_tally("")
        self._status.show_hints([(key, _(does)) for key, does in page.hints])
        self._memory.keep("tab", name)
        QTimer.singleShot(0, page, page.focus_first)

    def go_to_client(self, client: ClientRow) -> None:
        """Bring this client into view, on the same page and in its own month."""
        self._memory.visited(client.code)
        self.desk.go_to(Place(client, client.period))

    def step_period(self, step: int) -> None:
        """Go to the month before or after, if the book has it."""
        place = self.desk.place
        if place is None:
            return
        wanted = place.period.next() if step > 0 else place.period.previous()
        known = {month.period for month in self._months}
        if wanted in known:
            self.desk.go_to(Place(place.client, wanted))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.keep("geometry", self.saveGeometry().toHex().toStdString())
        super().closeEvent(event)

    def _make_actions(self) -> None:
        self.tab_actions = [
            keys.action(self, tab.name, partial(self.open_tab, tab.name), _(tab.title))
            for tab in self._tabs
        ]
        self.client_action = keys.action(self, "client", self._offer_clients)
        self.previous_action = keys.action(self, "previous_period", lambda: self.step_period(-1))
        self.next_action = keys.action(self, "next_period", lambda: self.step_period(1))
        self.backup_action = keys.action(self, "backup", self._back_up)
        self.backup_action.setVisible(may(self.desk.actor, Act.BACKUP))
        self.backups_action = keys.keyless_action(self, self.show_backups, _("Backups…"))
        self.backups_action.setVisible(may(self.desk.actor, Act.BACKUP))
        self.import_action = keys.action(self, "import", self._import, _("Import…"))
        self.import_action.setVisible(may(self.desk.actor, Act.IMPORT))
        self.lock_action = keys.action(self, "lock", self.locked.emit, _("Lock"))

    def _lay_out(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # Not a QToolBar: its frame would lift the tabs off the page.
        middle = QWidget()
        column(middle, [self._bar, self._stack], spacing=0)
        self.setCentralWidget(middle)
        self.setStatusBar(self._status)
        self._menus = Menus(self, self._memory)

    def _connect(self) -> None:
        self._bar.tab_chosen.connect(self.open_tab)
        self._bar.client.clicked.connect(self._offer_clients)
        self._bar.period.stepped.connect(self.step_period)
        self._switcher.chosen.connect(self.go_to_client)
        self.desk.moved.connect(self._show_place)
        self.desk.changed.connect(self._look_again)
        self.desk.refused.connect(self._refuse)
        self.desk.crashed.connect(self._tell_crash)
        self.desk.worked.connect(self._status.watch)
        roles = "、".join(wording.word(role) for role in sorted(self.desk.actor.roles))
        self._bar.show_person(_("{name} · {roles}").format(name=self.desk.actor.name, roles=roles))

    def _start(self, known: Sequence[ClientRow]) -> None:
        self._clients = tuple(known)
        wanted = next(iter(self._memory.recent_clients), "")
        first = next((each for each in known if each.code == wanted), None) or next(
            iter(known), None
        )
        if first is not None:
            self.go_to_client(first)
        kept = self._memory.read("tab", "overview") if first is not None else "overview"
        self.open_tab(kept if kept in self.tab_names else "overview")
        if first is None and self.page is not None:
            words = _("This office has no client yet. Add the first one with: zf client add")
            self.page.messages.say(Kind.READ_ONLY, words)

    def _look_again(self) -> None:
        self.desk.ask_office(self, clients.listing, self._know_clients)
        self._ask_months()

    def _know_clients(self, known: Sequence[ClientRow]) -> None:
        self._clients = tuple(known)

    def _show_place(self) -> None:
        place = self.desk.place
        if place is None:
            return
        self.setWindowTitle(
            _("Zhangfang · {client} · {period}").format(
                client=place.client.name, period=wording.period(place.period)
            )
        )
        self._bar.show_place(place, self._state_of(place.period))
        self._ask_months()

    def _ask_months(self) -> None:
        self._ask_counts()
        if self.desk.place is not None:
            self.desk.ask(self, periods.listing, self._know_months, refused=_overlook)

    def _ask_counts(self) -> None:
        place, desk = self.desk.place, self.desk
        if place is not None and may(desk.actor, Act.LOOK):
            desk.ask(self, overview.open_returns, self._know_returns)
            desk.ask(
                self,
                lambda reading: overview.differences(reading, place.period),
                self._know_differences,
            )
        desk.ask_office(self, overview.safety, self._know_safety)

    def _know_returns(self, count: int) -> None:
        self._counts["returns"] = count
        self._bar.show_counts(self._counts, _ALARMING)

    def _know_differences(self, found: Differences) -> None:
        self._counts["reconciliation"] = found.count
        self._bar.show_counts(self._counts, _ALARMING)

    def _know_safety(self, safety: Safety) -> None:
        if safety.backup_at is None:
            self._status.show_backup(_("No backup yet"), "warning")
        else:
            moment = wording.moment(safety.backup_at)[5:]
            self._status.show_backup(_("Backup {moment} verified").format(moment=moment), "done")

    def _know_months(self, months: Sequence[MonthRow]) -> None:
        self._months = tuple(months)
        place = self.desk.place
        if place is not None:
            self._bar.show_place(place, self._state_of(place.period))

    def _state_of(self, period: Period) -> PeriodState:
        states = {month.period: month.state for month in self._months}
        return states.get(period, PeriodState.OPEN)

    def _offer_clients(self) -> None:
        place = self.desk.place
        below = self._bar.client.mapToGlobal(QPoint(0, self._bar.client.height() + 3))
        current = place.client.code if place else ""
        self._switcher.offer(self._clients, self._memory.recent_clients, current, below)

    def _follow(self, tab: str, number: str) -> None:
        if tab not in self.tab_names:
            return
        self.open_tab(tab)
        if number:
            self._pages[tab].go_to_document(number)

    def _back_up(self) -> None:
        dialog = BackupsDialog(self.desk, self._memory, self)
        dialog.open()
        dialog.back_up()

    def _import(self) -> None:
        """Take a file in, of the kind that the page in front is about."""
        if self.desk.place is not None:
            front = next((name for name, page in self._pages.items() if page is self.page), "")
            kind = _KINDS.get(front, ImportKind.SALES)
            ImportDialog(self.desk, self._memory, kind, self).open()

    def show_backups(self) -> None:
        """Show what backups there are and what can be done with them."""
        BackupsDialog(self.desk, self._memory, self).open()

    def _refuse(self, refusal: AppError) -> None:
        if self.page is not None:
            self.page.refuse(refusal)

    def _tell_crash(self, crash: Crash) -> None:
        dialog = CrashDialog(crash, self._log, self)
        dialog.open()


def _overlook(_refusal: object) -> None:
    """Somebody without books, such as an administrator, sees no months."""
