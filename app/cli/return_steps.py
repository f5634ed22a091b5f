"""The steps of a return as commands: one permit for all that are named, one service for each."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from app.cli.arguments import Parser, day, money, one_of, unit_price
from app.cli.bar import Bar
from app.cli.call import DONE, LOOK, Call
from app.cli.entrance import writing_book
from app.cli.return_lines import InspectedLine, inspected_line
from app.cli.showing import give, say, table
from app.errors import AppError
from app.i18n import N_, _
from app.services import receipts
from app.services.permits import Reading, Writing
from app.services.returns import batch, by_hand, decide, listing, post
from app.services.returns.decide import Inspection
from app.values.returns import CostSource, ReturnState
from app.wording import describe, word


@dataclass(eq=False)
class RowUnknown(AppError):
    """A return has no such row."""

    number: str
    row: int
    template = N_("Return {number} has no row {row}; zf returns show lists its rows.")


_Step = Callable[[Writing, int, Namespace], object]


def add_commands(parser: Parser) -> None:
    """Declare the steps."""
    _declare(parser, "approve", _approve, N_("agree to a return")).add_argument(
        "--note", default="", metavar="WORDS"
    )
    for name, step, words in (
        ("reject", _reject, N_("turn a return down, with the reason")),
        ("send-back", _send_back, N_("give a return back one step, with the reason")),
        ("void", _void, N_("withdraw a return that was not inspected, with the reason")),
    ):
        _declare(parser, name, step, words).add_argument("--note", required=True, metavar="WORDS")
    _declare_inspect(parser)
    _declare(parser, "red-invoice", _red_invoice, N_("write down its red invoice")).add_argument(
        "--invoice", required=True, metavar="NUMBER"
    )
    _declare_state_cost(parser)
    _declare(parser, "post", _post, N_("put a return on the books")).add_argument(
        "--date", type=day, metavar="YYYY-MM-DD", help=_("that of the return if left out")
    )
    _declare(
        parser, "settle", _settle, N_("take a return as posted by a voucher typed by hand")
    ).add_argument("--without-goods", action="store_true", help=_("the goods come in later"))
    _declare(parser, "take-in", _take_in, N_("take goods into stock that came in later"))
    _declare(parser, "archive", _archive, N_("file a posted return"))
    _declare_refund(parser)
    _declare_advance(parser)


def _declare(parser: Parser, name: str, step: _Step, words: str) -> Parser:
    """Declare a step that is done to every return that is named, or to none."""
    command = parser.command(_taking(step), words, name)
    command.add_argument("numbers", nargs="+", metavar="NUMBER")
    return command


def _taking(step: _Step) -> Callable[[Call], int]:
    def run(call: Call) -> int:
        with writing_book(call) as writing:
            for number in call.options.numbers:
                step(writing, listing.find(writing, number), call.options)
            shown = [_standing(writing, number) for number in call.options.numbers]
        _tell(call, shown)
        return DONE

    return run


def _standing(reading: Reading, number: str) -> tuple[str, ReturnState, str]:
    head = listing.show(reading, listing.find(reading, number)).head
    return head.number, head.state, head.vouchers


def _tell(call: Call, shown: list[tuple[str, ReturnState, str]]) -> None:
    if call.is_json:
        give(
            [
                {"number": number, "state": state, "vouchers": vouchers.split()}
                for number, state, vouchers in shown
            ]
        )
        return
    for number, state, vouchers in shown:
        words = _("Return {number}: {state} {vouchers}")
        say(words.format(number=number, state=word(state), vouchers=vouchers).rstrip())


def _approve(writing: Writing, return_id: int, options: Namespace) -> None:
    decide.approve(writing, return_id, options.note)


def _reject(writing: Writing, return_id: int, options: Namespace) -> None:
    decide.reject(writing, return_id, options.note)


def _send_back(writing: Writing, return_id: int, options: Namespace) -> None:
    decide.send_back(writing, return_id, options.note)


def _void(writing: Writing, return_id: int, options: Namespace) -> None:
    decide.void(writing, return_id, options.note)


def _red_invoice(writing: Writing, return_id: int, options: Namespace) -> None:
    decide.enter_red_invoice(writing, return_id, options.invoice)


def _post(writing: Writing, return_id: int, options: Namespace) -> None:
    post.post(writing, return_id, options.date)


def _settle(writing: Writing, return_id: int, options: Namespace) -> None:
    by_hand.settle(writing, return_id, with_goods=not options.without_goods)


def _take_in(writing: Writing, return_id: int, _options: Namespace) -> None:
    by_hand.take_goods_in(writing, return_id)


def _archive(writing: Writing, return_id: int, _options: Namespace) -> None:
    decide.archive(writing, return_id)


def _declare_inspect(parser: Parser) -> None:
    command = _declare(
        parser, "inspect", _inspect, N_("take note of what arrived; all of it if no line is named")
    )
    command.add_argument(
        "--line",
        action="append",
        default=[],
        type=inspected_line,
        metavar="ROW=ACCEPTED[:CONDITION]",
        help=_("may be repeated; good, defective or scrap"),
    )
    command.add_argument("--note", default="", metavar="WORDS")


def _inspect(writing: Writing, return_id: int, options: Namespace) -> None:
    found = {
        _line_id(writing, return_id, line.row): Inspection(line.accepted, line.condition)
        for line in _inspected(options)
    }
    decide.inspect(writing, return_id, found, options.note)


def _inspected(options: Namespace) -> tuple[InspectedLine, ...]:
    return tuple(options.line)


def _line_id(reading: Reading, return_id: int, row: int) -> int:
    found = listing.show(reading, return_id)
    if not 1 <= row <= len(found.lines):
        raise RowUnknown(found.head.number, row)
    return found.lines[row - 1].id


def _declare_state_cost(parser: Parser) -> None:
    command = _declare(
        parser, "state-cost", _state_cost, N_("say what units without original cost")
    )
    command.add_argument("--line", required=True, type=int, metavar="ROW")
    command.add_argument(
        "--source",
        required=True,
        type=one_of(CostSource),
        metavar="SOURCE",
        help=", ".join(CostSource),
    )
    command.add_argument("--unit-cost", type=unit_price, metavar="YUAN")


def _state_cost(writing: Writing, return_id: int, options: Namespace) -> None:
    line_id = _line_id(writing, return_id, options.line)
    decide.state_cost(writing, return_id, line_id, options.source, options.unit_cost)


def _declare_refund(parser: Parser) -> None:
    command = _declare(parser, "refund", _refund, N_("pay back money of a posted return"))
    command.add_argument("--amount", required=True, type=money, metavar="YUAN")
    command.add_argument("--date", required=True, type=day, metavar="YYYY-MM-DD")
    command.add_argument("--method", default="", metavar="WORDS")


def _refund(writing: Writing, return_id: int, options: Namespace) -> None:
    receipts.refund(writing, return_id, options.date, options.amount, options.method)


def _declare_advance(parser: Parser) -> None:
    command = parser.command(
        _advance, N_("carry every return forward that needs no decision"), "advance"
    )
    command.add_argument("--through", required=True, type=day, metavar="YYYY-MM-DD")
    command.add_argument(
        "--to",
        type=one_of(batch.ORDER[1:]),
        default=ReturnState.POSTED,
        metavar="STATE",
        help=", ".join(batch.ORDER[1:]),
    )


def _advance(call: Call) -> int:
    with writing_book(call) as writing:
        done = batch.advance(writing, call.options.through, call.options.to, Bar())
    if call.is_json:
        give(
            {
                "advanced": done.advanced,
                "vouchers": done.vouchers,
                "held": [
                    {
                        "number": held.number,
                        "reason": type(held.refusal).__name__,
                        "message": describe(held.refusal),
                    }
                    for held in done.held
                ],
            }
        )
    else:
        words = _("{advanced} returns are carried forward with {vouchers} vouchers; {held} wait.")
        say(words.format(advanced=done.advanced, vouchers=done.vouchers, held=len(done.held)))
        if done.held:
            table(
                [_("Number"), _("Why it waits")],
                [[held.number, describe(held.refusal)] for held in done.held],
            )
    return LOOK if done.held else DONE
