"""The pictures of the documentation, drawn by the program itself over its demo office.

python3 dev.py pictures [FOLDER] draws them into docs/pictures, or into a folder of one's own.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# Before Qt is loaded: the pictures are painted into memory, on every machine alike.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import i18n
from app.paths import ROOT
from app.services import demo
from app.services.demo import data
from app.services.opening import open_office
from app.ui import fonts, theme
from app.ui.desk import Desk
from app.ui.main_window import MainWindow
from app.ui.memory import Memory
from app.ui.sign_in.door import office_door
from app.ui.sign_in.page import SignInPage
from app.ui.theme import Scheme

SIZES = {"": (1440, 900), "-1366": (1366, 768)}
SCHEMES = {"": Scheme.LIGHT, "-dark": Scheme.DARK}
_NOW = "2025-10-31 10:26"
_RETURN = "TH-202510-0023"
_PERSON = "周敏"
_TURN = 30


def main(words: Sequence[str]) -> int:
    """Draw every tab in light; with a folder of one's own also in dark, and small."""
    folder = Path(words[0]) if words else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["pictures"])
    i18n.use("zh_CN")
    # The overview shows where backups lie: a plain place, the same every time.
    place = Path(tempfile.gettempdir()) / "zhangfang"
    shutil.rmtree(place, ignore_errors=True)
    try:
        office = demo.window_office(place)
        for suffix, scheme in SCHEMES.items() if words else [("", Scheme.LIGHT)]:
            theme.dress(application, scheme)
            fonts.use(application)
            _draw_sign_in(office, folder / f"sign-in{suffix}.png")
            for size, measure in SIZES.items() if words else [("", SIZES[""])]:
                _draw_tabs(office, place, folder, measure, suffix + size)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 0


def _draw_sign_in(office: Path, target: Path) -> None:
    page = SignInPage(office_door(office), last_person=_PERSON)
    page.show()
    while not page.is_idle:
        QTest.qWait(_TURN)
    _keep(page, target)
    page.close()


def _draw_tabs(
    office: Path, scratch: Path, folder: Path, measure: tuple[int, int], suffix: str
) -> None:
    clock = data.DemoClock()
    clock.now = data.moment(_NOW)
    opened = open_office(office, _PERSON, demo.PASSWORD, clock)
    desk = Desk(opened)
    memory = Memory(scratch / "memory.ini", _PERSON)
    memory.visited(demo.CLIENT)
    window = MainWindow(desk, memory)
    window.resize(*measure)
    window.show()
    _settle(desk)
    for name in window.tab_names:
        window.open_tab(name)
        _settle(desk)
        page = window.page
        if name == "returns" and page is not None:
            page.go_to_document(_RETURN)
            _settle(desk)
        _keep(window, folder / f"{name}{suffix}.png")
    window.close()
    desk.close()
    opened.close()


def _settle(desk: Desk) -> None:
    """Wait until every answer is delivered, and what those ask for too."""
    for _again in range(3):
        QTest.qWait(_TURN)
        while not desk.is_idle:
            QTest.qWait(_TURN)


def _keep(widget: QWidget, target: Path) -> None:
    if not widget.grab().save(str(target)):
        message = f"no picture could be kept in {target}"
        raise OSError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
