"""The backup file: a tar inside an ordinary age file, written as a stream.

docs/security.md opens one with public tools only.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

import pyrage
from pyrage.x25519 import Recipient
from typing_extensions import Buffer, override

from app.errors import AppError
from app.i18n import N_
from app.services.progress import UNWATCHED, Cancelled, Progress
from app.services.safe import manifest as manifests
from app.services.safe.keyfile import KEY_FILE
from app.services.safe.manifest import MANIFEST, Manifest, Part

BOOKS = "books.db"
PARTS = (BOOKS, KEY_FILE)

BLOCK = tarfile.BLOCKSIZE
_CHUNK = 1 << 16


@dataclass(eq=False)
class NotABackup(AppError):
    """The file is no backup of this program."""

    path: str
    template = N_(
        "{path} is not a backup of this program. Choose a file whose name ends in .zfbak."
    )


@dataclass(eq=False)
class BackupDamaged(AppError):
    """The backup is not as it was written."""

    path: str
    what: str
    template = N_(
        "The backup {path} is damaged ({what}). Nothing was changed; use an older backup,"
        " and make a new one on another disk."
    )
    exit_code: ClassVar[int] = 4


@dataclass(eq=False)
class WrongKey(AppError):
    """The key opens another backup than this one."""

    path: str
    template = N_(
        "This key does not open {path}: it is the key of another office or an older one,"
        " or the head of the file is damaged. Look for the sheet with the right key number."
    )
    exit_code: ClassVar[int] = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A part that is to be written, and where its content is."""

    part: Part
    content: Path | bytes


def measured(name: str, content: Path | bytes, progress: Progress = UNWATCHED) -> Source:
    """Give a part with its size and digest."""
    digest, size = hashlib.sha256(), 0
    total = len(content) if isinstance(content, bytes) else content.stat().st_size
    for chunk in _chunks(content):
        digest.update(chunk)
        size += len(chunk)
        progress.step(size, total)
    return Source(Part(name, size, digest.hexdigest()), content)


def write(
    target: BinaryIO,
    recipients: tuple[str, ...],
    manifest: Manifest,
    sources: tuple[Source, ...],
    progress: Progress = UNWATCHED,
) -> str:
    """Write the backup for these public keys and give the SHA-256 of the file."""
    written = _Tee(target)
    plain = _PlainTar(manifests.encode(manifest), sources, progress)
    try:
        pyrage.encrypt_io(plain, written, [Recipient.from_str(text) for text in recipients])
    except pyrage.EncryptError:
        # It words what went wrong in our streams as its own; ours says more.
        failure = plain.failure or written.failure
        if failure is None:
            raise
        raise failure from None
    return written.digest.hexdigest()


def _chunks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry.tobuf(tarfile.GNU_FORMAT)


def padding(size: int) -> bytes:
    """Give the zeros that fill a part up to a whole block."""
    return bytes(-size % BLOCK)


class _Tee(io.BufferedIOBase):
    """Where the encryption writes: the file, with its digest on the way."""

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target = target
        self.digest = hashlib.sha256()
        self.failure: OSError | None = None

    @override
    def write(self, buffer: Buffer, /) -> int:
        self.digest.update(buffer)
        try:
            return self._target.write(buffer)
        except OSError as error:
            self.failure = error
            raise

    @override
    def flush(self) -> None:
        self._target.flush()


class _PlainTar(io.BufferedIOBase):
    """The tar as the encryption reads it; it never exists as a whole."""

    def __init__(self, manifest: bytes, sources: tuple[Source, ...], progress: Progress) -> None:
        super().__init__()
        self._pieces = _pieces(manifest, sources, progress)
        self._rest = b""
        self.failure: OSError | Cancelled | None = None

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        wanted = -1 if size is None else size
        while not self._rest:
            try:
                piece = next(self._pieces, None)
            except (OSError, Cancelled) as error:
                self.failure = error
                raise
            if piece is None:
                return b""
            self._rest = piece
        if wanted < 0:
            wanted = len(self._rest)
        given, self._rest = self._rest[:wanted], self._rest[wanted:]
        return given


def _pieces(manifest: bytes, sources: tuple[Source, ...], progress: Progress) -> Iterator[bytes]:
    total = sum(source.part.size for source in sources)
    yield _header(MANIFEST, len(manifest)) + manifest + padding(len(manifest))
    written, done = BLOCK + len(manifest) + len(padding(len(manifest))), 0
    for source in sources:
        size = source.part.size
        yield _header(source.part.name, size)
        for chunk in _chunks(source.content):
            yield chunk
            done += len(chunk)
            progress.step(done, total)
        yield padding(size)
        written += BLOCK + size + len(padding(size))
    end = 2 * BLOCK
    yield bytes(end + (-(written + end) % tarfile.RECORDSIZE))
