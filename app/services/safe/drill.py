"""A drill proves that a backup can be restored, by restoring it and taking it away again."""

import datetime
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.services.progress import UNWATCHED, Progress
from app.services.safe import restore
from app.services.safe.files import on_disk, require_room
from app.services.safe.manifest import Manifest

SCRATCH = ".drill-"
_MILLION = 1_000_000
_ROOM_BESIDE = 1 << 20


@dataclass(frozen=True, slots=True)
class DrillResult:
    """What a drill found; it is ok when no check complained and every fact is the same."""

    ok: bool
    at: datetime.datetime
    milliseconds: int
    manifest: Manifest
    row_counts: Mapping[str, int]
    complaints: tuple[str, ...]
    differences: tuple[str, ...]


def drill(
    order: restore.RestoreOrder, scratch: Path, progress: Progress = UNWATCHED
) -> DrillResult:
    """Restore a backup below the scratch folder, prove the books, and remove them again.

    Raises:
        BackupDamaged, NotABackup, WrongKey, BackupNewer, DatabaseNewer, DiskFull: it cannot even
            be read.

    """
    began = time.monotonic_ns()

    def admit(found: Manifest) -> None:
        restore.require_known_schema(found)
        require_room(scratch, sum(part.size for part in found.parts) + _ROOM_BESIDE)

    with on_disk(scratch), ExitStack() as undo:
        _sweep(scratch)
        place = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=scratch))
        undo.callback(shutil.rmtree, place)
        rebuilt = restore.rebuild(order, place, admit, progress)
    return DrillResult(
        ok=not rebuilt.complaints and not rebuilt.differences,
        at=order.now,
        milliseconds=(time.monotonic_ns() - began) // _MILLION,
        manifest=rebuilt.manifest,
        row_counts=rebuilt.facts.row_counts,
        complaints=rebuilt.complaints,
        differences=rebuilt.differences,
    )


def _sweep(scratch: Path) -> None:
    for left in scratch.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)
