"""zf returns: the way of a return, one step a command, and many at once."""

from pathlib import Path

from app.cli import drafts, return_drafts, return_steps
from app.cli.arguments import Parser, day, later, one_of, period, several
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book, writing_book
from app.cli.return_lines import asked_line
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services.returns import apply as applying
from app.services.returns import listing
from app.services.returns.listing import OPEN, ReturnDetail, ReturnFilter, ReturnRow
from app.values.returns import ReturnReason, ReturnState, Settlement
from app.wording import money, quantity, word

_ALL = 1_000_000


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf returns."""
    _declare_list(parser)
    show = parser.command(_show, N_("show a return with its lines and steps"), "show")
    show.add_argument("number", metavar="NUMBER")
    printed = parser.command(later("app.cli.return_print"), N_("print the return note"), "print")
    printed.add_argument("number", metavar="NUMBER")
    printed.add_argument("--pdf", required=True, type=Path, metavar="FILE")
    _declare_apply(parser)
    return_steps.add_commands(parser)


def _declare_list(parser: Parser) -> None:
    command = parser.command(_list, N_("show returns; those being worked on, or as asked"), "list")
    command.add_argument("--period", type=period, metavar="YYYY-MM")
    command.add_argument(
        "--state", type=several(ReturnState), metavar="STATE,…", help=", ".join(ReturnState)
    )
    command.add_argument("--all", action="store_true", help=_("whatever their state"))
    command.add_argument("--text", default="", help=_("number or customer holds this"))


def _declare_apply(parser: Parser) -> None:
    command = parser.command(_apply, N_("take a return in; it waits for its review"), "apply")
    command.add_argument("file", nargs="?", metavar="FILE.json", help=_("a draft; - reads it here"))
    command.add_argument("--date", type=day, metavar="YYYY-MM-DD")
    command.add_argument("--customer", metavar="CODE")
    command.add_argument(
        "--line",
        action="append",
        type=asked_line,
        metavar="SALE/PRODUCT=QUANTITY",
        help=_("may be repeated"),
    )
    command.add_argument(
        "--reason",
        type=one_of(ReturnReason),
        default=ReturnReason.OTHER,
        metavar="REASON",
        help=", ".join(ReturnReason),
    )
    command.add_argument("--reason-text", default="", metavar="WORDS")
    command.add_argument(
        "--settlement",
        type=one_of(Settlement),
        default=Settlement.OFFSET,
        metavar="HOW",
        help=", ".join(Settlement),
    )
    command.add_argument("--red-invoice", default="", metavar="NUMBER")
    command.add_argument("--note", default="", metavar="WORDS")
    command.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=["price"],
        help=_("take a price other than that of the sale"),
    )


def _list(call: Call) -> int:
    options = call.options
    every = frozenset(ReturnState)
    states = every if options.all else frozenset(options.state or OPEN)
    wanted = ReturnFilter(states=states, text=options.text, period=options.period, limit=_ALL)
    with reading_book(call) as reading:
        page = listing.listing(reading, wanted)
    if call.is_json:
        give([_row(row) for row in page.rows])
        return DONE
    table(
        [_("Number"), _("Date"), _("Customer"), _("State"), _("With VAT"), _("Vouchers")],
        [
            [
                row.number,
                row.day.isoformat(),
                row.customer,
                word(row.state),
                money(row.gross),
                row.vouchers,
            ]
            for row in page.rows
        ],
        right={4},
    )
    words = _("{count} returns, {total} yuan with VAT")
    say(words.format(count=page.count, total=money(page.total)))
    return DONE


def _row(row: ReturnRow) -> dict[str, object]:
    return {
        "number": row.number,
        "source_number": row.source_number,
        "date": row.day,
        "customer": row.customer_code,
        "name": row.customer,
        "kind": row.kind,
        "state": row.state,
        "reason": row.reason,
        "net": row.net,
        "vat": row.vat,
        "gross": row.gross,
        "cost": row.cost,
        "vouchers": row.vouchers.split(),
    }


def _show(call: Call) -> int:
    with reading_book(call) as reading:
        found = listing.show(reading, listing.find(reading, call.options.number))
    if call.is_json:
        give(_whole(found))
    else:
        _tell(found)
    return DONE


def _whole(found: ReturnDetail) -> dict[str, object]:
    return _row(found.head) | {
        "reason_text": found.head.reason_text,
        "settlement": found.settlement,
        "red_invoice": found.red_invoice,
        "note": found.note,
        "posted": found.posted_day,
        "lines": [
            {
                "row": row,
                "product": line.code,
                "name": line.name,
                "quantity": line.quantity,
                "accepted": line.accepted,
                "condition": line.condition,
                "warehouse": line.warehouse,
                "price": line.unit_price,
                "net": line.net,
                "vat": line.vat,
                "accepted_net": line.accepted_net,
                "accepted_vat": line.accepted_vat,
                "cost_source": line.cost_source,
                "cost": line.cost,
                "linked": line.linked,
                "sales": [original.sale_number for original in line.originals],
            }
            for row, line in enumerate(found.lines, 1)
        ],
        "steps": [
            {"state": step.state, "by": step.by, "at": step.at.isoformat(), "note": step.note}
            for step in found.steps
        ],
    }


def _tell(found: ReturnDetail) -> None:
    head = found.head
    words = _("Return {number} of {day}, {customer}: {state}")
    say(
        words.format(
            number=head.number, day=head.day, customer=head.customer, state=word(head.state)
        )
    )
    table(
        [_("Row"), _("Code"), _("Name"), _("Returned"), _("Accepted"), _("Condition"), _("Net")],
        [
            [
                str(row),
                line.code,
                line.name,
                quantity(line.quantity),
                quantity(line.accepted),
                word(line.condition),
                money(line.accepted_net),
            ]
            for row, line in enumerate(found.lines, 1)
        ],
        right={0, 3, 4, 6},
    )
    table(
        [_("State"), _("Who"), _("When"), _("Note")],
        [[word(step.state), step.by, step.at.isoformat(), step.note] for step in found.steps],
    )
    if head.vouchers:
        say(_("Vouchers: {numbers}").format(numbers=head.vouchers))


def _apply(call: Call) -> int:
    options = call.options
    if options.file:
        asked = return_drafts.from_fields(drafts.read(options.file))
    else:
        asked = return_drafts.from_options(options, "zf returns apply")
    with writing_book(call) as writing:
        applied = applying.apply(writing, return_drafts.draft_of(writing, asked))
    if call.is_json:
        give({"number": str(applied.number), "state": ReturnState.APPLIED})
    else:
        say(
            _("Return {number} is taken in and waits for its review.").format(number=applied.number)
        )
    return DONE
