"""The papers that vouchers are printed on, and where on them everything stands."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

CELLS = 11
"""Digits from 亿 to 分."""

LABEL_SPACE = 16.8
HEAD = 5.0
UNITS = 4.2
_BELOW = 11.5
_EDGE = 5.0


class VoucherPaper(enum.StrEnum):
    """A paper by the name that the terminal calls it."""

    A4X2 = "a4x2"
    W240X140 = "240x140"
    W240X120 = "240x120"
    W210X120 = "210x120"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class VoucherGeometry:
    """A page and the forms on it, in mm; `tops` are those of its forms.

    The columns are summary, account, debit, credit and posted; each side has eleven digits.
    """

    page: tuple[float, float]
    tops: tuple[float, ...]
    columns: tuple[float, float, float, float, float]
    rows: int
    row: float
    left: float = 25

    @property
    def width(self) -> float:
        """The width of the table."""
        return sum(self.columns)

    @property
    def digit(self) -> float:
        """The width of one digit's cell."""
        return self.columns[2] / CELLS

    @property
    def edges(self) -> tuple[float, ...]:
        """The left edges of the columns from the corner of the form, then the right edge."""
        edges = [0.0]
        for width in self.columns:
            edges.append(edges[-1] + width)
        return tuple(edges)

    @property
    def first_row(self) -> float:
        """The top of the first line below the corner of the form."""
        return LABEL_SPACE + HEAD + UNITS

    @property
    def total(self) -> float:
        """The top of the total."""
        return self.first_row + self.rows * self.row

    @property
    def bottom(self) -> float:
        """The bottom of the table."""
        return self.total + self.row

    def with_rows(self, rows: int) -> "VoucherGeometry":
        """Give the same paper with forms of so many lines.

        Raises:
            ValueError: it is not 5 to 8, or the forms would not fit the paper.

        """
        changed = VoucherGeometry(self.page, self.tops, self.columns, rows, self.row, self.left)
        below = [*self.tops[1:], self.page[1]]
        room = min(end - top for top, end in zip(self.tops, below, strict=True)) - _EDGE
        if rows not in range(5, 9) or changed.bottom + _BELOW > room:
            message = f"a form of {rows} lines does not fit this paper"
            raise ValueError(message)
        return changed


def _wide(width: float, height: float, rows: int) -> VoucherGeometry:
    """Give a paper with one form, whose columns keep the proportions of the widest."""
    share = (width - 40) / 200
    columns = (48 * share, 63 * share, 41.8 * share, 41.8 * share, 5.4 * share)
    return VoucherGeometry((width, height), (9,), columns, rows, 9.8)


GEOMETRY: Mapping[VoucherPaper, VoucherGeometry] = {
    VoucherPaper.A4X2: VoucherGeometry(
        (210, 297), (14, 162.5), (41, 49.2, 37.4, 37.4, 6), rows=7, row=9.6
    ),
    VoucherPaper.W240X140: _wide(240, 140, rows=7),
    VoucherPaper.W240X120: _wide(240, 120, rows=5),
    VoucherPaper.W210X120: _wide(210, 120, rows=5),
    VoucherPaper.A5: _wide(210, 148, rows=7),
}
