"""How far long work is, painted on standard error where a person watches."""

import sys

from app.cli.showing import complain

_PLACES = 30


class Bar:
    """A bar that grows in one line and goes away; Ctrl+C cancels the work and undoes it."""

    def __init__(self) -> None:
        self._shown = -1
        self._is_watched = sys.stderr.isatty()

    def step(self, done: int, total: int) -> None:
        """Paint how far the work is; gone at the end."""
        if not self._is_watched or total <= 0:
            return
        percent = 100 * done // total
        if percent == self._shown:
            return
        self._shown = percent
        filled = _PLACES * done // total
        bar = "#" * filled + "." * (_PLACES - filled)
        sys.stderr.write("\r\x1b[K" if done >= total else f"\r[{bar}] {percent:3d}%")
        sys.stderr.flush()

    def ended(self) -> None:
        """Leave the line of an unfinished bar, so that a sentence can follow."""
        if self._is_watched and 0 <= self._shown < 100:  # noqa: PLR2004  # percent
            complain("")
