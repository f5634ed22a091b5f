"""Backups of an open office: made, listed, proven by restoring, and brought back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.models.database import open_engine
from app.services import audit, backups
from app.services.access import NotAllowed
from app.services.opening import Opened
from app.services.overview import safety
from app.services.progress import Cancelled
from app.services.reports import trial_balance
from app.services.safe import front
from app.services.safe.container import BackupDamaged, WrongKey
from app.services.safe.folder import FolderNotEmpty
from app.services.safe.manifest import BooksFacts, Proof
from app.services.safe.recovery import new_recovery_key
from app.services.safe.restore import RestoredBooksDiffer
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from tests.builders import ADMIN, CLERK, KEEPER, OCTOBER, REVIEWER, SteppedClock, october
from tests.conftest import MORNING
from tests.services.entries import entry
from tests.services.folders import PASSWORD, Agency, traded
from tests.services.trading import type_voucher


class _Watched:
    """Somebody who notes every step, and stops the work at one of them."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if len(self.steps) == self._stop_at:
            raise Cancelled


@pytest.fixture
def target(tmp_path: Path) -> Path:
    place = tmp_path / "U盘"
    place.mkdir()
    return place


def _spoil(opened: Opened, *statements: str) -> None:
    """Change the books past their guards, as only somebody with the key could."""
    engine = open_engine(opened.paths.database, opened.key.raw)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_backup_is_written_down_and_shown_at_the_next_sign_in(
    agency: Agency, target: Path
) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
        with opened.office.reading(opened.actor) as reading:
            (entry,) = backups.listing(reading)
            shown = safety(reading)
        with opened.office.reading(ADMIN) as reading:
            logged = audit.listing(reading, 1)[0]
    assert (entry.kind, entry.by, entry.at) == ("backup", "周敏", MORNING)
    assert (entry.path, entry.size, entry.sha256) == (str(made.path), made.size, made.sha256)
    assert entry.detail == "21"  # vouchers
    assert made.path.stat().st_size == made.size
    assert (logged.action, logged.thing) == ("backup", made.path.name)
    assert front.page(agency.folder).last_backup == MORNING
    assert (shown.backup_at, shown.backup_path, shown.backup_size) == (
        *(MORNING, str(made.path)),
        made.size,
    )
    assert shown.drill_at is None


