"""The kinds of file that are taken in."""

import enum


class ImportKind(enum.StrEnum):
    """What the rows of a file are, as the terminal names it."""

    CUSTOMERS = "customers"
    PRODUCTS = "products"
    OPENING_STOCK = "opening-stock"
    OPENING_BALANCES = "opening-balances"
    SALES = "sales"
    RETURNS = "returns"
    PURCHASES = "purchases"
    RECEIPTS = "receipts"
    JOURNAL = "journal"
    STATEMENT = "statement"
    TAX_INVOICES = "tax-invoices"
    BANK = "bank"
    COUNT = "count"
