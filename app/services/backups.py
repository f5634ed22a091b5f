"""Backups of the open office, proven by restoring them; each is written down in the office."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, Integer, case, func, insert, select, type_coerce

from app.models.audit import BackupRow
from app.models.base import Base
from app.models.client import Client
from app.models.database import SCHEMA_VERSION
from app.models.voucher import EntryRow, Voucher
from app.services import audit
from app.services.access import Act, allowed, require
from app.services.checks.run import results
from app.services.clock import Clock, system_clock
from app.services.opening import Opened
from app.services.permits import OfficeReading
from app.services.progress import UNWATCHED, Progress
from app.services.safe import backup as making
from app.services.safe import drill as drilling
from app.services.safe import folder as folders
from app.services.safe import front, recovery, restore, sign_in
from app.services.safe.backup import BackupMade, BackupOrder
from app.services.safe.drill import DrillResult
from app.services.safe.manifest import BooksFacts, Manifest, Proof
from app.services.safe.verify import verify as verify_file
from app.values.entry import Side
from app.values.vouching import VoucherState
from app.version import VERSION


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A backup or a drill that was written down."""

    kind: str
    at: datetime.datetime
    by: str
    path: str
    size: int
    sha256: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Proven:
    """A backup that was read back, or restored, whole."""

    path: Path
    size: int
    sha256: str
    vouchers: int
    milliseconds: int = 0


def create(opened: Opened, target: Path, progress: Progress = UNWATCHED) -> BackupMade:
    """Make a backup of the open office and read it back from its place.

    Raises:
        NotAllowed, and all that the disk refuses: no backup was made.

    """
    require(opened.actor, Act.BACKUP)
    order = BackupOrder(target.absolute(), VERSION, opened.clock(), PROOF)
    made = making.create(opened.paths, opened.office.engine, opened.key, order, progress)
    counts = made.manifest.facts.row_counts
    _write_down(opened, "backup", _Proven(made.path, made.size, made.sha256, counts["voucher"]))
    front.note_backup(opened.folder, order.now)
    return made


def drill(opened: Opened, path: Path, progress: Progress = UNWATCHED) -> DrillResult:
    """Prove a backup by restoring it apart, checking it and comparing it with what it says."""
    require(opened.actor, Act.BACKUP)
    identity = sign_in.backup_identity(opened.folder, opened.key)
    order = restore.RestoreOrder(path.absolute(), identity, PROOF, opened.clock())
    result = drilling.drill(order, opened.folder, progress)
    if result.ok:
        size, vouchers = path.stat().st_size, result.row_counts["voucher"]
        _write_down(opened, "drill", _Proven(path, size, "", vouchers, result.milliseconds))
    return result


def verify(opened: Opened, path: Path, progress: Progress = UNWATCHED) -> Manifest:
    """Read a backup whole, every byte of it checked, and give what it says of itself."""
    require(opened.actor, Act.BACKUP)
    return verify_file(path, sign_in.backup_identity(opened.folder, opened.key), progress)


def verify_with(path: Path, recovery_key: str, progress: Progress = UNWATCHED) -> Manifest:
    """Read a backup whole with the recovery key alone."""
    return verify_file(path, recovery.read(recovery_key).identity, progress)


def restore_into(
    path: Path,
    recovery_key: str,
    folder: Path,
    progress: Progress = UNWATCHED,
    clock: Clock = system_clock,
) -> Manifest:
    """Make a complete office in a new folder out of a backup, with the recovery key alone."""
    order = restore.RestoreOrder(
        path.absolute(), recovery.read(recovery_key).identity, PROOF, clock()
    )
    return restore.into_new_folder(order, folder, progress).manifest


def newest(opened: Opened, target: Path) -> Path | None:
    """Give the newest backup of this office in a folder."""
    found = making.newest(target, folders.locate(opened.folder).office)
    return None if found is None else found.path


@allowed(Act.BACKUP)
def listing(reading: OfficeReading) -> tuple[BackupEntry, ...]:
    """Give the backups and drills that were written down, newest first."""
    rows = reading.connection.execute(
        select(
            BackupRow.kind,
            BackupRow.at,
            BackupRow.by,
            BackupRow.path,
            BackupRow.size,
            BackupRow.sha256,
            BackupRow.detail,
        ).order_by(BackupRow.id.desc())
    )
    return tuple(BackupEntry(*row) for row in rows)


def complaints(engine: Engine) -> Sequence[str]:
    """Give the names of the rules that the books in this database break."""
    with engine.connect() as connection:
        return [result.name for result in results(connection, deep=True) if not result.ok]


def facts(engine: Engine) -> BooksFacts:
    """Count what is in the books: rows of each table, head of the log, each trial balance."""
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    with engine.connect() as connection:
        counts = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }
        head = audit.last_row(connection)
        balances = connection.execute(
            select(Client.code, EntryRow.account, func.sum(signed))
            .join(Client, Client.id == EntryRow.client_id)
            .join(Voucher, Voucher.id == EntryRow.voucher_id)
            .where(Voucher.state == VoucherState.POSTED)
            .group_by(Client.code, EntryRow.account)
            .order_by(Client.code, EntryRow.account)
        ).all()
    lines: dict[str, list[str]] = defaultdict(list)
    for code, account, balance in balances:
        lines[code].append(f"{account}={int(balance)}\n")
    trial = {
        code: hashlib.sha256("".join(listed).encode()).hexdigest() for code, listed in lines.items()
    }
    return BooksFacts(SCHEMA_VERSION, counts, head.sequence, head.hash, trial)


PROOF = Proof(complaints, facts)
"""How the books in a backup are proven."""


def _write_down(opened: Opened, kind: str, proven: _Proven) -> None:
    with opened.office.writing(opened.actor) as writing:
        writing.connection.execute(
            insert(BackupRow).values(
                kind=kind,
                at=writing.now,
                by=opened.actor.name,
                path=str(proven.path),
                size=proven.size,
                sha256=proven.sha256,
                seconds=proven.milliseconds // 1000,
                detail=str(proven.vouchers),
            )
        )
        payload = {"size": proven.size, "vouchers": proven.vouchers}
        audit.record(writing, audit.Deed(kind, proven.path.name, payload))
