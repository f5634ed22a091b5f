import datetime
from pathlib import Path

import pytest

from app.services.demo import data
from app.services.demo.data import DemoClock
from app.services.demo.steps import STEPS

_BEGAN = datetime.datetime(2025, 8, 1, 0, 30, tzinfo=datetime.UTC)


def test_the_clock_of_the_demo_begins_with_its_office() -> None:
    assert DemoClock()() == _BEGAN


def test_the_moments_of_the_story_are_those_of_clocks_in_china() -> None:
    assert data.moment("2025-10-31 10:26").isoformat() == "2025-10-31T02:26:00+00:00"


def test_the_story_goes_on_in_time_and_the_ending_comes_after_it() -> None:
    moments = [event.at for event in (*data.story(), *data.ending())]
    assert moments == sorted(moments)


def test_everything_in_the_story_is_done_by_somebody_of_the_office() -> None:
    names = {one["name"] for one in data.office()["people"]}
    assert {event.who for event in data.story()} <= names
    assert {event.do for event in (*data.story(), *data.ending())} == set(STEPS)


def test_every_file_of_the_demo_is_taken_in() -> None:
    named = {event.facts["file"] for event in data.story() if "file" in event.facts}
    there = {path.name for path in data.FOLDER.iterdir()}
    assert there - named == {"office.json", "story.json", "ending.json"}


def test_the_mark_of_the_demo_changes_with_its_files_and_with_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    marks = set()
    for version, content in (("1.0", "a"), ("1.0", "b"), ("1.1", "b")):
        (tmp_path / "sales.csv").write_text(content)
        monkeypatch.setattr(data, "VERSION", version)
        data.mark.cache_clear()
        marks.add(data.mark())
    data.mark.cache_clear()
    assert len(marks) == 3
