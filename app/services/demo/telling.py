"""The story of the demo told to its books: every step in its person's name, on its day."""

from collections.abc import Mapping, Sequence

from app.services import clients, staff
from app.services.demo.data import DemoClock, Event
from app.services.demo.steps import STEPS, Memory
from app.services.demo.words import CLIENT
from app.services.office import Book
from app.services.opening import Opened
from app.services.progress import UNWATCHED, Progress
from app.values.actor import Actor


def tell(
    opened: Opened,
    clock: DemoClock,
    events: Sequence[Event],
    progress: Progress = UNWATCHED,
) -> None:
    """Let these things have happened in the book of the demo's client."""
    people, book, memory = _people(opened), book_of(opened), Memory()
    for done, event in enumerate(events):
        progress.step(done, len(events))
        clock.now = event.at
        with book.writing(people[event.who]) as writing:
            STEPS[event.do](writing, event.facts, memory)
    progress.step(len(events), len(events))


def book_of(opened: Opened) -> Book:
    """Give the book of the demo's client."""
    with opened.office.reading(opened.actor) as reading:
        return opened.office.book(clients.find(reading, CLIENT))


def _people(opened: Opened) -> Mapping[str, Actor]:
    with opened.office.reading(opened.actor) as reading:
        names = [one.name for one in staff.listing(reading)]
        return {name: staff.actor_called(reading, name) for name in names}
