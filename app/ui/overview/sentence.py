"""The one sentence that says what is open, with links to it."""

import html
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app import wording
from app.i18n import _
from app.ui import theme
from app.ui.widgets.layout import row, wrapped
from app.values.money import Money

DIFFERENCES = "differences"
RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """How much is open; the differences are None for somebody who sees no books."""

    clients: int
    differences: int | None
    amount: Money
    returns: int
    late: int


class Sentence(QFrame):
    """A sentence whose figures lead to what they count.

    Signals:
        followed(str): a figure was pressed: DIFFERENCES or RETURNS.

    """

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sentence")
        self.words = wrapped()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.words.linkActivated.connect(self.followed)
        row(self, [self.words], margins=(12, 9, 16, 9))

    def say(self, period: str, matters: OpenMatters) -> None:
        """Show how much is open in this month."""
        sees_books = matters.differences is not None
        facts = {
            "period": html.escape(period),
            "clients": _figure(matters.clients),
            "amount": _figure(wording.money(matters.amount)),
            "differences": _figure(matters.differences or 0, DIFFERENCES, is_late=True),
            "returns": _figure(matters.returns, RETURNS if sees_books else ""),
            "late": _figure(matters.late, RETURNS if sees_books else "", is_late=True),
        }
        words = (
            _(
                "{period}: {differences} open differences in {clients} clients, {amount} in all;"
                " {returns} returns under way, {late} of them for more than 7 days."
            )
            if sees_books
            else _(
                "{period}: {clients} clients; {returns} returns under way,"
                " {late} of them for more than 7 days."
            )
        )
        self.words.setText(words.format(**facts))


def _figure(figure: int | str, link: str = "", *, is_late: bool = False) -> str:
    """Give a figure in bold, as a link where it leads somewhere."""
    if figure == 0:
        return "0"
    ink = theme.colour("neg" if is_late else "acc" if link else "ink").name()
    words = f'<b style="color:{ink}">{figure}</b>'
    return f'<a href="{link}" style="color:{ink}">{words}</a>' if link else words
