import datetime
import shutil
from pathlib import Path

import pytest

from app.services import backups
from app.services.checks import run as checks
from app.services.demo import data, founding, window
from app.services.demo.words import PASSWORD
from app.services.opening import Opened, open_office
from app.services.safe import front
from app.services.safe.files import DiskFull
from app.services.safe.lock import OfficeInUse, holding

_FULL = ("demo", 1)
_NOW = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)


def test_the_office_is_made_once_and_then_given(demo_home: Path) -> None:
    before = [path.stat().st_mtime_ns for path in sorted(demo_home.iterdir())]
    folder = window.window_office(demo_home)
    assert window.is_made(demo_home)
    assert [path.stat().st_mtime_ns for path in sorted(demo_home.iterdir())] == before
    assert next(iter(front.people(folder))).name == "周敏"


def test_everybody_of_the_demo_signs_in_with_its_password(demo: Opened) -> None:
    assert demo.actor.name == "周敏"
    assert founding.CHEAP.memory_kib < 64 * 1024


def test_every_rule_holds_in_the_demo(demo: Opened) -> None:
    with demo.office.reading(demo.actor) as reading:
        results = checks.run(reading, deep=True)
    assert [one.name for one in results if not one.ok] == []


def test_the_demo_has_a_proven_backup_of_the_last_evening_of_october(
    demo: Opened, demo_home: Path
) -> None:
    with demo.office.reading(demo.actor) as reading:
        drill, backup = backups.listing(reading)[:2]
    assert (drill.kind, backup.kind) == ("drill", "backup")
    assert backup.at.isoformat() == "2025-10-31T10:00:00+00:00"
    assert Path(backup.path).is_file()
    assert demo_home in Path(backup.path).parents


def test_nothing_half_made_is_left_beside_the_office(demo_home: Path) -> None:
    assert {path.name for path in demo_home.iterdir()} == {"LOCK", data.mark()[:16]}


def _disk_full(*_: object) -> None:
    raise DiskFull(*_FULL)


def test_an_office_whose_making_was_stopped_is_not_opened_and_goes_at_the_next_start(
    tmp_path: Path, demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("app.services.demo.telling.tell", _disk_full)
        with pytest.raises(DiskFull):
            window.window_office(tmp_path)
    assert not window.is_made(tmp_path)
    (half,) = tmp_path.glob(".making-*")

    def put_in_place(place: Path) -> None:
        shutil.copytree(demo_home / data.mark()[:16], place / data.mark()[:16])

    monkeypatch.setattr(window, "_make", put_in_place)
    folder = window.window_office(tmp_path)
    assert folder.is_dir()
    assert not half.exists()


def test_the_office_of_an_older_demo_goes_when_a_new_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for old in ("aaaa", "bbbb"):
        (tmp_path / old / "demo-office").mkdir(parents=True)
    (tmp_path / ".making-cccc").mkdir()
    monkeypatch.setattr(window, "_make", lambda place: window._office(place).mkdir(parents=True))
    with holding(tmp_path / "bbbb" / "demo-office", "周敏", _NOW):
        window.window_office(tmp_path)
    left = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert left == {"bbbb", data.mark()[:16]}


def test_an_office_that_another_program_has_just_finished_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "_sweep", lambda place: window._office(place).mkdir(parents=True))
    monkeypatch.setattr(window, "_make", lambda _: pytest.fail("it was made twice"))
    assert window.window_office(tmp_path).is_dir()


def test_two_programs_do_not_make_it_at_once(tmp_path: Path) -> None:
    with holding(tmp_path, "周敏", _NOW), pytest.raises(OfficeInUse):
        window.window_office(tmp_path)


def test_the_office_lies_among_the_persons_own_data() -> None:
    assert window.home().parts[-2:] == ("zhangfang", "demo")


def test_work_in_the_demo_is_there_at_the_next_start(demo_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(demo_home, tmp_path / "home"))
    with open_office(window.window_office(home), "何雨", PASSWORD):
        pass
    signed_out = {one.name: one.last_sign_out for one in front.people(window.window_office(home))}
    assert signed_out["何雨"] is not None
