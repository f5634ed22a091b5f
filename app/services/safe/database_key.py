"""The key that the office database is encrypted with."""

import hashlib
import secrets
from dataclasses import dataclass, field

LENGTH = 48


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """32 random bytes of key and 16 of salt; never shown, never logged."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != LENGTH:
            message = "a database key has 48 bytes"
            raise ValueError(message)

    @property
    def label(self) -> str:
        """The public name of the key: says which key a slot or a generation belongs to."""
        return hashlib.sha256(b"zhangfang database key\0" + self.raw).hexdigest()[:16]


def new_database_key() -> DatabaseKey:
    """Give a key that nobody has ever had."""
    return DatabaseKey(secrets.token_bytes(LENGTH))
