"""How safe the data is: the last backup that was read back, the last restore that was proven."""

from PySide6.QtCore import Signal

from app import wording
from app.i18n import _
from app.services.overview import Safety
from app.ui import keys
from app.ui.widgets.buttons import KeyButton, Look
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel
from app.ui.widgets.marks import Chip, ChipLabel, Mark, Tone


class SafetyPanel(Panel):
    """Last backup and last test restore, with the way to the backups.

    Signals:
        wanted(): a person wants to back up now.
        record_wanted(): a person wants to see the backups, or to restore one.

    """

    wanted = Signal()
    record_wanted = Signal()

    def __init__(self, *, can_back_up: bool) -> None:
        self._chip = ChipLabel()
        super().__init__(_("Data safety"), parts=[self._chip])
        self._facts = FactList(88)
        self.add(self._facts)
        self.fill()
        if can_back_up:
            button = KeyButton(
                None, Look.MAIN, words=_("Back up now"), key=keys.press("backup")
            ).make_small()
            button.clicked.connect(self.wanted)
            record = KeyButton(None, words=_("Record and restore…")).make_small()
            record.clicked.connect(self.record_wanted)
            self.foot([button, record, None])

    def show_safety(self, safety: Safety) -> None:
        """Show how the last backup and the last drill stand."""
        is_there = safety.backup_at is not None
        self._chip.show_chip(
            Chip(_("Last backup verified"), Mark.CLOSED, Tone.OK)
            if is_there
            else Chip(_("No backup yet"), Mark.ATTENTION, Tone.WARN)
        )
        backup = wording.moment(safety.backup_at) if safety.backup_at else _("none yet")
        if is_there:
            size = wording.megabytes(safety.backup_size)
            backup = _("{moment} · {size} MB").format(moment=backup, size=size)
        drill = wording.moment(safety.drill_at) if safety.drill_at else _("none yet")
        facts = [Fact(_("Last backup"), backup, chip=_encrypted() if is_there else None)]
        facts.append(Fact(_("Test restore"), drill, chip=_agreed() if safety.drill_at else None))
        if safety.backup_path:
            facts.append(Fact(_("Place"), safety.backup_path))
        self._facts.show_facts(facts)


def _encrypted() -> Chip:
    return Chip(_("encrypted"), Mark.CLOSED, Tone.OK)


def _agreed() -> Chip:
    return Chip(_("agreed"), Mark.CLOSED, Tone.OK)
