"""The edge of the terminal program: usage, sign-in, refusals, faults, and what is never loaded."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import nouns
from app.paths import ROOT
from app.services.clock import system_clock
from app.services.safe.lock import holding
from tests.cli.running import ADMIN, KEEPER, MAKER, PASSWORD, Zf


def test_without_words_the_program_names_its_nouns_and_its_common_options(shared: Zf) -> None:
    ran = shared.bare()
    assert ran.code == 0
    assert all(noun in ran.printed for noun in nouns.NOUNS)
    assert "代账机构的文件夹" in ran.printed


@pytest.mark.parametrize("noun", nouns.NOUNS)
def test_every_noun_explains_itself_in_chinese(shared: Zf, noun: str) -> None:
    ran = shared.bare(noun, "-h")
    assert ran.code == 0
    assert ran.printed.startswith(f"用法： zf {noun}")
    assert "显示本说明" in ran.printed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["money"], "没有名目 money"),
        (["returns"], "还缺：命令"),
        (["returns", "dance"], "'dance' 不在可选范围内"),
        (["stock", "list", "--colour"], "不认识：--colour"),
        (["stock", "list", "--user"], "--user：缺少值"),
        (["reconcile"], "还缺：--period"),
        (["reconcile", "--period", "2025-13"], "“2025-13”不是会计期间，请写成 2025-10"),
        (["stock", "list", "--lang", "fr"], "'fr' 不在可选范围内"),
    ],
)
def test_a_command_called_wrongly_is_told_in_one_sentence(
    shared: Zf, words: list[str], sentence: str
) -> None:
    ran = shared.bare(*words)
    assert ran.code == 2
    assert sentence in ran.said
    assert len(ran.said.splitlines()) == 1
    assert not ran.printed


def test_common_options_stand_before_or_after_the_words(shared: Zf) -> None:
    before = shared.bare("--json", "--user", MAKER, "--client", "004", "stock", "list")
    after = shared.bare("stock", "list", "--client", "004", "--user", MAKER, "--json")
    assert before.code == after.code == 0
    assert before.data == after.data


def test_the_words_come_in_english_when_asked_for(shared: Zf) -> None:
    assert shared("stock", "list", "--lang", "en", user=MAKER).printed.startswith("Code")


def test_whoever_does_not_say_which_office_user_or_client_is_asked(shared: Zf) -> None:
    nowhere = replace(shared, environment={"ZHANGFANG_OFFICE": ""})
    assert nowhere.bare("client", "list").said.startswith("没有说明是哪个代账机构")
    nobody = shared.bare("client", "list")
    assert nobody.code == 2
    assert nobody.said.startswith("没有说明是谁在操作。")
    assert MAKER in nobody.said
    no_client = shared.bare("stock", "list", "--user", MAKER)
    assert no_client.code == 2
    assert no_client.said.startswith("没有说明是哪个账套。")


def test_a_password_is_asked_for_by_its_ways_in_when_none_is_given(shared: Zf) -> None:
    silent = replace(shared, environment={"ZHANGFANG_PASSWORD": ""})
    ran = silent("stock", "list", user=MAKER)
    assert ran.code == 2
    assert "--password-file" in ran.said
    assert "ZHANGFANG_PASSWORD" in ran.said


def test_a_password_file_opens_the_office_and_windows_line_ends_do_not_matter(zf: Zf) -> None:
    file = zf.home / "password.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\nsecond line\r\n")
    quiet = replace(zf, environment={"ZHANGFANG_PASSWORD": ""})
    assert quiet("client", "list", "--password-file", file, user=MAKER).code == 0


def test_a_wrong_password_is_refused_and_says_how_many_tries_are_free(zf: Zf) -> None:
    wrong = replace(zf, environment={"ZHANGFANG_PASSWORD": "Not-the-password-1"})
    ran = wrong("client", "list", user=MAKER)
    assert ran.code == 5
    assert MAKER in ran.said
    assert "口令" in ran.said
    assert "Not-the-password-1" not in ran.said


def test_a_stranger_is_refused(zf: Zf) -> None:
    ran = zf("client", "list", user="张三")
    assert ran.code == 5
    assert "张三" in ran.said


def test_who_may_not_do_something_is_told_so(shared: Zf) -> None:
    ran = shared("returns", "list", user=ADMIN)
    assert ran.code == 5
    assert "没有这项权限" in ran.said


def test_a_folder_that_is_no_office_is_named(shared: Zf, tmp_path: Path) -> None:
    ran = shared("client", "list", "--office", tmp_path, user=MAKER)
    assert ran.code == 3
    assert "不是机构文件夹" in ran.said


def test_an_office_that_somebody_has_open_says_who(zf: Zf) -> None:
    with holding(zf.office, KEEPER, system_clock()):
        ran = zf("client", "list", user=MAKER)
    assert ran.code == 6
    assert KEEPER in ran.said


def test_damaged_books_are_refused_as_damaged(zf: Zf) -> None:
    books = next(zf.office.glob("gen-*/books.db"))
    content = bytearray(books.read_bytes())
    content[:200] = b"\0" * 200
    books.write_bytes(content)
    ran = zf("client", "list", user=MAKER)
    assert ran.code == 4
    assert "损坏" in ran.said


def test_a_file_that_cannot_be_written_is_told_with_its_place(shared: Zf) -> None:
    pdf = shared.home / "no such folder" / "r.pdf"
    ran = shared("vouchers", "print", "--period", "2025-10", "--pdf", pdf, user=MAKER)
    assert ran.code == 7
    assert "no such folder" in ran.said


def test_a_fault_of_the_program_gives_a_number_and_a_log_without_client_data(
    zf: Zf, tmp_path: Path
) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import app.services.stock as stock\n"
        "def listing(reading, text):\n"
        "    raise ZeroDivisionError(reading.facts.name)\n"
        "stock.listing = listing\n",
        encoding="utf-8",
    )
    path = f"{tmp_path}{':' if sys.platform != 'win32' else ';'}{ROOT}"
    ran = replace(zf, environment={"PYTHONPATH": path})("stock", "list", user=MAKER)
    assert ran.code == 70
    assert "账目没有受损" in ran.said
    assert len(ran.said.splitlines()) == 1
    log = next(tmp_path.rglob("zf.log")).read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "拾光" not in log + ran.said


def test_the_terminal_never_loads_the_window_and_its_help_not_even_the_database() -> None:
    script = (
        "import sys, importlib\n"
        "from app.cli.__main__ import main\n"
        "main([])\n"
        "assert 'sqlalchemy' not in sys.modules, 'the help loads the database'\n"
        "from app.cli.nouns import NOUNS\n"
        "for noun in NOUNS.values(): importlib.import_module(noun.module)\n"
        "for module in ('voucher_print', 'return_print', 'report_print'):\n"
        "    importlib.import_module('app.cli.' + module)\n"
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
        "assert not loaded, loaded\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_a_reader_that_has_seen_enough_ends_the_program_quietly(shared: Zf) -> None:
    words = ("vouchers", "list", "--json", "--user", MAKER, "--client", "004")
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        cwd=shared.home,
        env=shared.environ(),
    )
    os.close(writing)
    assert ran.stderr == b""
    assert ran.returncode == 0
