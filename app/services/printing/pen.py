"""The pen that draws on a page in millimetres from a corner at the top left."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from app.services.printing import inks
from app.services.printing.fitting import MM, plain
from app.services.printing.fonts import Face, loaded, width_of


class Align(enum.Enum):
    """Where in its room a text stands: the share of the free room that lies before it."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """A face, a size in points and a colour."""

    face: Face = Face.SERIF
    size: float = 9
    ink: Color = inks.BLACK

    def sized(self, size: float) -> "Style":
        """Give the same style at another size."""
        return self if size == self.size else replace(self, size=size)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm: left, top, width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.top + self.height


Line = tuple[float, float, float, float]
"""From a place to a place, in mm."""


class Pen:
    """Draws on a canvas; texts are gathered and stand over the lines once `lift` is called."""

    def __init__(self, canvas: Canvas, left: float, top: float) -> None:
        """Put the corner at these points of the canvas."""
        self._canvas = canvas
        self._left = left
        self._top = top
        self._text: PDFTextObject | None = None
        self._style: Style | None = None

    def write(
        self, at: tuple[float, float], text: str, style: Style, align: Align = Align.LEFT
    ) -> float:
        """Set a line of text with its baseline at this place; give its width in mm."""
        text = plain(text)
        if not text:
            return 0
        width = width_of(text, style.face) * style.size
        paper = self._styled(style)
        paper.setTextOrigin(self._left + at[0] * MM - width * align.value, self._top - at[1] * MM)
        paper.textLine(text)
        return width / MM

    def spread(self, at: tuple[float, float], text: str, style: Style, gap: float) -> None:
        """Set a line centred on this place, with so many points between its characters."""
        width = width_of(text, style.face) * style.size + gap * (len(text) - 1)
        self.track((at[0] - width / MM / 2, at[1]), text, style, gap)

    def track(self, at: tuple[float, float], text: str, style: Style, gap: float) -> None:
        """Set a line from this place on, with so many points between its characters."""
        paper = self._styled(style)
        paper.setCharSpace(gap)
        paper.setTextOrigin(self._left + at[0] * MM, self._top - at[1] * MM)
        paper.textLine(text)
        paper.setCharSpace(0)

    def lines(self, lines: Iterable[Line], width: float, ink: Color) -> None:
        """Draw straight lines of this width in mm."""
        canvas, left, top = self._canvas, self._left, self._top
        canvas.setLineWidth(width * MM)
        canvas.setStrokeColor(ink)
        canvas.lines(
            [
                (left + x1 * MM, top - y1 * MM, left + x2 * MM, top - y2 * MM)
                for x1, y1, x2, y2 in lines
            ]
        )

    def dashes(self, lines: Iterable[Line], width: float, ink: Color) -> None:
        """Draw dashed lines."""
        self._canvas.setDash(1.2 * MM, 0.7 * MM)
        self.lines(lines, width, ink)
        self._canvas.setDash()

    def outline(self, box: Box, width: float, ink: Color) -> None:
        """Draw the outline of a box."""
        self._canvas.setLineWidth(width * MM)
        self._canvas.setStrokeColor(ink)
        self._canvas.rect(*self._points(box), stroke=1, fill=0)

    def ground(self, boxes: Iterable[Box], ink: Color) -> None:
        """Fill boxes."""
        self._canvas.setFillColor(ink)
        for box in boxes:
            self._canvas.rect(*self._points(box), stroke=0, fill=1)

    def form(self, name: str) -> None:
        """Draw a form of the document with its corner at this corner."""
        self._canvas.saveState()
        self._canvas.translate(self._left, self._top)
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def lift(self) -> None:
        """Draw the texts gathered since the pen was last lifted."""
        if self._text is not None:
            self._canvas.drawText(self._text)
        self._text = self._style = None

    def _styled(self, style: Style) -> PDFTextObject:
        if self._text is None:
            self._text = self._canvas.beginText()
        before, self._style = self._style, style
        if before is None or before.face is not style.face or before.size != style.size:
            loaded(style.face)
            self._text.setFont(style.face.value, style.size)
        if before is None or before.ink is not style.ink:
            self._text.setFillColor(style.ink)
        return self._text

    def _points(self, box: Box) -> tuple[float, float, float, float]:
        left = self._left + box.left * MM
        return left, self._top - box.bottom * MM, box.width * MM, box.height * MM
