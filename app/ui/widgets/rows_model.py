"""Frozen rows as a table: columns say what is shown, how it sorts and how it is edited."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from app.i18n import _
from app.ui.widgets.cells import CELL_ROLE, Align, Cell

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Field(enum.Enum):
    """What kind of field edits a cell."""

    TEXT = "text"
    QUANTITY = "quantity"
    MONEY = "money"
    PRICE = "price"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a cell can take, in words."""

    value: object
    words: str


# Without slots: Python 3.11 cannot make a frozen generic with slots by Column[Row](...).
@dataclass(frozen=True)
class Edit(Generic[Row]):
    """How a cell is edited: the kind of field, its value now, and what can be chosen."""

    field: Field
    value: Callable[[Row], object]
    choices: Callable[[], Sequence[Choice]] = tuple
    is_open: Callable[[Row], bool] = lambda _row: True


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, what a row shows in it, and what it sorts by."""

    heading: str
    text: Callable[[Row], Cell | str]
    key: Callable[[Row], Any] | None = None
    align: Align = Align.LEFT
    width: int = 90
    is_wide: bool = False
    """Whether it takes the width that is left over."""
    grows: bool = False
    """Whether it shows words of ours, for which another language needs more room."""
    name: str = ""
    edit: Edit[Row] | None = None

    def cell(self, row: Row) -> Cell:
        """Give what this row shows here."""
        shown = self.text(row)
        return shown if isinstance(shown, Cell) else Cell(shown)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns, sorted by a column's key when asked.

    The rows are sorted here and not by a proxy: keys are compared in Python once for each row.

    Signals:
        edited(object, str, object): the row, the column's name, and the value that was typed.

    """

    edited = Signal(object, str, object)

    def __init__(
        self, columns: Sequence[Column[Row]], group: Callable[[Row], Cell | None] | None = None
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._group = group
        self._given: tuple[Row, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._sort: tuple[int, Qt.SortOrder] | None = None
        self._headings: dict[int, str] = {}

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order that is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; where only their content changes, selection and place stay."""
        self._given = tuple(rows)
        if len(self._given) == len(self._rows):
            self._rows = self._sorted()
            if self._rows:
                last = self.index(len(self._rows) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = self._sorted()
        self.endResetModel()

    def name_column(self, place: int, heading: str) -> None:
        """Head this column with these words, already in the person's language."""
        if self._headings.get(place) != heading:
            self._headings[place] = heading
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def find(self, is_it: Callable[[Row], bool]) -> int | None:
        """Give the place of the first row of which this is true."""
        return next((place for place, row in enumerate(self._rows) if is_it(row)), None)

    def group_cell(self, row: Row) -> Cell | None:
        """Give what a row shows that stands over a group of rows; None for every other row."""
        return None if self._group is None else self._group(row)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0 or self._columns[column].key is None:
            return
        self._sort = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self._rows
        self._rows = self._sorted()
        # Whoever is current or selected stays so, wherever the row has gone.
        places = {id(row): place for place, row in enumerate(self._rows)}
        for index in self.persistentIndexList():
            place = places[id(before[index.row()])]
            self.changePersistentIndex(index, self.index(place, index.column()))
        self.layoutChanged.emit()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column = self._columns[index.column()]
        row = self._rows[index.row()]
        if role == CELL_ROLE:
            return self.group_cell(row) or column.cell(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_heading = self.group_cell(row) is not None
            return _ALIGNMENTS[Align.LEFT if is_heading else column.align]
        if role in _WORD_ROLES:
            words = (self.group_cell(row) or column.cell(row)).words
            is_read_aloud = role == Qt.ItemDataRole.AccessibleTextRole
            return f"{_(column.heading)} {words}" if is_read_aloud else words
        if role == Qt.ItemDataRole.EditRole and column.edit is not None:
            return column.edit.value(row)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        self.edited.emit(self._rows[index.row()], column.name, value)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid() or index.row() >= len(self._rows):
            return flags
        if self.group_cell(self._rows[index.row()]) is not None:
            return Qt.ItemFlag.NoItemFlags
        edit = self._columns[index.column()].edit
        if edit is not None and edit.is_open(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # A whole number, since a heading of two lines is no alignment in Qt's own type.
            return _ALIGNMENTS[column.align].value | Qt.TextFlag.TextWordWrap.value
        if role == Qt.ItemDataRole.DisplayRole:
            heading = self._headings.get(section) or (_(column.heading) if column.heading else "")
            return heading + " ✎" if column.edit is not None and self._is_open(column) else heading
        return None

    def _is_open(self, column: Column[Row]) -> bool:
        edit = column.edit
        return edit is not None and any(edit.is_open(row) for row in self._rows)

    def _sorted(self) -> tuple[Row, ...]:
        if self._sort is None:
            return self._given
        place, order = self._sort
        key = self._columns[place].key
        if key is None:
            return self._given
        is_down = order is Qt.SortOrder.DescendingOrder
        return tuple(sorted(self._given, key=key, reverse=is_down))


_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
}
_WORD_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
