"""The sign-in page is painted from two small files, and a damaged one shows blanks."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app.paths import ROOT
from app.services.safe import front, sign_in
from app.services.safe.front import FRONT, FrontPage, SlotName
from tests.services.safe.books import CHEAP, LI, NOW, OTHER_PASSWORD, SmallOffice


def test_everybody_with_a_slot_is_shown_with_title_and_last_sign_out(office: SmallOffice) -> None:
    sign_in.add_person(office.folder, office.key, LI, OTHER_PASSWORD, CHEAP)
    front.note_sign_out(office.folder, 2, NOW)
    assert front.people(office.folder) == (
        SlotName(1, "周敏", "会计", None),
        SlotName(2, "李国栋", "会计主管", NOW),
    )


def test_the_page_shows_the_office_as_it_was_last_left(tmp_path: Path) -> None:
    assert front.page(tmp_path) == FrontPage()
    front.note_office(tmp_path, "云溪青禾代理记账有限公司", 12)
    front.note_office(tmp_path, "云溪青禾代理记账有限公司", 12)
    front.note_backup(tmp_path, NOW)
    front.note_sign_out(tmp_path, 1, NOW)
    front.note_sign_out(tmp_path, 1, NOW + timedelta(hours=1))
    assert front.page(tmp_path) == FrontPage(
        "云溪青禾代理记账有限公司", 12, NOW, {1: NOW + timedelta(hours=1)}
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff",
        b'{"office_name":"","client_count":0,"last_backup":null,"sign_outs":{"x":"2025"}}',
    ],
)
def test_a_damaged_page_shows_blanks(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FRONT).write_bytes(content)
    assert front.page(tmp_path) == FrontPage()


def test_names_are_shown_before_any_heavy_library_is_loaded(office: SmallOffice) -> None:
    program = (
        "import pathlib, sys; from app.services.safe import front;"
        f"print(len(front.people(pathlib.Path({str(office.folder)!r}))));"
        "print([m for m in ('cryptography', 'pyrage', 'sqlalchemy', 'sqlcipher3')"
        " if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split("\n")[:2] == ["1", "[]"]
