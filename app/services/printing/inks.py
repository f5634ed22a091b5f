"""The colours and line widths of printed pages; paper is always light."""

from reportlab.lib.colors import Color, HexColor

BLACK: Color = HexColor("#111111")
GREY: Color = HexColor("#505050")
DARK: Color = HexColor("#333333")
RED: Color = HexColor("#B4231A")
RULE: Color = DARK
FINE_RULE: Color = HexColor("#888888")
GROUND: Color = HexColor("#F0EFEA")
COVER: Color = HexColor("#16323D")

FORM: Color = HexColor("#3E6F5D")
FORM_LINE: Color = HexColor("#5F8F7C")
FORM_HAIR: Color = HexColor("#A9C4B8")
FORM_CENTS: Color = HexColor("#C9766B")

INSIDE = 0.2
AROUND = 0.45
TOTAL = 0.5
"""Widths of lines in mm: inside a table, around it, above its totals."""
