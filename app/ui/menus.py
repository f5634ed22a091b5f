"""The menus of the window: what is there can be done, and nothing else is in them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from app.i18n import _
from app.ui import fonts, keys, theme
from app.ui.fonts import SCALE_WORDS, Scale
from app.ui.key_sheet import KeySheet, all_keys, page_keys
from app.ui.memory import Memory
from app.ui.theme import SCHEME_WORDS, Scheme
from app.ui.widgets.message_bar import Kind

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


class Menus:
    """File, view, page and help."""

    def __init__(self, window: "MainWindow", memory: Memory) -> None:
        self._window = window
        self._memory = memory
        bar = window.menuBar()
        self.file = bar.addMenu(_("&File"))
        self.file.addAction(window.client_action)
        self.file.addAction(window.lock_action)
        self.file.addSeparator()
        self.file.addAction(window.import_action)
        self.file.addAction(window.backup_action)
        self.file.addAction(window.backups_action)
        self.file.addSeparator()
        self.file.addAction(keys.keyless_action(window, window.close, _("Quit")))
        self._add_view(bar.addMenu(_("&View")))
        self._page = bar.addMenu(_("&Page"))
        self._page.aboutToShow.connect(self._fill_page)
        self.help = bar.addMenu(_("&Help"))
        self.help.addAction(keys.action(window, "page_keys", self._show_page_keys))
        self.help.addAction(keys.action(window, "keys", self._show_keys))

    def _add_view(self, menu: QMenu) -> None:
        for action in self._window.tab_actions:
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self._window.previous_action)
        menu.addAction(self._window.next_action)
        menu.addSeparator()
        self._add_choice(
            menu.addMenu(_("Colours")),
            [(scheme.value, _(words)) for scheme, words in SCHEME_WORDS.items()],
            self._memory.scheme.value,
            self._choose_scheme,
        )
        self._add_choice(
            menu.addMenu(_("Type size")),
            [(scale.value, _(words)) for scale, words in SCALE_WORDS.items()],
            self._memory.scale.value,
            self._choose_scale,
        )

    def _add_choice(
        self,
        menu: QMenu,
        choices: list[tuple[str, str]],
        chosen: str,
        choose: Callable[[str], None],
    ) -> None:
        group = QActionGroup(menu)
        for value, words in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _on, value=value: choose(value))
            group.addAction(action)
            menu.addAction(action)

    def _choose_scheme(self, value: str) -> None:
        self._memory.keep("scheme", value)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.dress(application, Scheme(value))

    def _choose_scale(self, value: str) -> None:
        self._memory.keep("scale", value)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            fonts.use(application, Scale(value))
        page = self._window.page
        if page is not None:
            # What is laid out already was measured in the size before.
            words = _("The new type size holds everywhere once the program is opened again.")
            page.messages.say(Kind.DONE, words)

    def _fill_page(self) -> None:
        """List what the page in front can do; the page keeps the shortcuts."""
        self._page.clear()
        page = self._window.page
        for action in page.page_actions() if page else ():
            words = action.text()
            if action.objectName():
                words += "\t" + keys.press(action.objectName())
            self._page.addAction(words, action.trigger).setEnabled(action.isEnabled())

    def _show_keys(self) -> None:
        KeySheet(_("Keys"), all_keys(), self._window).open()

    def _show_page_keys(self) -> None:
        page = self._window.page
        if page is not None:
            own = [action.objectName() for action in page.page_actions() if action.objectName()]
            lines = page_keys(page.hints, own)
            KeySheet(_("Keys of this page"), lines, self._window).open()
