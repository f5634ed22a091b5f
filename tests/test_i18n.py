from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import i18n


@pytest.fixture(autouse=True)
def _language_put_back() -> Iterator[None]:
    before = i18n.language()
    yield
    i18n.use(before)


def test_the_shipped_language_is_chinese() -> None:
    i18n.use(i18n.DEFAULT_LANGUAGE)
    assert i18n.language() == "zh_CN"
    assert i18n._("Stock count") == "盘点单"


def test_english_needs_no_catalogue() -> None:
    i18n.use("en")
    assert i18n._("Stock count") == "Stock count"
    assert i18n.pgettext("toolbar", "Stock count") == "Stock count"
    assert i18n.ngettext("{count} voucher", "{count} vouchers", 2) == "{count} vouchers"


def test_a_message_without_translation_is_shown_in_english() -> None:
    i18n.use("zh_CN")
    assert i18n._("No such message") == "No such message"


def test_marking_a_message_does_not_translate_it() -> None:
    i18n.use("zh_CN")
    assert i18n.N_("Stock count") == "Stock count"


def test_a_language_that_is_not_there_leaves_the_one_in_use() -> None:
    i18n.use("zh_CN")
    with pytest.raises(FileNotFoundError):
        i18n.use("tlh")
    assert i18n.language() == "zh_CN"


def test_the_books_are_written_in_chinese_whatever_the_window_speaks() -> None:
    i18n.use("en")
    assert i18n.booked("Stock count") == "盘点单"


def test_what_is_worded_for_the_books_is_chinese_and_the_window_goes_on_in_its_language() -> None:
    i18n.use("en")
    with i18n.in_books_language():
        assert (i18n._("Stock count"), i18n.language()) == ("盘点单", "zh_CN")
        with i18n.in_books_language():
            pass
        assert i18n.pgettext("nowhere", "Stock count") == "Stock count"
        with ThreadPoolExecutor(1) as window:
            assert window.submit(i18n._, "Stock count").result() == "Stock count"
    assert (i18n._("Stock count"), i18n.language()) == ("Stock count", "en")


def test_the_window_speaks_its_language_again_after_a_page_was_refused() -> None:
    i18n.use("en")
    with pytest.raises(KeyError), i18n.in_books_language():
        raise KeyError
    assert i18n.language() == "en"
