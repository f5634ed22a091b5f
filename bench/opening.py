"""Opening the program: until the sign-in is painted, and from there to the first painted list.

The floor is a bare window of the same toolkit with an empty table. Every start is a process of its
own, the kinds in turns. The first list is timed from the moment that the password was accepted.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from app.ui.sign_in.page import SignInPage

ROUNDS = 7
_SIDES = ("bare", "sign-in", "list")
_PATIENCE = 60_000


def main() -> None:
    """Print the seconds to each moment, and their ratios to the bare window."""
    # The timed starts need none of these.
    from app.ui.memory import Memory  # noqa: PLC0415
    from tests.ui.made_office import MAKER, make_office  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        office = Path(name) / "office"
        make_office(office)
        memory = Memory(Path(name) / "memory.ini", "window")
        memory.keep("last_person", MAKER)
        del memory
        times: dict[str, list[float]] = {side: [] for side in _SIDES}
        for _ in range(ROUNDS):
            for side in _SIDES:
                times[side].append(_start(side, office))
    bare, sign_in, first = (statistics.median(times[side]) for side in _SIDES)
    print(f"bare window: {bare:.2f} s; sign-in painted: {sign_in:.2f} s, ratio", end=" ")
    print(f"{sign_in / bare:.2f} (aim 1.5)")
    print(f"accepted password to the first list: {first:.2f} s, ratio {first / bare:.2f} (aim 3)")


def _start(side: str, office: Path) -> float:
    """Start one kind in a process of its own; gives the seconds that it tells."""
    surroundings = os.environ | {"ZHANGFANG_BEGAN": repr(time.time())}
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "bench.opening", side, str(office)]
    told = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env=surroundings
    )
    return float(told.stdout)


class _Watch(QObject):
    """Calls back when a widget of the kind that is waited for is painted."""

    def __init__(self, is_it: Callable[[QWidget], bool], found: Callable[[], None]) -> None:
        super().__init__()
        self._is_it = is_it
        self._found = found

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and self._is_it(watched)
        ):
            QTimer.singleShot(0, self._found)
        return False


def _bare(ended: Callable[[], None]) -> object:
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1440, 900)
    watch = _Watch(lambda widget: isinstance(widget, QMainWindow), ended)
    _instance().installEventFilter(watch)
    window.show()
    return window, watch


def _is_list(widget: QWidget) -> bool:
    """Say whether this is the inside of a table that has rows."""
    table = widget.parent()
    if not isinstance(table, QTableView) or table.viewport() is not widget:
        return False
    model = table.model()
    return model is not None and model.rowCount() > 0


def _ours(side: str, office: Path, ended: Callable[[float], None]) -> object:
    from app import i18n  # noqa: PLC0415  # what the program loads is timed with the rest
    from app.__main__ import Program, dress  # noqa: PLC0415
    from app.ui.memory import Memory  # noqa: PLC0415

    i18n.use("zh_CN")
    memory = Memory(office.parent / "memory.ini", "window")
    dress(memory)
    program = Program(office, memory, None)
    page = program.start()
    if side == "sign-in":
        page.painted.connect(lambda: ended(float(os.environ["ZHANGFANG_BEGAN"])))
        return program
    accepted: list[float] = []
    page.accepted.connect(lambda _opened: accepted.append(time.time()))
    watch = _Watch(_is_list, lambda: ended(accepted[0]))
    _instance().installEventFilter(watch)
    typing = QTimer(interval=50)
    typing.timeout.connect(lambda: _sign_in(page, typing))
    page.painted.connect(typing.start)
    return program, watch, typing


def _sign_in(page: "SignInPage", typing: QTimer) -> None:
    """Give the password, once what loads while a person types it is there."""
    from tests.ui.made_office import PASSWORD  # noqa: PLC0415  # brings a whole office with it

    if page.is_idle:
        typing.stop()
        page.password.setText(PASSWORD)
        page.password.returnPressed.emit()


def _instance() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _side(side: str, office: Path) -> int:
    application = QApplication([side])

    def ended(began: float) -> None:
        print(f"{time.time() - began:.4f}", flush=True)
        # What is open is of no use any more, and closing it is not timed.
        os._exit(0)

    QTimer.singleShot(_PATIENCE, lambda: application.exit(1))
    began = float(os.environ["ZHANGFANG_BEGAN"])
    kept = _bare(lambda: ended(began)) if side == "bare" else _ours(side, office, ended)
    return application.exec() if kept else 1


if __name__ == "__main__":
    sys.exit(_side(sys.argv[1], Path(sys.argv[2])))
