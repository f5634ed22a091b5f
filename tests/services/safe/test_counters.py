"""Backups are numbered on and on."""

from pathlib import Path

import pytest

from app.services.safe.counters import COUNTER, next_backup, note_backup


def test_numbers_go_on_after_the_highest_that_was_taken_or_seen(tmp_path: Path) -> None:
    assert [next_backup(tmp_path, 0), next_backup(tmp_path, 0)] == [1, 2]
    assert next_backup(tmp_path, 40) == 41
    note_backup(tmp_path, 50)
    assert next_backup(tmp_path, 7) == 51


@pytest.mark.parametrize("content", [b"", b"x", b"-3", b"9" * 40])
def test_a_damaged_counter_goes_on_from_what_is_seen(tmp_path: Path, content: bytes) -> None:
    (tmp_path / COUNTER).write_bytes(content)
    assert next_backup(tmp_path, 12) == 13
