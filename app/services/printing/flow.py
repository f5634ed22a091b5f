"""Parts set below one another on as many pages as they need, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.services.printing import inks
from app.services.printing.fitting import MM, Run, plain, wrapped
from app.services.printing.fonts import Face
from app.services.printing.pen import Pen, Style
from app.services.printing.table import Table, slices, whole_height

NOTE = Style(size=8.5, ink=inks.DARK)
"""How notes below tables are set."""


class Part(Protocol):
    """Something that takes so many mm of a page and can be drawn there."""

    @property
    def height(self) -> float:
        """The mm that it takes."""

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it so far below the corner of the pen."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Free room, dropped at the top of a page."""

    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section; it stays with what follows it."""

    text: str
    is_on_new_page: bool = False
    height: float = 9.2

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it so far below the corner of the pen."""
        pen.write((0, top + 5.1), self.text, Style(Face.SANS_BOLD, 13))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of words of one size, some of them in bold; `step` is the mm between its lines."""

    runs: tuple[Run, ...]
    width: float
    style: Style = NOTE
    step: float = 4.9

    @property
    def lines(self) -> list[tuple[Run, ...]]:
        """The runs broken into lines."""
        return paragraph_lines(self.runs, self.style.size, self.width)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.step

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it so far below the corner of the pen."""
        baseline = top + self.step / 2 + self.style.size * 0.37 / MM
        draw_lines(pen, (0, baseline), self.lines, self.style, self.step)


def paragraph_lines(runs: Sequence[Run], size: float, width: float) -> list[tuple[Run, ...]]:
    """Break a paragraph into lines no wider than so many mm."""
    return wrapped([Run(plain(run.text), run.face) for run in runs], size, width)


def draw_lines(
    pen: Pen,
    at: tuple[float, float],
    lines: Sequence[tuple[Run, ...]],
    style: Style,
    step: float,
) -> None:
    """Draw broken lines, the first with its baseline here and each next one a step lower."""
    for number, line in enumerate(lines):
        left = at[0]
        for run in line:
            face = Style(run.face, style.size, style.ink)
            left += pen.write((left, at[1] + number * step), run.text, face)


Block = Gap | Heading | Table | Part


@dataclass(slots=True)
class FlowPage:
    """What stands on one page, each part with its top, under the name of its first section."""

    section: str
    parts: list[tuple[float, Part]]


def paginate(
    blocks: Sequence[Block], top: float, bottom: float, section: str = ""
) -> list[FlowPage]:
    """Set the blocks from top to bottom of as many pages as they need."""
    pages = _Pages(top, bottom, section)
    for number, block in enumerate(blocks):
        match block:
            case Gap():
                pages.skip(block.height)
            case Heading():
                pages.head(block, _least(blocks[number + 1 :]))
            case Table():
                pages.table(block)
            case _:
                pages.place(block)
    return pages.done


def _least(blocks: Sequence[Block]) -> float:
    """Give the height that must fit below a heading for it to stay on its page."""
    for block in blocks:
        if isinstance(block, Table):
            return min(whole_height(block), block.head + 3 * block.row)
        if isinstance(block, Paragraph):
            return block.step
    return 0


class _Pages:
    """Pages while they are being filled."""

    def __init__(self, top: float, bottom: float, section: str) -> None:
        self.done: list[FlowPage] = []
        self._top, self._bottom = top, bottom
        self._at = bottom
        self._section = section

    def skip(self, height: float) -> None:
        """Leave room, unless the page has only begun."""
        if self.done and self._at > self._top:
            self._at += height

    def head(self, heading: Heading, least: float) -> None:
        """Begin a section, on a new page where it asks for one or would stand alone."""
        self._section = heading.text
        if heading.is_on_new_page or self._at + heading.height + least > self._bottom:
            self._turn()
        self.place(heading)

    def place(self, part: Part) -> None:
        """Set a part, on a new page where it does not fit."""
        if self._at + part.height > self._bottom:
            self._turn()
        self.done[-1].parts.append((self._at, part))
        self._at += part.height

    def table(self, table: Table) -> None:
        """Set a table, cut where the pages end."""
        room = self._bottom - self._top
        for part in slices(table, self._bottom - self._at, room):
            self.place(part)

    def _turn(self) -> None:
        self.done.append(FlowPage(self._section, []))
        self._at = self._top