def test_a_backup_is_encrypted(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        content = backups.create(opened, target).path.read_bytes()
    for word in ("启航教育", "XS-202510-0001", "SQLite format"):
        assert word.encode() not in content


def test_a_backup_says_what_it_holds(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
        manifest = backups.verify(opened, made.path)
        assert manifest == made.manifest
        with opened.office.reading(ADMIN) as reading:
            head = audit.head(reading)
    counts = manifest.facts.row_counts
    assert (counts["voucher"], counts["entry"], counts["client"], counts["backup"]) == (
        *(21, 48, 2),
        0,
    )
    assert manifest.facts.audit_sequence == head.sequence - 1  # the backup itself came after
    assert set(manifest.facts.trial_balances) == {"004", "005"}
    assert manifest.complaints == ()


def test_the_newest_backup_of_this_office_is_found(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        assert backups.newest(opened, target) is None
        backups.create(opened, target)
        second = backups.create(opened, target)
        assert backups.newest(opened, target) == second.path
        with opened.office.reading(opened.actor) as reading:
            assert backups.listing(reading)[0].path == str(second.path)


def test_a_drill_restores_apart_and_compares_every_total(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
        type_voucher(traded(opened).book, "借 5602 1.00", "贷 1002 1.00")
        files = agency.files
        result = backups.drill(opened, made.path)
        assert (result.ok, result.complaints, result.differences) == (True, (), ())
        assert result.row_counts == made.manifest.facts.row_counts
        assert agency.files == files  # nothing of the restored office is left
        with opened.office.reading(opened.actor) as reading:
            newest, _backup = backups.listing(reading)
            assert (newest.kind, newest.detail) == ("drill", "21")
            assert safety(reading).drill_at == MORNING


def test_figures_that_do_not_come_back_fail_the_drill_and_are_named(
    agency: Agency, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)

        def recounted(engine: Engine) -> BooksFacts:
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP TRIGGER guard_entry_update_final")
                connection.exec_driver_sql("UPDATE entry SET amount = amount + 1 WHERE id > 33")
            return backups.facts(engine)

        monkeypatch.setattr(backups, "PROOF", Proof(backups.complaints, recounted))
        result = backups.drill(opened, made.path)
        assert not result.ok
        assert [line.split(":")[0] for line in result.differences] == [
            "trial_balance 004",
            "trial_balance 005",
        ]
        with opened.office.reading(opened.actor) as reading:
            assert [one.kind for one in backups.listing(reading)] == ["backup"]


def test_a_damaged_backup_is_refused_and_no_drill_is_written_down(
    agency: Agency, target: Path
) -> None:
    with agency.open() as opened:
        path = backups.create(opened, target).path
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        for proof in (backups.verify, backups.drill):
            with pytest.raises(BackupDamaged):
                proof(opened, path)
        with opened.office.reading(opened.actor) as reading:
            assert [one.kind for one in backups.listing(reading)] == ["backup"]


def test_a_drill_that_fails_is_not_written_down_as_a_proof(
    agency: Agency, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
        forged = Proof(lambda _engine: ["V01 posted vouchers balance"], backups.facts)
        monkeypatch.setattr(backups, "PROOF", forged)
        result = backups.drill(opened, made.path)
        assert (result.ok, result.complaints) == (False, ("V01 posted vouchers balance",))
        with opened.office.reading(opened.actor) as reading:
            assert [one.kind for one in backups.listing(reading)] == ["backup"]


def test_a_backup_of_books_with_a_fault_names_it_and_is_still_a_backup(
    agency: Agency, target: Path
) -> None:
    with agency.open() as opened:
        _spoil(opened, "DROP TRIGGER guard_voucher_update_final")
        made = backups.create(opened, target)
        assert made.manifest.complaints == ("E04 tables and guards are the program's",)
        assert backups.drill(opened, made.path).ok


def test_the_recovery_key_alone_reads_a_backup(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
    assert backups.verify_with(made.path, agency.recovery_key) == made.manifest
    with pytest.raises(WrongKey):
        backups.verify_with(made.path, new_recovery_key().text)


def test_a_backup_becomes_an_office_again_with_every_figure(
    agency: Agency, target: Path, tmp_path: Path
) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
        with traded(opened).book.reading(CLERK) as reading:
            before = trial_balance.month(reading, OCTOBER)
    again = Agency(tmp_path / "另一台电脑" / "office", agency.recovery_key)
    again.folder.parent.mkdir()
    clock = SteppedClock(MORNING)
    manifest = backups.restore_into(made.path, agency.recovery_key, again.folder, clock=clock)
    assert manifest == made.manifest
    with again.open(password=PASSWORD) as opened:
        with traded(opened).book.reading(CLERK) as reading:
            assert trial_balance.month(reading, OCTOBER) == before
        with opened.office.reading(ADMIN) as reading:
            assert audit.verify(reading) == ()
        type_voucher(traded(opened).book, "借 5602 1.00", "贷 1002 1.00")


def test_a_restore_never_overwrites_an_office(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
    files = agency.files
    with pytest.raises(FolderNotEmpty):
        backups.restore_into(made.path, agency.recovery_key, agency.folder)
    assert agency.files == files


def test_a_restore_of_books_that_differ_leaves_nothing(
    agency: Agency, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with agency.open() as opened:
        made = backups.create(opened, target)
    forged = Proof(lambda _engine: ["Q01 stock is the sum of its moves"], backups.facts)
    monkeypatch.setattr(backups, "PROOF", forged)
    folder = tmp_path / "again"
    with pytest.raises(RestoredBooksDiffer, match="Q01"):
        backups.restore_into(made.path, agency.recovery_key, folder)
    assert not folder.exists()


def test_who_may_not_make_backups_makes_none(agency: Agency, target: Path) -> None:
    with agency.open(KEEPER.name) as opened:
        for work in (backups.create, backups.drill, backups.verify):
            with pytest.raises(NotAllowed):
                work(opened, target)
    assert list(target.iterdir()) == []
    for name in (REVIEWER.name, ADMIN.name):
        with agency.open(name) as opened:
            assert backups.create(opened, target).path.exists()


def test_a_backup_that_is_called_off_leaves_no_file(agency: Agency, target: Path) -> None:
    with agency.open() as opened:
        watched = _Watched()
        backups.create(opened, target, watched)
        assert watched.steps[-1][0] == watched.steps[-1][1]
        before = list(target.iterdir())
        with pytest.raises(Cancelled):
            backups.create(opened, target, _Watched(stop_at=1))
        assert list(target.iterdir()) == before
        with opened.office.reading(opened.actor) as reading:
            assert len(backups.listing(reading)) == 1


def test_each_trial_balance_tells_one_client_and_one_amount_apart(agency: Agency) -> None:
    with agency.open() as opened:
        before = backups.facts(opened.office.engine)
        type_voucher(traded(opened).book, "借 5602 0.01", "贷 1002 0.01")
        after = backups.facts(opened.office.engine)
    assert before.trial_balances["004"] != after.trial_balances["004"]
    assert before.trial_balances["005"] == after.trial_balances["005"]
    assert after.audit_sequence == before.audit_sequence + 1
    assert after.audit_hash != before.audit_hash


def test_what_is_not_posted_is_in_no_trial_balance(agency: Agency) -> None:
    with agency.open() as opened:
        before = backups.facts(opened.office.engine)
        with traded(opened).book.writing(CLERK) as writing:
            rent = entry("借 5602 7.00", "贷 1002 7.00")
            manual.write(writing, VoucherDraft(october(30), rent))
        after = backups.facts(opened.office.engine)
    assert after.row_counts["voucher"] == before.row_counts["voucher"] + 1
    assert after.trial_balances == before.trial_balances
