"""The recovery key: standard age text on a printed sheet; it opens every backup and the office."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar

import pyrage
from pyrage.x25519 import Identity, Recipient

from app.errors import AppError
from app.i18n import N_
from app.services.safe.database_key import LENGTH, DatabaseKey
from app.services.safe.keyfile import RecoverySlot

PREFIX = "AGE-SECRET-KEY-1"
GROUP = 4


@dataclass(eq=False)
class RecoveryKeyMisread(AppError):
    """What was typed is no recovery key; its own check letters do not fit."""

    template = N_(
        "These letters are not a whole recovery key; one of them was misread or left out."
        " Compare them with the sheet group by group."
    )
    exit_code: ClassVar[int] = 5


@dataclass(eq=False)
class WrongRecoveryKey(AppError):
    """It is the recovery key of something else."""

    number: str
    template = N_(
        "This recovery key does not belong to this office. The key that opens it"
        " has the number {number}."
    )
    exit_code: ClassVar[int] = 5


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key, and what its printed sheet shows."""

    text: str = field(repr=False)

    @property
    def identity(self) -> Identity:
        """The key as the encryption takes it."""
        return Identity.from_str(self.text)

    @property
    def recipient(self) -> str:
        """The public half, for which backups are written."""
        return str(self.identity.to_public())

    @property
    def number(self) -> str:
        """Which key this is, in public: the sheet, the program and the backups say the same."""
        return number_of(self.recipient)

    @property
    def groups(self) -> tuple[str, ...]:
        """The letters behind the fixed beginning in groups of four, as printed and typed."""
        letters = self.text.removeprefix(PREFIX)
        return tuple(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def new_recovery_key() -> RecoveryKey:
    """Give a recovery key that nobody has ever had."""
    return RecoveryKey(str(Identity.generate()))


def number_of(recipient: str) -> str:
    """Give the number of the key with this public half, such as 3F9A-12C4."""
    digest = hashlib.sha256(recipient.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def read(typed: str) -> RecoveryKey:
    """Give the key that was typed, pasted or read from a file; blanks and case do not matter.

    Raises:
        RecoveryKeyMisread: a letter is wrong or missing.

    """
    folded = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(character for character in folded if character.isalnum())
    text = PREFIX + letters.removeprefix(PREFIX.replace("-", ""))
    try:
        return RecoveryKey(str(Identity.from_str(text)))
    except pyrage.IdentityError as error:
        raise RecoveryKeyMisread from error


def seal(key: DatabaseKey, recipient: str) -> RecoverySlot:
    """Give the slot that opens with the recovery key of this public half."""
    sealed = pyrage.encrypt(key.raw, [Recipient.from_str(recipient)])
    return RecoverySlot(key.label, recipient, sealed)


def open_slot(slot: RecoverySlot, key: RecoveryKey) -> DatabaseKey:
    """Give the database key; raises WrongRecoveryKey."""
    require_same(slot, key)
    try:
        raw = pyrage.decrypt(slot.sealed, [key.identity])
    except (pyrage.DecryptError, OSError) as error:
        raise WrongRecoveryKey(number_of(slot.recipient)) from error
    if len(raw) != LENGTH:
        raise WrongRecoveryKey(number_of(slot.recipient))
    return DatabaseKey(raw)


def require_same(slot: RecoverySlot, key: RecoveryKey) -> None:
    """Go on only if this is the recovery key of the slot; raises WrongRecoveryKey."""
    if key.recipient != slot.recipient:
        raise WrongRecoveryKey(number_of(slot.recipient))
