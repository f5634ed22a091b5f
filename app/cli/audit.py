"""zf audit: what was done, and that nobody changed the record of it."""

import json

from app.cli.arguments import Parser
from app.cli.call import DAMAGED, DONE, Call
from app.cli.entrance import office_reading
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services import audit


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf audit."""
    listing = parser.command(_list, N_("show the newest rows of the log"), "list")
    listing.add_argument("--limit", type=int, default=200, metavar="N", help=_("at most so many"))
    verify = parser.command(_verify, N_("check every link of the log"), "verify")
    verify.add_argument(
        "--anchor",
        default="",
        metavar="HEAD",
        help=_("a head that was printed: is the log still the one that it was taken from"),
    )


def _list(call: Call) -> int:
    with office_reading(call) as reading:
        rows = audit.listing(reading, call.options.limit)
    if call.is_json:
        give(
            [
                {
                    "seq": row.sequence,
                    "at": row.at,
                    "actor": row.actor,
                    "action": row.action,
                    "object": row.thing,
                    "payload": json.loads(row.payload),
                }
                for row in rows
            ]
        )
        return DONE
    table(
        [_("Sequence"), _("When"), _("Who"), _("Action"), _("Object")],
        [[str(row.sequence), row.at, row.actor, row.action, row.thing] for row in rows],
        right={0},
    )
    return DONE


def _verify(call: Call) -> int:
    with office_reading(call) as reading:
        wrong = audit.verify(reading, call.options.anchor)
        head = audit.head(reading)
    if call.is_json:
        give({"ok": not wrong, "head": head.anchor, "wrong": list(wrong)})
    elif wrong:
        say(_("The log was changed at: {rows}").format(rows=", ".join(wrong)))
    else:
        say(_("The log is whole; its head is {head}.").format(head=head.anchor))
    return DAMAGED if wrong else DONE
