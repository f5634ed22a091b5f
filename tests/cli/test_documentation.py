"""Every example of the terminal's page can be called as it is written, and none is missing."""

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from app.cli import __main__ as program
from app.cli.call import common_options
from app.cli.nouns import NOUNS
from app.paths import ROOT

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _examples() -> list[list[str]]:
    text = (ROOT / "docs" / "terminal.md").read_text("utf-8")
    commands = "\n".join(block for kind, block in _BLOCK.findall(text) if not kind)
    lines = commands.replace("\\\n", " ").replace("\\", "/").splitlines()
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("zf ")]


def _commands() -> Iterator[tuple[str, ...]]:
    for noun in NOUNS:
        parser = program.parser_of(noun)
        verbs = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        yield from ((noun, verb) for verb in verbs[0].choices) if verbs else [(noun,)]


@pytest.mark.parametrize("words", _examples(), ids=" ".join)
def test_the_example_is_understood(words: list[str]) -> None:
    _common, rest = common_options(words)
    program.parser_of(rest[0]).parse_args(rest[1:])


def test_every_command_has_its_example() -> None:
    shown = {tuple(words[:2]) for words in _examples()} | {(words[0],) for words in _examples()}
    assert [command for command in _commands() if command not in shown] == []
