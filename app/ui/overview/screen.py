"""The overview: one sentence, the clients' month, what waits, the return rate, the backups."""

from collections.abc import Sequence
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
from app.ui.overview.columns import CLIENT_COLUMNS, WAITING_COLUMNS, ClientLine
from app.ui.overview.safety_panel import SafetyPanel
from app.ui.screen import Screen
from app.ui.widgets import cells
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.layout import Panel, row, wrapped
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
        self._sentence = wrapped()
        self._clients = ListTable[ClientLine](CLIENT_COLUMNS, name=_("Clients"))
        self._table = ListTable[Waiting](WAITING_COLUMNS, name=_("Returns under way"))
        self._chart = RateChart()
        self._chart_panel = Panel(_("Return rate"), _("returns ÷ sales, last 12 months"))
        self._safety = SafetyPanel(can_back_up=may(desk.actor, Act.BACKUP))
        self._clients_panel = Panel(_("The clients' month"))
        again = keys.action(self, "refresh", self.refresh, _("Refresh"))
        report = keys.action(self, "print", self._print, _("Print the month's report"))
        report.setVisible(may(desk.actor, Act.LOOK))
        buttons = [
            KeyButton(again, key=keys.press("refresh")),
            KeyButton(report, key=keys.press("print")),
        ]
        self.lay_out(PageBar(_("Overview"), [], buttons), self._body())
        self._clients.opened.connect(self._enter_book)
        self._safety.wanted.connect(self.backup_wanted)

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
        if may(desk.actor, Act.LOOK):
            desk.ask(
                self,
                lambda reading: overview.return_rate(reading, place.period),
                self._show_rates,
            )

    @override
    def focus_first(self) -> None:
        self._clients.setFocus()

    def _body(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        sentence = Panel()
        sentence.add(row(None, [self._sentence], margins=(16, 9, 16, 9)))
        self._clients_panel.add(self._clients, 1)
        waiting = Panel(_("Returns under way"), _("by state and days of waiting"))
        waiting.add(self._table)
        self._table.setFixedHeight(fonts.scaled(30 + 4 * ROW_HEIGHT + 30) + 4)
        self._chart_panel.add(self._chart, 1)
        grid.addWidget(sentence, 0, 0, 1, 2)
        grid.addWidget(self._clients_panel, 1, 0, 2, 1)
        grid.addWidget(waiting, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._safety, 2, 1, 2, 1)
        grid.addWidget(self._chart_panel, 3, 0)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(2, 3)
        grid.setRowStretch(3, 2)
        for panel in (waiting, self._safety):
            panel.setFixedWidth(fonts.scaled(436))
        return body

    def _show_progress(self, found: Sequence[ClientProgress]) -> None:
        place = self._desk.place
        known = {key: line.differences for key, line in self._lines.items()}
        self._lines = {
            each.client.id: ClientLine(each, known.get(each.client.id)) for each in found
        }
        self._show_lines()
        if place is None or not may(self._desk.actor, Act.LOOK):
            return
        self._clients_panel.say(wording.period(place.period))
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
        self._clients.set_rows(lines, keep=lambda line: line.progress.client.id)
        counted = [line.differences for line in lines if line.differences is not None]
        count = sum(each.count for each in counted)
        amount = Money.total([each.amount for each in counted])
        words = Cell(_("{count} clients").format(count=len(lines)))
        self._clients.set_totals(
            [EMPTY, words, *([EMPTY] * 4), Cell(str(count)), cells.money(amount)]
        )
        place = self._desk.place
        if self._clients.current is None and place is not None:
            self._clients.go_to(lambda line: line.progress.client.id == place.client.id)
        self._say()

    def _show_waiting(self, found: Sequence[Waiting]) -> None:
        self._waiting = tuple(found)
        self._table.set_rows(found)
        sums = [sum(line.counts[at] for line in found) for at in range(4)]
        self._table.set_totals(
            [Cell(_("Total")), *(Cell(str(one)) for one in sums), Cell(str(sum(sums)))]
        )
        self._say()

    def _show_rates(self, rates: Sequence[MonthRate]) -> None:
        self._chart.show_points(
            [
                RatePoint(
                    _("{month} (month)").format(month=rate.period.month),
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
        counted = [line.differences for line in self._lines.values() if line.differences]
        late = sum(line.counts[3] for line in self._waiting)
        self._sentence.setText(
            _(
                "{period}: {differences} open differences in {clients} clients; {returns} returns"
                " under way, {late} of them for more than 7 days."
            ).format(
                period=wording.period(place.period),
                differences=sum(each.count for each in counted),
                clients=len(self._lines),
                returns=sum(line.total for line in self._waiting),
                late=late,
            )
        )

    def _enter_book(self, line: ClientLine) -> None:
        place = self._desk.place
        client = line.progress.client
        if place is not None and client.id != place.client.id:
            self._desk.go_to(Place(client, client.period))
        self.followed.emit("returns", "")

    def _print(self) -> None:
        place = self._desk.place
        if place is not None:
            prints.month_report(self, self._desk, place.period)
