from pathlib import Path

import pytest

from app.services.demo import out_folder
from app.services.demo.out_folder import DemoFolderTaken

_BACKUP = "ee89846e-000001-20251031T100000Z.zfbak"


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    out_folder.prepare(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_the_papers_of_an_earlier_demo_are_taken_away(tmp_path: Path) -> None:
    for name in (out_folder.REPORT, out_folder.VOUCHERS, _BACKUP):
        (tmp_path / name).write_bytes(b"old")
    out_folder.prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["income.xlsx", "report-2025-09.pdf", "ee89846e-000001-20260101T100000Z.zfbak"]
)
def test_a_folder_with_other_papers_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / out_folder.REPORT).write_bytes(b"old")
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(DemoFolderTaken) as refusal:
        out_folder.prepare(tmp_path)
    assert refusal.value.name == name
    assert {path.name for path in tmp_path.iterdir()} == {out_folder.REPORT, name}


def test_a_folder_of_that_name_is_no_paper_of_ours(tmp_path: Path) -> None:
    (tmp_path / out_folder.REPORT).mkdir()
    with pytest.raises(DemoFolderTaken):
        out_folder.prepare(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(DemoFolderTaken):
        out_folder.prepare(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
