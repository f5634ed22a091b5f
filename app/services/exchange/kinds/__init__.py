"""The kinds of file that are read: one module for each, one line for each in the list."""

from collections.abc import Mapping
from typing import TypeAlias

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds.customers import CUSTOMERS, CustomerRow
from app.services.exchange.kinds.opening_stock import OPENING_STOCK, OpeningStockRow
from app.services.exchange.kinds.products import PRODUCTS, ProductRow
from app.services.exchange.kinds.purchases import PURCHASES, PurchaseRow
from app.services.exchange.kinds.receipts import RECEIPTS, ReceiptRow
from app.services.exchange.kinds.returns import RETURNS, ReturnRow
from app.services.exchange.kinds.sales import SALES, SaleRow
from app.services.exchange.row_makers import FileKind

AnyRow: TypeAlias = (
    CustomerRow | ProductRow | OpeningStockRow | SaleRow | ReturnRow | PurchaseRow | ReceiptRow
)

KINDS: Mapping[ImportKind, FileKind[AnyRow]] = {
    ImportKind.CUSTOMERS: CUSTOMERS,
    ImportKind.PRODUCTS: PRODUCTS,
    ImportKind.OPENING_STOCK: OPENING_STOCK,
    ImportKind.SALES: SALES,
    ImportKind.RETURNS: RETURNS,
    ImportKind.PURCHASES: PURCHASES,
    ImportKind.RECEIPTS: RECEIPTS,
}
