"""The dialog of an import: file and kind, what was understood, every problem, then all at once."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLayout, QWidget

from app.i18n import _
from app.services.exchange.findings import note_words
from app.services.exchange.import_kinds import ImportKind
from app.services.imports.preview import TAKEN_KINDS, FileColumn, Preview, preview
from app.services.imports.rejects import save_rejects
from app.services.imports.results import ImportResult, Refused
from app.services.imports.run import WantedFile, take_file
from app.ui import fonts, keys
from app.ui.desk import Desk, Ticket
from app.ui.imports.columns import (
    FIGURE_COLUMNS,
    FILE_COLUMNS,
    GROUP_COLUMNS,
    KIND_WORDS,
    REFUSED_COLUMNS,
    Figure,
    Group,
    agreement,
    figures,
    grouped,
)
from app.ui.memory import Memory
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.layout import Panel, column, field_label, label, row, wrapped
from app.ui.widgets.message_bar import Kind
from app.ui.widgets.table import ListTable
from app.ui.work_dialog import WorkDialog

_NOTES_SHOWN = 3


class ImportDialog(WorkDialog):
    """Nothing is written before the end: the file is looked at whole, and then taken or left."""

    def __init__(self, desk: Desk, memory: Memory, kind: ImportKind, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._memory = memory
        self._wanted: WantedFile | None = None
        self.found: Preview | None = None
        self._group: Group | None = None
        place = desk.place
        client = place.client.name if place is not None else ""
        self.setWindowTitle(_("Import into {client}").format(client=client))
        self.resize(1220, 650)
        self.kind = QComboBox()
        for each in TAKEN_KINDS:
            self.kind.addItem(_(KIND_WORDS[each]), each)
        self.kind.setCurrentIndex(TAKEN_KINDS.index(kind))
        self.file = label(_("no file chosen yet"), look="quiet")
        self.columns = ListTable[FileColumn](FILE_COLUMNS, name=_("Columns"), has_totals=False)
        self.figures = ListTable[Figure](FIGURE_COLUMNS, name=_("Result"), has_totals=False)
        self.refused = ListTable[Refused](REFUSED_COLUMNS, name=_("Problems"), has_totals=False)
        self.groups = ListTable[Group](GROUP_COLUMNS, name=_("Problems by sort"), has_totals=False)
        self.notes = wrapped(look="quiet")
        self._make_actions()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _at: self._look())
        self.groups.opened.connect(self._narrow)
        self._show_acts()

    def look_at(self, path: Path) -> None:
        """Look at this file, as the kind that is chosen; the book stays as it is."""
        self._memory.keep("import_folder", str(path.parent))
        self.file.setText(str(path))
        self._wanted = WantedFile(path, self._kind())
        self._look()

    def _make_actions(self) -> None:
        self._choose = keys.action(self, "import", self._choose_file, _("Choose a file…"))
        self.take_all = keys.action(self, "forward", self._take, _("Take all in"))
        self.take_rest = keys.keyless_action(self, self._take, _("Skip the problems"))
        self._save = keys.keyless_action(self, self._save_refused, _("Save the problem rows…"))
        self._next = keys.action(self, "next_difference", lambda: self._step(1), _("Next problem"))
        keys.action(self, "previous_difference", lambda: self._step(-1))

    def _lay_out(self) -> None:
        choose = KeyButton(self._choose, key=keys.press("import"))
        head = row(None, [field_label(_("&Kind"), self.kind), self.kind, choose, self.file, None])
        left, right = QWidget(), QWidget()
        understood = Panel(_("Columns"), _("how they were understood"))
        understood.add(self.columns, 1)
        result = Panel(_("What would come of it"), _("nothing is written yet"))
        self.figures.view.horizontalHeader().hide()
        result.add(self.figures, 1)
        result.add(row(None, [self.notes], margins=(10, 4, 10, 6)))
        self._result_panel = result
        column(left, [understood, result])
        left.setFixedWidth(fonts.scaled(436))
        self._problems = Panel(_("Problems"), parts=[KeyButton(self._next, key="F3").make_small()])
        self._problems.add(self.refused, 1)
        sorts = Panel(_("Problems by sort"), _("Enter shows one sort, and again all"))
        sorts.add(self.groups, 1)
        sorts.setFixedHeight(fonts.scaled(190))
        column(right, [self._problems, sorts])
        middle = row(None, [left, right])
        middle.setStretch(1, 1)
        foot = row(
            None,
            [
                KeyButton(self._save),
                None,
                KeyButton(self.take_rest),
                KeyButton(self.take_all, Look.MAIN, key=keys.press("forward")),
            ],
        )
        parts: list[QWidget | QLayout | None] = [self.messages, head, middle, self.work, foot]
        column(self, parts, margins=(14, 12, 14, 12)).setStretch(2, 1)

    def _kind(self) -> ImportKind:
        return TAKEN_KINDS[self.kind.currentIndex()]

    def _choose_file(self) -> None:
        start = self._memory.read("import_folder")
        kinds = _("Spreadsheets (*.xlsx *.xls *.ods *.csv *.txt)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file…"), start, kinds)
        if chosen:
            self.look_at(Path(chosen))

    def _look(self) -> None:
        self._show(None)
        if self._wanted is None or self.work.is_running:
            return
        wanted = self._wanted = WantedFile(self._wanted.path, self._kind())
        self.messages.hide()
        ticket = self.desk.long_change(
            self,
            lambda writing, progress: preview(writing, wanted, progress),
            self._show,
            refused=self._refuse,
        )
        self._begin(_("Checking every row"), ticket)

    def _show(self, found: Preview | None) -> None:
        self.found, self._group = found, None
        result = found.result if found is not None else None
        self.columns.set_rows(found.columns if found is not None else ())
        self.figures.set_rows(figures(result) if result is not None else ())
        self.groups.set_rows(grouped(result.refused) if result is not None else ())
        self._show_refused()
        notes = result.notes if result is not None else ()
        said = [words for words in (agreement(result),) if words] if result is not None else []
        said += [note_words(note) for note in notes[:_NOTES_SHOWN]]
        if len(notes) > _NOTES_SHOWN:
            said.append(_("and {count} more notes").format(count=len(notes) - _NOTES_SHOWN))
        self.notes.setText("\n".join(said))
        self._result_panel.say(_("nothing is written yet"))
        self._show_acts()

    def _show_refused(self) -> None:
        refused = self.found.result.refused if self.found is not None else ()
        group = self._group
        if group is not None:
            sort = (group.reason, group.column)
            refused = tuple(one for one in refused if (one.reason, one.column) == sort)
        self.refused.set_rows(refused)
        self._problems.say(_("{count} shown").format(count=f"{len(refused):,}"))

    def _show_acts(self) -> None:
        result = self.found.result if self.found is not None else None
        is_free = not self.work.is_running
        taken = result.outcome.taken if result is not None else 0
        rejected = result.rejected if result is not None else 0
        self._choose.setEnabled(is_free)
        self.kind.setEnabled(is_free)
        self.take_all.setEnabled(is_free and taken > 0 and not rejected)
        self.take_rest.setVisible(rejected > 0)
        self.take_rest.setEnabled(is_free and taken > 0)
        self.take_rest.setText(
            _("Skip {rejected} rows, take {taken} in").format(rejected=rejected, taken=taken)
        )
        self._save.setVisible(rejected > 0)
        self._save.setEnabled(is_free)
        self._next.setEnabled(rejected > 0)

    def _narrow(self, group: Group) -> None:
        self._group = None if self._group == group else group
        self._show_refused()

    def _step(self, step: int) -> None:
        view = self.refused.view
        count = len(self.refused.model.rows)
        if count:
            here = view.currentIndex().row()
            view.selectRow((here + step) % count if here >= 0 else 0)
            view.setFocus()

    def _take(self) -> None:
        wanted = self._wanted
        if wanted is None or self.found is None or self.work.is_running:
            return
        ticket = self.desk.long_change(
            self,
            lambda writing, progress: take_file(writing, wanted, progress),
            self._taken,
            refused=self._refuse,
        )
        self._begin(_("Taking in"), ticket)

    def _taken(self, result: ImportResult) -> None:
        words = _("{file}: {read} rows read, {taken} taken, {known} known, {rejected} refused.")
        outcome = result.outcome
        said = words.format(
            file=result.file,
            read=f"{result.read:,}",
            taken=f"{outcome.taken:,}",
            known=f"{outcome.known:,}",
            rejected=f"{result.rejected:,}",
        )
        # Stays: it is the last word on the file.
        self.messages.say(Kind.WARNING if result.rejected else Kind.READ_ONLY, said)
        self.found = None  # looked at anew before it could be taken again
        self._result_panel.say(_("taken in"))
        self._show_acts()

    def _save_refused(self) -> None:
        wanted, found = self._wanted, self.found
        if wanted is None or found is None:
            return
        name = _("{file} problems.xlsx").format(file=wanted.path.stem)
        start = str(wanted.path.with_name(name))
        kinds = _("Spreadsheets (*.xlsx *.csv)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the problem rows…"), start, kinds)
        if chosen:
            target, result = Path(chosen), found.result
            ticket = self.desk.long_work(
                self,
                lambda _progress: save_rejects(wanted, result, target),
                lambda count: self._saved(count, target),
                refused=self._refuse,
            )
            self._begin(_("Saving"), ticket)

    def _saved(self, count: int, target: Path) -> None:
        words = _("{count} rows are saved with their reasons in {file}.")
        self.messages.say(Kind.DONE, words.format(count=count, file=target))

    def _begin(self, what: str, ticket: Ticket) -> None:
        self.work.begin(what, ticket)
        ticket.ended.connect(self._show_acts)
        self._show_acts()
