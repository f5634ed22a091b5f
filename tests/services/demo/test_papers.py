"""The papers of the demo say what the pictures say."""

import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from app.services.demo import out_folder


def _text(folder: Path, name: str) -> str:
    pages = [page.extract_text() for page in PdfReader(folder / name).pages]
    return re.sub(r"\s", "", "".join(pages))


@pytest.mark.usefixtures("job")
def test_the_vouchers_of_the_month_stand_two_on_a_page(demo_papers: Path) -> None:
    reader = PdfReader(demo_papers / out_folder.VOUCHERS)
    assert len(reader.pages) == 33
    text = _text(demo_papers, out_folder.VOUCHERS)
    for number in range(1, 66):
        assert f"{number:04d}号" in text
    assert "负壹仟贰佰贰拾捌元贰角整" in text
    assert "壹万玖仟捌佰壹拾伍元叁角捌分" in text


@pytest.mark.usefixtures("job")
def test_the_voucher_of_the_return_is_printed_on_the_narrow_paper(demo_papers: Path) -> None:
    (page,) = PdfReader(demo_papers / out_folder.VOUCHER).pages
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [240, 140]
    text = _text(demo_papers, out_folder.VOUCHER)
    assert "0065号" in text
    assert "负贰仟捌佰叁拾柒元肆角伍分" in text


@pytest.mark.usefixtures("job")
def test_the_return_note_is_that_of_the_pictures(demo_papers: Path) -> None:
    text = _text(demo_papers, out_folder.RETURN)
    for words in (
        *("TH-202510-0023", "KH-0117南渡启航教育科技有限公司", "XS-202510-0087", "2025-10-14"),
        *("25990000000087316204", "刘老师138****6021", "壹仟柒佰陆拾捌元肆角伍分"),
        *("1,565.00", "203.45", "1,768.45", "16,873.85", "陈晓10-30", "王磊10-31"),
    ):
        assert words in text


@pytest.mark.usefixtures("job")
def test_the_monthly_report_has_the_figures_of_the_pictures(demo_papers: Path) -> None:
    text = _text(demo_papers, out_folder.REPORT)
    for words in (
        *("云溪青禾代理记账有限公司", "14,832.26", "11,227.56", "10,704.77", "522.79"),
        *("143,926.40", "286,340.15", "621,534.79", "308,757.57", "13,125.89", "1,706.37"),
    ):
        assert words in text


@pytest.mark.usefixtures("job")
def test_the_balances_of_the_accounts_are_a_workbook(demo_papers: Path) -> None:
    sheet = openpyxl.load_workbook(demo_papers / out_folder.TRIAL_BALANCE).active
    assert sheet is not None
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert rows["1122"][0] == "应收账款"
    assert rows["1122"][-1] == "306,989.12"


@pytest.mark.usefixtures("job")
def test_the_statement_of_account_is_that_of_the_pictures(demo_papers: Path) -> None:
    text = _text(demo_papers, out_folder.STATEMENT)
    for words in (
        *("DZ-202510-0117", "刘老师收", "壹万捌仟陆佰肆拾贰元叁角整", "上月结余13,812.30"),
        *("10-08SK-0012", "7,600.00", "6,212.30", "10-14XS-0087", "12,233.38", "18,445.68"),
        *("10-17TH-0011", "-203.40", "18,242.28", "10-30XS-0112", "400.02", "18,642.30"),
        *("TH-202510-0023", "16,873.85", "12,430.00", "4,812.30"),
    ):
        assert words in text
