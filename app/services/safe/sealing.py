"""Wrapping the database key by a password, and the backup identity by the database key."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.services.safe import record
from app.services.safe.database_key import LENGTH, DatabaseKey
from app.services.safe.keyfile import BackupSlot, Cost, PasswordSlot
from app.services.safe.passwords import normalised

_KEY = 32
_SALT = 16
_NONCE = 12


def password_slot(  # noqa: PLR0913  # what a slot binds together is exactly this
    office: str,
    staff_id: int,
    name: str,
    title: str,
    *,
    key: DatabaseKey,
    password: str,
    cost: Cost,
) -> PasswordSlot:
    """Give a slot that opens with the password."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    derived = _derive(password, salt, cost)
    sealed = AESGCM(derived).encrypt(nonce, key.raw, _bound(office, key.label, staff_id, name))
    return PasswordSlot(key.label, staff_id, name, title, cost, salt, nonce, sealed)


def open_slot(office: str, slot: PasswordSlot, password: str) -> DatabaseKey | None:
    """Give the database key, or None where this is not the slot's password."""
    derived = _derive(password, slot.salt, slot.cost)
    bound = _bound(office, slot.key, slot.staff_id, slot.name)
    try:
        raw = AESGCM(derived).decrypt(slot.nonce, slot.sealed, bound)
    except InvalidTag:
        return None
    return DatabaseKey(raw) if len(raw) == LENGTH else None


def seal_identity(key: DatabaseKey, recipient: str, identity: str) -> BackupSlot:
    """Give the slot that keeps the office's backup identity under the database key."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(_wrapping_key(key)).encrypt(nonce, identity.encode(), recipient.encode())
    return BackupSlot(key.label, recipient, nonce, sealed)


def open_identity(key: DatabaseKey, slot: BackupSlot) -> str | None:
    """Give the office's backup identity, or None where the key is another one."""
    try:
        opened = AESGCM(_wrapping_key(key)).decrypt(
            slot.nonce, slot.sealed, slot.recipient.encode()
        )
    except InvalidTag:
        return None
    return opened.decode()


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    way = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return way.derive(normalised(password))


def _wrapping_key(key: DatabaseKey) -> bytes:
    # The database key itself encrypts pages and nothing else.
    way = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"zhangfang backup identity")
    return way.derive(key.raw)


def _bound(office: str, label: str, staff_id: int, name: str) -> bytes:
    return record.canonical({"office": office, "key": label, "staff": staff_id, "name": name})
