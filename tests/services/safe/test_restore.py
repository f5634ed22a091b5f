"""A restore builds a whole generation apart, proves it, and only then puts it in use."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.errors import AppError
from app.models.database import DatabaseNewer
from app.services.progress import Cancelled
from app.services.safe import backup, counters, keyfile, restore, sign_in
from app.services.safe import folder as folders
from app.services.safe.container import BackupDamaged, WrongKey
from app.services.safe.files import DiskFull
from app.services.safe.folder import FolderNotEmpty
from app.services.safe.lock import holding
from app.services.safe.manifest import BooksFacts, Proof
from app.services.safe.place import InSyncFolder
from app.services.safe.recovery import new_recovery_key
from app.services.safe.restore import OtherOffice, Restored, RestoredBooksDiffer, RestoreOrder
from tests.services.safe.books import (
    CHEAP,
    LI,
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    PROOF,
    SALES,
    SmallOffice,
    back_up,
    disk_full_after,
    files_of,
    found,
    gather,
    restore_order,
    sales_in,
    sell,
)


def _restore_here(
    office: SmallOffice, path: Path, change: Callable[[RestoreOrder], RestoreOrder] = lambda o: o
) -> Restored:
    order = change(restore_order(office, path))
    with holding(office.folder, "周敏", NOW) as held:
        return restore.into_same_office(held, order, office.key)


def test_the_recovery_key_alone_brings_the_office_back_on_an_empty_machine(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    made = back_up(office, target)
    shutil.rmtree(office.folder)
    key = office.founded.recovery_key
    order = RestoreOrder(made.path, key.identity, PROOF, NOW)
    restored = restore.into_new_folder(order, tmp_path / "new machine")
    assert restored.paths == folders.locate(tmp_path / "new machine")
    assert (restored.paths.office, restored.paths.generation) == (office.paths.office, 2)
    assert sales_in(restored.paths, restored.key) == SALES
    unlocked = sign_in.unlock(restored.paths.folder, "周敏", PASSWORD, NOW)
    assert unlocked.key == restored.key == office.key
    sign_in.recover(restored.paths.folder, key, "周敏", OTHER_PASSWORD, CHEAP)
    assert sign_in.unlock(restored.paths.folder, "周敏", OTHER_PASSWORD, NOW).key == office.key
    # Backups of the office that came back go on where they were.
    assert counters.next_backup(restored.paths.folder, 0) == 2


def test_a_restored_office_makes_backups_that_the_same_key_opens(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    made = back_up(office, target)
    restored = restore.into_new_folder(restore_order(office, made.path), tmp_path / "again")
    again = SmallOffice(replace(office.founded, paths=restored.paths))
    later = back_up(again, target)
    newest = backup.newest(target, office.paths.office)
    assert newest is not None
    assert newest.path == later.path
    identity = office.founded.recovery_key.identity
    order = RestoreOrder(later.path, identity, PROOF, NOW)
    assert restore.into_new_folder(order, tmp_path / "third").paths.generation == 3


def test_restoring_over_newer_books_keeps_them_bit_for_bit_one_step_away(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    sell(office)
    newer = office.paths.database.read_bytes()
    restored = _restore_here(office, made.path)
    assert restored.paths.generation == 2
    assert sales_in(restored.paths, restored.key) == SALES
    assert office.paths.database.read_bytes() == newer
    back = folders.switch(office.folder, 1)
    assert sales_in(back, office.key) == SALES + 1


def test_people_are_as_now_after_a_restore_into_the_same_office(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    sign_in.add_person(office.folder, office.key, LI, OTHER_PASSWORD, CHEAP)
    sign_in.remove_person(office.folder, "周敏")
    _restore_here(office, made.path)
    assert [person.name for person in sign_in.people(office.folder)] == ["李国栋"]
    assert sign_in.unlock(office.folder, "李国栋", OTHER_PASSWORD, NOW).key == office.key


def test_nothing_but_the_office_is_in_a_restored_folder(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    made = back_up(office, target)
    folder = restore.into_new_folder(
        restore_order(office, made.path), tmp_path / "new"
    ).paths.folder
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) == [
        *("CURRENT", "LOCK", "backups", "gen-000002", "gen-000002/ID", "gen-000002/books.db"),
        *("keyfile.copy.json", "keyfile.json"),
    ]
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert "销售单1".encode() not in content
        assert office.key.raw.hex().encode() not in content


def _damaged(order: RestoreOrder) -> RestoreOrder:
    content = bytearray(order.path.read_bytes())
    content[-2000] ^= 1
    changed = order.path.with_name("changed.zfbak")
    changed.write_bytes(content)
    return replace(order, path=changed)


def _with_other_key(order: RestoreOrder) -> RestoreOrder:
    return replace(order, identity=new_recovery_key().identity)


def _with_complaint(order: RestoreOrder) -> RestoreOrder:
    return replace(order, proof=Proof(lambda _engine: ["V01: 记-0056 借贷不平"], gather))


def _with_other_count(order: RestoreOrder) -> RestoreOrder:
    def recount(engine: Engine) -> BooksFacts:
        return replace(gather(engine), row_counts={"sale": SALES - 1})

    return replace(order, proof=Proof(PROOF.check, recount))


def _with_other_audit_head(order: RestoreOrder) -> RestoreOrder:
    def recount(engine: Engine) -> BooksFacts:
        return replace(gather(engine), audit_hash="ff" * 32)

    return replace(order, proof=Proof(PROOF.check, recount))


def _with_other_balance(order: RestoreOrder) -> RestoreOrder:
    def recount(engine: Engine) -> BooksFacts:
        return replace(gather(engine), trial_balances={"004": "ff" * 32})

    return replace(order, proof=Proof(PROOF.check, recount))


_REFUSED = [
    (_damaged, BackupDamaged),
    (_with_other_key, WrongKey),
    (_with_complaint, RestoredBooksDiffer),
    (_with_other_count, RestoredBooksDiffer),
    (_with_other_audit_head, RestoredBooksDiffer),
    (_with_other_balance, RestoredBooksDiffer),
]


@pytest.mark.parametrize(("change", "refusal"), _REFUSED)
def test_a_restore_that_is_refused_leaves_the_books_in_use_as_they_are(
    office: SmallOffice,
    target: Path,
    change: Callable[[RestoreOrder], RestoreOrder],
    refusal: type[AppError],
) -> None:
    made = back_up(office, target)
    before = files_of(office.folder)
    with pytest.raises(refusal):
        _restore_here(office, made.path, change)
    assert files_of(office.folder) == before
    assert folders.generations(office.folder) == (1,)


@pytest.mark.parametrize(("change", "refusal"), _REFUSED)
def test_a_restore_that_is_refused_leaves_no_new_folder(
    office: SmallOffice,
    target: Path,
    tmp_path: Path,
    change: Callable[[RestoreOrder], RestoreOrder],
    refusal: type[AppError],
) -> None:
    made = back_up(office, target)
    with pytest.raises(refusal):
        restore.into_new_folder(change(restore_order(office, made.path)), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_complaint_that_was_known_when_the_backup_was_made_does_not_stop_the_restore(
    office: SmallOffice, target: Path
) -> None:
    proof = Proof(lambda _engine: ["V03"], gather)
    made = back_up(office, target, proof)
    restored = _restore_here(office, made.path, lambda order: replace(order, proof=proof))
    assert restored.manifest.complaints == ("V03",)


def test_the_backup_of_another_office_is_refused_here(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    other = found(tmp_path / "other office")
    made = back_up(other, target)
    before = files_of(office.folder)
    identity = sign_in.backup_identity(other.folder, other.key)
    with pytest.raises(OtherOffice):
        _restore_here(office, made.path, lambda order: replace(order, identity=identity))
    assert files_of(office.folder) == before


def test_a_restore_needs_an_empty_folder_on_a_fit_disk(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    order = restore_order(office, back_up(office, target).path)
    before = files_of(office.folder)
    with pytest.raises(FolderNotEmpty):
        restore.into_new_folder(order, office.folder)
    with pytest.raises(InSyncFolder):
        restore.into_new_folder(order, tmp_path / "坚果云" / "office")
    assert files_of(office.folder) == before
    assert not (tmp_path / "坚果云").exists()


def test_a_full_disk_stops_the_restore_and_says_how_much_is_needed(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(office, target)
    before = files_of(office.folder)
    with disk_full_after(20_000), pytest.raises(DiskFull):
        _restore_here(office, made.path)
    usage = shutil.disk_usage(office.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=1000))
    with pytest.raises(DiskFull) as refused:
        _restore_here(office, made.path)
    assert refused.value.needed == 2
    assert files_of(office.folder) == before


def test_cancelling_leaves_the_books_in_use_as_they_are(office: SmallOffice, target: Path) -> None:
    class Watcher:
        def step(self, done: int, total: int) -> None:
            if done * 2 > total:
                raise Cancelled

    made = back_up(office, target)
    before = files_of(office.folder)
    order = restore_order(office, made.path)
    with holding(office.folder, "周敏", NOW) as held, pytest.raises(Cancelled):
        restore.into_same_office(held, order, office.key, Watcher())
    assert files_of(office.folder) == before


def test_a_backup_with_tables_of_a_newer_program_is_refused_untouched(
    office: SmallOffice, target: Path
) -> None:
    newer = Proof(PROOF.check, lambda engine: replace(gather(engine), schema_version=999))
    made = back_up(office, target, newer)
    before = files_of(office.folder)
    with pytest.raises(DatabaseNewer):
        _restore_here(office, made.path)
    assert files_of(office.folder) == before


def test_what_a_killed_restore_left_is_cleared_by_the_next(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    left = office.folder / restore.BUILDING
    left.mkdir()
    (left / "books.db").write_bytes(b"half")
    assert folders.locate(office.folder) == office.paths
    assert _restore_here(office, made.path).paths.generation == 2
    assert not left.exists()


def test_a_generation_that_was_built_but_not_put_in_use_changes_nothing(
    office: SmallOffice, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(office, target)

    def crash(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "switch", crash)
    with pytest.raises(KeyboardInterrupt):
        _restore_here(office, made.path)
    monkeypatch.undo()
    assert folders.locate(office.folder) == office.paths
    assert _restore_here(office, made.path).paths.generation == 3


@pytest.mark.parametrize("content", [b"", b"not a key file", None])
def test_a_key_file_that_does_not_belong_to_the_books_is_damage(
    office: SmallOffice,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    other = found(tmp_path / "other office")
    strange = keyfile.encode(keyfile.read(other.folder)) if content is None else content
    monkeypatch.setattr(keyfile, "encode", lambda _file: strange)
    made = back_up(office, target)
    monkeypatch.undo()
    with pytest.raises(BackupDamaged, match=r"keyfile\.json"):
        restore.into_new_folder(restore_order(office, made.path), tmp_path / "new")
    assert not (tmp_path / "new").exists()
