"""Documents, forms and cells."""

import datetime
import io

import pytest
from pypdf import PdfReader

from app.services.printing.fonts import Face, width_of
from app.services.printing.frame import (
    Document,
    cell,
    cut_line,
    figure,
    narrowed,
    spaced_day,
)
from app.services.printing.pen import Align, Box, Style
from tests.services.printing.reading import fonts, glyphs, words


def finished(document: Document, stream: io.BytesIO) -> bytes:
    document.end_page()
    document.close()
    return stream.getvalue()


def test_a_document_names_its_title_its_program_and_its_language() -> None:
    stream = io.BytesIO()
    pdf = finished(Document(stream, "记账凭证", 100, 60), stream)
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "记账凭证"
    assert reader.metadata.creator == "账房"
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_even_an_empty_page_names_no_face_that_is_not_embedded() -> None:
    stream = io.BytesIO()
    found = fonts(finished(Document(stream, "", 100, 60), stream))
    assert {font.name for font in found} <= {Face.SERIF.value}


def test_a_form_is_drawn_as_often_as_it_is_called() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    with document.form("seal", Box(0, 0, 20, 10)) as form:
        form.write((1, 5), "账", Style())
    for left in (10, 50):
        pen = document.pen(left, 20)
        pen.form("seal")
        pen.lift()
    found = glyphs(finished(document, stream))
    assert [glyph.left for glyph in found] == pytest.approx([11, 51], abs=0.05)


def test_a_text_stands_upright_in_the_middle_of_its_cell() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen()
    cell(pen, Box(10, 20, 40, 10), "账", Style(), Align.CENTRE)
    pen.lift()
    (glyph,) = glyphs(finished(document, stream))
    assert glyph.centre == pytest.approx(30, abs=0.05)
    assert glyph.middle == pytest.approx(25, abs=0.5)


def test_a_figure_too_wide_for_its_cell_becomes_smaller_and_stays_whole() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen()
    figure(pen, Box(10, 20, 20, 7), "-123,456,789,012.34", Style(Face.SANS))
    pen.lift()
    pdf = finished(document, stream)
    found = glyphs(pdf)
    assert words(pdf) == ["-123,456,789,012.34"]
    assert min(glyph.left for glyph in found) > 11.5
    assert max(glyph.right for glyph in found) < 28.5


def test_a_style_is_narrowed_only_as_far_as_needed() -> None:
    assert narrowed(Style(size=9), "账房", 40).size == 9
    small = narrowed(Style(size=9), "账房", 5)
    assert width_of("账房", Face.SERIF) * small.size == pytest.approx(5 * 72 / 25.4)


def test_the_cut_line_keeps_away_from_the_edges() -> None:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 60)
    pen = document.pen()
    cut_line(pen, 30, 100, "沿此线裁开")
    pen.lift()
    pdf = finished(document, stream)
    assert words(pdf) == ["沿此线裁开"]
    assert min(glyph.left for glyph in glyphs(pdf)) > 5


def test_a_day_is_spaced_as_forms_write_it() -> None:
    assert spaced_day(datetime.date(2025, 10, 3)) == "2025 年 10 月 3 日"
