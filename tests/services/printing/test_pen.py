"""The pen draws in millimetres from the top left."""

import io

import pytest

from app.services.printing import inks
from app.services.printing.fonts import Face
from app.services.printing.frame import Document
from app.services.printing.pen import Align, Box, Style
from tests.services.printing.reading import glyphs, is_inked, picture


def test_a_word_stands_left_of_right_of_or_around_its_place() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen(10, 5)
    for line, align in ((10, Align.LEFT), (20, Align.CENTRE), (30, Align.RIGHT)):
        pen.write((40, line), "账", Style(size=72 / 25.4 * 10), align)
    pen.lift()
    document.end_page()
    document.close()
    found = glyphs(stream.getvalue())
    assert [glyph.left for glyph in found] == pytest.approx([50, 45, 40], abs=0.05)


def test_characters_are_spread_around_their_middle() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen()
    pen.spread((50, 30), "账房", Style(Face.SERIF_BOLD, 10), 20)
    pen.lift()
    document.end_page()
    document.close()
    first, second = glyphs(stream.getvalue())
    assert (first.left + second.right) / 2 == pytest.approx(50, abs=0.05)
    assert (second.left - first.left) * 72 / 25.4 == pytest.approx(30, abs=0.1)


def test_boxes_and_lines_are_measured_from_the_top() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen(10, 10)
    pen.ground([Box(0, 0, 20, 10)], inks.BLACK)
    pen.lines([(30, 20, 50, 20)], 0.4, inks.BLACK)
    pen.lift()
    document.end_page()
    document.close()
    image = picture(stream.getvalue())
    assert is_inked(image, (10.2, 10.2))
    assert is_inked(image, (29.8, 19.8))
    assert not is_inked(image, (30.2, 15))
    assert is_inked(image, (45, 30))
    assert not is_inked(image, (45, 30.5))


def test_an_empty_text_draws_nothing() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen()
    assert pen.write((10, 10), "", Style()) == 0
    pen.lift()
    document.end_page()
    document.close()
    assert glyphs(stream.getvalue()) == []


def test_a_box_knows_its_edges() -> None:
    box = Box(10, 20, 30, 40)
    assert (box.right, box.bottom) == (40, 60)


def test_a_style_of_the_same_size_is_the_same_style() -> None:
    style = Style(size=9)
    assert style.sized(9) is style
    assert style.sized(8).size == 8
