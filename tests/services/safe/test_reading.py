"""Every change to a backup is noticed, and what is inside never decides where it goes."""

import errno
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity, Recipient
from typing_extensions import override

from app.errors import AppError
from app.services.progress import UNWATCHED
from app.services.safe import manifest as manifests
from app.services.safe import reading, sign_in
from app.services.safe.container import BackupDamaged, NotABackup, WrongKey
from app.services.safe.files import DiskFault, DiskFull, FolderMissing
from app.services.safe.keyfile import KEY_FILE
from app.services.safe.manifest import BackupNewer, Manifest
from app.services.safe.reading import admit_all, read
from app.services.safe.verify import verify
from tests.services.safe.books import SmallOffice, back_up, disk_full_after, found


class _Genuine:
    """A genuine backup, its key, and what it holds in plain."""

    def __init__(self, office: SmallOffice, folder: Path) -> None:
        self.folder = folder
        self.path = back_up(office, folder / "first").path
        self.whole = self.path.read_bytes()
        self.other = back_up(office, folder / "second").path.read_bytes()
        self.identity = sign_in.backup_identity(office.folder, office.key)
        self.plain = pyrage.decrypt(self.whole, [self.identity])

    def verified(self, content: bytes) -> Manifest:
        changed = self.folder / "changed.zfbak"
        changed.write_bytes(content)
        return verify(changed, self.identity)

    def sealed(self, plain: bytes) -> bytes:
        """Give a file that whoever knows the public key can make."""
        return pyrage.encrypt(plain, [Recipient.from_str(str(self.identity.to_public()))])


@pytest.fixture(scope="session")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> _Genuine:
    return _Genuine(
        found(tmp_path_factory.mktemp("office") / "office"), tmp_path_factory.mktemp("genuine")
    )


