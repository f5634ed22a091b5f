"""The words of the language in use."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from app.paths import TRANSLATIONS

DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = ("zh_CN", "en")


class _Catalogue:
    """The one catalogue in use; English message ids stand in where none is loaded."""

    def __init__(self) -> None:
        self.language = "en"
        self.words: gettext.NullTranslations = gettext.NullTranslations()


_IN_USE = _Catalogue()
_OF_THE_BOOKS = ContextVar("of_the_books", default=False)
"""Whether this thread words what is written into the books; the window goes on in its language."""


def use(language: str) -> None:
    """Word everything in this language from now on.

    Raises:
        FileNotFoundError: its catalogue is not built.

    """
    if language == "en":
        _IN_USE.words = gettext.NullTranslations()
    else:
        _IN_USE.words = gettext.translation("app", TRANSLATIONS, [language])
    _IN_USE.language = language


def language() -> str:
    """Give the language in use, such as zh_CN."""
    return DEFAULT_LANGUAGE if _OF_THE_BOOKS.get() else _IN_USE.language


def _(message: str) -> str:
    """Give the message in the language in use."""
    return _words().gettext(message)


def N_(message: str) -> str:  # noqa: N802  # gettext's own name
    """Mark a message for the catalogue where it is declared; it is worded where it is shown."""
    return message


def pgettext(context: str, message: str) -> str:
    """Give a message whose meaning needs its context in the language in use."""
    return _words().pgettext(context, message)


def ngettext(one: str, many: str, number: int) -> str:
    """Give the form of a message that fits the number."""
    return _words().ngettext(one, many, number)


def booked(message: str) -> str:
    """Give a message in the language of the books, which is Chinese whatever the window speaks.

    Source: 会计法 art. 22 (2017 text): accounting records are written in Chinese.
    """
    return _books().gettext(message)


@contextmanager
def in_books_language() -> Iterator[None]:
    """Word all that is worded meanwhile in the language of the books: pages are kept like them."""
    before = _OF_THE_BOOKS.set(True)
    try:
        yield
    finally:
        _OF_THE_BOOKS.reset(before)


def _words() -> gettext.NullTranslations:
    return _books() if _OF_THE_BOOKS.get() else _IN_USE.words


@cache
def _books() -> gettext.NullTranslations:
    return gettext.translation("app", TRANSLATIONS, [DEFAULT_LANGUAGE])
