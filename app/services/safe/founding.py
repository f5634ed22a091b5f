"""A new office: its folder, keys and first person are all there, or nothing is."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyrage.x25519 import Identity
from sqlalchemy import Engine

from app.models.database import open_engine
from app.services.safe import folder as folders
from app.services.safe import keyfile, place, recovery, sealing
from app.services.safe.database_key import DatabaseKey, new_database_key
from app.services.safe.folder import GenerationId, OfficePaths
from app.services.safe.keyfile import STANDARD, Cost, KeyFile, PasswordSlot
from app.services.safe.lock import holding
from app.services.safe.passwords import require_strong
from app.services.safe.recovery import RecoveryKey, new_recovery_key
from app.services.safe.sign_in import NewPerson

_FIRST = 1


@dataclass(frozen=True, slots=True)
class Founder:
    """One of the first people of an office, and with which password they sign in."""

    person: NewPerson
    password: str
    cost: Cost = STANDARD


@dataclass(frozen=True, slots=True)
class Founded:
    """A new office; the recovery key is given this once and kept nowhere."""

    paths: OfficePaths
    key: DatabaseKey
    recovery_key: RecoveryKey


def found(
    folder: Path,
    founders: Sequence[Founder],
    fill: Callable[[Engine], None],
    now: datetime.datetime,
) -> Founded:
    """Make a new office for its first people; `fill` makes the tables and first rows of its books.

    Raises:
        WeakPassword, FolderNotEmpty, OnNetworkDrive, InSyncFolder, DiskFull, ReadOnlyFolder:
            and nothing is left behind.

    """
    for founder in founders:
        require_strong(founder.password, founder.person.name)
    place.require_fit(folder)
    office, key, recovery_key = folders.new_office_id(), new_database_key(), new_recovery_key()
    with folders.new_folder(folder), holding(folder, founders[0].person.name, now):
        database = folders.begin_generation(folder, _FIRST) / folders.DATABASE
        engine = open_engine(database, key.raw, create=True)
        try:
            fill(engine)
        finally:
            engine.dispose()
        keyfile.write(folder, _first_key_file(office, key, recovery_key, founders))
        folders.write_identity(folder, GenerationId(office, _FIRST, key.label, now))
        paths = folders.switch(folder, _FIRST)
    return Founded(paths, key, recovery_key)


def _first_key_file(
    office: str, key: DatabaseKey, recovery_key: RecoveryKey, founders: Sequence[Founder]
) -> KeyFile:
    identity = Identity.generate()
    return KeyFile(
        office=office,
        serial=0,
        slots=tuple(_slot(office, key, founder) for founder in founders),
        recovery=recovery.seal(key, recovery_key.recipient),
        backup=sealing.seal_identity(key, str(identity.to_public()), str(identity)),
    )


def _slot(office: str, key: DatabaseKey, founder: Founder) -> PasswordSlot:
    person = founder.person
    return sealing.password_slot(
        office,
        person.staff_id,
        person.name,
        person.title,
        key=key,
        password=founder.password,
        cost=founder.cost,
    )
