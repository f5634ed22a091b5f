"""Reading a backup as a stream: every byte is under a check, and names are never paths."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage.x25519 import Identity
from typing_extensions import Buffer, override

from app.services.progress import UNWATCHED, Progress
from app.services.safe import manifest as manifests
from app.services.safe import record
from app.services.safe.container import (
    BLOCK,
    PARTS,
    BackupDamaged,
    NotABackup,
    WrongKey,
    padding,
)
from app.services.safe.files import on_disk, sorted_error
from app.services.safe.keyfile import KEY_FILE, LARGEST
from app.services.safe.manifest import MANIFEST, Manifest, Part

_MAGIC = b"age-encryption.org/v1\n"
_CUT = "cut off"
_HEADER = "part header"
_PADDING = "padding"


def read(
    path: Path,
    identity: Identity,
    into: Mapping[str, BinaryIO],
    admit: Callable[[Manifest], None],
    progress: Progress = UNWATCHED,
) -> Manifest:
    """Read every byte of a backup, compare every digest, and give its manifest.

    `admit` sees the manifest before anything else is taken and may refuse. Parts named in `into`
    are written there; nobody may use them before this has returned.

    Raises:
        NotABackup, BackupDamaged, WrongKey, BackupNewer: as their names say.

    """
    sink = _PlainSink(path, into, admit, progress)
    with on_disk(path):
        file = path.open("rb")
    with file:
        with on_disk(path):
            start = file.read(len(_MAGIC))
            file.seek(0)
        if start != _MAGIC:
            raise NotABackup(str(path))
        _decrypt(file, sink, identity, path)
    return sink.finish()


def admit_all(_manifest: Manifest) -> None:
    """Refuse no manifest."""


def _decrypt(file: BinaryIO, sink: "_PlainSink", identity: Identity, path: Path) -> None:
    try:
        pyrage.decrypt_io(_Source(file), sink, [identity])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise WrongKey(str(path)) from error
        raise BackupDamaged(str(path), str(error)) from error
    except OSError as error:
        # The disk's errors carry a number; those of the encryption are words only.
        if error.errno is None:
            raise BackupDamaged(str(path), str(error)) from error
        raise sorted_error(error, path) from error


class _Source(io.BufferedIOBase):
    """The file as the decryption reads it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        return self._file.read(-1 if size is None else size)


class _PlainSink(io.BufferedIOBase):
    """The tar as it comes out of the decryption, piece by piece."""

    def __init__(
        self,
        path: Path,
        into: Mapping[str, BinaryIO],
        admit: Callable[[Manifest], None],
        progress: Progress,
    ) -> None:
        super().__init__()
        self._path = path
        self._into: Mapping[str, BinaryIO] = into
        self._admit = admit
        self._progress = progress
        self._head = bytearray()
        self._text = bytearray()
        self._manifest: Manifest | None = None
        self._waiting: list[Part] = []
        self._current: Part | None = None
        self._digest = hashlib.sha256()
        self._left = 0
        self._zeros = 0
        self._done = 0
        self._total = 0

    @override
    def write(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        size = len(view)
        while view:
            if self._left:
                view = self._content(view)
            elif self._zeros:
                view = self._blank(view, self._zeros)
            elif self._is_at_end():
                view = self._blank(view, len(view))
            else:
                view = self._header(view)
        return size

    def finish(self) -> Manifest:
        """Give the manifest once everything has come; raises BackupDamaged."""
        if self._manifest is None or self._left or not self._is_at_end():
            raise self._damaged(_CUT)
        return self._manifest

    def _is_at_end(self) -> bool:
        return self._manifest is not None and self._current is None and not self._waiting

    def _header(self, view: memoryview) -> memoryview:
        wanted = BLOCK - len(self._head)
        self._head += view[:wanted]
        if len(self._head) == BLOCK:
            self._begin(bytes(self._head))
            self._head.clear()
        return view[wanted:]

    def _begin(self, head: bytes) -> None:
        try:
            entry = tarfile.TarInfo.frombuf(head, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError) as error:
            raise self._damaged(_HEADER) from error
        if self._manifest is None:
            self._current = Part(MANIFEST, entry.size, "")
        else:
            self._current = self._waiting.pop(0)
        expected = self._current
        if not entry.isreg() or (entry.name, entry.size) != (expected.name, expected.size):
            raise self._damaged(_HEADER)
        if self._manifest is None and not 0 < entry.size <= manifests.LARGEST:
            raise self._damaged(MANIFEST)
        self._digest = hashlib.sha256()
        self._left, self._zeros = entry.size, len(padding(entry.size))
        if not self._left:
            self._end_part()

    def _content(self, view: memoryview) -> memoryview:
        chunk, rest = view[: self._left], view[self._left :]
        self._digest.update(chunk)
        self._keep(chunk)
        self._left -= len(chunk)
        if not self._left:
            self._end_part()
        return rest

    def _keep(self, chunk: memoryview) -> None:
        if self._manifest is None or self._current is None:
            self._text += chunk
            return
        target = self._into.get(self._current.name)
        if target is not None:
            try:
                target.write(chunk)
            except OSError as error:
                raise sorted_error(error, Path(target.name)) from error
        self._done += len(chunk)
        self._progress.step(self._done, self._total)

    def _end_part(self) -> None:
        part, self._current = self._current, None
        if self._manifest is None:
            self._open_manifest()
        elif part is not None and self._digest.hexdigest() != part.sha256:
            raise self._damaged(part.name)

    def _open_manifest(self) -> None:
        try:
            manifest = manifests.decode(bytes(self._text))
        except record.Unreadable as error:
            raise self._damaged(MANIFEST) from error
        sizes = {part.name: part.size for part in manifest.parts}
        if tuple(part.name for part in manifest.parts) != PARTS or sizes[KEY_FILE] > LARGEST:
            raise self._damaged(MANIFEST)
        self._admit(manifest)
        self._manifest = manifest
        self._waiting = list(manifest.parts)
        self._total = sum(sizes.values())

    def _blank(self, view: memoryview, most: int) -> memoryview:
        chunk = view[:most]
        if any(chunk):
            raise self._damaged(_PADDING)
        self._zeros = max(0, self._zeros - len(chunk))
        return view[most:]

    def _damaged(self, what: str) -> BackupDamaged:
        return BackupDamaged(str(self._path), what)
