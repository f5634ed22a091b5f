"""The colours of the window: every pair that is read can be read."""

import math
import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.paths import RESOURCES
from app.ui import theme
from app.ui.theme import DARK, LIGHT, Scheme
from app.values.reconciling import Cause

TEXT, BORDER = 4.5, 3.0
INKS = ("ink", "ink2", "ink3")
PAIRS = (
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink2", "ink3")
        for ground in ("surface", "bg", "sel")
    ),
    *((ink, "head", TEXT) for ink in ("ink", "ink2", "ink3")),
    *((ink, ground, TEXT) for ink in ("neg", "acc") for ground in ("surface", "sel", "zebra")),
    *((tone, f"{tone}_ground", TEXT) for tone in ("ok", "warn", "err", "info", "still")),
    ("bar_ink", "bar", TEXT),
    ("bar_hint", "bar", TEXT),
    ("bar_ink", "bar_field", TEXT),
    ("acc_ink", "acc", TEXT),
    ("acc_ink", "acc_hover", TEXT),
    ("ctl", "surface", BORDER),
    ("ctl", "bg", BORDER),
    ("acc", "bg", BORDER),
    *((theme.cause_token(c), f"{theme.cause_token(c)}_ground", TEXT) for c in Cause),
    *((theme.cause_token(c), "surface", TEXT) for c in Cause),
)


def _light(colour: str) -> float:
    """Give the relative luminance as WCAG 2 defines it."""
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(
    tokens: dict[str, str], ink: str, ground: str, least: float
) -> None:
    assert _contrast(tokens[ink], tokens[ground]) >= least


def test_the_ratio_of_black_on_white_is_twenty_one() -> None:
    assert round(_contrast("#000000", "#FFFFFF"), 2) == 21.0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_of_the_style_sheet_is_filled_in(tokens: dict[str, str]) -> None:
    assert "@" not in theme.style_sheet(tokens)


def test_every_picture_of_the_style_sheet_is_there() -> None:
    for tokens in (LIGHT, DARK):
        paths = re.findall(r"url\(([^)]+)\)", theme.style_sheet(tokens))
        assert paths
        names = {path.rpartition("/")[2] for path in paths}
        assert names <= {icon.name for icon in (RESOURCES / "icons").iterdir()}


def test_the_scheme_changes_palette_and_sheet_together(qapp: QApplication) -> None:
    theme.dress(qapp, Scheme.DARK)
    assert theme.is_dark()
    assert qapp.palette().base().color() == QColor(DARK["surface"])
    assert DARK["surface"] in qapp.styleSheet()
    theme.dress(qapp, Scheme.LIGHT)
    assert not theme.is_dark()
    assert theme.colour("neg") == QColor(LIGHT["neg"])
    assert LIGHT["surface"] in qapp.styleSheet()
