"""The key file: one slot per person, the recovery slot and the office's backup identity.

Two copies of it lie in the office folder. A checksum over all of it tells a damaged file from a
wrong password; the serial number tells which copy is newer after a crash between the two.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_
from app.services.safe import record
from app.services.safe.files import read_file, replace_file

KEY_FILE = "keyfile.json"
KEY_FILE_COPY = "keyfile.copy.json"
FORMAT = "zhangfang key file"
VERSION = 1
LARGEST = 4_000_000

_CHECKSUM = "checksum"
_OFFICE = re.compile(r"[0-9a-f]{32}")
# A hostile file must not hang the sign-in: 2 GiB and twenty passes are the most that is tried.
_MOST_MEMORY_KIB = 2 * 1024 * 1024
_MOST_PASSES = 20
_MOST_LANES = 16


@dataclass(eq=False)
class KeyFileDamaged(AppError):
    """Neither copy of the key file is as it was written."""

    path: str
    template = N_(
        "The key file {path} and its copy are damaged or missing, so no password can be tried."
        " Restore the newest backup into a new folder with the recovery key."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class KeyFileNewer(AppError):
    """The key file was written by a newer program."""

    path: str
    template = N_(
        "The key file {path} was written by a newer program. Install the newer program;"
        " nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one try of a password is (Argon2id)."""

    memory_kib: int
    passes: int
    lanes: int


LEAST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
STANDARD = Cost(memory_kib=256 * 1024, passes=3, lanes=4)


@dataclass(frozen=True, slots=True)
class PasswordSlot:
    """A person's own way to the database key."""

    key: str
    staff_id: int
    name: str
    title: str
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The database key as an age file for the recovery key."""

    key: str
    recipient: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class BackupSlot:
    """The office's backup identity under the database key; its public half in clear."""

    key: str
    recipient: str
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All ways to the database key of one office."""

    office: str
    serial: int
    slots: tuple[PasswordSlot, ...]
    recovery: RecoverySlot
    backup: BackupSlot

    @property
    def recipients(self) -> tuple[str, str]:
        """The two public keys that every backup is written for."""
        return self.backup.recipient, self.recovery.recipient


def read(folder: Path) -> KeyFile:
    """Give the newest whole copy of the key file.

    Raises:
        KeyFileDamaged: neither copy is whole.
        KeyFileNewer: this program does not know its version.

    """
    whole = [file for file in _copies(folder) if file is not None]
    if not whole:
        raise KeyFileDamaged(str(folder / KEY_FILE))
    return max(whole, key=lambda file: file.serial)


def write(folder: Path, file: KeyFile) -> KeyFile:
    """Make this the key file, one copy after the other, and give it with its new serial number."""
    newer = replace(file, serial=file.serial + 1)
    content = encode(newer)
    replace_file(folder / KEY_FILE, content)
    replace_file(folder / KEY_FILE_COPY, content)
    return newer


def heal(folder: Path, file: KeyFile) -> bool:
    """Make both copies this key file again, and say whether one was not."""
    content = encode(file)
    stale = [path for path in _paths(folder) if _content(path) != content]
    for path in stale:
        replace_file(path, content)
    return bool(stale)


def encode(file: KeyFile) -> bytes:
    """Give the key file as it lies on the disk, its checksum included."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "office": file.office,
        "serial": file.serial,
        "slots": [_slot_record(slot) for slot in file.slots],
        "recovery": {
            "key": file.recovery.key,
            "recipient": file.recovery.recipient,
            "sealed": record.from_octets(file.recovery.sealed),
        },
        "backup": {
            "key": file.backup.key,
            "recipient": file.backup.recipient,
            "nonce": record.from_octets(file.backup.nonce),
            "sealed": record.from_octets(file.backup.sealed),
        },
    }
    return record.canonical(fields | {_CHECKSUM: _checksum(fields)})


def decode(content: bytes, path: str) -> KeyFile:
    """Give the key file that the content is; raises record.Unreadable, KeyFileNewer."""
    fields = dict(record.parse(content))
    checksum = fields.pop(_CHECKSUM, None)
    # The exact text counts, too: a key file is written in one way only.
    if checksum != _checksum(fields) or content != record.canonical(fields | {_CHECKSUM: checksum}):
        raise record.Unreadable(_CHECKSUM)
    if record.text(fields, "format") != FORMAT:
        raise record.Unreadable(FORMAT)
    if record.whole(fields, "version") > VERSION:
        raise KeyFileNewer(path)
    office = record.text(fields, "office")
    if _OFFICE.fullmatch(office) is None:
        raise record.Unreadable(office)
    return KeyFile(
        office=office,
        serial=record.whole(fields, "serial"),
        slots=tuple(_slot(record.as_record(slot)) for slot in record.entries(fields, "slots")),
        recovery=_recovery(record.inner(fields, "recovery")),
        backup=_backup(record.inner(fields, "backup")),
    )


def _paths(folder: Path) -> tuple[Path, Path]:
    return folder / KEY_FILE, folder / KEY_FILE_COPY


def _content(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    return read_file(path, LARGEST)


def _copies(folder: Path) -> tuple[KeyFile | None, ...]:
    return tuple(_copy(path) for path in _paths(folder))


def _copy(path: Path) -> KeyFile | None:
    content = _content(path)
    if content is None:
        return None
    try:
        return decode(content, str(path))
    except record.Unreadable:
        return None


def _checksum(fields: record.Record) -> str:
    return hashlib.sha256(record.canonical(fields)).hexdigest()


def _slot_record(slot: PasswordSlot) -> record.Record:
    return {
        "key": slot.key,
        "staff": slot.staff_id,
        "name": slot.name,
        "title": slot.title,
        "kdf": {
            "name": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
        },
        "salt": record.from_octets(slot.salt),
        "nonce": record.from_octets(slot.nonce),
        "sealed": record.from_octets(slot.sealed),
    }


def _slot(fields: record.Record) -> PasswordSlot:
    return PasswordSlot(
        key=record.text(fields, "key"),
        staff_id=record.whole(fields, "staff"),
        name=record.text(fields, "name"),
        title=record.text(fields, "title"),
        cost=_cost(record.inner(fields, "kdf")),
        salt=record.octets(fields, "salt"),
        nonce=record.octets(fields, "nonce"),
        sealed=record.octets(fields, "sealed"),
    )


def _cost(fields: record.Record) -> Cost:
    if record.text(fields, "name") != "argon2id":
        message = "an unknown way to derive keys"
        raise record.Unreadable(message)
    lanes = record.whole(fields, "lanes", 1, _MOST_LANES)
    return Cost(
        memory_kib=record.whole(fields, "memory_kib", 8 * lanes, _MOST_MEMORY_KIB),
        passes=record.whole(fields, "passes", 1, _MOST_PASSES),
        lanes=lanes,
    )


def _recovery(fields: record.Record) -> RecoverySlot:
    return RecoverySlot(
        key=record.text(fields, "key"),
        recipient=record.text(fields, "recipient"),
        sealed=record.octets(fields, "sealed"),
    )


def _backup(fields: record.Record) -> BackupSlot:
    return BackupSlot(
        key=record.text(fields, "key"),
        recipient=record.text(fields, "recipient"),
        nonce=record.octets(fields, "nonce"),
        sealed=record.octets(fields, "sealed"),
    )
