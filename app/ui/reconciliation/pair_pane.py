"""One pair looked at closely: both documents, their relation, and what the difference is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import wording
from app.i18n import _
from app.services.reconciliation.pairs import Pair, SideRow
from app.ui.fonts import Size
from app.ui.reconciliation.columns import SIDES, relation_chip
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel, column, label, row, rule, wrapped
from app.ui.widgets.marks import ChipLabel
from app.values.reconciling import CheckKind

_SENTENCES_WIDTH = 380


class PairPane(Panel):
    """Both sides of the current pair with the way to their documents.

    Signals:
        stepped(int): a person wants the open pair before (-1) or after (1).
        followed(str, str): the tab and number of a document.

    """

    stepped = Signal(int)
    followed = Signal(str, str)

    def __init__(self) -> None:
        before, after = KeyButton(None, words="▲"), KeyButton(None, words="▼", key="F3")
        before.setAccessibleName(_("Previous open difference or error"))
        after.setAccessibleName(_("Next open difference or error"))
        super().__init__(_("Pair"), parts=[before.make_small(), after.make_small()])
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        self.setMinimumWidth(_SENTENCES_WIDTH)
        self._chip = ChipLabel()
        self._amount = label(size=Size.FIGURE, is_bold=True)
        self._what = wrapped()
        self._left_name, self._right_name = label(look="label"), label(look="label")
        self._left, self._right = FactList(), FactList()
        body = QWidget()
        head = row(None, [self._chip, None, label(_("Difference"), look="label"), self._amount])
        column(
            body,
            [
                head,
                self._what,
                rule(),
                self._left_name,
                self._left,
                rule(),
                self._right_name,
                self._right,
                None,
            ],
            margins=(12, 10, 12, 10),
        )
        self.add(body, 1)
        self._left.followed.connect(self._follow)
        self._right.followed.connect(self._follow)

    def show_pair(self, kind: CheckKind, pair: Pair | None, place: str) -> None:
        """Show this pair, or none."""
        self.say(place)
        self._chip.show_chip(None if pair is None else relation_chip(pair))
        self._amount.setText("" if pair is None else wording.money(pair.difference))
        self._what.setText("" if pair is None else _sentence(kind, pair))
        left, right = SIDES[kind]
        self._left_name.setText(_(left) if pair else "")
        self._right_name.setText(_(right) if pair else "")
        self._left.show_facts(_facts(pair.left, kind, is_left=True) if pair else [])
        self._right.show_facts(_facts(pair.right, kind, is_left=False) if pair else [])

    def _follow(self, number: str) -> None:
        tab = "returns" if number.startswith("TH-") else "vouchers"
        self.followed.emit(tab, number)


def _facts(side: SideRow | None, kind: CheckKind, *, is_left: bool) -> list[Fact]:
    if side is None:
        return [Fact("", _("Nothing is there."))]
    numbers = side.number.split(" ")
    is_document = kind is not CheckKind.LEDGER_RECEIVABLES
    can_follow = is_document and (not is_left or side.number.startswith("TH-"))
    facts = [
        Fact(_("Number") if place == 0 else "", number, link=number if can_follow else "")
        for place, number in enumerate(numbers)
        if number
    ]
    facts.append(Fact(_("Date"), wording.day(side.day)))
    if side.party:
        facts.append(Fact(_("Party"), side.party))
    facts.append(Fact(_("Amount"), wording.money(side.amount)))
    return facts


def _sentence(kind: CheckKind, pair: Pair) -> str:
    left_name, right_name = (_(name) for name in SIDES[kind])
    if pair.is_sound:
        return _("Amount, party and month agree.")
    if pair.left is None or pair.right is None:
        there, missing = (left_name, right_name) if pair.right is None else (right_name, left_name)
        return _("It stands in “{there}”, and “{missing}” has nothing for it.").format(
            there=there, missing=missing
        )
    if pair.difference:
        return _("“{left}” says {left_amount}, “{right}” says {right_amount}.").format(
            left=left_name,
            left_amount=wording.money(pair.left.amount),
            right=right_name,
            right_amount=wording.money(pair.right.amount),
        )
    return wording.word(pair.relation)
