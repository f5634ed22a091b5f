"""A backup is verified with either of its keys, and nothing is written while it is."""

import shutil
from pathlib import Path

import pytest

from app.services.safe import sign_in
from app.services.safe.container import BackupDamaged
from app.services.safe.verify import verify
from tests.services.safe.books import SmallOffice, back_up, files_of


def test_either_key_verifies_a_backup_and_no_file_changes(
    office: SmallOffice, target: Path, tmp_path: Path
) -> None:
    made = back_up(office, target)
    before = files_of(tmp_path)
    own = verify(made.path, sign_in.backup_identity(office.folder, office.key))
    recovered = verify(made.path, office.founded.recovery_key.identity)
    assert own == recovered == made.manifest
    assert files_of(tmp_path) == before


def test_a_backup_needs_nothing_of_the_office_but_its_key(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    shutil.rmtree(office.folder)
    assert verify(made.path, office.founded.recovery_key.identity) == made.manifest


def test_progress_counts_every_byte_of_the_parts(office: SmallOffice, target: Path) -> None:
    made = back_up(office, target)
    steps: list[tuple[int, int]] = []

    class Watcher:
        def step(self, done: int, total: int) -> None:
            steps.append((done, total))

    verify(made.path, office.founded.recovery_key.identity, Watcher())
    total = sum(part.size for part in made.manifest.parts)
    assert steps[-1] == (total, total)


def test_a_backup_that_was_swapped_for_a_damaged_one_is_noticed(
    office: SmallOffice, target: Path
) -> None:
    made = back_up(office, target)
    made.path.write_bytes(made.path.read_bytes()[:-1])
    with pytest.raises(BackupDamaged):
        verify(made.path, office.founded.recovery_key.identity)
