"""A new office is all there or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.errors import AppError
from app.models.database import DatabaseDamaged, open_engine
from app.services.safe import founding, sign_in
from app.services.safe.database_key import new_database_key
from app.services.safe.files import DiskFull, ReadOnlyFolder
from app.services.safe.folder import FolderNotEmpty
from app.services.safe.founding import Founder
from app.services.safe.lock import take
from app.services.safe.passwords import WeakPassword
from app.services.safe.place import InSyncFolder
from tests.services.safe.books import (
    CHEAP,
    LI,
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    SALES,
    ZHOU,
    disk_full_after,
    fill,
    found,
    sales_in,
)


def test_a_new_office_has_its_books_keys_and_people(tmp_path: Path) -> None:
    office = found(
        tmp_path / "office", Founder(ZHOU, PASSWORD, CHEAP), Founder(LI, OTHER_PASSWORD, CHEAP)
    )
    assert sorted(path.name for path in office.folder.iterdir()) == [
        *("CURRENT", "LOCK", "gen-000001", "keyfile.copy.json", "keyfile.json")
    ]
    assert sales_in(office.paths, office.key) == SALES
    assert sign_in.unlock(office.folder, "李国栋", OTHER_PASSWORD, NOW).key == office.key
    sign_in.confirm_recovery(office.folder, office.founded.recovery_key.text)
    take(office.folder, "周敏", NOW).release()


def test_the_books_are_unreadable_without_the_key_and_the_key_lies_nowhere(tmp_path: Path) -> None:
    office = found(tmp_path / "office")
    key, recovery = office.key.raw, office.founded.recovery_key.text.encode()
    for path in office.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert "销售单1".encode() not in content
        assert key not in content
        assert key.hex().encode() not in content
        assert recovery not in content
        assert PASSWORD.encode() not in content
    with pytest.raises(DatabaseDamaged):
        open_engine(office.paths.database, new_database_key().raw).connect()


def _found_badly(folder: Path, founder: Founder) -> None:
    founding.found(folder, [founder], fill, NOW)


@pytest.mark.parametrize(
    ("place", "founder", "refusal"),
    [
        ("office", Founder(ZHOU, "123456789012", CHEAP), WeakPassword),
        ("OneDrive/office", Founder(ZHOU, PASSWORD, CHEAP), InSyncFolder),
    ],
)
def test_what_is_refused_at_the_start_leaves_nothing(
    tmp_path: Path, place: str, founder: Founder, refusal: type[AppError]
) -> None:
    with pytest.raises(refusal):
        _found_badly(tmp_path / place, founder)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "账.xlsx").write_bytes(b"x")
    with pytest.raises(FolderNotEmpty):
        _found_badly(tmp_path, Founder(ZHOU, PASSWORD, CHEAP))
    assert [path.name for path in tmp_path.iterdir()] == ["账.xlsx"]


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="it needs a folder of the Linux kernel")
def test_a_read_only_folder_is_refused() -> None:
    with pytest.raises(ReadOnlyFolder) as refused:
        _found_badly(Path("/sys/office"), Founder(ZHOU, PASSWORD, CHEAP))
    assert refused.value.exit_code == 7


def _found_with(folder: Path, filling: Callable[[Engine], None]) -> None:
    founding.found(folder, [Founder(ZHOU, PASSWORD, CHEAP)], filling, NOW)


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    # The database is written before anything else; its own room is what runs out first.
    with disk_full_after(16_000), pytest.raises(AppError) as refused:
        _found_with(tmp_path / "office", fill)
    assert refused.value.exit_code == 7
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_at_the_key_file_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with disk_full_after(400), pytest.raises(DiskFull):
        _found_with(tmp_path / "office", lambda _engine: None)
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_while_the_books_are_filled_leaves_nothing(tmp_path: Path) -> None:
    def refuse(engine: Engine) -> None:
        fill(engine)
        raise WeakPassword(12)

    with pytest.raises(WeakPassword):
        _found_with(tmp_path / "office", refuse)
    assert list(tmp_path.iterdir()) == []
