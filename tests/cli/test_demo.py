from pathlib import Path

import pytest

from tests.cli.running import Ran, Zf


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds papers of an earlier demo."""
    folder = tmp_path_factory.mktemp("demo") / "演示"
    folder.mkdir()
    (folder / "report-2025-10.pdf").write_bytes(b"earlier")
    (folder / "ee89846e-000001-20251031T100000Z.zfbak").write_bytes(b"earlier")
    return folder


@pytest.fixture(scope="module")
def ran(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What the demo gave, run once."""
    home = tmp_path_factory.mktemp("home")
    return Zf(home / "none", home).bare("demo", "--out", out, "--json")


def test_the_demo_gives_its_figures_and_says_that_a_person_must_look(ran: Ran) -> None:
    assert ran.code == 1
    assert list(ran.data) == ["files", "returns", "vouchers", "findings", "rest", "seconds"]
    figures = {key: ran.data[key] for key in ("returns", "vouchers", "findings", "rest")}
    assert figures == {"returns": 28, "vouchers": 65, "findings": 13, "rest": "0.00"}
    assert ran.data["seconds"] > 0


def test_the_papers_of_an_earlier_demo_made_room_for_the_new_ones(ran: Ran, out: Path) -> None:
    assert {Path(file) for file in ran.data["files"]} == set(out.iterdir())
    assert all(path.stat().st_size > 1000 for path in out.iterdir())
    assert not (out / "ee89846e-000001-20251031T100000Z.zfbak").exists()


def test_the_demo_needs_no_office_of_ones_own_and_leaves_none(
    ran: Ran, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.getbasetemp() / "home0"
    assert ran.code == 1
    assert list(home.iterdir()) == []


def test_a_folder_with_other_papers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "账本.xlsx").write_bytes(b"mine")
    ran = Zf(tmp_path / "none", tmp_path).bare("demo", "--out", tmp_path)
    assert ran.code == 3
    assert "账本.xlsx" in ran.said
    assert [path.name for path in tmp_path.iterdir()] == ["账本.xlsx"]


def test_the_demo_asks_for_its_folder(tmp_path: Path) -> None:
    assert Zf(tmp_path / "none", tmp_path).bare("demo").code == 2
