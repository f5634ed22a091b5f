"""zf stock: what lies in stock and what it cost."""

from app.cli.arguments import Parser
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services import stock
from app.values.money import Money
from app.wording import money, quantity, unit_price


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf stock."""
    listing = parser.command(_list, N_("show what lies there, article by article"), "list")
    listing.add_argument("--text", default="", help=_("only codes or names that hold this"))


def _list(call: Call) -> int:
    with reading_book(call) as reading:
        rows = stock.listing(reading, call.options.text)
    if call.is_json:
        give(
            [
                {
                    "product": row.code,
                    "name": row.name,
                    "spec": row.spec,
                    "unit": row.unit,
                    "warehouse": row.warehouse,
                    "quantity": row.quantity,
                    "unit_cost": row.unit_cost,
                    "cost": row.cost,
                }
                for row in rows
            ]
        )
        return DONE
    table(
        [
            _("Code"),
            _("Name"),
            _("Warehouse"),
            _("Quantity"),
            _("Unit"),
            _("Unit cost"),
            _("Balance amount"),
        ],
        [
            [
                row.code,
                f"{row.name} {row.spec}".strip(),
                row.warehouse,
                quantity(row.quantity),
                row.unit,
                unit_price(row.unit_cost),
                money(row.cost),
            ]
            for row in rows
        ],
        right={3, 5, 6},
    )
    total = money(Money.total([row.cost for row in rows]))
    say(_("Value of all: {total} yuan").format(total=total))
    return DONE
