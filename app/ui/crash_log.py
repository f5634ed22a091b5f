"""Where a fault of the window is written down: its way through the program, no client data."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from app.ui.tickets import Crash, crash_of

_LOG = logging.getLogger("app.ui")
_SIZE = 5_000_000
_COPIES = 10


def path() -> Path:
    """Give where the log lies."""
    return user_log_path("zhangfang", appauthor=False) / "window.log"


def begin(file: Path) -> Path | None:
    """Write what the window logs into this file from now on; None where the disk refuses it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Delayed: a start without a fault leaves no file behind.
        handler = RotatingFileHandler(
            file, maxBytes=_SIZE, backupCount=_COPIES, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.WARNING)
    _LOG.propagate = False
    return file


def end() -> None:
    """Write nothing more, and leave the file."""
    for handler in tuple(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()
    _LOG.propagate = True


def catch(tell: Callable[[Crash], object]) -> None:
    """Let a bug in the window itself be written down and told, instead of going unseen."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        crash = crash_of(error)
        _LOG.error("%s\n%s", crash.number, crash.trace)
        tell(crash)

    sys.excepthook = caught
