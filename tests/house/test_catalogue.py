"""Every word of the program is in the catalogue, and the catalogue is whole."""

import csv
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import dev
from app.paths import ROOT, TRANSLATIONS

_POT = TRANSLATIONS / "app.pot"
_CHINESE = TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "app.po"
_NO_WORD_OF_OURS = ("登陆", "密码", "锁屏", "错误！", "您确定", "！")
# Half-width marks between or after Chinese; sentences carry full-width ones.
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!(]|[,;:?!)][\u3400-\u9fff]")
# 文件(F): the letter of a menu or a field stands behind its word, as everywhere on Windows.
_MNEMONIC = re.compile(r"\(&[A-Z0-9]\)$")


def _read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=None if file.suffix == ".pot" else "zh_CN")


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def placeholders(words: str) -> set[str]:
    """Give the names that stand in braces."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(words) if name}


def lost_placeholders(message: Message) -> Iterator[str]:
    """Give the translations that name other facts than their message."""
    wanted = set[str]().union(*map(placeholders, _forms(message.id)))
    for words in _forms(message.string):
        if words and placeholders(words) != wanted:
            yield words


@pytest.fixture(scope="module")
def chinese() -> list[Message]:
    return _messages(_read(_CHINESE))


def test_the_template_holds_every_word_of_the_program_and_no_other(tmp_path: Path) -> None:
    fresh = tmp_path / "app.pot"
    extract = (sys.executable, "-m", "babel.messages.frontend", "-q", "extract")
    subprocess.run([*extract, *dev.EXTRACTION, "-o", fresh, "app"], cwd=ROOT, check=True)
    assert fresh.read_text("utf-8") == _POT.read_text("utf-8")


def test_the_chinese_catalogue_has_the_messages_of_the_template(chinese: list[Message]) -> None:
    wanted = {(message.context, message.id) for message in _messages(_read(_POT))}
    assert {(message.context, message.id) for message in chinese} == wanted


def test_every_message_has_its_chinese(chinese: list[Message]) -> None:
    assert [message.id for message in chinese if not all(_forms(message.string))] == []
    assert [message.id for message in chinese if message.fuzzy] == []
    assert not _read(_CHINESE).obsolete


def test_every_fact_of_a_message_stands_in_its_chinese(chinese: list[Message]) -> None:
    assert [words for message in chinese for words in lost_placeholders(message)] == []


def test_a_translation_that_loses_a_fact_is_named() -> None:
    lost = Message("{count} of {total} are taken in.", "取入 {count} 行。")
    assert list(lost_placeholders(lost)) == ["取入 {count} 行。"]
    assert not list(lost_placeholders(Message("{count} lines", "{count} 行")))


def test_the_english_is_plain() -> None:
    ids = [words for message in _messages(_read(_POT)) for words in _forms(message.id)]
    assert [words for words in ids if any(letter > "\u2fff" for letter in words)] == []
    sentences = [words for words in ids if any(letter.isalpha() for letter in words)]
    assert [words for words in sentences if words != words.strip()] == []


def test_chinese_sentences_carry_full_width_marks_and_the_words_of_the_house(
    chinese: list[Message],
) -> None:
    words = [form for message in chinese for form in _forms(message.string)]
    assert [form for form in words if _HALF_WIDTH.search(_MNEMONIC.sub("", form))] == []
    assert [form for form in words if any(banned in form for banned in _NO_WORD_OF_OURS)] == []


def test_the_words_of_the_trade_are_those_of_the_glossary(chinese: list[Message]) -> None:
    with (TRANSLATIONS / "glossary.csv").open(encoding="utf-8", newline="") as opened:
        fixed = {row["English"]: row["Chinese"] for row in csv.DictReader(opened)}
    used = {message.id: message.string for message in chinese if not message.context}
    assert {word: used[word] for word in fixed if word in used} == {
        word: chosen for word, chosen in fixed.items() if word in used
    }
