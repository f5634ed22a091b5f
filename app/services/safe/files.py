"""Small files that a crash leaves old or new, and the disk's errors as refusals."""

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from app.errors import AppError
from app.i18n import N_

MEGABYTE = 1_000_000
# An antivirus program or an indexer lets go within this time, about five seconds in all.
PAUSES_MS = (50, 100, 200, 400, 800, 1600, 1600)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
_HELD_WINDOWS = {5, 32, 33}
_FULL_WINDOWS = {39, 112}


@dataclass(eq=False)
class DiskFull(AppError):
    """There is no room for what was to be written; needed is in megabytes."""

    path: str
    needed: int
    template = N_(
        "There is no room at {path}: {needed} MB are needed. Nothing was changed;"
        " make room and try again."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class ReadOnlyFolder(AppError):
    """The folder or file cannot be written."""

    path: str
    template = N_(
        "{path} cannot be written or read: permission is missing, or it is read-only."
        " Nothing was changed; allow it there or choose another folder."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class FileHeld(AppError):
    """Another program did not let go of the file."""

    path: str
    template = N_(
        "Another program, perhaps the virus scanner, holds {path}. Nothing was changed;"
        " close that program and try again."
    )
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class FolderMissing(AppError):
    """There is no such folder or file."""

    path: str
    template = N_("{path} is not there. Check the name, or plug in the disk, and try again.")
    exit_code: ClassVar[int] = 7


@dataclass(eq=False)
class DiskFault(AppError):
    """The disk answered with an error of its own."""

    path: str
    reason: str
    template = N_(
        "The disk reported a fault at {path} ({reason}). Have the disk checked,"
        " and make a backup on another one."
    )
    exit_code: ClassVar[int] = 7


def sorted_error(error: OSError, path: Path, needed: int = 1) -> AppError:
    """Give the refusal that an error of the disk means; needed is in megabytes."""
    code = getattr(error, "winerror", None)
    if error.errno in _FULL or code in _FULL_WINDOWS:
        return DiskFull(str(path), needed)
    if code in _HELD_WINDOWS:
        return FileHeld(str(path))
    if error.errno in _FORBIDDEN:
        return ReadOnlyFolder(str(path))
    if error.errno in _MISSING:
        return FolderMissing(str(path))
    return DiskFault(str(path), error.strerror or str(error))


@contextmanager
def on_disk(path: Path, needed: int = 1) -> Iterator[None]:
    """Turn an error of the disk inside the block into a refusal that names the path."""
    try:
        yield
    except OSError as error:
        raise sorted_error(error, path, needed) from error


def megabytes(size: int) -> int:
    """Give a size in megabytes, rounded up."""
    return -(-size // MEGABYTE)


def require_room(folder: Path, size: int) -> None:
    """Go on only if the folder's disk has room for so many bytes; raises DiskFull."""
    with on_disk(folder):
        free = shutil.disk_usage(folder).free
    if free < size:
        raise DiskFull(str(folder), megabytes(size))


def read_file(path: Path, at_most: int) -> bytes:
    """Give a small file's content, and never more than one byte above the limit."""
    with on_disk(path), path.open("rb") as file:
        return file.read(at_most + 1)


def replace_file(path: Path, content: bytes) -> None:
    """Make this the content of the file: after a crash it is the old content or all of the new.

    Raises:
        DiskFull, ReadOnlyFolder, FileHeld, FolderMissing, DiskFault: and the file is as before.

    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    with on_disk(path, megabytes(len(content))), ExitStack() as undo:
        undo.callback(beside.unlink, missing_ok=True)
        with beside.open("xb") as file:
            file.write(content)
            flush(file)
        if hashlib.sha256(beside.read_bytes()).digest() != hashlib.sha256(content).digest():
            raise DiskFault(str(path), "read back differently")
        put_in_place(beside, path)


def put_in_place(whole: Path, path: Path) -> None:
    """Give a whole, flushed file its name, over the one that had it."""
    for pause in PAUSES_MS:
        try:
            whole.replace(path)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_WINDOWS:
                raise
            time.sleep(pause / 1000)
    else:
        whole.replace(path)
    flush_folder(path.parent)


def flush(file: BinaryIO) -> None:
    """Come back when the disk says that it has all that was written to the file."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Come back when the disk has the folder's names; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_folder(folder: Path) -> None:
    """Take away a folder of ours with all that is in it; absent afterwards."""
    if folder.is_dir():
        with on_disk(folder):
            shutil.rmtree(folder)
