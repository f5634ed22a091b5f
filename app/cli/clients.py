"""zf client: the clients of the office and their books."""

from app.cli.arguments import Parser, one_of, period
from app.cli.call import DONE, Call
from app.cli.entrance import office_reading, office_writing
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services import clients
from app.services.clients import ClientDraft
from app.values.books import Costing, PriceBasis, RedInvoice, Standard, Taxpayer
from app.wording import word


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf client."""
    add = parser.command(_add, N_("open a book with its chart of accounts"), "add")
    add.add_argument("--code", required=True, help=_("a short code of your own, such as 004"))
    add.add_argument("--name", required=True, help=_("the name of the company"))
    add.add_argument("--start", required=True, type=period, metavar="YYYY-MM")
    add.add_argument("--uscc", default="", help=_("its unified social credit code"))
    for option, kind, default in (
        ("--standard", Standard, Standard.SMALL),
        ("--taxpayer", Taxpayer, Taxpayer.GENERAL),
        ("--costing", Costing, Costing.MOVING),
        ("--prices", PriceBasis, PriceBasis.NET),
        ("--red-invoice", RedInvoice, RedInvoice.WAIT),
    ):
        choices = ", ".join(f"{member.value} {word(member)}" for member in kind)
        add.add_argument(
            option, type=one_of(kind), default=default, metavar="|".join(kind), help=choices
        )
    add.add_argument("--keeper", default="", metavar="NAME", help=_("who keeps the book"))
    parser.command(_list, N_("show every client and the month it stands in"), "list")


def _add(call: Call) -> int:
    asked = call.options
    draft = ClientDraft(
        code=asked.code,
        name=asked.name,
        start=asked.start,
        standard=asked.standard,
        taxpayer=asked.taxpayer,
        uscc=asked.uscc,
        costing=asked.costing,
        prices=asked.prices,
        red_invoice=asked.red_invoice,
        keeper=asked.keeper,
    )
    with office_writing(call) as writing:
        clients.add(writing, draft)
    if call.is_json:
        give({"code": draft.code, "name": draft.name})
    else:
        say(_("The book of {code} {name} is open.").format(code=draft.code, name=draft.name))
    return DONE


def _list(call: Call) -> int:
    with office_reading(call) as reading:
        rows = clients.listing(reading)
    if call.is_json:
        give(
            [
                {
                    "code": row.code,
                    "name": row.name,
                    "standard": row.standard,
                    "taxpayer": row.taxpayer,
                    "start": row.start,
                    "period": row.period,
                    "state": row.state,
                    "keeper": row.keeper,
                }
                for row in rows
            ]
        )
        return DONE
    table(
        [_("Code"), _("Name"), _("Standard"), _("Taxpayer"), _("Month"), _("State")],
        [
            [
                row.code,
                row.name,
                word(row.standard),
                word(row.taxpayer),
                str(row.period),
                word(row.state),
            ]
            for row in rows
        ],
    )
    return DONE
