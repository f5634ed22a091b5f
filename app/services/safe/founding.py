"""A new office: its folder, keys and first person are all there, or nothing is."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyrage.x25519 import Identity
from sqlalchemy import Engine

from app.models.database import open_engine
from app.services.safe import folder as folders
from app.services.safe import keyfile, place, recovery, sealing
from app.services.safe.database_key import DatabaseKey, new_database_key
from app.services.safe.folder import GenerationId, OfficePaths
from app.services.safe.keyfile import STANDARD, Cost, KeyFile
from app.services.safe.lock import holding
from app.services.safe.passwords import require_strong
from app.services.safe.recovery import RecoveryKey, new_recovery_key
from app.services.safe.sign_in import NewPerson

_FIRST = 1


@dataclass(frozen=True, slots=True)
class Founder:
    """Who founds the office, and with which password."""

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
    folder: Path, founder: Founder, fill: Callable[[Engine], None], now: datetime.datetime
) -> Founded:
    """Make a new office; `fill` makes the tables and the first rows of its empty database.

    Raises:
        WeakPassword, FolderNotEmpty, OnNetworkDrive, InSyncFolder, DiskFull, ReadOnlyFolder:
            and nothing is left behind.

    """
    require_strong(founder.password, founder.person.name)
    place.require_fit(folder)
    office, key, recovery_key = folders.new_office_id(), new_database_key(), new_recovery_key()
    with folders.new_folder(folder), holding(folder, founder.person.name, now):
        database = folders.begin_generation(folder, _FIRST) / folders.DATABASE
        engine = open_engine(database, key.raw, create=True)
        try:
            fill(engine)
        finally:
            engine.dispose()
        keyfile.write(folder, _first_key_file(office, key, recovery_key, founder))
        folders.write_identity(folder, GenerationId(office, _FIRST, key.label, now))
        paths = folders.switch(folder, _FIRST)
    return Founded(paths, key, recovery_key)


def _first_key_file(
    office: str, key: DatabaseKey, recovery_key: RecoveryKey, founder: Founder
) -> KeyFile:
    identity = Identity.generate()
    person = founder.person
    slot = sealing.password_slot(
        office,
        person.staff_id,
        person.name,
        person.title,
        key=key,
        password=founder.password,
        cost=founder.cost,
    )
    return KeyFile(
        office=office,
        serial=0,
        slots=(slot,),
        recovery=recovery.seal(key, recovery_key.recipient),
        backup=sealing.seal_identity(key, str(identity.to_public()), str(identity)),
    )
