"""Tables: cells of values, a head that is repeated, sums that are carried from page to page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.i18n import _
from app.services.printing import inks
from app.services.printing.fonts import Face
from app.services.printing.frame import cell, figure
from app.services.printing.pen import Align, Box, Line, Pen, Style
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.wording import money, quantity, unit_price

Cell = str | int | Money | Quantity | UnitPrice | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in mm, where its texts stand, whether its sum is carried.

    Figures stand at the right whatever the column says.
    """

    heading: str
    width: float
    align: Align = Align.LEFT
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of values, sizes in mm.

    The total takes the place of the first `label` columns for its words. Rows of one group show
    their `merged` columns once. At least `least` rows are drawn, empty ones at the end.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    label: int = 1
    row: float = 6.4
    head: float = 6.4
    figure_size: float = 9
    least: int = 0
    merged: frozenset[int] = frozenset()
    groups: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """The width of all columns."""
        return sum(column.width for column in self.columns)

    @property
    def edges(self) -> tuple[float, ...]:
        """The left edges of the columns, then the right edge."""
        edges = [0.0]
        for column in self.columns:
            edges.append(edges[-1] + column.width)
        return tuple(edges)

    @property
    def is_carried(self) -> bool:
        """Whether there is a sum to carry when the table goes on over the page."""
        return any(column.is_carried for column in self.columns)


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a table that stand on one page, with the sums above and below them."""

    table: Table
    start: int
    stop: int
    brought: Row | None
    closing: Row | None

    @property
    def blanks(self) -> int:
        """The empty rows at the end."""
        is_last = self.stop == len(self.table.rows)
        return max(0, self.table.least - (self.stop - self.start)) if is_last else 0

    @property
    def height(self) -> float:
        """The height with head, sums and total."""
        return _height(self.table, self.start, self.stop)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it with its top left corner so far below the pen's."""
        _draw_lines(pen, self, top)
        _draw_head(pen, self.table, top)
        if self.brought is not None:
            _draw_sums(pen, self.table, top + self.table.head, self.brought)
        for row_top, number in _row_tops(self, top):
            _draw_row(pen, self, row_top, number)
        if self.closing is not None:
            bottom = top + self.height - self.table.row
            _draw_sums(pen, self.table, bottom, self.closing)


def whole_height(table: Table) -> float:
    """Give the height of a table that is not cut."""
    return _height(table, 0, len(table.rows))


def slices(table: Table, first_room: float, room: float) -> Iterator[Slice]:
    """Cut a table so that its first part fits the first room and each other one the full room.

    A first room without place for one row is left empty. A row is drawn even where no room
    would hold it.
    """
    end, start, free = len(table.rows), 0, first_room
    brought: Row | None = None
    while _height(table, start, end) > free:
        count = int((free - _height(table, start, start) + 1e-6) / table.row)
        count = min(count, end - start - 1)
        if count < 1 and free < room:
            free = room
            continue
        if count < 1:
            break
        carried = _carried(table, brought, start, start + count)
        closing = (_("Carried forward"), *carried) if table.is_carried else None
        yield Slice(table, start, start + count, brought, closing)
        brought = (_("Brought forward"), *carried) if table.is_carried else None
        start, free = start + count, room
    yield Slice(table, start, end, brought, table.total)


def _height(table: Table, start: int, stop: int) -> float:
    """Give the height of some rows with their head and sums."""
    is_last = stop == len(table.rows)
    count = max(stop - start, table.least if is_last else 0)
    count += table.is_carried and start > 0
    count += table.total is not None if is_last else table.is_carried
    return table.head + count * table.row


def _carried(table: Table, brought: Row | None, start: int, stop: int) -> Row:
    """Give the sums of the carried columns from the first row up to `stop`."""
    sums: list[Cell] = []
    for number in range(table.label, len(table.columns)):
        cells = [row[number] for row in table.rows[start:stop]]
        if brought is not None:
            cells.append(brought[number - table.label + 1])
        sums.append(_sum(cells) if table.columns[number].is_carried else None)
    return tuple(sums)


def _sum(cells: Sequence[Cell]) -> Cell:
    """Give the sum of the figures of a column, which are of one kind."""
    money_cells = [value.fen for value in cells if isinstance(value, Money)]
    quantities = [value.thousandths for value in cells if isinstance(value, Quantity)]
    if quantities:
        return Quantity(sum(quantities))
    if money_cells:
        return Money(sum(money_cells))
    return sum(value for value in cells if isinstance(value, int))


