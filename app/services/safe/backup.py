"""Making a backup: a snapshot of the open books, encrypted for public keys, read back whole."""

import datetime
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.models.database import open_engine, sorted_error
from app.services.progress import UNWATCHED, Progress
from app.services.safe import container, counters, keyfile, reading, sign_in
from app.services.safe.container import BackupDamaged
from app.services.safe.database_key import DatabaseKey
from app.services.safe.files import (
    flush,
    megabytes,
    on_disk,
    put_in_place,
    require_room,
)
from app.services.safe.folder import OfficePaths
from app.services.safe.manifest import BooksFacts, Manifest, Proof

SUFFIX = ".zfbak"
PARTIAL = ".partial"
SNAPSHOT = ".snapshot-"

_NAME = re.compile(r"([0-9a-f]{8})-([0-9]{6,})-([0-9]{8}T[0-9]{6})Z\.zfbak")
_MOMENT = "%Y%m%dT%H%M%S"
_ROOM_BESIDE = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupOrder:
    """Where a backup is to go, and how the books in it are proven."""

    target: Path
    program_version: str
    now: datetime.datetime
    proof: Proof


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A whole backup that was read back from its place."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup in a folder, as its name tells it; what is inside is known after reading it."""

    path: Path
    office: str
    counter: int
    made_at: datetime.datetime
    size: int


@dataclass(frozen=True, slots=True)
class _Half:
    """Writing is one half of the way, reading back the other."""

    whole: Progress
    before: int

    def step(self, done: int, total: int) -> None:
        self.whole.step(self.before * total + done, 2 * total)


def create(
    office: OfficePaths,
    engine: Engine,
    key: DatabaseKey,
    order: BackupOrder,
    progress: Progress = UNWATCHED,
) -> BackupMade:
    """Write a backup of the open books; it has its name only once every byte was read back.

    Raises:
        DiskFull, ReadOnlyFolder, FolderMissing, BackupDamaged: and no backup was made.
        DatabaseDamaged: the books themselves cannot be read.

    """
    _require_target(office, order.target)
    _sweep(office, order.target)
    counter = counters.next_backup(office.folder, _highest(office, order.target))
    with _snapshot(office, engine) as books:
        facts, complaints = _proven(books, key, order.proof)
        key_file = keyfile.encode(keyfile.read(office.folder))
        sources = (
            container.measured(container.BOOKS, books),
            container.measured(keyfile.KEY_FILE, key_file),
        )
        manifest = Manifest(
            program_version=order.program_version,
            office=office.office,
            generation=office.generation,
            counter=counter,
            made_at=order.now,
            facts=facts,
            complaints=complaints,
            parts=tuple(source.part for source in sources),
            key=key,
        )
        return _write(office, order.target, manifest, sources, progress)


def listing(target: Path) -> tuple[BackupFile, ...]:
    """Give the whole backups in a folder, newest first; unfinished and foreign files are not."""
    with on_disk(target):
        found = [_from_name(path) for path in target.iterdir() if path.is_file()]
    known = [file for file in found if file is not None]
    return tuple(sorted(known, key=lambda file: (file.counter, file.made_at), reverse=True))


def newest(target: Path, office: str) -> BackupFile | None:
    """Give the newest backup of this office in a folder, by its counter and never by file time."""
    ours = (file for file in listing(target) if file.office == office[:8])
    return next(ours, None)


def _require_target(office: OfficePaths, target: Path) -> None:
    with on_disk(target):
        target.mkdir(exist_ok=True)
        size = office.database.stat().st_size + _ROOM_BESIDE
    require_room(office.folder, size)
    require_room(target, size)


def _sweep(office: OfficePaths, target: Path) -> None:
    with on_disk(target):
        for partial in target.glob(f"{office.office[:8]}-*{SUFFIX}{PARTIAL}"):
            partial.unlink()
        for left in office.folder.glob(f"{SNAPSHOT}*"):
            shutil.rmtree(left)


def _highest(office: OfficePaths, target: Path) -> int:
    file = newest(target, office.office)
    return 0 if file is None else file.counter


@contextmanager
def _snapshot(office: OfficePaths, engine: Engine) -> Iterator[Path]:
    # VACUUM INTO keeps the key, so this copy is as unreadable as the books themselves.
    with on_disk(office.folder, megabytes(office.database.stat().st_size)), ExitStack() as undo:
        place = Path(tempfile.mkdtemp(prefix=SNAPSHOT, dir=office.folder))
        undo.callback(shutil.rmtree, place)
        books = place / container.BOOKS
        _copy_whole(engine, office.database, books)
        yield books


def _copy_whole(engine: Engine, books: Path, copy: Path) -> None:
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            raw.execute("VACUUM INTO ?", (str(copy),))
        except engine.dialect.loaded_dbapi.Error as error:
            refusal = sorted_error(error, str(books))
            if refusal is None:
                raise
            raise refusal from error


def _proven(books: Path, key: DatabaseKey, proof: Proof) -> tuple[BooksFacts, tuple[str, ...]]:
    engine = open_engine(books, key.raw)
    try:
        complaints: Sequence[str] = proof.check(engine)
        return proof.gather(engine), tuple(complaints)
    finally:
        engine.dispose()


def _write(
    office: OfficePaths,
    target: Path,
    manifest: Manifest,
    sources: tuple[container.Source, ...],
    progress: Progress,
) -> BackupMade:
    final = target / _name(manifest)
    partial = final.with_name(final.name + PARTIAL)
    size = sum(source.part.size for source in sources)
    recipients = keyfile.read(office.folder).recipients
    with on_disk(partial, megabytes(size)), ExitStack() as undo:
        undo.callback(partial.unlink, missing_ok=True)
        with partial.open("xb") as file:
            digest = container.write(file, recipients, manifest, sources, _Half(progress, 0))
            flush(file)
        _read_back(office, partial, manifest, _Half(progress, 1))
        put_in_place(partial, final)
        undo.pop_all()
        return BackupMade(final, final.stat().st_size, digest, manifest)


def _read_back(office: OfficePaths, partial: Path, manifest: Manifest, progress: Progress) -> None:
    _forget_cached(partial)
    identity = sign_in.backup_identity(office.folder, manifest.key)
    if reading.read(partial, identity, {}, reading.admit_all, progress) != manifest:
        raise BackupDamaged(str(partial), "manifest")


def _forget_cached(path: Path) -> None:
    # Where the system offers it, so that the disk is read and not the memory of what was written.
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _name(manifest: Manifest) -> str:
    at = manifest.made_at.astimezone(datetime.UTC).strftime(_MOMENT)
    return f"{manifest.office[:8]}-{manifest.counter:06d}-{at}Z{SUFFIX}"


def _from_name(path: Path) -> BackupFile | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.datetime.strptime(match[3], _MOMENT).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return BackupFile(path, match[1], int(match[2]), at, path.stat().st_size)
