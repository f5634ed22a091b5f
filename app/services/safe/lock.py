"""One program per office folder: a lock of the operating system that also says who holds it."""

import datetime
import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_
from app.services.safe import record
from app.services.safe.files import on_disk

LOCK = "LOCK"
_SMALL = 4096


@dataclass(eq=False)
class OfficeInUse(AppError):
    """Another program has the office open."""

    who: str
    machine: str
    since: str
    template = N_(
        "The office is open in another program: {who} on {machine}, since {since}."
        " Close it there, then try again."
    )
    exit_code: ClassVar[int] = 6


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an office open."""

    who: str
    machine: str
    since: str


class HeldLock:
    """The office folder is this program's, until released or until the program ends."""

    def __init__(self, folder: Path, handle: int) -> None:
        self._folder = folder
        self._handle: int | None = handle

    @property
    def folder(self) -> Path:
        """The office folder that is held."""
        return self._folder

    def release(self) -> None:
        """Let others have the folder; a second call changes nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def take(folder: Path, who: str, now: datetime.datetime) -> HeldLock:
    """Hold the office folder; nobody else can until it is released.

    That the file is there means nothing; only the system's lock on it does.

    Raises:
        OfficeInUse: another program holds it.

    """
    path = folder / LOCK
    with on_disk(path), ExitStack() as undo:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        undo.callback(os.close, handle)
        if not _locked(handle):
            holder = _holder(handle)
            raise OfficeInUse(holder.who, holder.machine, holder.since)
        _write_holder(handle, who, now)
        undo.pop_all()
    return HeldLock(folder, handle)


@contextmanager
def holding(folder: Path, who: str, now: datetime.datetime) -> Iterator[HeldLock]:
    """Hold the office folder for the length of the block."""
    held = take(folder, who, now)
    try:
        yield held
    finally:
        held.release()


if sys.platform == "win32":  # pragma: no cover  # the other system
    import msvcrt

    # Windows keeps others from even reading locked bytes: lock one far behind the text.
    _LOCKED_BYTE = 1 << 30

    def _locked(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            # Wine's library fails without a reason, and there is but this one.
            if error.errno not in {0, errno.EACCES}:
                raise
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _write_holder(handle: int, who: str, now: datetime.datetime) -> None:
    since = now.astimezone().strftime("%Y-%m-%d %H:%M")
    text = json.dumps(
        {"who": who, "machine": platform.node(), "since": since, "process": os.getpid()},
        ensure_ascii=False,
    )
    os.lseek(handle, 0, os.SEEK_SET)
    os.truncate(handle, 0)
    os.write(handle, text.encode())


def _holder(handle: int) -> Holder:
    os.lseek(handle, 0, os.SEEK_SET)
    content = os.read(handle, _SMALL)
    try:
        fields = record.parse(content)
        return Holder(
            record.text(fields, "who"),
            record.text(fields, "machine"),
            record.text(fields, "since"),
        )
    except record.Unreadable:
        # It was taken this very moment, and the holder has not yet written who it is.
        return Holder("?", "?", "?")
