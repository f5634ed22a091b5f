"""A number is a day only where its format shows one."""

import pytest

from app.services.exchange.number_formats import DATE_FORMATS, shows_date


@pytest.mark.parametrize(
    "pattern",
    [
        "yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "[$-804]yyyy/m/d",
        "h:mm",
        "[h]:mm:ss",
        "[hh]",
        "e年m月",
        "d",
        "yyyy-mm-dd;@",
    ],
)
def test_a_format_with_parts_of_a_day_shows_a_day(pattern: str) -> None:
    assert shows_date(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "0.00",
        "#,##0.00;[Red]-#,##0.00",
        "General",
        "G/通用格式",
        '0"days"',
        "0.00E+00",
        "##0.0 E-0",
        "_-¥* #,##0.00_-",
        r"0\d",
        "[Red]0",
        "@",
        '0.00;"yes"',
        "0;yyyy",
    ],
)
def test_a_format_of_amounts_shows_no_day(pattern: str) -> None:
    assert not shows_date(pattern)


def test_the_built_in_formats_of_days_are_known() -> None:
    assert {14, 22, 31, 45, 57} <= DATE_FORMATS
    assert not {0, 2, 4, 9, 10, 37, 44, 48, 49} & DATE_FORMATS
