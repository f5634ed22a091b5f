"""Code 128 bars, read back from the picture of the page."""

import io

import pytest
from PIL.Image import Image
from reportlab.graphics.barcode.code128 import Code128

from app.services.printing.barcode import draw_bars
from app.services.printing.frame import Document
from app.services.printing.pen import Box
from tests.services.printing.reading import PIXELS, picture


def drawn(text: str) -> Image:
    stream = io.BytesIO()
    document = Document(stream, "", 100, 30)
    pen = document.pen()
    draw_bars(pen, Box(20, 10, 50, 8), text)
    pen.lift()
    document.end_page()
    document.close()
    return picture(stream.getvalue())


def runs(image: Image) -> list[tuple[bool, int]]:
    """Give the bars and gaps of the picture, in pixels, from the first bar to the last."""
    row = image.crop((0, 14 * PIXELS, image.width, 14 * PIXELS + 1)).tobytes()
    found: list[tuple[bool, int]] = []
    for value in row:
        is_bar = value < 128
        if found and found[-1][0] is is_bar:
            found[-1] = (is_bar, found[-1][1] + 1)
        else:
            found.append((is_bar, 1))
    return found[1:-1]


@pytest.mark.parametrize("number", ["TH-202510-0023", "PD-202510-02", "C536379"])
def test_the_bars_are_those_of_the_number(number: str) -> None:
    code = Code128(number, barWidth=1, quiet=0)
    modules = code.width
    expected = [(step.isupper(), "ABCD".index(step.upper()) + 1) for step in code.decomposed]
    module = 50 * PIXELS / modules
    found = [(is_bar, round(pixels / module)) for is_bar, pixels in runs(drawn(number))]
    assert found == expected


def test_the_bars_fill_their_box() -> None:
    image = drawn("TH-202510-0023")
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    assert [edge / PIXELS for edge in box] == pytest.approx([20, 10, 70, 18], abs=0.1)


@pytest.mark.parametrize("number", ["", "退-0001"])
def test_a_number_that_bars_cannot_hold_has_none(number: str) -> None:
    image = drawn(number)
    assert image.getextrema() == (255, 255)
