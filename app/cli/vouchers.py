"""zf vouchers: shown, written, checked, posted, reversed, printed."""

from collections.abc import Callable
from pathlib import Path

from app.cli import drafts, voucher_drafts, voucher_refs
from app.cli.arguments import Parser, day, later, one_of, period, several
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book, writing_book
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services.permits import Writing
from app.services.printing.papers import VoucherPaper
from app.services.vouchers import listing, manual
from app.services.vouchers.listing import VoucherDetail, VoucherFilter
from app.values.entry import Side
from app.values.money import Money
from app.values.vouching import VoucherState
from app.wording import money, word


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf vouchers."""
    shown = parser.command(_list, N_("show vouchers with their lines"), "list")
    shown.add_argument("--period", type=period, metavar="YYYY-MM")
    shown.add_argument(
        "--state", type=several(VoucherState), metavar="STATE,…", help=", ".join(VoucherState)
    )
    shown.add_argument("--text", default="", help=_("number, document, summary or amount"))
    _naming(parser, "show", _show, N_("show one voucher with what it is linked to"))
    write = parser.command(_write, N_("write a voucher that another person checks"), "write")
    write.add_argument("file", metavar="FILE.json", help=_("a draft; - reads it here"))
    _naming(parser, "check", _stepping(_check), N_("find a written voucher right"))
    _naming(parser, "send-back", _stepping(_send_back), N_("give a checked voucher back"))
    _naming(parser, "withdraw", _stepping(_withdraw), N_("withdraw a voucher nobody checked"))
    _naming(parser, "post", _stepping(_post), N_("put a checked voucher on the books"))
    reverse = _naming(parser, "reverse", _reverse, N_("cancel a posted voucher by a red one"))
    reverse.add_argument("--date", required=True, type=day, metavar="YYYY-MM-DD")
    _declare_print(parser)


def _declare_print(parser: Parser) -> None:
    command = parser.command(
        later("app.cli.voucher_print"), N_("print posted vouchers of a month"), "print"
    )
    command.add_argument("--period", required=True, type=period, metavar="YYYY-MM")
    command.add_argument(
        "--range", type=voucher_refs.runs, metavar="1-10,15", help=_("all of them if left out")
    )
    command.add_argument(
        "--paper",
        type=one_of(VoucherPaper),
        default=VoucherPaper.A4X2,
        metavar="PAPER",
        help=", ".join(VoucherPaper),
    )
    command.add_argument("--mono", action="store_true", help=_("black only"))
    command.add_argument("--pdf", required=True, type=Path, metavar="FILE")


def _naming(parser: Parser, name: str, run: Callable[[Call], int], words: str) -> Parser:
    command = parser.command(run, words, name)
    command.add_argument(
        "number", type=voucher_refs.named, metavar="NUMBER", help=_("55, or draft-12")
    )
    command.add_argument("--period", type=period, metavar="YYYY-MM")
    return command


def _list(call: Call) -> int:
    options = call.options
    wanted = VoucherFilter(period=options.period, text=options.text)
    if options.state:
        wanted = VoucherFilter(options.period, frozenset(options.state), options.text)
    with reading_book(call) as reading:
        found = list(voucher_refs.every(reading, wanted))
    if call.is_json:
        give([_plain(voucher) for voucher in found])
        return DONE
    table(
        [
            _("Number"),
            _("Date"),
            _("Summary"),
            _("Amount"),
            _("State"),
            _("Document"),
            _("Made by"),
        ],
        [
            [
                voucher_refs.name_of(voucher.id, voucher.number),
                voucher.day.isoformat(),
                voucher.lines[0].summary,
                money(voucher.total),
                word(voucher.state),
                voucher.source_number or word(voucher.source),
                voucher.made_by,
            ]
            for voucher in found
        ],
        right={3},
    )
    total = money(Money.total([voucher.total for voucher in found]))
    say(_("{count} vouchers, {total} yuan").format(count=len(found), total=total))
    return DONE


def _plain(voucher: VoucherDetail) -> dict[str, object]:
    return {
        "number": voucher_refs.name_of(voucher.id, voucher.number),
        "date": voucher.day,
        "period": voucher.period,
        "state": voucher.state,
        "source": {"kind": voucher.source, "number": voucher.source_number},
        "entries": [
            {
                "side": line.side,
                "account": line.account,
                "name": line.account_name,
                "customer": line.customer,
                "amount": line.amount,
                "summary": line.summary,
            }
            for line in voucher.lines
        ],
    }


def _show(call: Call) -> int:
    with reading_book(call) as reading:
        voucher_id = voucher_refs.found(reading, call.options.number, call.options.period)
        voucher = listing.show(reading, voucher_id)
    if call.is_json:
        give(
            _plain(voucher)
            | {
                "attachments": voucher.attachments,
                "made_by": voucher.made_by,
                "checked_by": voucher.checked_by,
                "posted_by": voucher.posted_by,
                "reverses": voucher.reverses,
                "reversed_by": voucher.reversed_by,
                "return": voucher.return_number,
            }
        )
    else:
        _tell(voucher)
    return DONE


def _tell(voucher: VoucherDetail) -> None:
    name = voucher_refs.name_of(voucher.id, voucher.number)
    words = _("Voucher {number} of {day}: {state}")
    say(words.format(number=name, day=voucher.day, state=word(voucher.state)))
    table(
        [_("Summary"), _("Account"), _("Customer"), _("Debit amount"), _("Credit amount")],
        [
            [
                line.summary,
                f"{line.account} {line.account_name}",
                line.customer,
                money(line.amount) if line.side is Side.DEBIT else "",
                money(line.amount) if line.side is Side.CREDIT else "",
            ]
            for line in voucher.lines
        ],
        right={3, 4},
    )
    say(
        _("Made by {maker}, checked by {checker}, posted by {poster}").format(
            maker=voucher.made_by,
            checker=voucher.checked_by or "-",
            poster=voucher.posted_by or "-",
        )
    )
    if voucher.reversed_by:
        say(_("Cancelled by {number}.").format(number=voucher.reversed_by))


def _write(call: Call) -> int:
    fields = drafts.read(call.options.file)
    with writing_book(call) as writing:
        voucher_id = manual.write(writing, voucher_drafts.draft_of(writing, fields))
    _told(call, voucher_refs.name_of(voucher_id, ""), VoucherState.DRAFT)
    return DONE


def _stepping(step: Callable[[Writing, int], object]) -> Callable[[Call], int]:
    def run(call: Call) -> int:
        with writing_book(call) as writing:
            voucher_id = voucher_refs.found(writing, call.options.number, call.options.period)
            step(writing, voucher_id)
            voucher = listing.show(writing, voucher_id)
        _told(call, voucher_refs.name_of(voucher.id, voucher.number), voucher.state)
        return DONE

    return run


def _check(writing: Writing, voucher_id: int) -> None:
    manual.check(writing, voucher_id)


def _send_back(writing: Writing, voucher_id: int) -> None:
    manual.send_back(writing, voucher_id)


def _withdraw(writing: Writing, voucher_id: int) -> None:
    manual.withdraw(writing, voucher_id)


def _post(writing: Writing, voucher_id: int) -> None:
    manual.post(writing, voucher_id)


def _reverse(call: Call) -> int:
    options = call.options
    with writing_book(call) as writing:
        voucher_id = voucher_refs.found(writing, options.number, options.period)
        issued = manual.reverse(writing, voucher_id, options.date)
    _told(call, str(issued.number), VoucherState.POSTED)
    return DONE


def _told(call: Call, name: str, state: VoucherState) -> None:
    if call.is_json:
        give({"number": name, "state": state})
    else:
        say(_("Voucher {number}: {state}").format(number=name, state=word(state)))
