"""zf returns print: the return note as a PDF."""

from app.cli.call import DONE, Call
from app.cli.entrance import reading_book
from app.cli.showing import give, say
from app.i18n import _
from app.services.prints.files import print_return
from app.services.returns import listing


def run(call: Call) -> int:
    """Print a return note."""
    number, file = call.options.number, call.options.pdf
    with reading_book(call) as reading:
        print_return(reading, listing.find(reading, number), file)
    if call.is_json:
        give({"file": str(file)})
    else:
        say(_("Return {number} is in {file}.").format(number=number, file=file))
    return DONE
