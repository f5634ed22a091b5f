"""What a person called for: the options that every command shares, and the command's own."""

from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.cli.arguments import Parser
from app.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, _

DONE = 0
LOOK = 1
"""Done, and something was found that a person must look at."""
DAMAGED = 4
CRASHED = 70
"""A fault of the program itself; the codes below are the caller's matter, this one is ours."""
INTERRUPTED = 130

COMMON = (
    ("--office DIR", N_("the folder of the office (or ZHANGFANG_OFFICE)")),
    ("--user NAME", N_("in whose name; may be left out where one person alone signs in")),
    ("--password-file FILE", N_("the password is its first line (or ZHANGFANG_PASSWORD)")),
    ("--client CODE", N_("the code of the client whose book is meant")),
    ("--lang zh_CN|en", N_("the language of the words")),
    ("--json", N_("print data for programs instead of words")),
)


@dataclass(frozen=True, slots=True)
class Common:
    """The options that every command takes, before or after its words."""

    office: str | None
    user: str | None
    password_file: Path | None
    client: str | None
    is_json: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One command as it was called for."""

    common: Common
    options: Namespace

    @property
    def is_json(self) -> bool:
        """Whether data is wanted instead of words."""
        return self.common.is_json


def language_of(words: Sequence[str]) -> str:
    """Give the language that is asked for, before anything is worded in it."""
    parser = Parser(prog="zf", add_help=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    known, _rest = parser.parse_known_args(words)
    language: str = known.lang
    return language


def common_options(words: Sequence[str]) -> tuple[Common, list[str]]:
    """Give the shared options, wherever they stand, and what is left for the command."""
    parser = Parser(prog="zf", add_help=False, argument_default=SUPPRESS)
    parser.add_argument("--office", default=None)
    parser.add_argument("--user", default=None)
    parser.add_argument("--password-file", type=Path, default=None)
    parser.add_argument("--client", default=None)
    parser.add_argument("--lang")
    parser.add_argument("--json", action="store_true", dest="is_json", default=False)
    known, rest = parser.parse_known_args(words)
    common = Common(known.office, known.user, known.password_file, known.client, known.is_json)
    return common, rest


def common_help() -> str:
    """Give the lines of help on the shared options."""
    width = max(len(name) for name, _words in COMMON)
    lines = [f"  {name.ljust(width)}  {_(words)}" for name, words in COMMON]
    return "\n".join([_("Every command takes, before or after its words:"), *lines])
