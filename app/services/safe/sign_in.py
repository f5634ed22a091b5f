"""Signing in opens the database key; people, passwords and the recovery key are slots of one file.

Whoever changes the key file holds the lock of the office folder.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from pyrage.x25519 import Identity

from app.errors import AppError
from app.i18n import N_
from app.services.safe import folder as folders
from app.services.safe import keyfile, recovery, sealing, tries
from app.services.safe.database_key import DatabaseKey
from app.services.safe.folder import OfficeDamaged
from app.services.safe.front import SlotName, people
from app.services.safe.keyfile import STANDARD, Cost, KeyFile, KeyFileDamaged, PasswordSlot
from app.services.safe.lock import HeldLock
from app.services.safe.passwords import require_strong
from app.services.safe.recovery import RecoveryKey

__all__ = ["SlotName", "people"]


@dataclass(eq=False)
class WrongPassword(AppError):
    """The password is not the person's."""

    name: str
    tries_left: int
    template = N_(
        "This is not the password of {name}. Check Caps Lock and the input method;"
        " {tries_left} more tries are free, then each one has to wait longer."
    )
    exit_code: ClassVar[int] = 5


@dataclass(eq=False)
class PersonUnknown(AppError):
    """Nobody of this name may sign in."""

    name: str
    template = N_("{name} is not among those who may sign in to this office. Check the name.")
    exit_code: ClassVar[int] = 5


@dataclass(eq=False)
class PersonKnown(AppError):
    """Somebody of this name may sign in already."""

    name: str
    template = N_("{name} may sign in already. Choose another name, or change the password.")


@dataclass(eq=False)
class LastPerson(AppError):
    """Without this person nobody could sign in."""

    name: str
    template = N_("{name} is the last one who may sign in. Add somebody else first.")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in; the title is shown beside the name."""

    staff_id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The opened key, whose password it was, and how often it had been wrong before."""

    key: DatabaseKey
    staff_id: int
    name: str
    failed_before: int


def unlock(folder: Path, name: str, password: str, now: datetime.datetime) -> Unlocked:
    """Open the database key with a person's password.

    Raises:
        PersonUnknown, TooManyTries, WrongPassword: not opened.
        KeyFileDamaged, OfficeDamaged, NotAnOffice: as their names say.

    """
    file, label = _office_file(folder)
    slot = _slot(file, label, name)
    failed = tries.begin(folder, name, now)
    key = sealing.open_slot(file.office, slot, password)
    if key is None:
        raise WrongPassword(name, max(0, tries.FREE - failed - 1))
    tries.clear(folder, name)
    return Unlocked(key, slot.staff_id, name, failed)


def mend(held: HeldLock) -> bool:
    """Make both copies of the key file whole and equal again, and say whether one was not.

    It needs the lock: another program may be between the two copies.
    """
    file, _ = _office_file(held.folder)
    return keyfile.heal(held.folder, file)


def add_person(
    folder: Path, key: DatabaseKey, person: NewPerson, password: str, cost: Cost = STANDARD
) -> None:
    """Give a person a slot of their own; the key was opened by somebody who may.

    Raises:
        WeakPassword, PersonKnown: nothing was changed.

    """
    file, label = _office_file(folder)
    require_strong(password, person.name)
    if any(slot.name == person.name and slot.key == label for slot in file.slots):
        raise PersonKnown(person.name)
    added = _sealed(file, key, person, password, cost)
    keyfile.write(folder, replace(file, slots=(*file.slots, added)))


def remove_person(folder: Path, name: str) -> None:
    """Take away a person's slot; copies made earlier stay readable to them.

    Raises:
        PersonUnknown, LastPerson: nothing was changed.

    """
    file, label = _office_file(folder)
    _slot(file, label, name)
    left = tuple(slot for slot in file.slots if slot.name != name)
    if not left:
        raise LastPerson(name)
    keyfile.write(folder, replace(file, slots=left))
    tries.clear(folder, name)


def change_password(  # noqa: PLR0913  # the old and the new password, and what they belong to
    folder: Path,
    name: str,
    *,
    old: str,
    new: str,
    now: datetime.datetime,
    cost: Cost = STANDARD,
) -> None:
    """Make the new password the only one that opens the person's slot.

    Raises:
        WrongPassword, TooManyTries, PersonUnknown, WeakPassword: nothing was changed.

    """
    require_strong(new, name)
    unlocked = unlock(folder, name, old, now)
    reset_password(folder, unlocked.key, name, new, cost)


def reset_password(
    folder: Path, key: DatabaseKey, name: str, new: str, cost: Cost = STANDARD
) -> None:
    """Give a person a new password without the old one; the key was opened by somebody who may.

    Raises:
        PersonUnknown, WeakPassword: nothing was changed.

    """
    require_strong(new, name)
    file, label = _office_file(folder)
    old = _slot(file, label, name)
    person = NewPerson(old.staff_id, old.name, old.title)
    renewed = _sealed(file, key, person, new, cost)
    _rewrite(folder, file, lambda slot: renewed if slot is old else slot)
    tries.clear(folder, name)


def retitle(folder: Path, name: str, title: str) -> None:
    """Show this title beside the person's name from the next sign-in on."""
    file, label = _office_file(folder)
    old = _slot(file, label, name)
    if old.title != title:
        _rewrite(folder, file, lambda slot: replace(slot, title=title) if slot is old else slot)


def recover(
    folder: Path, recovery_key: RecoveryKey, name: str, new: str, cost: Cost = STANDARD
) -> None:
    """Give a person a new password by the recovery key.

    Raises:
        WrongRecoveryKey, PersonUnknown, WeakPassword: nothing was changed.

    """
    file, _ = _office_file(folder)
    reset_password(folder, recovery.open_slot(file.recovery, recovery_key), name, new, cost)


def confirm_recovery(folder: Path, typed: str) -> None:
    """Go on only if what was typed is this office's recovery key, whole.

    Raises:
        RecoveryKeyMisread, WrongRecoveryKey: as their names say.

    """
    file, _ = _office_file(folder)
    recovery.open_slot(file.recovery, recovery.read(typed))


def recovery_number(folder: Path) -> str:
    """Give the number of the recovery key that opens this office."""
    return recovery.number_of(keyfile.read(folder).recovery.recipient)


def backup_identity(folder: Path, key: DatabaseKey) -> Identity:
    """Give the office's own key to its backups; raises KeyFileDamaged where it does not open."""
    file, _ = _office_file(folder)
    opened = sealing.open_identity(key, file.backup)
    if opened is None:
        raise KeyFileDamaged(str(folder / keyfile.KEY_FILE))
    return Identity.from_str(opened)


def _office_file(folder: Path) -> tuple[KeyFile, str]:
    paths = folders.locate(folder)
    file = keyfile.read(folder)
    if file.office != paths.office:
        raise OfficeDamaged(str(folder / keyfile.KEY_FILE))
    return file, paths.key


def _slot(file: KeyFile, label: str, name: str) -> PasswordSlot:
    for slot in file.slots:
        if slot.name == name and slot.key == label:
            return slot
    raise PersonUnknown(name)


def _sealed(
    file: KeyFile, key: DatabaseKey, person: NewPerson, password: str, cost: Cost
) -> PasswordSlot:
    return sealing.password_slot(
        file.office,
        person.staff_id,
        person.name,
        person.title,
        key=key,
        password=password,
        cost=cost,
    )


def _rewrite(folder: Path, file: KeyFile, change: Callable[[PasswordSlot], PasswordSlot]) -> None:
    keyfile.write(folder, replace(file, slots=tuple(change(slot) for slot in file.slots)))
