"""Small real offices for the tests of the safe: an encrypted database with a few hundred sales."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.models.database import APPLICATION_ID, open_engine
from app.services.safe import backup, founding, sign_in
from app.services.safe.backup import BackupMade, BackupOrder
from app.services.safe.database_key import DatabaseKey
from app.services.safe.folder import OfficePaths
from app.services.safe.founding import Founded, Founder
from app.services.safe.keyfile import Cost
from app.services.safe.manifest import BooksFacts, Proof
from app.services.safe.restore import RestoreOrder
from app.services.safe.sign_in import NewPerson

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
NOW = datetime.datetime(2025, 10, 31, 10, 26, tzinfo=datetime.UTC)
ZHOU = NewPerson(1, "周敏", "会计")
LI = NewPerson(2, "李国栋", "会计主管")
PASSWORD = "月末对账先看退货单-2025"
OTHER_PASSWORD = "horse battery 订书钉 7"
SALES = 300


@dataclass(frozen=True, slots=True)
class SmallOffice:
    """A founded office and what its tests need of it."""

    founded: Founded

    @property
    def folder(self) -> Path:
        return self.founded.paths.folder

    @property
    def paths(self) -> OfficePaths:
        return self.founded.paths

    @property
    def key(self) -> DatabaseKey:
        return self.founded.key


def found(folder: Path, *founders: Founder) -> SmallOffice:
    people = founders or (Founder(ZHOU, PASSWORD, CHEAP),)
    return SmallOffice(founding.found(folder, people, fill, NOW))


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql("CREATE TABLE sale (id INTEGER PRIMARY KEY, note TEXT) STRICT")
        for number in range(1, SALES + 1):
            connection.exec_driver_sql(
                "INSERT INTO sale VALUES (?, ?)", (number, f"销售单{number}" * 30)
            )


def gather(engine: Engine) -> BooksFacts:
    with engine.connect() as connection:
        sales = connection.exec_driver_sql("SELECT count(*) FROM sale").scalar_one()
    return BooksFacts(1, {"sale": sales}, 7, "ab" * 32, {"004": "cd" * 32})


def no_complaints(_engine: Engine) -> Sequence[str]:
    return ()


PROOF = Proof(no_complaints, gather)


@contextmanager
def open_books(paths: OfficePaths, key: DatabaseKey) -> Iterator[Engine]:
    engine = open_engine(paths.database, key.raw)
    try:
        yield engine
    finally:
        engine.dispose()


def sales_in(paths: OfficePaths, key: DatabaseKey) -> int:
    with open_books(paths, key) as engine:
        return gather(engine).row_counts["sale"]


def sell(office: SmallOffice, note: str = "后来的销售") -> None:
    with open_books(office.paths, office.key) as engine, engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO sale (note) VALUES (?)", (note,))


def order(target: Path, proof: Proof = PROOF, now: datetime.datetime = NOW) -> BackupOrder:
    return BackupOrder(target, "0.1.0", now, proof)


def back_up(office: SmallOffice, target: Path, proof: Proof = PROOF) -> BackupMade:
    with open_books(office.paths, office.key) as engine:
        return backup.create(office.paths, engine, office.key, order(target, proof))


def restore_order(office: SmallOffice, path: Path, proof: Proof = PROOF) -> RestoreOrder:
    identity = sign_in.backup_identity(office.folder, office.key)
    return RestoreOrder(path, identity, proof, NOW)


def files_of(folder: Path) -> dict[str, bytes]:
    """Give every file below the folder but the lock, with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "LOCK"
    }


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """Let no file grow beyond this size, as on a disk without room."""
    resource = pytest.importorskip("resource", reason="only Linux limits the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
