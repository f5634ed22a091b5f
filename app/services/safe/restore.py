"""Restoring builds a whole new generation, proves it, and only then makes it the one in use."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar

from pyrage.x25519 import Identity

from app.errors import AppError
from app.i18n import N_
from app.models.database import SCHEMA_VERSION, DatabaseNewer, open_engine
from app.services.progress import UNWATCHED, Progress
from app.services.safe import container, counters, keyfile, manifest, place, reading
from app.services.safe import folder as folders
from app.services.safe.container import BackupDamaged
from app.services.safe.database_key import DatabaseKey
from app.services.safe.files import flush, on_disk, put_in_place, remove_folder, require_room
from app.services.safe.folder import GenerationId, OfficePaths
from app.services.safe.keyfile import KeyFile
from app.services.safe.lock import HeldLock, holding
from app.services.safe.manifest import BooksFacts, Manifest, Proof
from app.services.safe.record import Unreadable

BUILDING = ".restoring"
_ROOM_BESIDE = 1 << 20
_FIRST_LINES = 3


@dataclass(eq=False)
class RestoredBooksDiffer(AppError):
    """The restored books are not those that the backup says it holds."""

    path: str
    what: str
    template = N_(
        "The books in {path} are not what the backup says it holds ({what})."
        " Nothing was changed; use an older order."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class OtherOffice(AppError):
    """The backup belongs to another office, or to an older database key."""

    path: str
    template = N_(
        "{path} is a backup of another office, or from before the keys were renewed."
        " Restore it into a new folder."
    )


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """Which backup is to be restored, the key that opens it, and how its books are proven."""

    path: Path
    identity: Identity
    proof: Proof
    now: datetime.datetime


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Books that came out of a backup, with what the checks and the comparison found."""

    manifest: Manifest
    key_file: KeyFile
    facts: BooksFacts
    complaints: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """The office after a restore, the backup's manifest and the database key."""

    paths: OfficePaths
    manifest: Manifest
    key: DatabaseKey


def into_new_folder(order: RestoreOrder, folder: Path, progress: Progress = UNWATCHED) -> Restored:
    """Make a complete office in a new folder; passwords are those of the day of the backup.

    Raises:
        BackupDamaged, NotABackup, WrongKey, BackupNewer, DatabaseNewer, RestoredBooksDiffer,
        FolderNotEmpty, OnNetworkDrive, InSyncFolder, DiskFull: and nothing is left behind.

    """
    place.require_fit(folder)

    def admit(found: Manifest) -> None:
        _require_known_and_room(found, folder)

    with folders.new_folder(folder), holding(folder, order.path.name, order.now):
        with _building_place(folder) as building:
            rebuilt = rebuild(order, building, admit, progress)
            _require_sound(order, rebuilt)
            generation = rebuilt.manifest.generation + 1
            _keep(building, folder, generation)
        keyfile.write(folder, rebuilt.key_file)
        counters.note_backup(folder, rebuilt.manifest.counter)
        return _put_in_use(folder, generation, rebuilt.manifest, order.now)


def into_same_office(
    held: HeldLock, order: RestoreOrder, key: DatabaseKey, progress: Progress = UNWATCHED
) -> Restored:
    """Make the backup's books the ones in use; the former generation stays one step away.

    Who may sign in, and with which password, stays as it is now. The books are closed, and the
    caller has made a backup of them.

    Raises:
        OtherOffice, and all that `into_new_folder` raises: the books in use are as before.

    """
    paths = folders.locate(held.folder)
    generation = folders.generations(held.folder)[-1] + 1

    def admit(found: Manifest) -> None:
        if found.office != paths.office or found.key != key:
            raise OtherOffice(str(order.path))
        _require_known_and_room(found, held.folder)

    with _building_place(held.folder) as building:
        rebuilt = rebuild(order, building, admit, progress)
        _require_sound(order, rebuilt)
        _keep(building, held.folder, generation)
    return _put_in_use(held.folder, generation, rebuilt.manifest, order.now)


def rebuild(
    order: RestoreOrder,
    building: Path,
    admit: Callable[[Manifest], None],
    progress: Progress = UNWATCHED,
) -> Rebuilt:
    """Write a backup's books into an empty folder, open them, check and count them."""
    books, key_text = building / container.BOOKS, BytesIO()
    with on_disk(books), books.open("xb") as file:
        into: dict[str, BinaryIO] = {container.BOOKS: file, keyfile.KEY_FILE: key_text}
        found = reading.read(order.path, order.identity, into, admit, progress)
        flush(file)
    key_file = _key_file(order, key_text.getvalue(), found)
    engine = open_engine(books, found.key.raw)
    try:
        complaints = tuple(
            complaint
            for complaint in order.proof.check(engine)
            if complaint not in found.complaints
        )
        facts = order.proof.gather(engine)
    finally:
        engine.dispose()
    return Rebuilt(found, key_file, facts, complaints, manifest.differences(found.facts, facts))


def require_known_schema(found: Manifest) -> None:
    """Go on only if this program knows the tables of the backup; raises DatabaseNewer."""
    if found.facts.schema_version > SCHEMA_VERSION:
        raise DatabaseNewer(found.facts.schema_version, SCHEMA_VERSION)


def _require_known_and_room(found: Manifest, folder: Path) -> None:
    require_known_schema(found)
    require_room(folder, sum(part.size for part in found.parts) + _ROOM_BESIDE)


def _require_sound(order: RestoreOrder, rebuilt: Rebuilt) -> None:
    found = (*rebuilt.complaints, *rebuilt.differences)
    if found:
        raise RestoredBooksDiffer(str(order.path), "; ".join(found[:_FIRST_LINES]))


def _key_file(order: RestoreOrder, content: bytes, found: Manifest) -> KeyFile:
    try:
        file = keyfile.decode(content, str(order.path))
    except Unreadable as error:
        raise BackupDamaged(str(order.path), keyfile.KEY_FILE) from error
    if file.office != found.office or file.recovery.key != found.key.label:
        raise BackupDamaged(str(order.path), keyfile.KEY_FILE)
    return file


@contextmanager
def _building_place(folder: Path) -> Iterator[Path]:
    # Books get a generation's name once they are proven; what a kill leaves here is cleared.
    building = folder / BUILDING
    remove_folder(building)
    with on_disk(building):
        building.mkdir()
    try:
        yield building
    finally:
        remove_folder(building)


def _keep(building: Path, folder: Path, generation: int) -> None:
    place_of_books = folders.generation_folder(folder, generation)
    with on_disk(place_of_books):
        put_in_place(building, place_of_books)


def _put_in_use(folder: Path, generation: int, found: Manifest, now: datetime.datetime) -> Restored:
    identity = GenerationId(found.office, generation, found.key.label, now)
    folders.write_identity(folder, identity)
    return Restored(folders.switch(folder, generation), found, found.key)
