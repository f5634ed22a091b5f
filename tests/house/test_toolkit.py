"""The toolkit and the Python underneath are sound where they once were not."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_a_call_that_returns_nothing_takes_nothing_from_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 took one reference with every such call, until CPython 3.11 aborted.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(2_000):
        label.setText("账")
    assert sys.getrefcount(None) > before - 1_000
