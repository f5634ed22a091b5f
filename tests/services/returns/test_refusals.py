"""Every refusal of a return says in Chinese what is the matter, with its facts."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from app import i18n
from app.errors import AppError
from app.services.returns import refusals
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from app.wording import describe

_FACTS = {
    "number": ("TH-202510-0001", "TH-202510-0001"),
    "product": ("ZX-0512", "ZX-0512"),
    "sale": ("XS-202510-0001", "XS-202510-0001"),
    "customer": ("启航教育", "启航教育"),
    "name": ("周敏", "周敏"),
    "warehouse": (7, "7"),
    "wanted": (Quantity.of("12.5"), "12.5"),
    "sold": (date(2025, 10, 8), "2025-10-08"),
    "sold_at": (UnitPrice.of("100"), "100"),
    "stated": (UnitPrice.of("99.5"), "99.5"),
    "state": (ReturnState.POSTED, "待归档"),
}
_ALSO = {
    ("OverReturned", "left"): (Quantity.of("3"), "3"),
    ("AllowanceTooLarge", "left"): (Money.of("1234.50"), "1,234.50"),
    ("RefundTooLarge", "left"): (Money.of("1234.50"), "1,234.50"),
    ("TooManyAccepted", "returned"): (Quantity.of("3"), "3"),
    ("ReturnedBeforeSale", "returned"): (date(2025, 10, 7), "2025-10-07"),
    ("PostedBeforeReturn", "returned"): (date(2025, 10, 7), "2025-10-07"),
}
_ALL = [
    found
    for found in vars(refusals).values()
    if isinstance(found, type) and issubclass(found, AppError) and found is not AppError
]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    spoken = i18n.language()
    i18n.use("zh_CN")
    yield
    i18n.use(spoken)


@pytest.mark.parametrize("refusal", _ALL, ids=lambda refusal: refusal.__name__)
def test_a_refusal_names_its_facts(refusal: type[AppError]) -> None:
    named = [one.name for one in fields(refusal)]
    facts = {name: _ALSO.get((refusal.__name__, name)) or _FACTS[name] for name in named}
    said = describe(refusal(**{name: value for name, (value, _) in facts.items()}))
    assert said.endswith("。")
    for name, (_, words) in facts.items():
        assert words in said, (name, said)
