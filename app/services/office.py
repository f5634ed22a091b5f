"""One agency's database, and one client's book in it: the only place that opens or commits."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from app.errors import AppError
from app.i18n import N_
from app.models.client import AccountRoleRow, Client
from app.models.database import fold_log, open_engine
from app.models.office import OfficeRow
from app.models.product import Warehouse
from app.services.clock import Clock, system_clock
from app.services.permits import BookFacts, OfficeReading, OfficeWriting, Reading, Writing
from app.values.actor import Actor


@dataclass(eq=False)
class ClientUnknown(AppError):
    """There is no such client in the office."""

    client: str
    template = N_("There is no client {client} in this office; look it up in the client list.")


class Office:
    """The agency's database; it lends permits and keeps or undoes what was done with them."""

    def __init__(self, writer: Engine, reader: Engine, clock: Clock = system_clock) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock
        self._facts: dict[int, BookFacts] = {}

    @classmethod
    def open(cls, path: Path, key: bytes, clock: Clock = system_clock) -> "Office":
        """Open the office database at this path; it is already up to date."""
        return cls(open_engine(path, key), open_engine(path, key, read_only=True), clock)

    @property
    def engine(self) -> Engine:
        """The writing side, for the backup that reads it whole."""
        return self._writer

    def close(self) -> None:
        """Leave one file at rest: the log is folded in and every connection is closed."""
        self._reader.dispose()
        try:
            fold_log(self._writer)
        finally:
            self._writer.dispose()

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[OfficeReading]:
        """Lend leave to look at office matters, on one steady picture."""
        with self._reader.begin() as connection:
            yield OfficeReading(connection, actor)

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[OfficeWriting]:
        """Lend leave to change office matters; all of it is kept, or nothing."""
        try:
            with self._writer.begin() as connection:
                yield OfficeWriting(connection, actor, self._clock())
        finally:
            # A new mapping: a reader that began before still fills the old one, with old facts.
            self._facts = {}

    def book(self, client_id: int) -> "Book":
        """Give one client's book."""
        return Book(self, client_id)

    @contextmanager
    def book_reading(self, actor: Actor, client_id: int) -> Iterator[Reading]:
        """Lend leave to look at one client's book, on one steady picture."""
        known = self._facts
        with self._reader.begin() as connection:
            yield Reading(connection, actor, _facts(connection, client_id, known))

    @contextmanager
    def book_writing(self, actor: Actor, client_id: int) -> Iterator[Writing]:
        """Lend leave to change one client's book; all of it is kept, or nothing."""
        with self._writer.begin() as connection:
            facts = _facts(connection, client_id, self._facts)
            yield Writing(connection, actor, facts, self._clock())


@dataclass(frozen=True, slots=True)
class Book:
    """One client's book in an office."""

    office: Office
    client_id: int

    def reading(self, actor: Actor) -> AbstractContextManager[Reading]:
        """Lend leave to look at this book."""
        return self.office.book_reading(actor, self.client_id)

    def writing(self, actor: Actor) -> AbstractContextManager[Writing]:
        """Lend leave to change this book; the block keeps all of it or undoes it."""
        return self.office.book_writing(actor, self.client_id)


def _facts(connection: Connection, client_id: int, known: dict[int, BookFacts]) -> BookFacts:
    """Give what postings need to know of a client; raises ClientUnknown."""
    facts = known.get(client_id)
    if facts is None:
        facts = known[client_id] = _load_facts(connection, client_id)
    return facts


def _load_facts(connection: Connection, client_id: int) -> BookFacts:
    client = connection.execute(select(Client).where(Client.id == client_id)).first()
    if client is None:
        raise ClientUnknown(str(client_id))
    roles = connection.execute(
        select(AccountRoleRow.role, AccountRoleRow.code).where(
            AccountRoleRow.client_id == client_id
        )
    )
    places = connection.execute(
        select(Warehouse.code, Warehouse.id)
        .where(Warehouse.client_id == client_id)
        .order_by(Warehouse.id)
    )
    single = connection.execute(select(OfficeRow.single_person)).scalar_one()
    return BookFacts(
        client_id=client_id,
        code=client.code,
        name=client.name,
        standard=client.standard,
        taxpayer=client.taxpayer,
        costing=client.costing,
        prices=client.prices,
        red_invoice=client.red_invoice,
        return_style=client.return_style,
        cost_voucher=client.cost_voucher,
        start=client.start,
        single_person=single,
        accounts={row.role: row.code for row in roles},
        warehouses={row.code: row.id for row in places},
    )