def _row_tops(part: Slice, top: float) -> Iterator[tuple[float, int]]:
    first = top + part.table.head + (part.table.row if part.brought is not None else 0)
    for number in range(part.start, part.stop):
        yield first + (number - part.start) * part.table.row, number


def _draw_lines(pen: Pen, part: Slice, top: float) -> None:
    table, edges, bottom = part.table, part.table.edges, top + part.height
    pen.ground([Box(0, top, table.width, table.head)], inks.GROUND)
    lines = _row_lines(part, top)
    first = top + table.head + (table.row if part.brought is not None else 0)
    last = bottom - (table.row if part.closing is not None else 0)
    for number, x in enumerate(edges[1:-1], 1):
        if number >= table.label:
            lines.append((x, top, x, bottom))
        else:
            lines += [(x, top, x, top + table.head), (x, first, x, last)]
    pen.lines(lines, inks.INSIDE, inks.RULE)
    if part.closing is not None:
        pen.lines([(0, last, table.width, last)], inks.TOTAL, inks.RULE)
    pen.outline(Box(0, top, table.width, part.height), inks.AROUND, inks.RULE)


def _row_lines(part: Slice, top: float) -> list[Line]:
    """Give the lines above the rows; those inside a group leave out the merged columns."""
    table, edges = part.table, part.table.edges
    lines: list[Line] = [(0, top + table.head, table.width, top + table.head)]
    for y, number in _row_tops(part, top):
        if _continues(part, number):
            columns = [c for c in range(len(table.columns)) if c not in table.merged]
            lines.extend((edges[column], y, edges[column + 1], y) for column in columns)
        else:
            lines.append((0, y, table.width, y))
    blank = top + part.height - table.row * (part.blanks + (part.closing is not None))
    lines.extend(
        (0, y, table.width, y) for y in (blank + n * table.row for n in range(part.blanks))
    )
    return lines


def _continues(part: Slice, number: int) -> bool:
    """Say whether a row belongs to the group of the row above it on the page."""
    groups = part.table.groups
    return bool(groups) and number > part.start and groups[number] == groups[number - 1]


def _draw_head(pen: Pen, table: Table, top: float) -> None:
    style = Style(Face.SERIF_BOLD, 9)
    for left, column in zip(table.edges, table.columns, strict=False):
        # A heading may come nearer to the lines than the figures below it.
        box = Box(left - 1, top, column.width + 2, table.head)
        cell(pen, box, column.heading, style, Align.CENTRE)


def _draw_row(pen: Pen, part: Slice, top: float, number: int) -> None:
    table = part.table
    for column, value in enumerate(table.rows[number]):
        box = Box(table.edges[column], top, table.columns[column].width, table.row)
        if column in table.merged:
            if _continues(part, number):
                continue
            box = Box(box.left, top, box.width, table.row * _group_size(part, number))
        _draw_value(pen, box, value, table.columns[column].align, _faces(table))


def _group_size(part: Slice, number: int) -> int:
    """Give how many rows of the page belong to the group that begins with this one."""
    size = 1
    while number + size < part.stop and _continues(part, number + size):
        size += 1
    return size


@dataclass(frozen=True, slots=True)
class _Faces:
    """The styles of words and of figures."""

    words: Style
    figures: Style


def _faces(table: Table, *, bold: bool = False) -> _Faces:
    if bold:
        return _Faces(Style(Face.SERIF_BOLD, 9), Style(Face.SANS_BOLD, table.figure_size))
    return _Faces(Style(Face.SERIF, 9), Style(Face.SANS, table.figure_size))


def _draw_sums(pen: Pen, table: Table, top: float, sums: Row) -> None:
    faces = _faces(table, bold=True)
    label, *values = sums
    box = Box(0, top, table.edges[table.label], table.row)
    _draw_value(pen, box, label, Align.LEFT, faces)
    for column, value in enumerate(values, table.label):
        box = Box(table.edges[column], top, table.columns[column].width, table.row)
        _draw_value(pen, box, value, table.columns[column].align, faces)


def _draw_value(pen: Pen, box: Box, value: Cell, align: Align, faces: _Faces) -> None:
    match value:
        case None | "":
            return
        case str():
            cell(pen, box, value, faces.words, align)
        case Money():
            figure(pen, box, money(value), _coloured(faces.figures, value.fen))
        case Quantity():
            figure(pen, box, quantity(value), _coloured(faces.figures, value.thousandths))
        case UnitPrice():
            figure(pen, box, unit_price(value), _coloured(faces.figures, value.micros))
        case _:
            figure(pen, box, f"{value}", _coloured(faces.figures, value))


def _coloured(style: Style, sign: int) -> Style:
    return Style(style.face, style.size, inks.RED) if sign < 0 else style
