"""zf reconcile: a month's records beside its books, every difference with its documents."""

from pathlib import Path

from app.cli.arguments import Parser, later, period
from app.cli.call import DONE, LOOK, Call
from app.cli.entrance import book_of, signed_in
from app.cli.findings import finding
from app.cli.showing import give, say, table
from app.i18n import _, ngettext
from app.services.reconciliation.pairs import Pair
from app.services.reconciliation.run import Reconciliation, reconcile
from app.services.reconciliation.wording import cause_of, evidence
from app.wording import money, word

_print = later("app.cli.report_print")


def add_commands(parser: Parser) -> None:
    """Declare zf reconcile."""
    parser.command(_reconcile)
    parser.add_argument("--period", required=True, type=period, metavar="YYYY-MM")
    parser.add_argument(
        "--pdf", type=Path, metavar="FILE", help=_("also the monthly report as a PDF")
    )


def _reconcile(call: Call) -> int:
    with signed_in(call) as opened:
        book = book_of(call, opened)
        with book.reading(opened.actor) as reading:
            found = reconcile(reading, call.options.period)
        if call.options.pdf is not None:
            with book.writing(opened.actor) as writing:
                _print(writing, call.options.period, call.options.pdf)
    if call.is_json:
        give(_plain(found))
    else:
        _tell(found)
        if call.options.pdf is not None:
            say(_("The report is in {file}.").format(file=call.options.pdf))
    return LOOK if found.open_count or found.rest else DONE


def _plain(found: Reconciliation) -> dict[str, object]:
    return {
        "checks": [
            {
                "kind": check.kind,
                "left": check.left,
                "right": check.right,
                "difference": check.difference,
                "explained": check.explained,
                "rest": check.rest,
            }
            for check in found.checks
        ],
        "findings": [finding(pair) for check in found.checks for pair in check.open_pairs],
    }


def _tell(found: Reconciliation) -> None:
    table(
        [
            _("Records"),
            _("Left side"),
            _("Right side"),
            _("Difference"),
            _("Explained"),
            _("Unexplained"),
        ],
        [
            [
                word(check.kind),
                money(check.left),
                money(check.right),
                money(check.difference),
                money(check.explained),
                money(check.rest),
            ]
            for check in found.checks
        ],
        right={1, 2, 3, 4, 5},
    )
    pairs = [pair for check in found.checks for pair in check.open_pairs]
    if not pairs:
        say(_("Everything agrees."))
        return
    words = ngettext(
        "{count} difference to look at:", "{count} differences to look at:", len(pairs)
    )
    say(words.format(count=len(pairs)))
    table(
        [_("Relation"), _("Cause"), _("Amount"), _("Evidence")],
        [
            [word(pair.relation), _cause_of(pair), money(pair.difference), evidence(pair)]
            for pair in pairs
        ],
        right={2},
    )


def _cause_of(pair: Pair) -> str:
    cause = cause_of(pair)
    return "" if cause is None else word(cause)
