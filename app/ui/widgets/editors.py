"""Typing into table cells: each kind of field, and how it goes in and out."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from app.ui.widgets.cells import CellDelegate
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.price_edit import PriceEdit
from app.ui.widgets.quantity_edit import QuantityEdit
from app.ui.widgets.rows_model import Edit, Field, RowsModel
from app.ui.widgets.value_edit import ValueEdit
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity

Index = QModelIndex | QPersistentModelIndex
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EditingDelegate(CellDelegate):
    """Paints cells, and edits those whose column can be edited; Enter goes to the next one."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        edit = _edit_of(index)
        place = QPersistentModelIndex(index)
        name = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or "")
        editor: QWidget
        match edit.field if edit else Field.TEXT:
            case Field.QUANTITY:
                editor = QuantityEdit(name, parent)
                editor.quantity_changed.connect(lambda value: _follow(place, value))
            case Field.MONEY:
                editor = MoneyEdit(name, parent)
                editor.amount_changed.connect(lambda value: _follow(place, value))
            case Field.PRICE:
                editor = PriceEdit(name, parent)
                editor.price_changed.connect(lambda value: _follow(place, value))
            case Field.CHOICE:
                editor = box = ChoiceBox(edit.choices() if edit else (), name, parent)
                box.activated.connect(lambda _at: _follow(place, box.value))
                QTimer.singleShot(0, box, box.showPopup)  # once it stands in its cell
            case Field.TEXT:
                editor = ValueEdit(name, parent)
                editor.textEdited.connect(lambda text: _follow(place, text.strip()))
        editor.setObjectName("cellEditor")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, ValueEdit) and editor.isModified():
            return  # what is being typed stays as it is typed
        match editor:
            case QuantityEdit():
                editor.show_quantity(value if isinstance(value, Quantity) else None)
                editor.selectAll()
            case MoneyEdit():
                editor.show_amount(value if isinstance(value, Money) else None)
                editor.selectAll()
            case PriceEdit():
                editor.show_price(value if isinstance(value, UnitPrice) else None)
                editor.selectAll()
            case ChoiceBox():
                editor.choose(value)
            case ValueEdit():
                editor.setText(str(value or ""))
                editor.selectAll()
            case _:
                super().setEditorData(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        match editor:
            case QuantityEdit():
                if editor.quantity is not None or not editor.text().strip():
                    model.setData(index, editor.quantity)
            case MoneyEdit():
                if editor.amount is not None or not editor.text().strip():
                    model.setData(index, editor.amount)
            case PriceEdit():
                if editor.price is not None or not editor.text().strip():
                    model.setData(index, editor.price)
            case ChoiceBox():
                model.setData(index, editor.value)
            case ValueEdit():
                model.setData(index, editor.text().strip())
            case _:
                super().setModelData(editor, model, index)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _ENTER
            and isinstance(editor, QWidget)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            self._view.keyPressEvent(event)
            return True
        return super().eventFilter(editor, event)


def _edit_of(index: Index) -> Edit[object] | None:
    model = index.model()
    return model.columns[index.column()].edit if isinstance(model, RowsModel) else None


def _follow(place: QPersistentModelIndex, value: object) -> None:
    """Let the row have each value as it is typed, so that what depends on it can be seen.

    A key that takes the whole form over comes before the field is left; nothing typed is missed.
    """
    if place.isValid():
        place.model().setData(place, value)
