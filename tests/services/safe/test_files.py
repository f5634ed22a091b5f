"""Small files are old or new after anything, and the disk's errors are named."""

import errno
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.services.safe import files
from app.services.safe.files import (
    DiskFault,
    DiskFull,
    FileHeld,
    FolderMissing,
    ReadOnlyFolder,
    replace_file,
    require_room,
    sorted_error,
)
from tests.services.safe.books import disk_full_after


def _windows_error(code: int) -> OSError:
    error = OSError(errno.EACCES, "Access is denied")
    error.winerror = code  # type: ignore[attr-defined]  # only Windows declares it
    return error


class _Antivirus:
    """Holds a file for so many tries, as Windows reports it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
        self.left = tries
        self.waited: list[float] = []
        replace = Path.replace

        def held(path: Path, target: Path) -> Path:
            self.left -= 1
            if self.left >= 0:
                raise _windows_error(32)
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", held)
        monkeypatch.setattr(time, "sleep", self.waited.append)


def test_a_replaced_file_has_the_new_content_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    replace_file(path, b"gen-000001")
    replace_file(path, b"gen-000002")
    assert path.read_bytes() == b"gen-000002"
    assert files_in(tmp_path) == {"CURRENT": b"gen-000002"}


def test_the_disk_has_every_byte_before_the_file_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[tuple[str, int]] = []
    fsync, put_in_place = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        fsync(handle)
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        happened.append((kind, os.fstat(handle).st_size if kind == "file" else 0))

    def named(path: Path, target: Path) -> Path:
        happened.append(("name", 0))
        return put_in_place(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", named)
    replace_file(tmp_path / "CURRENT", b"gen-000001")
    assert happened[:2] == [("file", 10), ("name", 0)]
    assert happened[2:] == ([] if sys.platform == "win32" else [("folder", 0)])


def test_a_full_disk_leaves_the_old_file_and_says_how_much_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "keyfile.json"
    replace_file(path, b"old")
    with disk_full_after(200_000), pytest.raises(DiskFull) as refused:
        replace_file(path, bytes(2_500_000))
    assert (refused.value.needed, refused.value.exit_code) == (3, 7)
    assert files_in(tmp_path) == {"keyfile.json": b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="it needs a folder of the Linux kernel")
def test_a_read_only_folder_is_named() -> None:
    # The kernel's own folder refuses new files to everybody, the superuser included.
    with pytest.raises(ReadOnlyFolder) as refused:
        replace_file(Path("/sys/CURRENT"), b"x")
    assert refused.value.path == "/sys/CURRENT"


def test_a_file_held_for_a_moment_is_replaced_after_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antivirus = _Antivirus(monkeypatch, tries=3)
    replace_file(tmp_path / "CURRENT", b"new")
    assert (tmp_path / "CURRENT").read_bytes() == b"new"
    assert antivirus.waited == [0.05, 0.1, 0.2]


def test_a_file_held_too_long_is_named_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    replace_file(path, b"old")
    antivirus = _Antivirus(monkeypatch, tries=100)
    with pytest.raises(FileHeld) as refused:
        replace_file(path, b"new")
    assert refused.value.path == str(path)
    assert sum(antivirus.waited) == pytest.approx(4.75)
    assert files_in(tmp_path) == {"CURRENT": b"old"}


def test_what_cannot_be_replaced_at_all_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    (tmp_path / "CURRENT" / "something").mkdir(parents=True)
    with pytest.raises(AppError):
        replace_file(tmp_path / "CURRENT", b"new")
    assert waited == []
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_a_disk_that_forgets_is_noticed_when_the_file_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    replace_file(path, b"old")
    monkeypatch.setattr(Path, "read_bytes", lambda _path: bytes(3))
    with pytest.raises(DiskFault):
        replace_file(path, b"new")
    monkeypatch.undo()
    assert files_in(tmp_path) == {"CURRENT": b"old"}


def test_room_is_asked_for_before_the_work(tmp_path: Path) -> None:
    require_room(tmp_path, 1000)
    with pytest.raises(DiskFull) as refused:
        require_room(tmp_path, 10**15)
    assert refused.value.needed == 10**9


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (OSError(errno.ENOSPC, "full"), DiskFull),
        (OSError(errno.EDQUOT, "quota"), DiskFull),
        (_windows_error(112), DiskFull),
        (_windows_error(5), FileHeld),
        (_windows_error(33), FileHeld),
        (OSError(errno.EROFS, "read-only"), ReadOnlyFolder),
        (OSError(errno.EACCES, "denied"), ReadOnlyFolder),
        (OSError(errno.ENOENT, "missing"), FolderMissing),
        (OSError(errno.EIO, "Input/output error"), DiskFault),
        (OSError("without a number"), DiskFault),
    ],
)
def test_every_error_of_the_disk_becomes_a_refusal_with_its_exit_code(
    error: OSError, refusal: type[AppError]
) -> None:
    found = sorted_error(error, Path("D:/账房"))
    assert type(found) is refusal
    assert found.exit_code == 7
    assert str(Path("D:/账房")) in str(found)


def test_windows_knows_no_flush_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any) -> int:
        raise AssertionError

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "name", "nt")
    files.flush_folder(tmp_path)


def test_a_folder_of_ours_is_taken_away_and_may_be_absent_already(tmp_path: Path) -> None:
    (tmp_path / "gen").mkdir()
    (tmp_path / "gen" / "books.db").write_bytes(b"x")
    files.remove_folder(tmp_path / "gen")
    files.remove_folder(tmp_path / "gen")
    assert files_in(tmp_path) == {}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
