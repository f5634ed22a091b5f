"""The builders make what they say: the books they leave are sound."""

from app.services.checks import run as checks
from app.services.office import Book
from app.services.returns import listing
from app.values.returns import ReturnState
from tests.builders import CLERK, REVIEWER, back, goods_return, posted, traded


def test_a_book_built_for_tests_holds_every_rule(book: Book) -> None:
    sold = traded(book)
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    with book.reading(CLERK) as reading:
        assert listing.show(reading, taken.id).head.state is ReturnState.POSTED
    with book.office.reading(REVIEWER) as reading:
        assert [rule for rule in checks.run(reading, deep=True) if not rule.ok] == []
