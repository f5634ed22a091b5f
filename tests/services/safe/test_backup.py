"""A file that ends in .zfbak is a whole backup that was read back; anything else is not there."""

import io
import os
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity
from sqlalchemy import Engine

from app.errors import AppError
from app.models.database import DatabaseDamaged
from app.services.progress import Cancelled
from app.services.safe import backup, container, folder, sign_in
from app.services.safe.container import BackupDamaged
from app.services.safe.files import DiskFull, FolderMissing, ReadOnlyFolder
from app.services.safe.manifest import Proof
from app.services.safe.verify import verify
from tests.services.safe.books import (
    NOW,
    PROOF,
    SALES,
    SmallOffice,
    back_up,
    disk_full_after,
    files_of,
    gather,
    open_books,
    order,
    sell,
)


def _identity(office: SmallOffice) -> Identity:
    return sign_in.backup_identity(office.folder, office.key)


def test_a_backup_holds_the_books_as_they_were_counted(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    assert made.path.name == f"{office.paths.office[:8]}-000001-20251031T102600Z.zfbak"
    assert made.size == made.path.stat().st_size
    manifest = verify(made.path, _identity(office))
    assert manifest == made.manifest
    assert manifest.facts.row_counts == {"sale": SALES}
    assert (manifest.office, manifest.generation, manifest.counter, manifest.made_at) == (
        *(office.paths.office, 1, 1, NOW),
    )
    assert manifest.key == office.key


def test_public_tools_open_it_with_either_key(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    for identity in (_identity(office), office.founded.recovery_key.identity):
        plain = pyrage.decrypt(made.path.read_bytes(), [identity])
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
            assert tar.getnames() == ["manifest.json", "books.db", "keyfile.json"]
            books = tar.extractfile("books.db")
            assert books is not None
            assert len(books.read()) == made.manifest.parts[0].size


def test_nothing_readable_lies_in_the_file_and_nothing_is_left_beside_it(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    content = made.path.read_bytes()
    for secret in ("销售单1", "周敏", office.key.raw.hex(), "manifest.json", "SQLite"):
        assert secret.encode() not in content
    assert [path.name for path in target.iterdir()] == [made.path.name]
    assert not [path for path in office.folder.iterdir() if path.name.startswith(".")]


def test_books_are_backed_up_while_they_are_open_and_written(
    office: SmallOffice, target: Path
) -> None:
    with open_books(office.paths, office.key) as engine, engine.begin() as writing:
        writing.exec_driver_sql("INSERT INTO sale (note) VALUES ('not yet kept')")
        made = backup.create(office.paths, engine, office.key, order(target))
        assert made.manifest.facts.row_counts == {"sale": SALES}


def test_backups_are_numbered_and_listed_newest_first(office: SmallOffice, target: Path) -> None:
    first, second = back_up(office, target), back_up(office, target)
    listed = backup.listing(target)
    assert [file.path for file in listed] == [second.path, first.path]
    assert [file.counter for file in listed] == [2, 1]
    assert (listed[0].made_at, listed[0].size) == (NOW, second.size)
    assert backup.newest(target, office.paths.office) == listed[0]
    assert backup.newest(target, "f" * 32) is None


def test_a_clock_set_back_does_not_make_an_old_backup_the_newest(
    office: SmallOffice, target: Path
) -> None:
    back_up(office, target)
    with open_books(office.paths, office.key) as engine:
        earlier = order(target, now=NOW - timedelta(days=365))
        made = backup.create(office.paths, engine, office.key, earlier)
    newest = backup.newest(target, office.paths.office)
    assert newest is not None
    assert newest.path == made.path


def test_unfinished_and_foreign_files_are_never_listed(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    for name in (
        made.path.name + ".partial",
        "holiday.zfbak",
        "0" * 8 + "-000009-20251331T990000Z.zfbak",
        "readme.txt",
    ):
        (target / name).write_bytes(b"x")
    (target / made.path.name.replace("-000001-", "-000002-")).mkdir()
    assert [file.path for file in backup.listing(target)] == [made.path]


def test_what_a_killed_backup_left_is_cleared_by_the_next(
    office: SmallOffice, target: Path
) -> None:
    target.mkdir()
    partial = target / f"{office.paths.office[:8]}-000001-20251030T102600Z.zfbak.partial"
    foreign = target / "ffffffff-000001-20251030T102600Z.zfbak.partial"
    for left in (partial, foreign):
        left.write_bytes(b"half")
    snapshot = office.folder / ".snapshot-killed"
    snapshot.mkdir()
    made = back_up(office, target)
    assert {path.name for path in target.iterdir()} == {made.path.name, foreign.name}
    assert not snapshot.exists()


class _CancelAt:
    """Somebody who presses cancel when so much is done."""

    def __init__(self, percent: int) -> None:
        self._percent = percent
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done * 100 >= total * self._percent:
            raise Cancelled


@pytest.mark.parametrize("percent", [1, 50, 75, 100])
def test_cancelling_leaves_nothing_behind(office: SmallOffice, target: Path, percent: int) -> None:
    before = files_of(office.folder)
    with open_books(office.paths, office.key) as engine, pytest.raises(Cancelled):
        backup.create(office.paths, engine, office.key, order(target), _CancelAt(percent))
    assert list(target.iterdir()) == []
    # A number that was taken is not given again.
    assert {**files_of(office.folder), "backups": b""} == {**before, "backups": b""}


def test_progress_goes_on_to_the_end(office: SmallOffice, target: Path) -> None:
    watcher = _CancelAt(101)
    with open_books(office.paths, office.key) as engine:
        backup.create(office.paths, engine, office.key, order(target), watcher)
    assert [done for done, _ in watcher.steps] == sorted(done for done, _ in watcher.steps)
    assert watcher.steps[-1][0] == watcher.steps[-1][1]


def _fails(office: SmallOffice, target: Path) -> None:
    with open_books(office.paths, office.key) as engine:
        backup.create(office.paths, engine, office.key, order(target))


def test_a_disk_that_fills_while_writing_leaves_no_backup(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = office.paths.database.stat().st_size
    write = container.write

    def on_full_disk(*given: object) -> str:
        with disk_full_after(size // 2):
            return write(*given)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(container, "write", on_full_disk)
    with pytest.raises(DiskFull) as refused:
        _fails(office, target)
    assert refused.value.needed == 1
    assert list(target.iterdir()) == []
    monkeypatch.undo()
    assert back_up(office, target).path.is_file()


def test_a_disk_that_fills_at_the_snapshot_leaves_no_backup(
    office: SmallOffice, target: Path
) -> None:
    size = office.paths.database.stat().st_size
    with disk_full_after(size // 2), pytest.raises(AppError) as refused:
        _fails(office, target)
    assert refused.value.exit_code == 7
    assert list(target.iterdir()) == []
    assert not list(office.folder.glob(".snapshot-*"))


def test_an_error_of_the_database_that_is_nobodys_fault_is_not_worded_as_one(
    office: SmallOffice, tmp_path: Path
) -> None:
    there_already = tmp_path / "books.db"
    shutil.copy(office.paths.database, there_already)
    with (
        open_books(office.paths, office.key) as engine,
        pytest.raises(engine.dialect.loaded_dbapi.Error, match="exists"),
    ):
        backup._copy_whole(engine, office.paths.database, there_already)


def test_room_is_asked_for_before_anything_is_written(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(office.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=1000))
    with pytest.raises(DiskFull):
        _fails(office, target)
    assert list(target.iterdir()) == []


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="it needs a folder of the Linux kernel")
def test_a_target_that_cannot_be_written_is_named(office: SmallOffice) -> None:
    with pytest.raises(ReadOnlyFolder, match="/sys/backups"):
        _fails(office, Path("/sys/backups"))


def test_a_stick_that_is_not_plugged_in_is_named(office: SmallOffice, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        _fails(office, tmp_path / "stick" / "账房备份")
    with pytest.raises(FolderMissing):
        backup.listing(tmp_path / "stick")


class _BadDisk:
    """Changes one byte of what it was given, after it said that all was written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._forget = backup._forget_cached
        monkeypatch.setattr(backup, "_forget_cached", self._change)

    def _change(self, partial: Path) -> None:
        content = bytearray(partial.read_bytes())
        content[len(content) // 2] ^= 1
        partial.write_bytes(content)
        self._forget(partial)


def test_a_target_that_keeps_something_else_is_noticed_before_the_file_has_its_name(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _BadDisk(monkeypatch)
    with pytest.raises(BackupDamaged) as refused:
        _fails(office, target)
    assert refused.value.exit_code == 4
    assert list(target.iterdir()) == []


def test_a_target_that_keeps_an_older_backup_instead_is_noticed(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = back_up(office, target).path.read_bytes()
    monkeypatch.setattr(backup, "_forget_cached", lambda partial: partial.write_bytes(older))
    with pytest.raises(BackupDamaged, match="manifest"):
        _fails(office, target)
    assert len(list(target.iterdir())) == 1


def test_books_with_a_damaged_page_are_never_backed_up_as_whole(
    office: SmallOffice, target: Path
) -> None:
    path = office.paths.database
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        _fails(office, target)
    assert not target.exists() or list(target.iterdir()) == []


def test_a_known_complaint_is_written_into_the_backup(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target, Proof(lambda _engine: ["V03"], gather))
    assert made.manifest.complaints == ("V03",)


def test_the_checks_see_the_snapshot_and_not_the_books_that_go_on(
    office: SmallOffice, target: Path
) -> None:
    def sell_meanwhile(_engine: Engine) -> list[str]:
        sell(office)
        return []

    made = back_up(office, target, Proof(sell_meanwhile, gather))
    assert made.manifest.facts.row_counts == {"sale": SALES}


def test_a_refusal_of_the_checks_leaves_nothing(office: SmallOffice, target: Path) -> None:
    def refuse(_engine: Engine) -> list[str]:
        raise AppError

    with pytest.raises(AppError):
        back_up(office, target, Proof(refuse, PROOF.gather))
    assert list(target.iterdir()) == []
    assert not list(office.folder.glob(".snapshot-*"))


def test_a_system_without_advice_on_caching_reads_back_all_the_same(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    made = back_up(office, target)
    assert verify(made.path, _identity(office)).counter == 1
    assert folder.locate(office.folder) == office.paths
