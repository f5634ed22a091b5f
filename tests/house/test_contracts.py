"""Imports go one way, and each contract that says so bites when it is broken on purpose."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.paths import ROOT

# What breaks each contract: the file, and the import that does not belong there.
BROKEN = [
    ("One way down", "app/values/money.py", "import app.models.base"),
    ("One way down", "app/services/clock.py", "import app.cli"),
    ("One way down", "app/wording.py", "import app.models.base"),
    ("One way down", "app/spare.py", '"""A room that nobody gave a place."""'),
    ("No Qt below the window", "app/services/clock.py", "import PySide6.QtCore"),
    ("No Qt below the window", "app/cli/__init__.py", "import shiboken6"),
    (
        "No SQL and no tables in the window or the terminal",
        "app/ui/widgets/rows_model.py",
        "import sqlalchemy",
    ),
    (
        "No SQL and no tables in the window or the terminal",
        "app/cli/__init__.py",
        "import app.models.sale",
    ),
    ("Tabs do not know one another", "app/ui/returns/__init__.py", "import app.ui.customers"),
    ("Shared widgets know no service", "app/ui/widgets/__init__.py", "import app.services.clock"),
    ("Values are plain", "app/values/money.py", "import babel"),
    ("The database is known to models and services only", "app/wording.py", "import sqlalchemy"),
    (
        "The database is known to models and services only",
        "app/services/clock.py",
        "import sqlcipher3",
    ),
    ("Only the printing room knows reportlab", "app/services/clock.py", "import reportlab.lib"),
    ("Only the exchange room knows spreadsheets", "app/services/clock.py", "import csv"),
    ("Only the exchange room knows spreadsheets", "app/ui/keys.py", "import python_calamine"),
    ("Only the safe knows the crypto libraries", "app/services/clock.py", "import pyrage"),
    ("Only one module knows pinyin", "app/services/customers.py", "import pypinyin"),
    ("Only the window renders PDF pages", "app/services/clock.py", "import pypdfium2"),
    ("openpyxl is for tests", "app/services/exchange/__init__.py", "import openpyxl"),
]


def _contracts() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def _judge(tree: Path) -> tuple[int, str]:
    """Run the import linter on a copy of the program; give its exit code and what it says."""
    linter = Path(sys.executable).with_name("lint-imports").with_suffix(Path(sys.executable).suffix)
    command = [str(linter), "--cache-dir", str(tree / ".cache")]
    asked = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)
    return asked.returncode, asked.stdout + asked.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the program whose contracts are kept."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "app", copy / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_imports_go_one_way(tree: Path) -> None:
    code, said = _judge(tree)
    assert code == 0, said


@pytest.mark.parametrize(("contract", "file", "line"), BROKEN)
def test_a_contract_refuses_the_import_that_breaks_it(
    tree: Path, contract: str, file: str, line: str
) -> None:
    broken = tree / file
    sound = broken.read_text("utf-8") if broken.exists() else None
    broken.write_text(f"{sound or ''}\n{line}\n", "utf-8")
    try:
        code, said = _judge(tree)
    finally:
        if sound is None:
            broken.unlink()
        else:
            broken.write_text(sound, "utf-8")
    assert code == 1
    assert f"{contract} BROKEN" in said


def test_every_contract_is_broken_on_purpose_once() -> None:
    assert {contract for contract, _file, _line in BROKEN} == _contracts()


def test_every_tab_is_in_the_contract_that_keeps_tabs_apart() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (apart,) = (one["modules"] for one in contracts if one["type"] == "independence")
    screens = {f"app.ui.{path.parent.name}" for path in (ROOT / "app" / "ui").glob("*/screen.py")}
    assert screens == set(apart)
