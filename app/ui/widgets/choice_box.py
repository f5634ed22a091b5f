"""A list of which one is chosen, and which gives back the very value that it was given."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.widgets.rows_model import Choice


class ChoiceBox(QComboBox):
    """Choices in words; Qt itself would turn a member of a StrEnum into plain text."""

    def __init__(
        self, choices: Sequence[Choice], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._choices = tuple(choices)
        for choice in choices:
            self.addItem(choice.words)

    @property
    def value(self) -> object:
        """The value that is chosen; None while there is nothing to choose from."""
        place = self.currentIndex()
        return self._choices[place].value if 0 <= place < len(self._choices) else None

    def choose(self, value: object) -> None:
        """Let this value be the chosen one; the first where it is not among them."""
        places = (at for at, choice in enumerate(self._choices) if choice.value == value)
        self.setCurrentIndex(next(places, 0))
