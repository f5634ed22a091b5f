"""One customer: who it is, what it owes and how old that is, what it sent back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.i18n import _
from app.services.customer_cards import CustomerCard
from app.services.reports.receivables import Ageing
from app.services.returns.listing import ReturnPage, ReturnRow
from app.ui import fonts
from app.ui.customers.columns import (
    AGE_COLUMNS,
    RETURN_COLUMNS,
    AgeRow,
    age_parts,
    age_rows,
)
from app.ui.fonts import Size
from app.ui.widgets import cells
from app.ui.widgets.age_bar import AgeBar
from app.ui.widgets.cells import EMPTY, Cell
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, column, label, row
from app.ui.widgets.table import ListTable


class CardPane(QWidget):
    """The customer that is current in the list.

    Signals:
        opened(str): the number of a return that a person wants to see.

    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = label(size=Size.DOCUMENT, is_bold=True)
        self.code = label(look="quiet")
        self.balance = label(size=Size.FIGURE, is_bold=True)
        self.limit = label()
        self.identity, self.contact = FactList(), FactList()
        self._ages_panel = Panel(_("Receivable by age"))
        self._bar = AgeBar()
        self.ages = ListTable[AgeRow](AGE_COLUMNS, name=_("Receivable by age"))
        self._returns_panel = Panel(_("Returns"))
        self.returns = ListTable[ReturnRow](RETURN_COLUMNS, name=_("Returns"))
        self.returns.opened.connect(lambda line: self.opened.emit(line.number))
        self._lay_out()

    def show_card(self, card: CustomerCard) -> None:
        """Show who the customer is."""
        self.name.setText(card.name)
        self.code.setText(card.code)
        self.balance.setText(wording.money(card.balance))
        limit = wording.money(card.credit_limit) if card.credit_limit is not None else "—"
        self.limit.setText(_("credit limit {amount}").format(amount=limit))
        self.identity.show_facts(
            [
                Fact(_("Social credit code"), card.uscc or "—"),
                Fact(_("Short name"), card.short_name),
                Fact(_("Bank"), card.bank or "—"),
                Fact(_("Account no."), card.bank_account or "—"),
                Fact(_("Note"), card.note or "—"),
            ]
        )
        self.contact.show_facts(
            [
                Fact(_("Contact"), card.contact or "—"),
                Fact(_("Phone"), card.phone or "—"),
                Fact(_("Address"), card.address or "—"),
            ]
        )

    def show_ageing(self, ageing: Ageing) -> None:
        """Show how old what is owed is."""
        self._bar.show_parts(age_parts(ageing))
        self.ages.set_rows(age_rows(ageing))
        whole = "100.0%" if ageing.total.fen > 0 else ""
        self.ages.set_totals([Cell(_("Total")), cells.money(ageing.total), Cell(whole)])

    def show_returns(self, page: ReturnPage) -> None:
        """Show what the customer sent back, latest first."""
        self.returns.set_rows(page.rows[::-1])
        count = Cell(_("{count} returns").format(count=page.count))
        self.returns.set_totals([count, EMPTY, EMPTY, cells.money(page.total)])
        self._returns_panel.say(_("{count} returns").format(count=page.count))

    def say_day(self, words: str) -> None:
        """Show up to which day the amounts go."""
        self._ages_panel.say(words)

    def _lay_out(self) -> None:
        head = Panel()
        parts = [
            self.name,
            self.code,
            None,
            label(_("Owes"), look="label"),
            self.balance,
            self.limit,
        ]
        head.add(row(None, parts, margins=(12, 10, 14, 10)))
        identity = Panel(_("Identity"))
        identity.add(self.identity)
        identity.fill()
        contact = Panel(_("Contact"), _("covered; the list never shows it whole"))
        contact.add(self.contact)
        contact.fill()
        self._ages_panel.add(row(None, [self._bar], margins=(12, 10, 12, 8)))
        self.ages.view.horizontalHeader().hide()
        self._ages_panel.add(self.ages, 1)
        self._ages_panel.setFixedWidth(fonts.scaled(392))
        self._returns_panel.add(self.returns, 1)
        upper = row(None, [identity, contact])
        lower = row(None, [self._ages_panel, self._returns_panel])
        lower.setStretch(1, 1)
        box = column(self, [head, upper, lower])
        box.setStretch(2, 1)
