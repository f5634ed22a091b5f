"""The office folder says which generation is in use, and notices every damage to that."""

from pathlib import Path

import pytest

from app.services.safe import folder as folders
from app.services.safe.folder import (
    FolderNotEmpty,
    GenerationId,
    NotAnOffice,
    OfficeDamaged,
    OfficeNewer,
    begin_generation,
    generations,
    locate,
    new_folder,
    switch,
    write_identity,
)
from tests.services.safe.books import NOW, SmallOffice

_ID = GenerationId("0" * 32, 1, "key", NOW)


def _add_generation(office: SmallOffice, number: int, content: bytes = b"later books") -> None:
    begin_generation(office.folder, number)
    folders.generation_folder(office.folder, number).joinpath("books.db").write_bytes(content)
    identity = GenerationId(office.paths.office, number, office.paths.key, NOW)
    write_identity(office.folder, identity)


def test_an_office_is_found_by_its_pointer(office: SmallOffice) -> None:
    assert locate(office.folder) == office.paths
    assert office.paths.database == office.folder / "gen-000001" / "books.db"


def test_switching_keeps_the_former_generation_one_step_away(office: SmallOffice) -> None:
    former = office.paths.database.read_bytes()
    _add_generation(office, 2)
    assert switch(office.folder, 2).generation == 2
    assert switch(office.folder, 1) == office.paths
    assert office.paths.database.read_bytes() == former
    assert generations(office.folder) == (1, 2)


@pytest.mark.parametrize("name", ["empty", "absent"])
def test_a_folder_without_the_pointer_is_no_office(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotAnOffice) as refused:
        locate(tmp_path / name)
    assert refused.value.exit_code == 3


def test_a_file_is_no_office(tmp_path: Path) -> None:
    (tmp_path / "office.xlsx").write_bytes(b"")
    with pytest.raises(NotAnOffice):
        locate(tmp_path / "office.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"gen-000001",
        b"gen-000009 " + b"0" * 64,
        b"gen-000001 " + b"0" * 64,
        b"../gen-000001 " + b"0" * 64,
        b"\xff\x00" * 20,
    ],
)
def test_a_changed_pointer_is_damage(office: SmallOffice, content: bytes) -> None:
    (office.folder / "CURRENT").write_bytes(content)
    with pytest.raises(OfficeDamaged) as refused:
        locate(office.folder)
    assert refused.value.exit_code == 4


def test_every_flip_in_the_pointer_or_the_identity_is_noticed(office: SmallOffice) -> None:
    for path in (office.folder / "CURRENT", office.folder / "gen-000001" / "ID"):
        whole = path.read_bytes()
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x04]) + whole[at + 1 :])
            with pytest.raises(OfficeDamaged):
                locate(office.folder)
        path.write_bytes(whole)
    assert locate(office.folder) == office.paths


@pytest.mark.parametrize("missing", ["books.db", "ID"])
def test_a_missing_part_of_the_generation_is_damage(office: SmallOffice, missing: str) -> None:
    (office.folder / "gen-000001" / missing).unlink()
    with pytest.raises(OfficeDamaged, match=missing):
        locate(office.folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"version":1', b'"version":2'),
    ],
)
def test_a_folder_of_a_newer_program_is_refused(
    office: SmallOffice, old: bytes, new: bytes
) -> None:
    identity = office.folder / "gen-000001" / "ID"
    identity.write_bytes(identity.read_bytes().replace(old, new))
    with pytest.raises(OfficeNewer):
        switch(office.folder, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"zhangfang generation", b"another thing"),
        (b'"generation":1', b'"generation":2'),
        (b'"office":"', b'"office":"../'),
        (b"{", b"["),
    ],
)
def test_an_identity_of_something_else_is_never_switched_to(
    office: SmallOffice, old: bytes, new: bytes
) -> None:
    identity = office.folder / "gen-000001" / "ID"
    identity.write_bytes(identity.read_bytes().replace(old, new))
    with pytest.raises(OfficeDamaged):
        switch(office.folder, 1)


def test_a_new_folder_is_lent_empty_and_loses_its_mark_when_done(tmp_path: Path) -> None:
    folder = tmp_path / "account books" / "office"
    with new_folder(folder):
        assert [path.name for path in folder.iterdir()] == ["UNFINISHED"]
        (folder / "keyfile.json").write_bytes(b"x")
    assert [path.name for path in folder.iterdir()] == ["keyfile.json"]


def _build_and_give_up(folder: Path) -> None:
    with new_folder(folder):
        begin_generation(folder, 1)
        (folder / "keyfile.json").write_bytes(b"x")
        raise KeyboardInterrupt


def test_nothing_is_left_of_a_folder_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _build_and_give_up(tmp_path / "office")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_of_the_user_stays_when_the_work_was_not_finished(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    with pytest.raises(KeyboardInterrupt):
        _build_and_give_up(tmp_path / "office")
    assert list((tmp_path / "office").iterdir()) == []


def test_what_a_killed_attempt_left_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    (folder / "gen-000001").mkdir(parents=True)
    (folder / "gen-000001" / "books.db").write_bytes(b"half")
    (folder / "UNFINISHED").touch()
    with new_folder(folder):
        assert [path.name for path in folder.iterdir()] == ["UNFINISHED"]


def test_a_finished_office_is_never_cleared_even_with_the_mark(office: SmallOffice) -> None:
    (office.folder / "UNFINISHED").touch()
    with pytest.raises(FolderNotEmpty), new_folder(office.folder):
        pass
    assert locate(office.folder) == office.paths


def test_a_folder_with_anything_in_it_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(FolderNotEmpty), new_folder(tmp_path):
        pass
    assert (tmp_path / "holiday.jpg").read_bytes() == b"x"
