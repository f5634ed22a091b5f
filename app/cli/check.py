"""zf check: every rule of the office by name; a rule that is broken means damage."""

from app.cli.arguments import Parser
from app.cli.call import DAMAGED, DONE, Call
from app.cli.entrance import office_reading
from app.cli.showing import give, say, table
from app.i18n import _, ngettext
from app.services.checks import run as checks


def add_commands(parser: Parser) -> None:
    """Declare zf check."""
    parser.command(_check)
    parser.add_argument(
        "--deep", action="store_true", help=_("also every page and the content of every log row")
    )


def _check(call: Call) -> int:
    with office_reading(call) as reading:
        results = checks.run(reading, deep=call.options.deep)
    broken = [result for result in results if not result.ok]
    if call.is_json:
        give(
            {
                "ok": not broken,
                "checks": [
                    {"name": result.name, "ok": result.ok, "detail": result.detail}
                    for result in results
                ],
            }
        )
    else:
        table(
            [_("Rule"), _("Holds"), _("Where not")],
            [
                [
                    result.name,
                    _("yes") if result.ok else _("no"),
                    "" if result.ok else result.detail,
                ]
                for result in results
            ],
        )
        say(_conclusion(len(results), len(broken)))
    return DAMAGED if broken else DONE


def _conclusion(count: int, broken: int) -> str:
    if not broken:
        return _("All {count} rules hold.").format(count=count)
    words = ngettext(
        "{broken} rule of {count} is broken. Stop working; restore the newest verified backup.",
        "{broken} rules of {count} are broken. Stop working; restore the newest verified backup.",
        broken,
    )
    return words.format(broken=broken, count=count)
