"""What the window remembers of a person between two days: place, page, colours and type."""

from pathlib import Path

from PySide6.QtCore import QSettings

from app.ui.fonts import Scale
from app.ui.theme import Scheme

_RECENT_KEPT = 5


class Memory:
    """Settings of the window, kept for each person in a small file of the user's own."""

    def __init__(self, file: Path | None, person: str) -> None:
        self._file = file
        if file is None:
            self._settings = QSettings("zhangfang", "zhangfang")
        else:
            self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._person = person

    def of(self, person: str) -> "Memory":
        """Give what is remembered of another person."""
        return Memory(self._file, person)

    def read(self, name: str, otherwise: str = "") -> str:
        """Give what was kept under this name."""
        value = self._settings.value(f"{self._person}/{name}", otherwise)
        return str(value)

    def keep(self, name: str, value: str) -> None:
        """Keep this under this name."""
        self._settings.setValue(f"{self._person}/{name}", value)

    @property
    def scheme(self) -> Scheme:
        """The colours that the person chose."""
        kept = self.read("scheme", Scheme.SYSTEM)
        return Scheme(kept) if kept in set(Scheme) else Scheme.SYSTEM

    @property
    def scale(self) -> Scale:
        """The size of type that the person chose."""
        kept = self.read("scale", Scale.NORMAL)
        return Scale(kept) if kept in set(Scale) else Scale.NORMAL

    @property
    def recent_clients(self) -> tuple[str, ...]:
        """Codes of the clients that were in view last, the latest first."""
        return tuple(code for code in self.read("recent").split("\n") if code)

    def visited(self, code: str) -> None:
        """Remember that this client was in view."""
        others = [each for each in self.recent_clients if each != code]
        self.keep("recent", "\n".join([code, *others][:_RECENT_KEPT]))
