"""The office folder: one small pointer to the generation in use; former generations stay.

OFFICE/CURRENT                       gen-000001 and the SHA-256 of its ID
OFFICE/gen-000001/books.db, ID
OFFICE/keyfile.json, keyfile.copy.json, LOCK
"""

import datetime
import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_
from app.services.safe import record
from app.services.safe.files import (
    flush_folder,
    on_disk,
    read_file,
    remove_folder,
    replace_file,
)

CURRENT = "CURRENT"
DATABASE = "books.db"
IDENTITY = "ID"
UNFINISHED = "UNFINISHED"
FORMAT = "zhangfang generation"
VERSION = 1

_GENERATION = re.compile(r"gen-([0-9]{6})")
_POINTER = re.compile(r"gen-([0-9]{6}) ([0-9a-f]{64})\n?")
_OFFICE = re.compile(r"[0-9a-f]{32}")
_SMALL = 4096


@dataclass(eq=False)
class NotAnOffice(AppError):
    """The folder holds no office."""

    path: str
    template = N_(
        "{path} is not an office folder: it has no CURRENT file."
        " Choose the folder of the office, or create a new office."
    )


@dataclass(eq=False)
class OfficeDamaged(AppError):
    """A part of the office folder is missing or changed."""

    what: str
    template = N_(
        "The office folder is damaged: {what}. Nothing was changed;"
        " restore the newest verified backup into a new folder."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class OfficeNewer(AppError):
    """The folder was laid out by a newer program."""

    path: str
    template = N_(
        "The office in {path} was written by a newer program. Install the newer program;"
        " nothing was changed."
    )


@dataclass(eq=False)
class FolderNotEmpty(AppError):
    """A new office needs a folder of its own."""

    path: str
    template = N_("{path} is not empty. Choose a new or an empty folder for the office.")


@dataclass(frozen=True, slots=True)
class GenerationId:
    """What a generation says of itself: whose it is, and which key opens it."""

    office: str
    generation: int
    key: str
    made_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class OfficePaths:
    """An office folder and its generation in use."""

    folder: Path
    office: str
    generation: int
    key: str

    @property
    def database(self) -> Path:
        """The encrypted books in use."""
        return generation_folder(self.folder, self.generation) / DATABASE


def new_office_id() -> str:
    """Give an identity that no other office has."""
    return secrets.token_hex(16)


def generation_folder(folder: Path, generation: int) -> Path:
    """Give where a generation lies."""
    return folder / _generation_name(generation)


def locate(folder: Path) -> OfficePaths:
    """Give the generation in use.

    Raises:
        NotAnOffice, OfficeDamaged, OfficeNewer: as their names say.

    """
    with on_disk(folder):
        is_office = (folder / CURRENT).is_file()
    if not is_office:
        raise NotAnOffice(str(folder))
    generation, expected = _pointer(folder)
    identity = read_identity(folder, generation, expected)
    paths = OfficePaths(folder, identity.office, generation, identity.key)
    if not paths.database.is_file():
        raise OfficeDamaged(str(paths.database))
    return paths


def read_identity(folder: Path, generation: int, expected: str | None = None) -> GenerationId:
    """Give what a generation says of itself; its digest must be the one expected."""
    path = generation_folder(folder, generation) / IDENTITY
    if not path.is_file():
        raise OfficeDamaged(str(path))
    content = read_file(path, _SMALL)
    if expected is not None and hashlib.sha256(content).hexdigest() != expected:
        raise OfficeDamaged(str(path))
    try:
        found = _decode_identity(content, folder)
    except record.Unreadable as error:
        raise OfficeDamaged(str(path)) from error
    if found.generation != generation:
        raise OfficeDamaged(str(path))
    return found


def write_identity(folder: Path, identity: GenerationId) -> None:
    """Make a generation say of itself whose it is; its folder exists."""
    content = record.canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "office": identity.office,
            "generation": identity.generation,
            "key": identity.key,
            "made_at": identity.made_at.isoformat(),
        }
    )
    replace_file(generation_folder(folder, identity.generation) / IDENTITY, content)


def switch(folder: Path, generation: int) -> OfficePaths:
    """Make a whole generation the one in use; the former one stays where it is."""
    read_identity(folder, generation)
    content = read_file(generation_folder(folder, generation) / IDENTITY, _SMALL)
    pointer = f"{_generation_name(generation)} {hashlib.sha256(content).hexdigest()}\n"
    replace_file(folder / CURRENT, pointer.encode())
    return locate(folder)


def generations(folder: Path) -> tuple[int, ...]:
    """Give the numbers of all generations in the folder, oldest first, finished or not."""
    with on_disk(folder):
        names = [path.name for path in folder.iterdir() if path.is_dir()]
    return tuple(sorted(int(match[1]) for name in names if (match := _GENERATION.fullmatch(name))))


def begin_generation(folder: Path, generation: int) -> Path:
    """Make the empty folder of a new generation."""
    place = generation_folder(folder, generation)
    with on_disk(place):
        place.mkdir()
        flush_folder(folder)
    return place


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Lend an empty folder to build an office in; if the block raises, nothing is left of it.

    A folder that an earlier, killed attempt left unfinished is cleared first: its mark says that
    no office was ever finished there.

    Raises:
        FolderNotEmpty: something else lies there.

    """
    with on_disk(folder), ExitStack() as undo:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            undo.callback(remove_folder, folder)
        _clear_unfinished(folder)
        if any(folder.iterdir()):
            raise FolderNotEmpty(str(folder))
        undo.callback(_empty, folder)
        (folder / UNFINISHED).touch()
        flush_folder(folder)
        yield
        (folder / UNFINISHED).unlink()
        flush_folder(folder)
        undo.pop_all()


def _clear_unfinished(folder: Path) -> None:
    if (folder / UNFINISHED).is_file() and not (folder / CURRENT).exists():
        _empty(folder)


def _empty(folder: Path) -> None:
    # The mark goes last: a kill on the way leaves a folder that is still known as unfinished.
    for path in sorted(folder.iterdir(), key=lambda path: path.name == UNFINISHED):
        if path.is_dir():
            remove_folder(path)
        else:
            path.unlink()


def _generation_name(generation: int) -> str:
    return f"gen-{generation:06d}"


def _pointer(folder: Path) -> tuple[int, str]:
    path = folder / CURRENT
    content = read_file(path, _SMALL).decode(errors="replace")
    match = _POINTER.fullmatch(content)
    if match is None:
        raise OfficeDamaged(str(path))
    return int(match[1]), match[2]


def _decode_identity(content: bytes, folder: Path) -> GenerationId:
    fields = record.parse(content)
    if record.text(fields, "format") != FORMAT:
        raise record.Unreadable(IDENTITY)
    if record.whole(fields, "version") > VERSION:
        raise OfficeNewer(str(folder))
    office = record.text(fields, "office")
    if _OFFICE.fullmatch(office) is None:
        raise record.Unreadable(IDENTITY)
    return GenerationId(
        office=office,
        generation=record.whole(fields, "generation"),
        key=record.text(fields, "key"),
        made_at=record.moment(fields, "made_at"),
    )
