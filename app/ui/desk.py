"""The doorway between the window and the services: work goes in, answers come out on the UI thread.

There is one writer thread and there are two reader threads; nothing else in the window knows any.
"""

import datetime
import logging
from collections.abc import Callable
from functools import cached_property
from types import CodeType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.errors import AppError
from app.services.progress import Cancelled
from app.ui.tickets import Crash, Letter, Place, Refused, Reply, Ticket, Watcher, crash_of

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from contextlib import AbstractContextManager

    from app.services.office import Book
    from app.services.opening import Opened
    from app.services.permits import OfficeReading, OfficeWriting, Reading, Writing
    from app.services.progress import Progress
    from app.values.actor import Actor

__all__ = ["Crash", "Desk", "Place", "Threads", "Ticket"]

Permit = TypeVar("Permit")
Answer = TypeVar("Answer")

_LOG = logging.getLogger(__name__)
_READERS = 2


class Threads(QObject):
    """The writer and the readers; what they worked off is delivered on the UI thread.

    An answer is dropped when the widget that asked is gone, when another client or month is in
    view by then, or when the same widget has asked the same thing again.

    Signals:
        changed(): something was kept.
        refused(object): an AppError that the asking form did not take itself.
        crashed(object): a Crash.

    """

    changed = Signal()
    refused = Signal(object)
    crashed = Signal(object)
    _arrived = Signal(object)
    _stepped = Signal(object, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.place: Place | None = None
        self._is_closed = False
        self._latest: dict[tuple[int, CodeType], int] = {}
        self._serial = 0
        self._under_way = 0
        queued = Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._deliver, queued)
        self._stepped.connect(_pass_on, queued)

    @property
    def is_idle(self) -> bool:
        """Whether every answer has been delivered."""
        return self._under_way == 0

    def look(
        self,
        widget: QObject,
        job: Callable[[], Answer],
        answered: Callable[[Answer], object],
        refused: Refused | None,
        place: Place | None,
    ) -> None:
        """Have a reader work on this; a later question of the same kind replaces it."""
        code = getattr(answered, "__code__", None)
        topic = (id(widget), code) if isinstance(code, CodeType) else None
        self._serial += 1
        if topic is not None:
            self._latest[topic] = self._serial
        letter = Letter(
            widget,
            answered,
            refused,
            is_change=False,
            topic=topic,
            serial=self._serial,
            place=place,
        )
        self.send(letter, job)

    def send(self, letter: Letter, job: Callable[[], object]) -> None:
        """Have the writer work on a change, a reader on anything else."""
        if self._is_closed:
            return
        self._under_way += 1
        pool = self._writer if letter.is_change else self._readers
        pool.submit(lambda: self._arrived.emit(_worked_off(job, letter)))

    def ticket(self) -> tuple[Ticket, Watcher]:
        """Give the two ends of long work: one for the window, one for the service."""
        ticket = Ticket()
        return ticket, Watcher(ticket, self._stepped.emit)

    def close(self) -> None:
        """Take no more work, and wait for what is under way."""
        self._is_closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=False)

    @cached_property
    def _writer(self) -> "ThreadPoolExecutor":
        return _pool(1, "writer")

    @cached_property
    def _readers(self) -> "ThreadPoolExecutor":
        return _pool(_READERS, "reader")

    def _deliver(self, reply: Reply) -> None:
        self._under_way -= 1
        letter = reply.letter
        if letter.ticket is not None:
            letter.ticket.ended.emit()
        if reply.crash is not None:
            self.crashed.emit(reply.crash)
        elif reply.refusal is not None:
            self._refuse(letter, reply.refusal)
        elif not reply.is_cancelled and self._is_wanted(letter):
            letter.answered(reply.answer)
        if letter.is_change and reply.refusal is None and not reply.is_cancelled:
            self.changed.emit()

    def _refuse(self, letter: Letter, refusal: AppError) -> None:
        _LOG.info("refused: %s", type(refusal).__name__)
        if letter.refused is None:
            self.refused.emit(refusal)
        elif self._is_wanted(letter):
            letter.refused(refusal)

    def _is_wanted(self, letter: Letter) -> bool:
        if not isValid(letter.widget):
            return False
        if letter.topic is not None and self._latest.get(letter.topic) != letter.serial:
            return False
        return letter.place is None or letter.place == self.place