def test_every_flipped_byte_is_noticed(genuine: _Genuine) -> None:
    whole = genuine.whole
    head = range(700)
    sample = range(700, len(whole), max(1, (len(whole) - 700) // 150))
    for at in (*head, *sample, len(whole) - 1):
        with pytest.raises(AppError) as refused:
            genuine.verified(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        assert isinstance(refused.value, BackupDamaged | NotABackup | WrongKey), at


def test_every_truncation_is_noticed(genuine: _Genuine) -> None:
    whole = genuine.whole
    for size in (*range(0, len(whole), max(1, len(whole) // 200)), len(whole) - 16, len(whole) - 1):
        with pytest.raises(BackupDamaged if size > 30 else NotABackup):
            genuine.verified(whole[:size])


@pytest.mark.parametrize(
    "change",
    [
        lambda whole, other: whole + b"\x00",
        lambda whole, other: whole + other,
        lambda whole, other: whole[:2000] + other[2000:],
        lambda whole, other: whole[: len(whole) // 2] + other[len(whole) // 2 :],
        lambda whole, other: whole[:70_000] + bytes(512) + whole[70_512:],
        lambda whole, other: whole[:70_000] + whole[4000:8000] + whole[74_000:],
    ],
)
def test_appended_spliced_and_swapped_content_is_noticed(
    genuine: _Genuine, change: Callable[[bytes, bytes], bytes]
) -> None:
    with pytest.raises(BackupDamaged):
        genuine.verified(change(genuine.whole, genuine.other))


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK\x03\x04" + bytes(500), b"SQLite format 3\x00" + bytes(4080)]
)
def test_another_kind_of_file_is_no_backup(genuine: _Genuine, content: bytes) -> None:
    with pytest.raises(NotABackup) as refused:
        genuine.verified(content)
    assert refused.value.exit_code == 3


def test_another_key_is_told_from_damage(genuine: _Genuine) -> None:
    with pytest.raises(WrongKey) as refused:
        verify(genuine.path, Identity.generate())
    assert refused.value.exit_code == 5


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        verify(tmp_path / "absent.zfbak", Identity.generate())


def _tar(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def _members(genuine: _Genuine) -> dict[str, bytes]:
    found = {}
    with tarfile.open(fileobj=io.BytesIO(genuine.plain)) as tar:
        for name in tar.getnames():
            file = tar.extractfile(name)
            assert file is not None
            found[name] = file.read()
    return found


def test_a_tar_made_by_the_public_tool_is_read_as_well(genuine: _Genuine) -> None:
    content = genuine.sealed(_tar(*_members(genuine).items()))
    assert genuine.verified(content) == verify(genuine.path, genuine.identity)


@pytest.mark.parametrize(
    "name",
    ["../books.db", "C:\\x", "/etc/passwd", "CON", "a:stream", "x" * 300, "books.db.", "books.db/"],
)
def test_a_part_with_a_hostile_name_is_refused_and_lands_nowhere(
    genuine: _Genuine, name: str
) -> None:
    members = _members(genuine)
    books = members.pop("books.db")
    for order in (
        [*members.items(), (name, books)],
        [("manifest.json", members["manifest.json"]), (name, books)],
        [(name, books)],
    ):
        before = sorted(genuine.folder.parent.rglob("*"))
        with pytest.raises(BackupDamaged):
            genuine.verified(genuine.sealed(_tar(*order)))
        after = sorted(genuine.folder.parent.rglob("*"))
        assert {path.name for path in after} - {path.name for path in before} <= {"changed.zfbak"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("books.db", lambda content: content[:-1] + bytes([content[-1] ^ 1])),
        ("books.db", lambda content: content + b"\x00"),
        ("keyfile.json", lambda content: content.replace(b"serial", b"Serial")),
        ("manifest.json", lambda content: content.replace(b"books.db", b"books.ex")),
        ("manifest.json", lambda content: content.replace(b'"version":1', b'"version":"1"')),
        ("manifest.json", lambda content: b""),
        ("manifest.json", lambda content: b"{"),
    ],
)
def test_a_part_that_does_not_fit_the_manifest_is_damage(
    genuine: _Genuine, name: str, change: Callable[[bytes], bytes]
) -> None:
    members = _members(genuine)
    members[name] = change(members[name])
    with pytest.raises(BackupDamaged):
        genuine.verified(genuine.sealed(_tar(*members.items())))


def test_a_key_file_of_absurd_size_is_refused_before_it_is_read(genuine: _Genuine) -> None:
    members = _members(genuine)
    content = members["manifest.json"]
    manifest = manifests.decode(content)
    size = f'"size":{manifest.parts[1].size}'.encode()
    members["manifest.json"] = content.replace(size, b'"size":99999999')
    with pytest.raises(BackupDamaged, match=r"manifest\.json"):
        genuine.verified(genuine.sealed(_tar(*members.items())))


def test_a_backup_of_a_newer_program_is_refused_as_newer(genuine: _Genuine) -> None:
    members = _members(genuine)
    members["manifest.json"] = members["manifest.json"].replace(b'"version":1', b'"version":2')
    with pytest.raises(BackupNewer):
        genuine.verified(genuine.sealed(_tar(*members.items())))


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"x" * 100,
        b"x" * 2000,
        bytes(10240),
    ],
)
def test_an_encrypted_file_without_our_parts_is_damage(genuine: _Genuine, plain: bytes) -> None:
    with pytest.raises(BackupDamaged):
        genuine.verified(genuine.sealed(plain))


@pytest.mark.parametrize("at", [-1, -600])
def test_content_behind_the_last_part_is_damage(genuine: _Genuine, at: int) -> None:
    plain = bytearray(genuine.plain)
    plain[at] = 1
    with pytest.raises(BackupDamaged, match="padding"):
        genuine.verified(genuine.sealed(bytes(plain)))


def test_content_between_two_parts_is_damage(genuine: _Genuine) -> None:
    plain = bytearray(genuine.plain)
    size = len(_members(genuine)["manifest.json"])
    assert size % 512
    plain[512 + size] = 1
    with pytest.raises(BackupDamaged, match="padding"):
        genuine.verified(genuine.sealed(bytes(plain)))


def test_an_empty_part_is_read_like_any_other(genuine: _Genuine) -> None:
    members = _members(genuine)
    manifest = manifests.decode(members["manifest.json"])
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    part = manifest.parts[1]
    text = members["manifest.json"].replace(part.sha256.encode(), digest.encode())
    members["manifest.json"] = text.replace(f'"size":{part.size}'.encode(), b'"size":0')
    members[KEY_FILE] = b""
    read_back = genuine.verified(genuine.sealed(_tar(*members.items())))
    assert read_back.parts[1].size == 0


def test_what_cannot_be_written_is_the_disks_refusal_and_not_damage(
    genuine: _Genuine, tmp_path: Path
) -> None:
    with (
        (tmp_path / "books.db").open("wb") as file,
        disk_full_after(20_000),
        pytest.raises(DiskFull) as refused,
    ):
        read(genuine.path, genuine.identity, {"books.db": file}, admit_all)
    assert refused.value.path == str(tmp_path / "books.db")


def test_a_refused_manifest_stops_the_reading_before_anything_is_written(
    genuine: _Genuine,
) -> None:
    def refuse(_manifest: Manifest) -> None:
        raise AppError

    books = io.BytesIO()
    with pytest.raises(AppError) as refused:
        read(genuine.path, genuine.identity, {"books.db": books}, refuse)
    assert type(refused.value) is AppError
    assert books.getvalue() == b""


class _FailingDisk(io.BytesIO):
    """A disk that reports a fault in the middle of a file."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 4000:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_fault_of_the_disk_is_told_from_damage(genuine: _Genuine) -> None:
    sink = reading._PlainSink(genuine.path, {}, admit_all, UNWATCHED)
    with pytest.raises(DiskFault):
        reading._decrypt(_FailingDisk(genuine.whole), sink, genuine.identity, genuine.path)
