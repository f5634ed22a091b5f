"""Code 128 bars of a document's number."""

from reportlab.graphics.barcode.code128 import Code128

from app.services.printing import inks
from app.services.printing.pen import Box, Pen


def draw_bars(pen: Pen, box: Box, text: str) -> None:
    """Fill a box with the bars of a text; a text that Code 128 cannot hold has no bars."""
    if not text.isascii() or not text.isprintable() or not text:
        return
    code = Code128(text, barWidth=1, quiet=0)
    # Asking for the width encodes the text: upper case are bars, lower case are gaps.
    module = box.width / code.width
    widths = [("ABCD".find(step.upper()) + 1, step.isupper()) for step in code.decomposed]
    left, bars = box.left, []
    for width, is_bar in widths:
        if is_bar:
            bars.append(Box(left, box.top, width * module, box.height))
        left += width * module
    pen.ground(bars, inks.BLACK)
