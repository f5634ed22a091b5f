"""The overview: one sentence, the clients' month, what waits, the return rate, the backups."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services import overview
from app.services.access import Act, may
from app.services.clients import ClientRow
from app.services.overview import ClientProgress, Differences, MonthRate, Waiting
from app.ui import fonts, keys, prints
from app.ui.desk import Desk, Place
from app.ui.overview.columns import (
    CLIENT_COLUMNS,
    OUTSIDE_COLUMNS,
    WAITING_COLUMNS,
    ClientLine,
)
from app.ui.overview.safety_panel import SafetyPanel
from app.ui.overview.sentence import DIFFERENCES, OpenMatters, Sentence
from app.ui.screen import Screen
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.layout import Panel
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.rate_chart import RateChart, RatePoint
from app.ui.widgets.table import ROW_HEIGHT, ListTable
from app.values.money import Money


class OverviewScreen(Screen):
    """The office at a glance, in the month in view."""

    hints = (
        ("↑↓", N_("choose a client")),
        ("Enter", N_("enter its book")),
        ("Ctrl+O", N_("switch client")),
        ("Ctrl+PgUp PgDn", N_("switch month")),
        ("Ctrl+1…6", N_("switch page")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: dict[int, ClientLine] = {}
        self._waiting: tuple[Waiting, ...] = ()
        self._sees_books = may(desk.actor, Act.LOOK)
        self.sentence = Sentence()
        columns = CLIENT_COLUMNS if self._sees_books else OUTSIDE_COLUMNS
        self.clients = ListTable[ClientLine](columns, name=_("Clients"))
        self.waiting = ListTable[Waiting](WAITING_COLUMNS, name=_("Returns under way"))
        self._chart = RateChart()
        self._chart_panel = Panel(_("Return rate"), _("returns ÷ sales, last 12 months"))
        self._safety = SafetyPanel(can_back_up=may(desk.actor, Act.BACKUP))
        self._clients_panel = Panel(_("The clients' month"))
        again = keys.action(self, "refresh", self.refresh, _("Refresh"))
        enter = keys.keyless_action(self, self._enter_current, _("Enter the book"))
        report = keys.action(self, "print", self._print, _("Print the month's report"))
        for action in (enter, report):
            action.setVisible(self._sees_books)
        self.bind_panels()
        buttons = [
            KeyButton(again, key=keys.press("refresh")),
            KeyButton(enter, key=keys.press("open")),
            KeyButton(report, key=keys.press("print")),
        ]
        self.lay_out(PageBar(_("Overview"), [], buttons), self._body())
        self.clients.opened.connect(self._enter_book)
        self.waiting.opened.connect(lambda _line: self._follow_returns())
        self.sentence.followed.connect(self._follow)
        self._safety.wanted.connect(self.backup_wanted)
        self._safety.record_wanted.connect(self.backups_wanted)

    @override
    def refresh(self) -> None:
        place, desk = self._desk.place, self._desk
        if place is None:
            return
        today = desk.opened.clock().astimezone().date()
        desk.ask_office(
            self, lambda reading: overview.progress(reading, place.period), self._show_progress
        )
        desk.ask_office(self, lambda reading: overview.waiting(reading, today), self._show_waiting)
        desk.ask_office(self, overview.safety, self._safety.show_safety)
        if self._sees_books:
            desk.ask(
                self,
                lambda reading: overview.return_rate(reading, place.period),
                self._show_rates,
            )

    @override
    def focus_first(self) -> None:
        self.clients.setFocus()

    def _body(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._clients_panel.add(self.clients, 1)
        waiting = Panel(_("Returns under way"), _("by state and days of waiting"))
        waiting.add(self.waiting)
        head = self.waiting.view.horizontalHeader().height()
        self.waiting.setFixedHeight(head + fonts.scaled(4 * ROW_HEIGHT + 28) + 4)
        self._chart_panel.add(self._chart, 1)
        grid.addWidget(self.sentence, 0, 0, 1, 2)
        grid.addWidget(self._clients_panel, 1, 0, 2 if self._sees_books else 3, 1)
        grid.addWidget(waiting, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._safety, 2, 1, 2, 1)
        if self._sees_books:
            grid.addWidget(self._chart_panel, 3, 0)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(2, 3)
        grid.setRowStretch(3, 2)
        for panel in (waiting, self._safety):
            panel.setFixedWidth(fonts.scaled(410))
        return body

    def _show_progress(self, found: Sequence[ClientProgress]) -> None:
        place = self._desk.place
        known = {key: line.differences for key, line in self._lines.items()}
        self._lines = {
            each.client.id: ClientLine(each, known.get(each.client.id)) for each in found
        }
        self._show_lines()
        if place is None:
            return
        self._clients_panel.say(wording.period(place.period))
        if not self._sees_books:
            return
        for each in found:
            self._desk.ask_of(
                each.client.id,
                self,
                lambda reading: overview.differences(reading, place.period),
                partial(self._know_differences, each.client),
            )

    def _know_differences(self, client: ClientRow, found: Differences) -> None:
        line = self._lines.get(client.id)
        if line is not None:
            self._lines[client.id] = replace(line, differences=found)
            self._show_lines()

    def _show_lines(self) -> None:
        lines = list(self._lines.values())
        self.clients.set_rows(lines, keep=lambda line: line.progress.client.id)
        open_count, amount = self._differences()
        words = Cell(_("{count} clients").format(count=len(lines)))
        sums = [Cell(str(open_count)), cells.money(amount)] if self._sees_books else []
        self.clients.set_totals([EMPTY, words, *([EMPTY] * 4), *sums])
        place = self._desk.place
        if self.clients.current is None and place is not None:
            self.clients.go_to(lambda line: line.progress.client.id == place.client.id)
        self._say()

    def _differences(self) -> tuple[int, Money]:
        """Give how many differences of all clients are open, and their sum."""
        counted = [line.differences for line in self._lines.values() if line.differences]
        return sum(each.count for each in counted), Money.total([each.amount for each in counted])

    def _show_waiting(self, found: Sequence[Waiting]) -> None:
        self._waiting = tuple(found)
        self.waiting.set_rows(found)
        sums = [sum(line.counts[at] for line in found) for at in range(4)]
        self.waiting.set_totals(
            [Cell(_("Total")), *(Cell(str(one)) for one in sums), Cell(str(sum(sums)))]
        )
        self._say()

    def _show_rates(self, rates: Sequence[MonthRate]) -> None:
        self._chart.show_points(
            [
                RatePoint(
                    wording.month_name(rate.period),
                    rate.returns.fen * 1000 // rate.sales.fen if rate.sales.fen > 0 else None,
                )
                for rate in rates
            ]
        )
        place = self._desk.place
        if place is not None:
            self._chart_panel.say(
                _("{client}: returns ÷ sales, last 12 months").format(client=place.client.name)
            )

    def _say(self) -> None:
        place = self._desk.place
        if place is None:
            return
        count, amount = self._differences()
        self.sentence.say(
            wording.period(place.period),
            OpenMatters(
                clients=len(self._lines),
                differences=count if self._sees_books else None,
                amount=amount,
                returns=sum(line.total for line in self._waiting),
                late=sum(line.counts[3] for line in self._waiting),
            ),
        )

    def _follow(self, link: str) -> None:
        if link == DIFFERENCES:
            self._go_where(lambda line: line.differences.count if line.differences else 0)
            self.followed.emit("reconciliation", "")
        else:
            self._follow_returns()

    def _follow_returns(self) -> None:
        """Lead to the returns of the client in view, or of the one with the most under way."""
        if self._sees_books:
            self._go_where(
                lambda line: line.progress.returns.all - line.progress.returns.done,
            )
            self.followed.emit("returns", "")

    def _go_where(self, weight: Callable[[ClientLine], int]) -> None:
        """Bring the client into view that has the most, unless the one in view has some."""
        place = self._desk.place
        if place is None or not self._lines:
            return
        here = self._lines.get(place.client.id)
        most = max(self._lines.values(), key=weight)
        if weight(most) > 0 and (here is None or weight(here) == 0):
            self._desk.go_to(Place(most.progress.client, place.period))

    def _enter_current(self) -> None:
        if self.clients.current is not None:
            self._enter_book(self.clients.current)

    def _enter_book(self, line: ClientLine) -> None:
        place = self._desk.place
        client = line.progress.client
        if place is not None and client.id != place.client.id:
            self._desk.go_to(Place(client, client.period))
        if self._sees_books:
            self.followed.emit("returns", "")

    def _print(self) -> None:
        place = self._desk.place
        if place is not None:
            prints.month_report(self, self._desk, place.period)
