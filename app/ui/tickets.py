"""What goes over the desk: who asked and what is to be done with the answer, long work, crashes."""

import time
import traceback
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.services.progress import Cancelled

if TYPE_CHECKING:
    from app.services.clients import ClientRow
    from app.values.period import Period

Refused = Callable[[AppError], object]
_SECONDS_BETWEEN_STEPS = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The client and the month in view."""

    client: "ClientRow"
    period: "Period"


@dataclass(frozen=True, slots=True)
class Crash:
    """A bug that was met: a number to quote, and where in the program it was."""

    number: str
    trace: str


class Ticket(QObject):
    """Long work that is under way; it can be watched and cancelled.

    Signals:
        progressed(int, int): how much is done, of how much.
        ended(): it was kept, refused, cancelled, or crashed.

    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Ask the work to stop; what was begun is undone."""
        self._is_cancelled = True


@dataclass(frozen=True, slots=True)
class Letter:
    """Who asked, and what to do with the answer.

    Callbacks are told apart by where they are written: asking again replaces the first question.
    """

    widget: QObject
    answered: Callable[[Any], object]
    refused: Refused | None
    is_change: bool
    ticket: Ticket | None = None
    topic: tuple[int, CodeType] | None = None
    serial: int = 0
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter with what came of it."""

    letter: Letter
    answer: Any = None
    refusal: AppError | None = None
    crash: Crash | None = None
    is_cancelled: bool = False


@dataclass(slots=True)
class Watcher:
    """The progress of one ticket as the worker reports it, not more often than can be seen."""

    ticket: Ticket
    tell: Callable[[Ticket, int, int], None]
    last: float = field(default=0.0)

    def step(self, done: int, total: int) -> None:
        """Tell how far the work is; raises Cancelled when somebody asked to stop."""
        if self.ticket.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self.last >= _SECONDS_BETWEEN_STEPS or done == total:
            self.last = now
            self.tell(self.ticket, done, total)


def crash_of(error: BaseException) -> Crash:
    """Give a bug its number and the way to it, without the words of the error.

    The words are left out because they may quote a customer's name or an amount.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    trace = f"{frames}{type(error).__qualname__}"
    return Crash(f"E-{zlib.crc32(trace.encode()) & 0xFFFF:04X}", trace)
