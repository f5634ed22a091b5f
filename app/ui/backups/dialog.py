"""The dialog of backups: make one, read one whole, prove one by a test restore, and the record."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app import wording
from app.i18n import N_, _
from app.services import backups
from app.services.access import Act, may
from app.services.backups import BackupEntry
from app.services.safe.backup import BackupMade
from app.services.safe.drill import DrillResult
from app.services.safe.manifest import Manifest
from app.ui import keys
from app.ui.backups.restore_dialog import RestoreDialog
from app.ui.desk import Desk, Ticket
from app.ui.memory import Memory
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.layout import Panel, column, label, row
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.message_bar import Kind
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable
from app.ui.work_dialog import WorkDialog


class BackupsDialog(WorkDialog):
    """Where backups go, what was made, and the three things to do with them."""

    def __init__(self, desk: Desk, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.memory = memory
        self.setWindowTitle(_("Backups"))
        self.resize(900, 560)
        self._place = label()
        self.table = ListTable[BackupEntry](_COLUMNS, name=_("Backups"), has_totals=False)
        self._lay_out()
        desk.changed.connect(self._ask)
        self._show_place()
        self._ask()
        self.table.setFocus()

    def back_up(self) -> None:
        """Make a backup now, in the folder that was used last."""
        folder = self._folder()
        if not folder:
            folder = self._choose_folder()
        if folder:
            opened = self.desk.opened
            self._begin(
                _("Backing up and reading back"),
                self.desk.long_work(
                    self,
                    lambda progress: backups.create(opened, Path(folder), progress),
                    self._made,
                    refused=self._refuse,
                ),
            )

    def _lay_out(self) -> None:
        make = keys.action(self, "forward", self.back_up, _("Back up now"))
        choose = keys.keyless_action(self, self._choose_folder, _("Another place…"))
        verify = keys.keyless_action(self, self._verify, _("Read back whole"))
        drill = keys.keyless_action(self, self._drill, _("Test restore"))
        restore = keys.keyless_action(self, self._restore, _("Restore…"))
        record = Panel(_("Record of backups"))
        record.add(self.table, 1)
        can = may(self.desk.actor, Act.BACKUP)
        self._acts = (make, choose, verify, drill, restore)
        for action in self._acts:
            action.setVisible(can)
        column(
            self,
            [
                self.messages,
                row(None, [label(_("Place"), look="label"), self._place, None, KeyButton(choose)]),
                self.work,
                record,
                row(
                    None,
                    [
                        KeyButton(verify),
                        KeyButton(drill),
                        KeyButton(restore),
                        None,
                        KeyButton(make, Look.MAIN, key=keys.press("forward")),
                    ],
                ),
            ],
            margins=(14, 12, 14, 12),
        )

    def _folder(self) -> str:
        return self.memory.read("backup_folder")

    def _show_place(self) -> None:
        self._place.setText(self._folder() or _("not chosen yet"))

    def _choose_folder(self) -> str:
        places = QStandardPaths.StandardLocation
        start = self._folder() or QStandardPaths.writableLocation(places.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, _("Where backups go"), start)
        if chosen:
            self.memory.keep("backup_folder", chosen)
            self._show_place()
        return chosen

    def _ask(self) -> None:
        if may(self.desk.actor, Act.BACKUP):
            self.desk.ask_office(self, backups.listing, self._show)

    def _show(self, entries: Sequence[BackupEntry]) -> None:
        self.table.set_rows(entries, keep=lambda entry: (entry.at, entry.kind))
        if self.table.current is None and entries:
            self.table.go_to(lambda entry: entry is entries[0])

    def _verify(self) -> None:
        entry = self.table.current
        if entry is not None:
            opened, path = self.desk.opened, Path(entry.path)
            self._begin(
                _("Reading back whole"),
                self.desk.long_work(
                    self,
                    lambda progress: backups.verify(opened, path, progress),
                    self._verified,
                    refused=self._refuse,
                ),
            )

    def _drill(self) -> None:
        entry = self.table.current
        if entry is not None:
            opened, path = self.desk.opened, Path(entry.path)
            self._begin(
                _("Restoring apart and checking"),
                self.desk.long_work(
                    self,
                    lambda progress: backups.drill(opened, path, progress),
                    self._drilled,
                    refused=self._refuse,
                ),
            )

    def _begin(self, what: str, ticket: Ticket) -> None:
        self.work.begin(what, ticket)
        ticket.ended.connect(self._show_acts)
        self._show_acts()

    def _show_acts(self) -> None:
        """One piece of work at a time."""
        for action in self._acts:
            action.setEnabled(not self.work.is_running)

    def _restore(self) -> None:
        entry = self.table.current
        RestoreDialog(self.desk, entry.path if entry else "", self).open()

    def _made(self, made: BackupMade) -> None:
        self.messages.say(
            Kind.DONE,
            _("The backup is made, encrypted and read back: {path}.").format(path=made.path),
        )

    def _verified(self, manifest: Manifest) -> None:
        self.messages.say(
            Kind.DONE,
            _("Every byte is as it was written on {moment}.").format(
                moment=wording.moment(manifest.made_at)
            ),
        )

    def _drilled(self, result: DrillResult) -> None:
        seconds = result.milliseconds // 1000
        if result.ok:
            count = result.row_counts["voucher"]
            words = _("Restored in {seconds} s: {count} vouchers, every balance the same.")
            self.messages.say(Kind.DONE, words.format(seconds=seconds, count=f"{count:,}"))
        else:
            found = " ".join((*result.complaints, *result.differences))
            words = _("The restored books differ: {found}. Make a new backup.")
            self.messages.say(Kind.REFUSED, words.format(found=found))


def _kind(entry: BackupEntry) -> Cell:
    if entry.kind == "drill":
        return Cell(chip=Chip(_("Test restore agreed"), Mark.CLOSED, Tone.OK))
    return Cell(chip=Chip(_("Backup, read back"), Mark.CLOSED, Tone.INFO))


def _size(entry: BackupEntry) -> str:
    return _("{size} MB").format(size=wording.megabytes(entry.size))


_COLUMNS = (
    Column[BackupEntry](
        N_("When"), lambda entry: wording.moment(entry.at), key=lambda entry: entry.at, width=130
    ),
    Column[BackupEntry](N_("What"), _kind, width=140),
    Column[BackupEntry](N_("By"), lambda entry: entry.by, width=70),
    Column[BackupEntry](N_("File"), lambda entry: entry.path, is_wide=True),
    Column[BackupEntry](N_("Size"), _size, align=Align.RIGHT, width=80),
)
