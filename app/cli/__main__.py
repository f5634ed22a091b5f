"""zf: parse, one permit, one service, print; the one place where a refusal becomes a sentence."""

import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.cli import arguments, crash_log
from app.cli.arguments import Parser, WrongUsage
from app.cli.call import CRASHED, DONE, INTERRUPTED, Call, common_help, common_options, language_of
from app.cli.nouns import NOUNS
from app.cli.showing import complain, say
from app.errors import AppError
from app.i18n import DEFAULT_LANGUAGE, _, use
from app.services.safe.files import sorted_error
from app.wording import describe


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask; give the exit code."""
    _speak_utf8()
    try:
        return _run(sys.argv[1:] if words is None else words)
    except AppError as refusal:
        complain(describe(refusal))
        return refusal.exit_code
    except KeyboardInterrupt:
        complain("\n" + _("Stopped. What was begun is undone."))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads us has seen enough, as head does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        fault = sorted_error(error, Path(str(error.filename or "-")))
        complain(describe(fault))
        return fault.exit_code
    except Exception as error:
        return _crashed(error)


def _run(words: Sequence[str]) -> int:
    arguments.speak_our_language()
    _use(DEFAULT_LANGUAGE)
    _use(language_of(words))
    _require_text(words)
    common, rest = common_options(words)
    if not rest or rest[0] in {"-h", "--help"}:
        say(overview())
        return DONE
    parser = parser_of(rest[0])
    options = parser.parse_args(rest[1:])
    code: int = options.run(Call(common, options))
    sys.stdout.flush()
    return code


def _require_text(words: Sequence[str]) -> None:
    """Go on only if every word is text; what is not cannot be written down again."""
    if any("\ud800" <= letter <= "\udfff" for word in words for letter in word):
        raise WrongUsage(_("a word holds characters that are no text; type it again"), "zf")


def _use(language: str) -> None:
    """Speak a language, English where its catalogue is not built."""
    try:
        use(language)
    except FileNotFoundError:
        use("en")


def overview() -> str:
    """Give the help of the whole program."""
    width = max(map(len, NOUNS))
    lines = [f"  {name.ljust(width)}  {_(noun.words)}" for name, noun in NOUNS.items()]
    return "\n".join(
        [
            _("Usage:") + " zf NOUN COMMAND …",
            "",
            _("Nouns (zf NOUN -h shows their commands):"),
            *lines,
            "",
            common_help(),
        ]
    )


def parser_of(name: str) -> Parser:
    """Give the parser of a noun, whose module is loaded now and no other."""
    if name not in NOUNS:
        message = _("There is no {noun} here; there are: {nouns}").format(
            noun=name, nouns=", ".join(NOUNS)
        )
        raise WrongUsage(message, "zf")
    noun = NOUNS[name]
    parser = Parser(prog=f"zf {name}", description=_(noun.words), epilog=common_help())
    importlib.import_module(noun.module).add_commands(parser)
    return parser


def _crashed(error: Exception) -> int:
    """Say that the fault is the program's, and where it is written down."""
    try:
        number = crash_log.write(error)
        where = str(crash_log.path())
    except OSError:
        number, where = type(error).__qualname__, "-"
    words = _("The program met a fault ({number}). What was begun is undone; the log is {log}.")
    complain(words.format(number=number, log=where))
    return CRASHED


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
