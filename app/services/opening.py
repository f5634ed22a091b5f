"""Creating an office and opening it: folder, key, database and the person who signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, insert, select

from app.errors import AppError
from app.i18n import N_
from app.models.client import Client
from app.models.database import SchemaChanged, migrate, open_engine, quick_check
from app.models.fingerprint import SCHEMA_FINGERPRINT, fingerprint
from app.models.office import OfficeRow
from app.services import audit, staff
from app.services.access import Act, require
from app.services.clock import Clock, system_clock
from app.services.office import Office
from app.services.permits import OfficeWriting
from app.services.safe import folder as folders
from app.services.safe import founding, front, place, sign_in
from app.services.safe.database_key import DatabaseKey
from app.services.safe.folder import OfficePaths
from app.services.safe.keyfile import STANDARD, Cost
from app.services.safe.lock import HeldLock
from app.services.safe.lock import take as take_lock
from app.services.safe.recovery import RecoveryKey
from app.values.actor import Actor, Role
from app.wording import word

_FOUNDER = Actor(0, "founder", frozenset(Role))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to work in the office."""

    name: str
    roles: tuple[Role, ...]
    password: str


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """A new office as it is asked for; its first person founds it."""

    name: str
    people: tuple[Person, ...]
    single_person: bool = False


@dataclass(eq=False)
class NobodyAdministers(AppError):
    """An office was asked for without anybody who could take people in or restore a backup."""

    template = N_("An office needs an administrator; name one who keeps no books.")


@dataclass(slots=True)
class Opened:
    """An office that is open in somebody's name; nobody else has it until it is closed."""

    office: Office
    actor: Actor
    name: str
    folder: Path
    paths: OfficePaths
    key: DatabaseKey
    lock: HeldLock
    clock: Clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave one file at rest and let others in; the sign-in page knows who was here."""
        with self.office.reading(self.actor) as reading:
            clients = reading.connection.execute(select(func.count(Client.id))).scalar_one()
        self.office.close()
        front.note_office(self.folder, self.name, clients)
        front.note_sign_out(self.folder, self.actor.staff_id, self.clock())
        self.lock.release()


def create_office(
    folder: Path, draft: OfficeDraft, clock: Clock = system_clock, cost: Cost = STANDARD
) -> RecoveryKey:
    """Make a new office with its people; gives the recovery key, which is shown this once.

    Raises:
        NobodyAdministers, WeakPassword, FolderNotEmpty, RolesConflict, StaffNameTaken, and what
            the disk refuses: nothing is left behind.

    """
    if not any(Role.ADMIN in person.roles for person in draft.people):
        raise NobodyAdministers
    founders = [
        founding.Founder(_slot(staff_id, person), person.password, cost)
        for staff_id, person in enumerate(draft.people, 1)
    ]

    def fill(engine: Engine) -> None:
        migrate(engine, str(folder))
        with engine.begin() as connection:
            _write_office(OfficeWriting(connection, _FOUNDER, clock()), draft)

    founded = founding.found(folder, founders, fill, clock())
    front.note_office(folder, draft.name, 0)
    return founded.recovery_key


def open_office(folder: Path, name: str, password: str, clock: Clock = system_clock) -> Opened:
    """Open an office in somebody's name, its data brought up to date.

    Raises:
        NotAnOffice, OfficeDamaged, WrongPassword, OfficeInUse, DatabaseNewer, DatabaseDamaged,
        SchemaChanged and what the disk refuses: as their names say; nothing was changed.

    """
    place.require_fit(folder)
    unlocked = sign_in.unlock(folder, name, password, clock())
    return open_with_key(folder, name, unlocked.key, clock)


def open_with_key(folder: Path, name: str, key: DatabaseKey, clock: Clock = system_clock) -> Opened:
    """Open an office with its database key, in the name of one of its people."""
    paths = folders.locate(folder)
    lock = take_lock(folder, name, clock())
    try:
        sign_in.mend(lock)
        office = _open_books(paths, key, clock)
        nobody = Actor(0, name, frozenset())
        with office.reading(nobody) as reading:
            actor = staff.actor_called(reading, name)
            called = reading.connection.execute(select(OfficeRow.name)).scalar_one()
    except BaseException:
        lock.release()
        raise
    return Opened(office, actor, called, folder, paths, key, lock, clock)


def add_person(opened: Opened, person: Person, cost: Cost = STANDARD) -> None:
    """Take somebody in with roles and a password of their own; needs the right to."""
    require(opened.actor, Act.STAFF)
    with opened.office.writing(opened.actor) as writing:
        staff_id = staff.add(writing, person.name, person.roles)
        sign_in.add_person(
            opened.folder, opened.key, _slot(staff_id, person), person.password, cost
        )


def disable_person(opened: Opened, name: str) -> None:
    """Let somebody sign in no longer: the key slot goes, what was done stays."""
    with opened.office.writing(opened.actor) as writing:
        staff.disable(writing, name)
        sign_in.remove_person(opened.folder, name)


def _open_books(paths: OfficePaths, key: DatabaseKey, clock: Clock) -> Office:
    path = str(paths.database)
    engine = open_engine(paths.database, key.raw)
    try:
        migrate(engine, path)
        with engine.connect() as connection:
            if fingerprint(connection) != SCHEMA_FINGERPRINT:
                raise SchemaChanged(path)
            quick_check(connection, path)
    finally:
        engine.dispose()
    return Office.open(paths.database, key.raw, clock)


def _write_office(writing: OfficeWriting, draft: OfficeDraft) -> None:
    writing.connection.execute(
        insert(OfficeRow).values(
            id=1,
            key="",
            name=draft.name,
            single_person=draft.single_person,
            written_by=_FOUNDER.name,
            written_at=writing.now,
        )
    )
    audit.record(writing, audit.Deed("office-created", draft.name, {}))
    for person in draft.people:
        staff.add_first(writing, person.name, person.roles)


def _slot(staff_id: int, person: Person) -> sign_in.NewPerson:
    return sign_in.NewPerson(staff_id, person.name, _title(person.roles))


def _title(roles: Sequence[Role]) -> str:
    """Give the words for somebody's roles as the sign-in page shows them."""
    return " / ".join(word(role) for role in roles)
