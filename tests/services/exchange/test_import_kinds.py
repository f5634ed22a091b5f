"""The kinds of file have the names by which the terminal calls them."""

from app.services.exchange.import_kinds import ImportKind


def test_the_kinds_are_those_of_the_manual() -> None:
    assert " ".join(ImportKind) == (
        "customers products opening-stock opening-balances sales returns purchases receipts "
        "journal statement tax-invoices bank count"
    )
