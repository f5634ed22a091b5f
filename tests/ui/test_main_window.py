"""The frame around the pages."""

from app.ui.main_window import MainWindow
from tests.ui.conftest import look


def test_the_title_names_program_client_and_month(window: MainWindow) -> None:
    assert window.windowTitle() == "账房 · 云溪拾光文具有限公司 · 2025年10月"
    look(window, "overview-light")
