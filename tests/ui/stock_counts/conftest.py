"""The page of stock by itself, with somebody in front of it."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.ui.stock_counts.screen import StockScreen
from tests.ui.conftest import Settle, SignIn
from tests.ui.hands import Hands, sit_at
from tests.ui.made_office import CLIENT, MAKER

Sit = Callable[..., tuple[StockScreen, Hands]]


@pytest.fixture
def sit(sign_in_as: SignIn, qtbot: QtBot, settle: Settle) -> Sit:
    """Gives a function that shows the page of stock to somebody, the maker if none is named."""

    def at_page(name: str = MAKER, code: str = CLIENT) -> tuple[StockScreen, Hands]:
        desk = sign_in_as(name, code)
        page = StockScreen(desk)
        return page, sit_at(qtbot, settle, page, desk)

    return at_page
