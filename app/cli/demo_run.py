"""zf demo, done: loaded only when its folder was named."""

import time

from app.cli.bar import Bar
from app.cli.call import DAMAGED, DONE, LOOK, Call
from app.cli.showing import give, say
from app.i18n import _, ngettext
from app.services.demo import whole_job
from app.services.demo.whole_job import WholeJob
from app.wording import money


def run(call: Call) -> int:
    """Do the whole job and say what came of it."""
    begun = time.monotonic()
    done = whole_job.do(call.options.out, Bar())
    seconds = round(time.monotonic() - begun, 1)
    if call.is_json:
        give(
            {
                "files": list(done.files),
                "returns": done.returns,
                "vouchers": done.vouchers,
                "findings": done.findings,
                "rest": done.rest,
                "seconds": seconds,
            }
        )
    else:
        _tell(done, seconds)
    if done.broken:
        return DAMAGED
    return LOOK if done.findings or done.rest else DONE


def _tell(done: WholeJob, seconds: float) -> None:
    words = ngettext("{count} paper was made:", "{count} papers were made:", len(done.files))
    say(words.format(count=len(done.files)))
    for file in done.files:
        say("  " + file)
    words = _(
        "October 2025: {returns} returns, {vouchers} vouchers on the books, {findings} differences"
        " to look at, {rest} yuan unexplained; {seconds} seconds."
    )
    say(
        words.format(
            returns=done.returns,
            vouchers=done.vouchers,
            findings=done.findings,
            rest=money(done.rest),
            seconds=seconds,
        )
    )
    if done.broken:
        say(_("These do not hold: {rules}.").format(rules=", ".join(done.broken)))
    else:
        say(_("Every rule holds, and the backup was restored apart and is the same."))
