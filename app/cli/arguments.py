"""How words on the command line become values; what cannot be read is said in one sentence."""

import argparse
import datetime
import enum
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, TypeVar

from typing_extensions import override

from app.errors import AppError
from app.i18n import N_, _
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity

_Word = TypeVar("_Word", bound=enum.StrEnum)
_Read = TypeVar("_Read")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = 2
YEARS = range(1955, 2100)
"""The years of any book; what lies outside is a slip of the finger."""

# What argparse says, word for word, beside our own sentence for it.
_ARGPARSE: Mapping[str, str] = {
    "positional arguments": N_("What is named"),
    "options": N_("Options"),
    "show this help message and exit": N_("show this help"),
    "argument %(argument_name)s: %(message)s": N_("%(argument_name)s: %(message)s"),
    "the following arguments are required: %s": N_("still needed: %s"),
    "one of the arguments %s is required": N_("one of these is needed: %s"),
    "unrecognized arguments: %s": N_("not understood: %s"),
    "not allowed with argument %s": N_("not together with %s"),
    "ignored explicit argument %r": N_("takes no value, but %r was given"),
    "invalid %(type)s value: %(value)r": N_("%(value)r is not what is expected"),
    "expected one argument": N_("a value is missing"),
    "expected at least one argument": N_("at least one value is needed"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_(
        "%(value)r is not one of %(choices)s"
    ),
}


@dataclass(eq=False)
class WrongUsage(AppError):
    """The command was called in a way that it does not know."""

    message: str
    command: str
    template = N_("{message} (see {command} -h)")
    exit_code: ClassVar[int] = _CODE


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language in use and refuses like everything else does."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)
        self._verbs: Any = None

    @override
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message, self.prog)

    def command(self, run: Callable[..., int], words: str = "", name: str = "") -> "Parser":
        """Add a verb, or make this parser the one command of its noun; gives its parser."""
        if not name:
            self.set_defaults(run=run)
            return self
        if self._verbs is None:
            self._verbs = self.add_subparsers(
                required=True, metavar=_("COMMAND"), title=_("Commands")
            )
        parser: Parser = self._verbs.add_parser(name, help=_(words), description=_(words))
        parser.set_defaults(run=run)
        return parser


def later(module: str) -> Callable[..., int]:
    """Give what runs `run` of a module that is loaded then and not before."""

    def run(*given: object) -> int:
        code: int = importlib.import_module(module).run(*given)
        return code

    return run


def speak_our_language() -> None:
    """Let argparse take its words from our catalogue; it offers no other way."""

    def word(message: str) -> str:
        if message == "usage: ":
            return _("Usage:") + " "
        return _(_ARGPARSE.get(message, message))

    def number(one: str, many: str, count: int) -> str:
        return word(one if count == 1 else many)

    for name, function in (("_", word), ("ngettext", number)):
        setattr(argparse, name, function)


def day(text: str) -> datetime.date:
    """Read a day such as 2025-10-31."""
    if not _DAY.fullmatch(text):
        raise argparse.ArgumentTypeError(_not_a_day(text))
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_not_a_day(text)) from error
    if found.year not in YEARS:
        raise argparse.ArgumentTypeError(_not_a_day(text))
    return found


def _not_a_day(text: str) -> str:
    return _("“{text}” is not a day; write it like 2025-10-31").format(text=text)


def period(text: str) -> Period:
    """Read a month such as 2025-10."""
    return _read(_month, text, N_("“{text}” is not a month; write it like 2025-10"))


def _month(text: str) -> Period:
    month = Period.of(text)
    if month.year not in YEARS:
        raise ValueError(text)
    return month


def money(text: str) -> Money:
    """Read an amount of yuan."""
    return _read(Money.of, text, N_("“{text}” is not an amount; write it like 1130.00"))


def quantity(text: str) -> Quantity:
    """Read a quantity."""
    return _read(Quantity.of, text, N_("“{text}” is not a quantity; write it like 12.5"))


def unit_price(text: str) -> UnitPrice:
    """Read a price of one unit."""
    return _read(UnitPrice.of, text, N_("“{text}” is not a price; write it like 12.345678"))


def one_of(words: Iterable[_Word]) -> Callable[[str], _Word]:
    """Give what reads one of these words."""
    members = {member.value: member for member in words}

    def member(text: str) -> _Word:
        if text not in members:
            choices = ", ".join(members)
            message = _("“{text}” is not one of {choices}").format(text=text, choices=choices)
            raise argparse.ArgumentTypeError(message)
        return members[text]

    return member


def several(words: Iterable[_Word]) -> Callable[[str], tuple[_Word, ...]]:
    """Give what reads members of these words with commas or plus signs between them."""
    member = one_of(words)

    def members(text: str) -> tuple[_Word, ...]:
        return tuple(member(part.strip()) for part in text.replace("+", ",").split(","))

    return members


def _read(read: Callable[[str], _Read], text: str, words: str) -> _Read:
    try:
        return read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_(words).format(text=text)) from error
