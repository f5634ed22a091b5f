"""The faces: whole, embedded, measured, and honest about what they cannot draw."""

import hashlib
import subprocess
import sys

import pytest

from app.paths import ROOT
from app.services.printing.fonts import (
    FOLDER,
    Face,
    GlyphMissing,
    loaded,
    require_glyphs,
    unicode_map,
    width_of,
)
from app.wording import describe


def test_the_faces_are_those_of_the_list_of_digests() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    assert set(listed) == {f"{face}.ttf" for face in Face}
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_the_licence_of_the_faces_stands_beside_them() -> None:
    licence = (FOLDER / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence


@pytest.mark.parametrize("face", [Face.SANS, Face.SANS_BOLD])
def test_figures_in_sans_are_of_one_width(face: Face) -> None:
    assert len({width_of(figure, face) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("face", list(Face))
def test_rare_characters_of_names_can_be_drawn(face: Face) -> None:
    require_glyphs("䶮𬍛㛃龑㐂，。、；：？！（）《》—…￥¥√□", face)


@pytest.mark.parametrize(
    ("text", "character", "code"),
    [
        ("张𫟷", "𫟷", "U+2B7F7"),
        ("𠮷野", "𠮷", "U+20BB7"),
        ("☑ 已核", "☑", "U+2611"),
        ("A\u200bB", "\u200b", "U+200B"),
    ],
)
def test_a_character_that_no_face_has_is_refused_by_name(
    text: str, character: str, code: str
) -> None:
    with pytest.raises(GlyphMissing) as refused:
        require_glyphs(text, Face.SERIF)
    assert (refused.value.character, refused.value.code) == (character, code)
    assert refused.value.where == text
    assert code in describe(refused.value)
    assert "打印不出来" in describe(refused.value)


def test_the_map_to_unicode_is_right_beyond_the_first_plane() -> None:
    written = unicode_map("Face", [0, ord("账"), ord("𬍛")])
    assert "<01> <8d26>" in written
    assert "<02> <d870df5b>" in written
    assert "<00> <" not in written.partition("endcodespacerange")[2]


def test_the_map_to_unicode_has_no_block_of_more_than_a_hundred() -> None:
    written = unicode_map("Face", list(range(0x4E00, 0x4E00 + 250)))
    blocks = [line for line in written.splitlines() if line.endswith("beginbfchar")]
    assert blocks == ["100 beginbfchar", "100 beginbfchar", "50 beginbfchar"]


def test_a_face_is_read_once() -> None:
    assert loaded(Face.SERIF) is loaded(Face.SERIF)


def test_no_face_is_read_before_something_is_printed() -> None:
    asked = (
        "import app.services.printing.voucher_pdf, app.services.printing.report_pdf\n"
        "from app.services.printing import fonts\n"
        "assert not fonts._LOADED\n"
    )
    subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True)