class Desk(QObject):
    """Where the window hands in questions and changes, in the name of one signed-in person.

    Signals:
        changed(): something was kept; what is on show may be old.
        moved(): another client or month is in view.
        refused(object): an AppError that the asking form did not take itself.
        crashed(object): a Crash.
        worked(object): a Ticket of long work that has begun.

    """

    changed = Signal()
    moved = Signal()
    refused = Signal(object)
    crashed = Signal(object)
    worked = Signal(object)

    def __init__(self, opened: "Opened") -> None:
        super().__init__()
        self.opened = opened
        self.office = opened.office
        self.actor = opened.actor
        self._threads = Threads()
        self._threads.changed.connect(self.changed)
        self._threads.refused.connect(self.refused)
        self._threads.crashed.connect(self.crashed)

    @property
    def place(self) -> Place | None:
        """The client and the month in view, once there is one."""
        return self._threads.place

    @property
    def is_idle(self) -> bool:
        """Whether every answer has been delivered."""
        return self._threads.is_idle

    def day_in_view(self) -> datetime.date:
        """Give the day that a new document bears: today, kept inside the month in view."""
        today = self.opened.clock().astimezone().date()
        if self.place is None:
            return today
        return min(max(today, self.place.period.first_day), self.place.period.last_day)

    def go_to(self, place: Place) -> None:
        """Bring this client and month into view."""
        if place != self._threads.place:
            self._threads.place = place
            self.moved.emit()

    def ask(
        self,
        widget: QObject,
        question: "Callable[[Reading], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> None:
        """Look something up in the book in view."""
        job = self._job(self._book().reading, question)
        self._threads.look(widget, job, answered, refused, self.place)

    def ask_of(
        self,
        client_id: int,
        widget: QObject,
        question: "Callable[[Reading], Answer]",
        answered: Callable[[Answer], object],
    ) -> None:
        """Look something up in another book of the office; a refusal is not shown."""
        job = self._job(self.office.book(client_id).reading, question)
        self._threads.look(widget, job, answered, _overlook, None)

    def ask_office(
        self,
        widget: QObject,
        question: "Callable[[OfficeReading], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> None:
        """Look something up in the office."""
        job = self._job(self.office.reading, question)
        self._threads.look(widget, job, answered, refused, None)

    def change(
        self,
        widget: QObject,
        work: "Callable[[Writing], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> None:
        """Change the book in view; all of it is kept, or nothing."""
        job = self._job(self._book().writing, work)
        self._threads.send(Letter(widget, answered, refused, is_change=True), job)

    def change_office(
        self,
        widget: QObject,
        work: "Callable[[OfficeWriting], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> None:
        """Change an office matter; all of it is kept, or nothing."""
        job = self._job(self.office.writing, work)
        self._threads.send(Letter(widget, answered, refused, is_change=True), job)

    def long_change(
        self,
        widget: QObject,
        work: "Callable[[Writing, Progress], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> Ticket:
        """Change the book in view by work that lasts; cancelling it undoes all of it."""
        ticket, watcher = self._threads.ticket()
        job = self._job(self._book().writing, lambda writing: work(writing, watcher))
        return self._begin(Letter(widget, answered, refused, is_change=True, ticket=ticket), job)

    def long_ask(
        self,
        widget: QObject,
        question: "Callable[[Reading, Progress], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> Ticket:
        """Look up, check or print something that lasts."""
        ticket, watcher = self._threads.ticket()
        job = self._job(self._book().reading, lambda reading: question(reading, watcher))
        return self._begin(Letter(widget, answered, refused, is_change=False, ticket=ticket), job)

    def long_work(
        self,
        widget: QObject,
        work: "Callable[[Progress], Answer]",
        answered: Callable[[Answer], object],
        *,
        refused: Refused | None = None,
    ) -> Ticket:
        """Do work on the whole office, such as a backup, that opens its own permits."""
        ticket, watcher = self._threads.ticket()
        letter = Letter(widget, answered, refused, is_change=True, ticket=ticket)
        return self._begin(letter, lambda: work(watcher))

    def close(self) -> None:
        """Take no more work, and wait for what is under way."""
        self._threads.close()

    def _book(self) -> "Book":
        if self.place is None:
            message = "no client is in view"
            raise RuntimeError(message)
        return self.office.book(self.place.client.id)

    def _job(
        self,
        lend: "Callable[[Actor], AbstractContextManager[Permit]]",
        work: Callable[[Permit], Answer],
    ) -> Callable[[], Answer]:
        def run() -> Answer:
            with lend(self.actor) as permit:
                return work(permit)

        return run

    def _begin(self, letter: Letter, job: Callable[[], object]) -> Ticket:
        self._threads.send(letter, job)
        if letter.ticket is None:
            message = "long work has a ticket"
            raise RuntimeError(message)
        self.worked.emit(letter.ticket)
        return letter.ticket


def _pool(threads: int, name: str) -> "ThreadPoolExecutor":
    # Imported with the first work: the sign-in is painted before there is any.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    return ThreadPoolExecutor(threads, name)


def _worked_off(job: Callable[[], object], letter: Letter) -> Reply:
    if letter.ticket is not None and letter.ticket.is_cancelled:
        return Reply(letter, is_cancelled=True)
    try:
        return Reply(letter, answer=job())
    except Cancelled:
        return Reply(letter, is_cancelled=True)
    except AppError as refusal:
        return Reply(letter, refusal=refusal)
    except Exception as error:
        crash = crash_of(error)
        _LOG.error("%s\n%s", crash.number, crash.trace)  # without its words
        return Reply(letter, crash=crash)


def _overlook(_refusal: AppError) -> None:
    """Leave out a book that the person may not see."""


def _pass_on(ticket: Ticket, done: int, total: int) -> None:
    ticket.progressed.emit(done, total)
