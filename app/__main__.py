"""The window program: signs somebody in, opens the office, makes the desk, shows the window.

Nothing that the sign-in does not need is imported before it is painted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from app import i18n
from app.errors import AppError
from app.i18n import _
from app.ui import crash_log, fonts, theme
from app.ui.memory import Memory

if TYPE_CHECKING:
    from app.services.opening import Opened
    from app.ui.desk import Desk
    from app.ui.main_window import MainWindow
    from app.ui.sign_in.page import SignInPage
    from app.ui.tickets import Crash

WRONG_USAGE = 2


class Program:
    """The one running window program: the sign-in page, then the window, then the lock page."""

    def __init__(
        self,
        folder: Path,
        memory: Memory,
        log: Path | None,
        remark: str = "",
        first_client: str = "",
    ) -> None:
        self._folder = folder
        self._remark = remark
        self._first_client = first_client
        self._memory = memory
        self._log = log
        self._opened: Opened | None = None
        self._desk: Desk | None = None
        self.window: MainWindow | None = None
        self.page: SignInPage | None = None

    def start(self) -> "SignInPage":
        """Show the sign-in page."""
        from app.ui.sign_in.door import office_door  # noqa: PLC0415  # after the first look at argv
        from app.ui.sign_in.page import SignInPage  # noqa: PLC0415

        self.page = SignInPage(
            office_door(self._folder, self._remark), last_person=self._memory.read("last_person")
        )
        self.page.accepted.connect(self._open)
        self.page.show()
        return self.page

    def tell_crash(self, crash: "Crash") -> None:
        """Tell a person of a bug in the window; what it stands in goes on."""
        from app.ui.refusals import CrashDialog  # noqa: PLC0415  # only when there is one

        CrashDialog(crash, self._log, self.window or self.page).open()

    def close(self) -> None:
        """Leave the office at rest."""
        if self._desk is not None:
            self._desk.close()
        if self._opened is not None:
            self._opened.close()
        self._desk = self._opened = self.window = None

    def _open(self, opened: "Opened") -> None:
        from app.ui.desk import Desk  # noqa: PLC0415  # not before the sign-in is painted
        from app.ui.main_window import MainWindow  # noqa: PLC0415

        self._opened = opened
        self._memory.keep("last_person", opened.actor.name)
        self._desk = Desk(opened)
        person = self._memory.of(f"{opened.folder.name}/{opened.actor.staff_id}")
        dress(person)
        if self._first_client and not person.recent_clients:
            person.visited(self._first_client)
        self.window = MainWindow(self._desk, person, log=self._log)
        self.window.locked.connect(self._lock)
        self._show_window()

    def _show_window(self) -> None:
        if self.window is not None:
            self.window.show()
        if self.page is not None:
            self.page.close()
            self.page.deleteLater()
            self.page = None

    def _lock(self) -> None:
        from app.ui.sign_in.door import lock_door  # noqa: PLC0415  # not before it is needed
        from app.ui.sign_in.page import SignInPage  # noqa: PLC0415

        if self._opened is None or self.window is None:
            return
        self.page = SignInPage(lock_door(self._opened), is_lock=True)
        self.page.accepted.connect(lambda _unlocked: self._show_window())
        self.page.left.connect(self._leave)
        self.page.show()
        self.window.hide()

    def _leave(self) -> None:
        """Let somebody else sign in, unless something would be lost by it."""
        if self.page is None or self.window is None or self._desk is None:
            return
        if self.window.is_typing:
            words = _("{name} has typed something that is not kept yet. Unlock to go on with it.")
            self.page.say(words.format(name=self._desk.actor.name))
        elif not self._desk.is_idle:
            self.page.say(_("A job is still running. Try again when it has ended."))
        else:
            locked, window = self.page, self.window
            self.close()
            self.start()
            window.deleteLater()
            locked.close()
            locked.deleteLater()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; gives the exit code."""
    wanted = _parser().parse_args(arguments)
    i18n.use(wanted.lang)
    if not _has_display():
        _complain(_("There is no display here; use the terminal program instead: zf"))
        return WRONG_USAGE
    try:
        folder = _folder(wanted)
    except AppError as refusal:
        return _refused(refusal)
    if folder is None:
        _complain(_("Name the office folder with --office, or try --demo."))
        return WRONG_USAGE
    application = QApplication(sys.argv[:1])
    application.setApplicationName("zhangfang")
    _use_qt_words(application)
    memory = Memory(None, "window")
    dress(memory)
    log = crash_log.begin(crash_log.path())
    demo = _of_demo() if wanted.demo else ("", "")
    program = Program(folder, memory, log, *demo)
    crash_log.catch(program.tell_crash)
    return run(application, program)


def dress(memory: Memory) -> None:
    """Show the application in the colours and the type size that are remembered."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.dress(application, memory.scheme)
        fonts.use(application, memory.scale)


def run(application: QApplication, program: Program) -> int:
    """Run the program until its last window is closed; gives the exit code."""
    try:
        program.start()
        code = application.exec()
    except AppError as refusal:
        return _refused(refusal)
    program.close()
    return code


def _refused(refusal: AppError) -> int:
    """Say what was refused; gives the exit code."""
    from app import wording  # noqa: PLC0415  # loads babel

    _complain(wording.describe(refusal))
    return refusal.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhangfang", description=_("The books of an agency"))
    parser.add_argument("--office", type=Path, help=_("the folder of the office"))
    parser.add_argument("--demo", action="store_true", help=_("open the demo office"))
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=i18n.DEFAULT_LANGUAGE)
    return parser


def _folder(wanted: argparse.Namespace) -> Path | None:
    if wanted.demo:
        from app.services import demo  # noqa: PLC0415  # makes a whole office: only when asked

        if not demo.is_made():
            _complain(_("The demo office is being made; this takes a moment."))
        return demo.window_office()
    if wanted.office is not None:
        return Path(wanted.office)
    named = os.environ.get("ZHANGFANG_OFFICE", "")
    return Path(named) if named else None


def _of_demo() -> tuple[str, str]:
    """Say with which password everybody signs in to the demo, and which client it shows first."""
    from app.services import demo  # noqa: PLC0415  # only when asked

    remark = _("Demo; everybody's password: {password}").format(password=demo.PASSWORD)
    return remark, demo.CLIENT


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _use_qt_words(application: QApplication) -> None:
    translator = QTranslator(application)
    places = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language()}", places):
        application.installTranslator(translator)


def _complain(words: str) -> None:
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
