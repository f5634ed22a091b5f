"""What a shop's sales file of the Online Retail form needs before it: articles and opening stock.

The opening stock is derived from the file itself, so that no article ever falls below nothing when
its lines are booked in the order of time. Its unit cost is three fifths of the mean selling price.
"""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SERVICES = frozenset({"POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK"})


@dataclass(slots=True)
class _Article:
    """What the lines of one article come to."""

    code: str
    name: str = ""
    lying: int = 0
    lowest: int = 0
    sold: int = 0
    worth: int = 0
    """Of what was sold, in tenths of a 分."""


def unpacked(packed: Path, folder: Path) -> Path:
    """Give the sales file as plain CSV in a folder."""
    target = folder / packed.name.removesuffix(".xz")
    target.write_bytes(lzma.decompress(packed.read_bytes()))
    return target


def derive(sales: Path, folder: Path) -> tuple[Path, Path]:
    """Write the articles and the opening stock that the file needs; gives both files."""
    articles: dict[str, _Article] = {}
    for row in sorted(_rows(sales), key=lambda row: (row["InvoiceDate"], int(row["row"]))):
        code = row["StockCode"]
        article = articles.setdefault(code.upper(), _Article(code))
        article.name = article.name or row["Description"].strip()
        if _moves_stock(row):
            _move(article, row)
    products, opening = folder / "products.csv", folder / "opening-stock.csv"
    _write(products, ("商品编码", "商品名称", "税率", "是否服务"), _products(articles))
    _write(opening, ("商品编码", "数量", "单位成本"), _opening(articles))
    return products, opening


def _rows(sales: Path) -> Iterator[dict[str, str]]:
    with sales.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _moves_stock(row: dict[str, str]) -> bool:
    """Say whether goods left by a line; what comes back may lie elsewhere until it is posted."""
    return row["StockCode"].upper() not in SERVICES and row["InvoiceNo"][0] not in "CA"


def _move(article: _Article, row: dict[str, str]) -> None:
    quantity = int(row["Quantity"])
    mils = _mils(row["UnitPrice"])
    article.lying += quantity if not mils and not row["CustomerID"] else -quantity
    article.lowest = min(article.lowest, article.lying)
    if mils:
        article.sold += quantity
        article.worth += quantity * mils


def _mils(price: str) -> int:
    whole, _, part = price.partition(".")
    return int(whole) * 1000 + int((part + "000")[:3])


def _products(articles: dict[str, _Article]) -> Iterator[tuple[str, ...]]:
    for key, article in sorted(articles.items()):
        yield article.code, article.name or article.code, "13%", "是" if key in SERVICES else "否"


def _opening(articles: dict[str, _Article]) -> Iterator[tuple[str, ...]]:
    """Give ten more of each article than was ever missing, at three fifths of its mean price."""
    for key, article in sorted(articles.items()):
        if key not in SERVICES:
            mean = article.worth * 3 // (article.sold * 5) if article.sold else 1000
            mean = max(mean, 10)
            yield article.code, str(10 - article.lowest), f"{mean // 1000}.{mean % 1000:03d}"


def _write(target: Path, headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        writer.writerows(rows)
