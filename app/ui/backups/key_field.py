"""The field for the recovery key: typed in groups of four as the sheet prints it."""

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.widgets.value_edit import ValueEdit

# BIP 173: letters that are easily taken for one another are not in the alphabet.
_ALPHABET = frozenset("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")
_BEGINNING = "AGESECRETKEY1"
_LENGTH = 58
_GROUP = 4


class KeyField(ValueEdit):
    """A line that puts a gap behind every fourth letter, and finds the group that is misread.

    Signals:
        judged(str): what is wrong or missing now; empty when the key is whole.

    """

    judged = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Recovery key"), parent, is_code=True)
        self.textEdited.connect(lambda _text: self._group())

    @property
    def is_whole(self) -> bool:
        """Whether as many letters stand here as a key has, and none that no key has."""
        return not verdict(letters_of(self.text()))

    def _group(self) -> None:
        before = letters_of(self.text()[: self.cursorPosition()])
        letters = letters_of(self.text())
        self.setText(" ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)))
        self.setCursorPosition(len(before) + max(0, len(before) - 1) // _GROUP)
        self.mark_refused(is_refused=_misread(letters) is not None or len(letters) > _LENGTH)
        self.judged.emit(verdict(letters))


def letters_of(typed: str) -> str:
    """Give the letters behind the fixed beginning, large, without gaps."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in folded if letter.isalnum()).removeprefix(_BEGINNING)


def verdict(letters: str) -> str:
    """Say what is wrong or missing; nothing when the key is whole."""
    misread = _misread(letters)
    if misread is not None:
        return _(
            "Group {group}: no key has the letter {letter}. Compare it with the sheet."
        ).format(group=misread // _GROUP + 1, letter=letters[misread])
    if len(letters) > _LENGTH:
        return _("This is longer than a recovery key. Compare it with the sheet.")
    if len(letters) < _LENGTH:
        return _("{typed} of {all} letters").format(typed=len(letters), all=_LENGTH)
    return ""


def _misread(letters: str) -> int | None:
    return next((at for at, letter in enumerate(letters) if letter not in _ALPHABET), None)
