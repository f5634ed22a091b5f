"""The colours of printed pages."""

import pytest
from reportlab.lib.colors import Color

from app.services.printing import inks


def contrast(ink: Color) -> float:
    """Give the contrast of an ink against white paper, as accessibility rules count it."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in ink.rgb()
    ]
    red, green, blue = parts
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize("ink", [inks.BLACK, inks.DARK, inks.GREY, inks.RED, inks.FORM])
def test_every_ink_of_words_can_be_read_on_white_paper(ink: Color) -> None:
    assert contrast(ink) > 4.5
