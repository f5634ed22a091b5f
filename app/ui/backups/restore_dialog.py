"""The dialog of a restore: a backup becomes a complete office in a new folder."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from app import wording
from app.i18n import _
from app.services import backups
from app.services.safe.manifest import Manifest
from app.ui import keys
from app.ui.backups.key_field import KeyField
from app.ui.desk import Desk
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, column, label, row, wrapped
from app.ui.widgets.message_bar import Kind
from app.ui.work_dialog import WorkDialog


class RestoreDialog(WorkDialog):
    """Which backup, its recovery key and a new folder; the books in use are not touched."""

    def __init__(self, desk: Desk, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._manifest: Manifest | None = None
        self.setWindowTitle(_("Restore a backup"))
        self.resize(720, 440)
        self.file, self.folder = label(path), label()
        self.key = KeyField()
        self.verdict = label(look="quiet")
        self.facts = FactList(96)
        self.restore_action = keys.action(self, "forward", self._restore, _("Restore"))
        self._lay_out()
        self.key.judged.connect(self._judge)
        self.key.textEdited.connect(lambda _text: self._forget())
        self._judge("")
        self.key.setFocus()

    def _lay_out(self) -> None:
        file = keys.keyless_action(self, self._choose_file, _("Another backup…"))
        folder = keys.keyless_action(self, self._choose_folder, _("Choose a folder…"))
        self.read_action = keys.keyless_action(self, self._read, _("Read it"))
        grid = Panel()
        rule = _("The books in use stay as they are. A new office is made beside them.")
        for part in (
            row(None, [label(_("Backup"), look="label"), self.file, None, KeyButton(file)]),
            row(None, [label(_("Recovery key"), look="label"), self.key]),
            row(None, [self.verdict, None, KeyButton(self.read_action)]),
            row(None, [label(_("New folder"), look="label"), self.folder, None, KeyButton(folder)]),
        ):
            part.setContentsMargins(12, 8, 12, 4)
            grid.add(part)
        grid.fill()
        found = Panel(_("What is in the backup"))
        found.add(self.facts)
        found.fill()
        go = KeyButton(self.restore_action, Look.MAIN, key=keys.press("forward"))
        parts: list[QWidget | QLayout | None] = [
            self.messages,
            wrapped(rule),
            grid,
            found,
            self.work,
            row(None, [None, go]),
        ]
        column(self, parts, margins=(14, 12, 14, 12))

    def _judge(self, wrong: str) -> None:
        self.verdict.setObjectName("refusal" if self.key.is_refused else "quiet")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.setText(wrong or _("Typed in groups of four, as the sheet prints it"))
        self._show_acts()

    def _forget(self) -> None:
        self._manifest = None
        self.facts.show_facts(())
        self._show_acts()

    def _show_acts(self) -> None:
        can_read = bool(self.file.text()) and self.key.is_whole and not self.work.is_running
        self.read_action.setEnabled(can_read)
        self.restore_action.setEnabled(
            can_read and self._manifest is not None and bool(self.folder.text())
        )

    def _choose_file(self) -> None:
        start, kinds = str(Path(self.file.text()).parent), _("Backups (*.zfbak)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Restore a backup"), start, kinds)
        if chosen:
            self.file.setText(chosen)
            self._forget()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("An empty folder for the new office"))
        if chosen:
            self.folder.setText(chosen)
            self._show_acts()

    def _read(self) -> None:
        path, key = Path(self.file.text()), self.key.text()
        ticket = self._desk.long_work(
            self,
            lambda progress: backups.verify_with(path, key, progress),
            self._know,
            refused=self._refuse,
        )
        self.work.begin(_("Reading back whole"), ticket)
        ticket.ended.connect(self._show_acts)
        self._show_acts()

    def _know(self, manifest: Manifest) -> None:
        self._manifest = manifest
        counts = manifest.facts.row_counts
        self.facts.show_facts(
            [
                Fact(_("Made on"), wording.moment(manifest.made_at)),
                Fact(_("Clients"), f"{counts['client']:,}"),
                Fact(_("Vouchers"), f"{counts['voucher']:,}"),
                Fact(_("Returns"), f"{counts['goods_return']:,}"),
            ]
        )
        self._show_acts()

    def _restore(self) -> None:
        path, key, folder = Path(self.file.text()), self.key.text(), Path(self.folder.text())
        ticket = self._desk.long_work(
            self,
            lambda progress: backups.restore_into(path, key, folder, progress),
            lambda manifest: self._restored(folder, manifest),
            refused=self._refuse,
        )
        self.work.begin(_("Restoring and checking"), ticket)
        ticket.ended.connect(self._show_acts)
        self._show_acts()

    def _restored(self, folder: Path, manifest: Manifest) -> None:
        words = _(
            "The office is restored in {folder}, as it was on {at}; everybody signs in as then."
        )
        self.messages.say(
            Kind.READ_ONLY, words.format(folder=folder, at=wording.moment(manifest.made_at))
        )
