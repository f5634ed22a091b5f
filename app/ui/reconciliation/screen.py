"""The page of reconciliation: the pairs of one check, the one looked at, and all checks below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from app import wording
from app.i18n import N_, _
from app.services.reconciliation import run
from app.services.reconciliation.pairs import Check, Pair
from app.services.reconciliation.run import Reconciliation
from app.services.reports import month_end
from app.ui import fonts, keys, prints
from app.ui.desk import Desk
from app.ui.reconciliation.columns import CHECK_COLUMNS, PairLine, columns, heading_of, totals
from app.ui.reconciliation.month_panel import MonthPanel
from app.ui.reconciliation.pair_pane import PairPane
from app.ui.screen import Screen
from app.ui.widgets.buttons import KeyButton, Segments
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.filter_field import FilterField
from app.ui.widgets.layout import Panel, column, label, row
from app.ui.widgets.page_bar import PageBar
from app.ui.widgets.rows_model import Choice
from app.ui.widgets.table import ROW_HEIGHT, ListTable
from app.values.reconciling import CheckKind

_ALL, _OPEN, _MATCHED = range(3)


class ReconciliationScreen(Screen):
    """Two records side by side; what is open stands first."""

    hints = (
        ("F3", N_("next difference")),
        ("Ctrl+L", N_("follow")),
        ("F5", N_("compare again")),
        ("F1", N_("keys")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._checks: tuple[Check, ...] = ()
        kinds = [Choice(kind, wording.word(kind)) for kind in CheckKind]
        self._kinds = ChoiceBox(kinds, _("Check"))
        self._which = Segments([_("All"), _("To look at"), _("Matched")])
        self._filter = FilterField(_("Number / party"))
        self._tables = {kind: _pair_table(kind) for kind in CheckKind}
        self._pane = PairPane()
        self._month = MonthPanel()
        self._sum = label()
        self._overview = ListTable[Check](CHECK_COLUMNS, name=_("Checks"), has_totals=False)
        self._make_actions()
        again = KeyButton(self._refresh_action, key=keys.press("refresh"))
        report = KeyButton(self._print_action, key=keys.press("print"))
        self.lay_out(PageBar(_("Reconciliation"), [self._kinds, again], [report]), self._body())
        self._connect()

    @override
    def refresh(self) -> None:
        place = self._desk.place
        if place is not None:
            self._desk.ask(
                self,
                lambda reading: run.reconcile(reading, place.period),
                self._know,
                refused=self.refuse,
            )
            self._desk.ask(
                self,
                lambda reading: month_end.month(reading, place.period),
                self._month.show_month,
                refused=_overlook,
            )

    @override
    def enter(self) -> None:
        self._filter.clear()
        self._checks = ()
        self._overview.set_rows([])
        for table in self._tables.values():
            table.set_rows([])
            table.set_totals([])
        self._sum.clear()
        self._month.show_month(None)
        self._show_pair()

    @override
    def focus_first(self) -> None:
        self._table.setFocus()

    @property
    def _kind(self) -> CheckKind:
        kind = self._kinds.value
        return kind if isinstance(kind, CheckKind) else CheckKind.RETURNS_LEDGER

    @property
    def _table(self) -> ListTable[PairLine]:
        return self._tables[self._kind]

    def _make_actions(self) -> None:
        self._refresh_action = keys.action(self, "refresh", self.refresh, _("Compare again"))
        self._print_action = keys.action(
            self, "print", self._print_report, _("Print the monthly report")
        )
        self.bind_panels()
        keys.action(self, "filter", self._filter.setFocus)
        keys.action(self, "next_difference", lambda: self._step(1))
        keys.action(self, "previous_difference", lambda: self._step(-1))
        keys.action(self, "follow", self._follow_current)

    def _body(self) -> QWidget:
        pairs = Panel()
        head = row(None, [self._which, None, self._filter], margins=(8, 7, 8, 7))
        self._filter.setFixedWidth(220)
        pairs.add(head)
        for table in self._tables.values():
            pairs.add(table, 1)
        pairs.foot([self._sum, None], 28)
        checks = Panel(_("Checks of the month"))
        checks.add(self._overview)
        heading = self._overview.view.horizontalHeader().height()
        self._overview.setFixedHeight(heading + fonts.scaled(ROW_HEIGHT) * len(CheckKind) + 2)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(pairs, 1)
        box.addWidget(checks)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        right = QWidget()
        beside = column(right, [self._pane, self._month])
        beside.setStretch(0, 1)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setHandleWidth(8)
        split.setSizes([1000, 410])
        split.setChildrenCollapsible(False)
        return split

    def _connect(self) -> None:
        self._kinds.currentIndexChanged.connect(lambda _place: self._show())
        self._which.chosen.connect(lambda _place: self._show())
        self._filter.narrowed.connect(lambda _text: self._show())
        self._filter.left.connect(self.focus_first)
        self._pane.stepped.connect(self._step)
        self._pane.followed.connect(self.followed)
        self._overview.picked.connect(self._pick_check)
        for table in self._tables.values():
            table.picked.connect(lambda _line: self._show_pair())
            table.opened.connect(lambda _line: self._follow_current())

    def _know(self, known: Reconciliation) -> None:
        self._checks = known.checks
        self._overview.set_rows(known.checks, keep=lambda check: check.kind)
        self._show()

    def _pick_check(self, check: Check | None) -> None:
        if check is not None and self._overview.view.hasFocus():
            self._kinds.choose(check.kind)

    def _show(self) -> None:
        self._bring_to_front(self._kind)
        check = next((each for each in self._checks if each.kind is self._kind), None)
        if check is None:
            return
        found = [pair for pair in check.pairs if _fits(pair, self._filter.text())]
        open_pairs = [pair for pair in found if not pair.is_sound]
        matched = [pair for pair in found if pair.is_sound]
        for place, count in enumerate((len(found), len(open_pairs), len(matched))):
            self._which.count(place, count)
        self._table.set_rows(_lines(open_pairs, matched, self._which.place))
        self._table.set_totals(totals(check, len(found)))
        self._sum.setText(
            _("Difference {difference} = explained {explained} + unexplained {rest}").format(
                difference=wording.money(check.difference),
                explained=wording.money(check.explained),
                rest=wording.money(check.rest),
            )
        )
        if self._table.current is None:
            self._table.go_to(lambda line: line.pair is not None)
        self._show_pair()

    def _bring_to_front(self, kind: CheckKind) -> None:
        """Show the pairs of this check alone; the focus stays on the pairs."""
        is_among_pairs = any(table.view.hasFocus() for table in self._tables.values())
        self._tables[kind].show()
        if is_among_pairs:
            self._tables[kind].setFocus()
        for each, table in self._tables.items():
            table.setVisible(each is kind)
        self._overview.go_to(lambda check: check.kind is kind)

    def _show_pair(self) -> None:
        line = self._table.current
        pair = None if line is None else line.pair
        opened = [each.pair for each in self._table.model.rows if each.pair is not None]
        waiting = [each for each in opened if not each.is_sound]
        place = ""
        if pair is not None and pair in waiting:
            place = _("{place} of {count} open").format(
                place=waiting.index(pair) + 1, count=len(waiting)
            )
        self._pane.show_pair(self._kind, pair, place)

    def _print_report(self) -> None:
        place = self._desk.place
        if place is not None:
            prints.month_report(self, self._desk, place.period)

    def _step(self, step: int) -> None:
        """Go to the next or previous open pair, round the end."""
        rows = self._table.model.rows
        here = self._table.view.currentIndex().row()
        order = [(here + step * count) % len(rows) for count in range(1, len(rows) + 1)]
        waiting = (rows[place] for place in order)
        wanted = next((line for line in waiting if line.pair and not line.pair.is_sound), None)
        if wanted is not None:
            self._table.go_to(lambda line: line is wanted)

    def _follow_current(self) -> None:
        line = self._table.current
        if line is None or line.pair is None or self._kind is CheckKind.LEDGER_RECEIVABLES:
            return
        if line.pair.left is not None and line.pair.left.number.startswith("TH-"):
            self.followed.emit("returns", line.pair.left.number)
        elif line.pair.right is not None:
            self.followed.emit("vouchers", line.pair.right.number.split(" ")[0])


def _overlook(_refusal: object) -> None:
    """Leave the month empty: the checks were refused in the same words already."""


def _pair_table(kind: CheckKind) -> ListTable[PairLine]:
    table = ListTable[PairLine](columns(kind), name=wording.word(kind), group=heading_of)
    table.view.setSortingEnabled(False)  # what is open stands first
    return table


def _fits(pair: Pair, text: str) -> bool:
    wanted = text.strip().lower()
    sides = (side for side in (pair.left, pair.right) if side is not None)
    return any(wanted in f"{side.number} {side.party}".lower() for side in sides)


def _lines(open_pairs: Sequence[Pair], matched: Sequence[Pair], which: int) -> list[PairLine]:
    lines = [PairLine(pair) for pair in open_pairs] if which in (_ALL, _OPEN) else []
    if matched and which in (_ALL, _MATCHED):
        heading = _("{count} matched: amount, party and month agree").format(count=len(matched))
        lines.append(PairLine(None, heading))
        lines += [PairLine(pair) for pair in matched]
    return lines
