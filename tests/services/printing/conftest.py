"""Pages are read as they are printed for the agency: in Chinese."""

from collections.abc import Iterator

import pytest

from app import i18n


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    before = i18n.language()
    i18n.use("zh_CN")
    yield
    i18n.use(before)
