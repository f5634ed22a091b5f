"""Tables that go on over pages lose no row and carry their sums."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.printing.frame import Document
from app.services.printing.pen import Align
from app.services.printing.table import Column, Row, Slice, Table, slices, whole_height
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from tests.services.printing.reading import is_inked, picture, row_of, words


def table(count: int, *, total: bool = True, least: int = 0) -> Table:
    rows: list[Row] = [
        (f"第{number}行", Quantity.of(number), Money.of(f"{number}.10"))
        for number in range(1, count + 1)
    ]
    columns = (
        Column("品名", 40),
        Column("数量", 20, is_carried=True),
        Column("金额", 30, is_carried=True),
    )
    sums: Row = (
        "合计",
        Quantity.of(sum(range(1, count + 1))),
        Money.total([row[2] for row in rows if isinstance(row[2], Money)]),
    )
    return Table(columns, tuple(rows), sums if total else None, least=least)


def drawn(part: Slice) -> bytes:
    stream = io.BytesIO()
    document = Document(stream, "", 120, 200)
    pen = document.pen(10, 10)
    part.draw(pen, 0)
    pen.lift()
    document.end_page()
    document.close()
    return stream.getvalue()


def test_a_table_that_fits_stays_whole() -> None:
    (part,) = slices(table(5), 100, 100)
    assert (part.start, part.stop, part.brought) == (0, 5, None)
    assert part.height == whole_height(table(5)) == pytest.approx(6.4 * 7)


@given(
    st.integers(min_value=1, max_value=60),
    st.integers(min_value=0, max_value=80),
    st.booleans(),
)
def test_cut_tables_lose_no_row_and_fit_their_rooms(count: int, first: int, total: bool) -> None:  # noqa: FBT001  # a property of the table
    parts = list(slices(table(count, total=total), first, 80))
    assert parts[0].start == 0
    assert parts[-1].stop == count
    for before, after in pairwise(parts):
        assert before.stop == after.start
        assert after.brought is not None
        assert before.closing is not None
        assert after.brought[1:] == before.closing[1:]
    for part in parts:
        assert part.stop > part.start
        assert part.height <= 80 + 1e-6


def test_the_carried_sums_are_those_of_all_rows_so_far() -> None:
    second = list(slices(table(20), 64, 64))[1]
    rows = table(20).rows[: second.start]
    quantities = [row[1] for row in rows if isinstance(row[1], Quantity)]
    assert second.brought is not None
    assert second.brought[0] == "承前页"
    assert second.brought[1] == Quantity(sum(number.thousandths for number in quantities))


def test_a_first_room_without_place_for_a_row_is_left_empty() -> None:
    parts = list(slices(table(5), 15, 100))
    assert [(part.start, part.stop) for part in parts] == [(0, 5)]


def test_a_room_too_low_for_any_row_is_overrun_rather_than_losing_one() -> None:
    parts = list(slices(table(3), 5, 5))
    assert [(part.start, part.stop) for part in parts] == [(0, 3)]


def test_empty_rows_fill_a_form_up_to_its_least_number() -> None:
    (part,) = slices(table(3, least=7), 100, 100)
    assert part.blanks == 4
    assert part.height == pytest.approx(6.4 * 9)
    image = picture(drawn(part))
    for line in range(1, 9):
        assert is_inked(image, (30, 10 + 6.4 * line))


def test_the_label_of_the_total_takes_the_place_of_several_columns() -> None:
    rows: tuple[Row, ...] = (("一", "二", Money.of("1")),)
    joined = Table(
        (Column("甲", 30), Column("乙", 30), Column("丙", 30)),
        rows,
        ("合计", Money.of("1")),
        label=2,
    )
    (part,) = slices(joined, 100, 100)
    image = picture(drawn(part))
    assert is_inked(image, (40, 10 + 6.4 * 1.5))
    assert not is_inked(image, (40, 10 + 6.4 * 2.5))
    assert is_inked(image, (70, 10 + 6.4 * 2.5))


def test_rows_of_one_group_show_their_common_column_once() -> None:
    rows: tuple[Row, ...] = (("记-0064", "甲"), ("记-0064", "乙"), ("记-0067", "丙"))
    grouped = Table(
        (Column("凭证", 40), Column("科目", 40)), rows, merged=frozenset({0}), groups=(0, 0, 1)
    )
    (part,) = slices(grouped, 100, 100)
    pdf = drawn(part)
    assert words(pdf)[0].count("记-0064") == 1
    image = picture(pdf)
    assert not is_inked(image, (20, 10 + 6.4 * 2))
    assert is_inked(image, (70, 10 + 6.4 * 2))
    assert is_inked(image, (20, 10 + 6.4 * 3))


def test_figures_of_every_kind_stand_at_the_right() -> None:
    rows: tuple[Row, ...] = (
        (Money.of("-1234.50"), Quantity.of("1.5"), UnitPrice.of("15"), 7, None, ""),
    )
    columns = tuple(Column("列", 18, Align.LEFT) for _ in range(6))
    (part,) = slices(Table(columns, rows), 100, 100)
    pdf = drawn(part)
    cells = [row_of(pdf, (10 + 18 * n, 16.4, 28 + 18 * n, 22.8)) for n in range(6)]
    assert cells == ["-1,234.50", "1.5", "15.00", "7", "", ""]
    assert row_of(pdf, (28, 16.4, 37, 22.8)) == ""


def test_a_table_without_sums_to_carry_is_cut_without_them() -> None:
    rows: tuple[Row, ...] = tuple((f"{number}",) for number in range(30))
    parts = list(slices(Table((Column("列", 30),), rows), 70, 70))
    assert [part.stop for part in parts] == [9, 18, 27, 30]
    assert all(part.brought is None for part in parts)
    assert all(part.closing is None for part in parts)
