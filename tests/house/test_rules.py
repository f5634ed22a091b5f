"""Every file keeps the rules of the house, and every rule bites."""

from pathlib import Path, PurePosixPath

import pytest

from app.paths import ROOT
from tests.house.rules import LONGEST_FILE, LONGEST_FUNCTION, RULES, Rule, Source

_FILES = sorted(
    PurePosixPath(path.relative_to(ROOT).as_posix())
    for folder in ("app", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
)
_LONG_FUNCTION = "def post():\n" + "    post()\n" * LONGEST_FUNCTION

# What each rule must refuse: where it stands, and the words of it.
BROKEN: dict[str, list[tuple[str, str]]] = {
    "commits_in_one_place": [
        ("app/services/sales.py", "session.commit()"),
        ("app/services/returns/apply.py", "writing.session.rollback()"),
        ("app/ui/desk.py", "connection.commit()"),
        ("app/services/imports/run.py", "with c.begin_nested() as attempt:\n    attempt.commit()"),
        ("app/services/imports/run.py", "with c.begin_nested() as attempt:\n    c.rollback()"),
    ],
    "no_binary_float": [
        ("app/values/money.py", "RATE = 0.13"),
        ("app/models/sale.py", "amount: float"),
        ("app/services/sales.py", "def tax(rate: float | None) -> int: ..."),
        ("app/services/sales.py", "def tax() -> float: ..."),
        ("app/services/posting/amounts.py", "total = float(text)"),
        ("app/services/printing/frame.py", "total = float(amount)"),
        ("app/services/exchange/cells.py", "amount = round(cell, 2)"),
        ("app/services/exchange/cells.py", "amount = cell * 1.13"),
    ],
    "one_clock": [
        ("app/services/sales.py", "now = datetime.now(UTC)"),
        ("app/services/sales.py", "now = datetime.datetime.utcnow()"),
        ("app/ui/overview/screen.py", "today = datetime.date.today()"),
        ("app/ui/widgets/day_edit.py", "today = QDate.currentDate()"),
        ("app/models/audit.py", "at = mapped_column(default=func.now())"),
        ("app/cli/demo.py", "begun = time.time()"),
    ],
    "words_from_the_catalogue": [
        ("app/ui/returns/form.py", 'label.setText("Return")'),
        ("app/ui/returns/form.py", 'label = QLabel(f"{count} returns", self)'),
        ("app/ui/returns/form.py", 'label.setText(_("Return") + " no. " + number)'),
        ("app/ui/returns/form.py", 'label.setText("Return {n}".format(n=number))'),
        ("app/ui/returns/form.py", 'bar.addTab(page, "退货")'),
        ("app/cli/returns.py", 'print(f"{count} returns")'),
    ],
    "no_chinese_beside_the_catalogue": [
        ("app/ui/returns/columns.py", 'COLUMNS = ("退货单",)'),
        ("app/cli/returns.py", 'HELP = "过账"'),
    ],
    "small_pieces": [
        ("app/services/sales.py", "pass\n" * (LONGEST_FILE + 1)),
        ("tests/services/test_sales.py", _LONG_FUNCTION),
    ],
    "frozen_migrations": [
        ("app/models/migrations/versions/first.py", "from app.values.money import Money"),
        ("app/models/migrations/versions/first.py", "import app.models.base"),
        ("app/models/migrations/env.py", "from ..base import Base"),
    ],
    "the_window_never_works": [
        ("app/ui/returns/screen.py", "QApplication.processEvents()"),
        ("app/ui/desk.py", "time.sleep(1)"),
        ("app/ui/desk.py", "QThread.msleep(20)"),
    ],
    "names_of_the_trade": [
        ("app/services/utils.py", ""),
        ("app/ui/helpers/table.py", ""),
        ("app/services/sales_manager.py", ""),
        ("app/services/sales.py", "class SalesManager: ..."),
    ],
    "nothing_swallowed": [
        ("app/services/sales.py", "try: post()\nexcept Exception: log()"),
        ("app/services/sales.py", "try: post()\nexcept: log()"),
        ("app/services/sales.py", "try: post()\nexcept Exception as e: raise Refused from e"),
        ("app/services/sales.py", "try: post()\nexcept (OSError, BaseException): log()"),
        ("app/cli/returns.py", "with contextlib.suppress(Exception): post()"),
    ],
    "every_service_says_who_may": [
        ("app/services/sales.py", "def close(writing: Writing, number: int) -> None: ..."),
        ("app/services/staff.py", "@wraps(close)\ndef listing(reading: OfficeReading): ..."),
    ],
}

# What looks alike and is right.
SOUND: dict[str, list[tuple[str, str]]] = {
    "commits_in_one_place": [
        ("app/services/office.py", "session.commit()"),
        (
            "app/services/imports/run.py",
            "with c.begin_nested() as attempt:\n    attempt.rollback()",
        ),
    ],
    "no_binary_float": [
        ("app/services/printing/inks.py", "INSIDE: float = 0.2"),
        ("app/services/exchange/cells.py", "def text(cell: str | float) -> str: ..."),
        ("app/ui/theme.py", "SHADE = 0.4"),
    ],
    "one_clock": [
        ("app/services/clock.py", "now = datetime.now(UTC)"),
        ("app/services/sales.py", "at = writing.now"),
        ("app/cli/demo.py", "begun = time.monotonic()"),
    ],
    "words_from_the_catalogue": [
        ("app/ui/returns/form.py", 'label.setText(_("Return {n}").format(n=number))'),
        ("app/ui/returns/form.py", 'label.setText(f"{count} / {total}")'),
        ("app/ui/returns/form.py", 'label.setObjectName("total")'),
    ],
    "no_chinese_beside_the_catalogue": [
        ("app/ui/returns/form.py", '"""A field like 退货数量."""\nleft = 1\n"""可退."""'),
    ],
    "small_pieces": [
        ("app/models/migrations/versions/first.py", _LONG_FUNCTION),
        ("app/services/sales.py", "pass\n" * LONGEST_FILE),
    ],
    "frozen_migrations": [("app/models/migrations/versions/first.py", "import sqlalchemy as sa")],
    "the_window_never_works": [("app/services/safe/keys.py", "time.sleep(1)")],
    "names_of_the_trade": [("app/services/stock_counts/close.py", "class Closing: ...")],
    "nothing_swallowed": [
        ("app/ui/desk.py", "try: work()\nexcept Exception as error: crashed(error)"),
        ("app/services/sales.py", "try: post()\nexcept OSError: refuse()"),
        ("app/services/opening.py", "try: post()\nexcept BaseException:\n    undo()\n    raise"),
    ],
    "every_service_says_who_may": [
        ("app/services/sales.py", "@allowed(Act.LOOK)\ndef listing(reading: Reading): ..."),
        ("app/services/sales.py", "@inner\ndef cost(reading: Reading): ..."),
        ("app/services/sales.py", "def _cost(reading: Reading): ..."),
        ("app/services/sales.py", "def tax(amount: Money): ..."),
    ],
}


def _cases(table: dict[str, list[tuple[str, str]]]) -> list[tuple[Rule, Source]]:
    return [
        (RULES[name], Source(PurePosixPath(path), text))
        for name, cases in table.items()
        for path, text in cases
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    broken = {
        str(path): found
        for path in _FILES
        if (found := list(rule(Source(path, (ROOT / path).read_text("utf-8")))))
    }
    assert not broken


@pytest.mark.parametrize(("rule", "source"), _cases(BROKEN))
def test_the_rule_refuses_what_breaks_it(rule: Rule, source: Source) -> None:
    assert list(rule(source))


@pytest.mark.parametrize(("rule", "source"), _cases(SOUND))
def test_the_rule_leaves_alone_what_only_looks_alike(rule: Rule, source: Source) -> None:
    assert not list(rule(source))


def test_every_rule_has_a_case_that_breaks_it_and_one_that_does_not() -> None:
    assert set(BROKEN) == set(SOUND) == set(RULES)


def untested(services: Path, tests: Path) -> list[str]:
    """Give the service modules without a test file of their own."""
    modules = (path.relative_to(services) for path in services.rglob("*.py"))
    return sorted(
        module.as_posix()
        for module in modules
        if module.name != "__init__.py"
        and not (tests / module.with_name(f"test_{module.name}")).exists()
    )


def test_every_service_has_its_test_file() -> None:
    assert untested(ROOT / "app" / "services", ROOT / "tests" / "services") == []


def test_a_service_without_its_test_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "services" / "posting").mkdir(parents=True)
    (tmp_path / "services" / "posting" / "sales.py").touch()
    assert untested(tmp_path / "services", tmp_path / "tests") == ["posting/sales.py"]
