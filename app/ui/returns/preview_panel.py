"""What a return will do to the books, asked anew with every key stroke."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from app import wording
from app.errors import AppError
from app.i18n import N_, _
from app.services.permits import Reading
from app.services.returns import preview
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnDraft
from app.services.returns.preview import Lamp, MoneyEffect, Preview, StockEffect
from app.services.returns.refusals import OriginalMissing, OverReturned, PriceDiffers
from app.services.stock import CostUnknown
from app.ui import fonts, keys
from app.ui.desk import Desk
from app.ui.returns.entries import EntriesTable, entry_lines
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.layout import Panel, row, wrapped
from app.ui.widgets.mark_label import MarkedLabel
from app.ui.widgets.marks import Mark
from app.ui.widgets.rows_model import Column
from app.ui.widgets.table import ListTable
from app.ui.widgets.underline_tabs import UnderlineTabs

_LAMP_WORDS: Mapping[str, str] = {
    "quantity": N_("Quantity"),
    "amount": N_("Amount"),
    "tax": N_("Tax"),
    "stock": N_("Stock"),
    "cost": N_("Cost"),
}
_LAMP_MARKS = {
    Lamp.OK: (Mark.CLOSED, "ok"),
    Lamp.WAITING: (Mark.WAITING, "warn"),
    Lamp.REFUSED: (Mark.ATTENTION, "err"),
}
_REFUSED_LAMPS: Mapping[type[AppError], tuple[str, ...]] = {
    OverReturned: ("quantity",),
    PriceDiffers: ("amount",),
    OriginalMissing: ("cost",),
    CostUnknown: ("stock", "cost"),
}

_LOW = 400
"""Under this height vouchers and effect take turns."""


@dataclass(frozen=True, slots=True)
class EffectLine:
    """Something that posting changes: what it is now, by how much, and what it will be."""

    name: str
    before: Cell
    change: Cell
    after: Cell


class PreviewPanel(Panel):
    """Vouchers with their next numbers, five lamps, and the effect before and after.

    Signals:
        worked(object): net and VAT of each line that has a quantity, as a tuple of pairs.

    """

    worked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        self._lamps = {name: MarkedLabel(_(words)) for name, words in _LAMP_WORDS.items()}
        super().__init__(_("Preview"), parts=self._lamps.values())
        self._desk = desk
        self._customer = ""
        self._is_asked = False
        self.entries = EntriesTable(_("Preview"))
        self._refusal = wrapped(look="refusal")
        self._effects = ListTable[EffectLine](
            _COLUMNS, name=_("Effect of posting"), has_totals=False
        )
        self._tabs = UnderlineTabs([_("Vouchers"), _("Effect")], ["Alt+1", "Alt+2"])
        self._tabs.chosen.connect(self._choose)
        self.add(self._tabs)
        self.add(row(None, [self._refusal], margins=(12, 0, 12, 0)))
        self.add(self.entries, 9)
        self.add(self._effects, 8)
        self._refusal.hide()
        for at in range(2):
            keys.action(self, f"pane_{at + 1}", partial(self.choose, at))

    def follow_draft(self, draft: ReturnDraft | None, customer: str) -> None:
        """Work out a return that is being typed, or say what is still missing."""
        self._customer = customer
        if draft is None:
            self._is_asked = False
            self._clear(_("Choose the customer and enter what comes back."), look="quiet")
            return
        self._ask(lambda reading: preview.of_draft(reading, draft))

    def refuse_quantity(self) -> None:
        """Show nothing while a line says more than there is; the line says so itself."""
        self._is_asked = False
        self._clear("")
        self._lamps["quantity"].show_mark(*_LAMP_MARKS[Lamp.REFUSED])
        self.worked.emit(())

    def follow_return(
        self,
        return_id: int,
        found: Mapping[int, Inspection],
        day: datetime.date,
        customer: str,
    ) -> None:
        """Work out what posting a held return on a day will do."""
        self._customer = customer
        self._ask(lambda reading: preview.of_return(reading, return_id, found, day))

    def choose(self, place: int) -> None:
        """Show the vouchers or the effect where there is no room for both."""
        self._tabs.choose(place)
        self._choose(place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose(self._tabs.place)

    def _choose(self, place: int) -> None:
        is_low = self.height() < fonts.scaled(_LOW)
        self._tabs.setVisible(is_low)
        self.entries.setVisible(not is_low or place == 0)
        self._effects.setVisible(not is_low or place == 1)

    @property
    def refusal(self) -> str:
        """Why it cannot be posted as it stands; nothing while it can."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def _ask(self, question: Callable[[Reading], Preview]) -> None:
        self._is_asked = True
        self._desk.ask(self, question, self._show, refused=self._refuse)

    def _show(self, shown: Preview) -> None:
        if not self._is_asked:  # what was asked about is thrown away by now
            return
        for name, lamp in shown.lamps.items():
            self._lamps[name].show_mark(*_LAMP_MARKS[lamp])
        self.entries.show_lines(entry_lines(shown.vouchers))
        self._say("" if shown.refusal is None else wording.describe(shown.refusal))
        self._effects.set_rows(self._effect_lines(shown))
        self.worked.emit(shown.lines)

    def _refuse(self, refusal: AppError) -> None:
        if not self._is_asked:
            return
        self._clear(wording.describe(refusal))
        for name in _REFUSED_LAMPS.get(type(refusal), ("quantity", "amount")):
            self._lamps[name].show_mark(*_LAMP_MARKS[Lamp.REFUSED])
        # The amounts of the lines are those of the last draft that could be worked out.
        self.worked.emit(())

    def _clear(self, words: str, look: str = "refusal") -> None:
        for lamp in self._lamps.values():
            lamp.show_mark(Mark.NOT_BEGUN, "ink3")
        self.entries.show_lines([])
        self._effects.set_rows([])
        self._say(words, look)

    def _say(self, words: str, look: str = "refusal") -> None:
        if self._refusal.objectName() != look:
            self._refusal.setObjectName(look)
            self._refusal.style().unpolish(self._refusal)
            self._refusal.style().polish(self._refusal)
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))

    def _effect_lines(self, shown: Preview) -> list[EffectLine]:
        owed = _("Receivable {customer}").format(customer=self._customer)
        return [
            _money_line(owed, shown.receivable),
            _money_line(_("Output VAT of the month"), shown.output_vat),
            *(_stock_line(effect) for effect in shown.stock),
            _money_line(_("Gross margin of the month"), shown.margin),
        ]


def _money_line(name: str, effect: MoneyEffect) -> EffectLine:
    return EffectLine(
        name,
        cells.money(effect.before),
        cells.change(effect.change),
        cells.money(effect.after, is_bold=True),
    )


def _stock_line(effect: StockEffect) -> EffectLine:
    unit = _("({unit})").format(unit=effect.unit) if effect.unit else ""
    sign = "+" if effect.change.thousandths > 0 else ""
    return EffectLine(
        f"{effect.product} {effect.warehouse}{unit}",
        cells.quantity(effect.before),
        Cell(sign + wording.quantity(effect.change)),
        cells.quantity(effect.after, is_bold=True),
    )


_COLUMNS = (
    Column[EffectLine](N_("After posting"), lambda line: line.name, is_wide=True),
    Column[EffectLine](N_("Now"), lambda line: line.before, align=Align.RIGHT, width=96),
    Column[EffectLine](N_("Change"), lambda line: line.change, align=Align.RIGHT, width=92),
    Column[EffectLine](N_("Afterwards"), lambda line: line.after, align=Align.RIGHT, width=100),
)
