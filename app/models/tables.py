"""Every table, so that the whole schema is known wherever one of them is."""

from app.models.audit import AuditRow, BackupRow
from app.models.base import Base
from app.models.client import Account, AccountRoleRow, Client, Counter, PeriodRow
from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine, ReturnLink, ReturnStep
from app.models.imports import ImportBatch
from app.models.office import OfficeRow, Staff, StaffRole
from app.models.product import Product, Warehouse
from app.models.receipt import OpeningBalance, Receipt
from app.models.sale import Purchase, PurchaseLine, Sale, SaleLine
from app.models.stock import OpeningStock, StockBalance, StockMove
from app.models.voucher import EntryRow, Voucher

__all__ = [
    "Account",
    "AccountRoleRow",
    "AuditRow",
    "BackupRow",
    "Base",
    "Client",
    "Counter",
    "Customer",
    "EntryRow",
    "GoodsReturn",
    "ImportBatch",
    "OfficeRow",
    "OpeningBalance",
    "OpeningStock",
    "PeriodRow",
    "Product",
    "Purchase",
    "PurchaseLine",
    "Receipt",
    "ReturnLine",
    "ReturnLink",
    "ReturnStep",
    "Sale",
    "SaleLine",
    "Staff",
    "StaffRole",
    "StockBalance",
    "StockMove",
    "Voucher",
    "Warehouse",
]
