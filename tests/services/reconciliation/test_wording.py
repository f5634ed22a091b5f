"""Every pair is said in one sentence, with the likeliest of the five causes."""

from collections.abc import Iterator

import pytest

from app import i18n
from app.services.reconciliation.pairs import Pair, SideRow
from app.services.reconciliation.wording import cause_of, evidence
from app.values.money import Money
from app.values.reconciling import Cause, Relation
from tests.builders import october

_LEFT = SideRow(1, "TH-202510-0019", october(23), "星火培训", Money.of("1430.00"))
_RIGHT = SideRow(2, "记-0056", october(24), "启行教育", Money.of("1340.00"))
SAID = {
    Relation.EQUAL: (None, "TH-202510-0019 与 记-0056 一致。"),
    Relation.AMOUNT_DIFFERS: (
        Cause.OPERATION,
        "TH-202510-0019 是 1,430.00，记-0056 是 1,340.00。",
    ),
    Relation.ACCEPTED_LESS: (
        Cause.RETURN_RECORD,
        "TH-202510-0019 为 1,430.00，实收并入账的是 1,340.00。",
    ),
    Relation.NO_VOUCHER: (
        Cause.COMMUNICATION,
        "TH-202510-0019 已验收（2025-10-23），没有对应凭证。",
    ),
    Relation.NO_DOCUMENT: (
        Cause.OPERATION,
        "记-0056 冲减了启行教育的应收，没有对应退货单。",
    ),
    Relation.OTHER_CUSTOMER: (
        Cause.CUSTOMER_DATA,
        "TH-202510-0019 是星火培训的，记-0056 记到了启行教育。",
    ),
    Relation.OTHER_PERIOD: (
        Cause.COMMUNICATION,
        "TH-202510-0019 是 2025-10-23 的退货，记-0056 记在2025年10月。",
    ),
    Relation.STOCK_MISSING: (
        Cause.STOCK_KEEPING,
        "记-0056 已记库存商品 1,340.00，库存账没有入库。",
    ),
    Relation.STOCK_DIFFERS: (
        Cause.STOCK_KEEPING,
        "TH-202510-0019 的库存变动是 1,430.00，凭证是 1,340.00。",
    ),
}


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = i18n.language()
    i18n.use("zh_CN")
    yield
    i18n.use(before)


@pytest.mark.parametrize("relation", Relation)
def test_a_pair_says_its_cause_and_what_shows_it(relation: Relation) -> None:
    pair = Pair(relation, _LEFT, _RIGHT)
    assert (cause_of(pair), evidence(pair)) == SAID[relation]


def test_a_side_that_is_missing_is_said_without_it() -> None:
    missed = Pair(Relation.NO_VOUCHER, _LEFT, None)
    assert evidence(missed) == SAID[Relation.NO_VOUCHER][1]
    typed = Pair(Relation.NO_DOCUMENT, None, _RIGHT)
    assert evidence(typed) == SAID[Relation.NO_DOCUMENT][1]
    moved = Pair(Relation.STOCK_DIFFERS, _LEFT, None)
    assert evidence(moved) == "TH-202510-0019 的库存变动是 1,430.00，凭证是 0.00。"


def test_every_difference_has_one_of_the_five_causes() -> None:
    causes = {cause for cause, _ in SAID.values() if cause is not None}
    assert causes == set(Cause)
