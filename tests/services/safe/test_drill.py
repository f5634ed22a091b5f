"""A drill restores a backup apart, proves it, and leaves nothing of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.errors import AppError
from app.models.database import DatabaseNewer
from app.services.safe.container import BackupDamaged
from app.services.safe.drill import SCRATCH, drill
from app.services.safe.manifest import BooksFacts, Proof
from tests.services.safe.books import (
    NOW,
    PROOF,
    SALES,
    SmallOffice,
    back_up,
    files_of,
    gather,
    restore_order,
    sell,
)


def test_a_good_backup_passes_and_nothing_is_left(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    sell(office)
    before = files_of(office.folder)
    result = drill(restore_order(office, made.path), office.folder)
    assert result.ok
    assert (result.row_counts, result.at, result.manifest) == ({"sale": SALES}, NOW, made.manifest)
    assert (result.complaints, result.differences) == ((), ())
    assert result.milliseconds > 0
    assert files_of(office.folder) == before


def test_a_complaint_on_the_restored_books_fails_the_drill(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    result = drill(
        restore_order(office, made.path, Proof(lambda _engine: ["V01"], gather)), office.folder
    )
    assert not result.ok
    assert result.complaints == ("V01",)


def test_a_figure_that_came_back_differently_fails_the_drill(
    office: SmallOffice, target: Path
) -> None:
    def recount(engine: Engine) -> BooksFacts:
        return replace(gather(engine), trial_balances={})

    made = back_up(office, target)
    result = drill(restore_order(office, made.path, Proof(PROOF.check, recount)), office.folder)
    assert not result.ok
    assert result.differences == (f"trial_balance 004: {'cd' * 32} ≠ -",)


def test_a_damaged_backup_is_named_and_nothing_is_left(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    made.path.write_bytes(made.path.read_bytes()[:-1])
    before = files_of(office.folder)
    with pytest.raises(BackupDamaged):
        drill(restore_order(office, made.path), office.folder)
    assert files_of(office.folder) == before


def test_a_refusal_while_checking_leaves_nothing(office: SmallOffice, target: Path) -> None:
    def refuse(_engine: Engine) -> list[str]:
        raise AppError

    made = back_up(office, target)
    with pytest.raises(AppError):
        drill(restore_order(office, made.path, Proof(refuse, gather)), office.folder)
    assert not list(office.folder.glob(f"{SCRATCH}*"))


def test_a_backup_of_a_newer_program_is_refused(office: SmallOffice, target: Path) -> None:
    newer = Proof(PROOF.check, lambda engine: replace(gather(engine), schema_version=999))
    made = back_up(office, target, newer)
    with pytest.raises(DatabaseNewer):
        drill(restore_order(office, made.path), office.folder)


def test_what_a_killed_drill_left_is_cleared_by_the_next(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    left = office.folder / f"{SCRATCH}killed"
    left.mkdir()
    (left / "books.db").write_bytes(b"half")
    assert drill(restore_order(office, made.path), office.folder).ok
    assert not left.exists()
