"""The one way a table looks and behaves, with its totals pinned below."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QTableView,
    QWidget,
)
from typing_extensions import override

from app import wording
from app.i18n import _
from app.ui import fonts
from app.ui.widgets.cells import EMPTY, PADDING, Cell, CellDelegate, bold, width_of
from app.ui.widgets.editors import EditingDelegate
from app.ui.widgets.rows_model import Column, RowsModel
from app.values.money import Money

Row = TypeVar("Row")
ROW_HEIGHT = 27
TWO_LINE_HEIGHT = 44
HEAD_HEIGHT = 30
TWO_LINE_HEAD_HEIGHT = 42
_MEASURED_ROWS = 60
_ACCOUNT_LENGTH = 16
_SEVERAL = 2
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RowsView(QTableView):
    """A table of fixed rows in which Enter goes on and Ctrl+C copies plain text.

    Signals:
        opened(int): Enter or a double click on this row of a table that is not edited.

    """

    opened = Signal(int)

    def __init__(self, row_height: int = ROW_HEIGHT) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(fonts.scaled(row_height))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(fonts.scaled(HEAD_HEIGHT))
        head.setMinimumSectionSize(24)
        self.doubleClicked.connect(self._double_clicked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._enter(is_back=is_back)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)

    def step(self, *, is_back: bool = False) -> bool:
        """Go to the next cell that can be edited, row by row; say whether there is one."""
        model = self.model()
        here = self.currentIndex()
        columns = model.columnCount()
        place = here.row() * columns + here.column()
        total = model.rowCount() * columns
        places = range(place - 1, -1, -1) if is_back else range(place + 1, total)
        for each in places:
            index = model.index(each // columns, each % columns)
            if index.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(
                each % columns
            ):
                self.setCurrentIndex(index)
                return True
        return False

    def _enter(self, *, is_back: bool) -> None:
        if self.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers:
            self.step(is_back=is_back)
        elif self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())

    def _double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index.row())

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        model = self.model()
        columns = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        lines = ["\t".join(_plain(model.index(r, c).data()) for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


class ListTable(QWidget, Generic[Row]):
    """A table of rows, and one row of totals that stays in sight.

    Signals:
        picked(object): the row that is now current, or None.
        opened(object): the row that Enter or a double click opened.
        tallied(str): how many rows are selected and what they come to; empty for fewer than two.

    """

    picked = Signal(object)
    opened = Signal(object)
    tallied = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        row_height: int = ROW_HEIGHT,
        has_totals: bool = True,
        group: Callable[[Row], Cell | None] | None = None,
    ) -> None:
        super().__init__()
        self.model: RowsModel[Row] = RowsModel(columns, group)
        self.view = RowsView(row_height)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self._totals_model: RowsModel[tuple[Cell, ...]] = RowsModel(_total_columns(columns))
        self.totals = _totals_view(self._totals_model)
        self._under_bar = QWidget()
        self._under_bar.setObjectName("totals")
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 0, 0, 1, 2)
        box.addWidget(self.totals, 1, 0)
        box.addWidget(self._under_bar, 1, 1)
        self.totals.setVisible(has_totals)
        self.setFocusProxy(self.view)
        self._dress(columns)
        self._connect()

    def set_rows(self, rows: Sequence[Row], *, keep: Callable[[Row], object] | None = None) -> None:
        """Show these rows; with `keep`, the row with the same key stays the current one."""
        before = self.current
        self.model.set_rows(rows)
        self._span_groups()
        self._make_room()
        if keep is not None and before is not None:
            wanted = keep(before)
            self.go_to(lambda row: keep(row) == wanted)

    def set_totals(self, cells: Sequence[Cell]) -> None:
        """Show one cell for each column in the totals row."""
        filled = (*cells, *(EMPTY for _missing in range(len(self.model.columns) - len(cells))))
        self._totals_model.set_rows([tuple(bold(cell) for cell in filled)])

    def go_to(self, is_it: Callable[[Row], bool]) -> bool:
        """Make the first row of which this is true the current one; say whether there is one."""
        place = self.model.find(is_it)
        if place is None:
            return False
        column = max(0, self.view.currentIndex().column())
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.view.selectionModel().setCurrentIndex(self.model.index(place, column), flags)
        return True

    @property
    def current(self) -> Row | None:
        """The current row, if there is one."""
        place = self.view.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    @property
    def selected(self) -> tuple[Row, ...]:
        """All selected rows from top to bottom."""
        places = sorted({index.row() for index in self.view.selectedIndexes()})
        return tuple(self.model.rows[place] for place in places)

    def _dress(self, columns: Sequence[Column[Row]]) -> None:
        is_edited = any(column.edit for column in columns)
        self.view.setItemDelegate(EditingDelegate(self.view) if is_edited else CellDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.view.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
            if is_edited
            else triggers.NoEditTriggers
        )
        if is_edited:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(any(column.key for column in columns) and not is_edited)
        for place, column in enumerate(columns):
            width = self._head_width(place, column)
            for view in (self.view, self.totals):
                view.setColumnWidth(place, width)
                mode = QHeaderView.ResizeMode
                view.horizontalHeader().setSectionResizeMode(
                    place, mode.Stretch if column.is_wide else mode.Interactive
                )

    def _head_width(self, place: int, column: Column[Row]) -> int:
        """Give the width of a column, wide enough for its heading on two lines at the most."""
        words = str(self.model.headerData(place, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetricsF(fonts.font())
        longest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0.0)
        width = max(fonts.scaled(column.width), round(longest + 2 * PADDING) + 2)
        if not column.is_wide and metrics.horizontalAdvance(words) + 2 * PADDING > width:
            self.view.horizontalHeader().setFixedHeight(fonts.scaled(TWO_LINE_HEAD_HEIGHT))
        return width

    def _make_room(self) -> None:
        """Widen the columns with chips and words of ours, where a language needs more room."""
        rows = [row for row in self.model.rows[:_MEASURED_ROWS] if not self.model.group_cell(row)]
        for place, column in enumerate(self.model.columns):
            if not column.is_wide:
                cells = (column.cell(row) for row in rows)
                wanted = [width_of(cell) for cell in cells if cell.chip or column.grows]
                if wanted and max(wanted) > self.view.columnWidth(place):
                    self.view.setColumnWidth(place, round(max(wanted)) + 1)

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.selectionModel().selectionChanged.connect(self._tally)
        self.model.modelReset.connect(self._moved)
        self.view.opened.connect(lambda place: self.opened.emit(self.model.rows[place]))
        self.view.horizontalHeader().sectionResized.connect(self._resized)
        bar, below = self.view.horizontalScrollBar(), self.totals.horizontalScrollBar()
        bar.valueChanged.connect(below.setValue)
        self.view.verticalScrollBar().rangeChanged.connect(self._widths_changed)

    def _span_groups(self) -> None:
        self.view.clearSpans()
        for place, each in enumerate(self.model.rows):
            if self.model.group_cell(each) is not None:
                self.view.setSpan(place, 0, 1, len(self.model.columns))

    def _tally(self) -> None:
        chosen = self.selected
        if len(chosen) < _SEVERAL:
            self.tallied.emit("")
            return
        words = _("{count} rows selected").format(count=f"{len(chosen):,}")
        for column in self.model.columns:
            amounts = [column.key(row) for row in chosen] if column.key is not None else []
            if amounts and all(isinstance(amount, Money) for amount in amounts):
                said = _("{words}, {amount} in all")
                words = said.format(words=words, amount=wording.money(Money.total(amounts)))
                break
        self.tallied.emit(words)

    def _moved(self) -> None:
        self.picked.emit(self.current)

    def _resized(self, column: int, _before: int, now: int) -> None:
        self.totals.setColumnWidth(column, now)

    def _widths_changed(self) -> None:
        bar = self.view.verticalScrollBar()
        self._under_bar.setFixedWidth(bar.sizeHint().width() if bar.maximum() > 0 else 0)


def _totals_view(model: RowsModel[tuple[Cell, ...]]) -> RowsView:
    view = RowsView()
    view.setObjectName("totals")
    view.setModel(model)
    view.setItemDelegate(CellDelegate(view))
    view.horizontalHeader().hide()
    view.setFixedHeight(fonts.scaled(28) + 2)
    # One more than is seen: its lower line would double that of the panel.
    view.verticalHeader().setDefaultSectionSize(fonts.scaled(28) + 1)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def _total_columns(columns: Sequence[Column[Row]]) -> list[Column[tuple[Cell, ...]]]:
    return [
        Column("", lambda cells, place=place: cells[place], align=column.align)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        for place, column in enumerate(columns)
    ]


def _plain(words: object) -> str:
    """Give a cell as it is copied: numbers without commas, long ones so that they stay text."""
    text = str(words or "")
    if text.isascii() and text.isdigit() and len(text) >= _ACCOUNT_LENGTH:
        # A spreadsheet keeps 15 figures of a number; of an account or invoice it keeps all so.
        return f'="{text}"'
    bare = text.replace(",", "")
    return bare if bare.removeprefix("-").removeprefix("+").replace(".", "", 1).isdigit() else text
