"""Five tries are free; then each waits longer, through restarts and clock changes."""

import datetime
from pathlib import Path

import pytest

from app.services.safe import tries
from app.services.safe.tries import TooManyTries
from tests.services.safe.books import NOW


def _later(seconds: int) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


def _use_free_tries(folder: Path) -> None:
    for count in range(tries.FREE):
        assert tries.begin(folder, "周敏", NOW) == count


def _wait(folder: Path, now: datetime.datetime) -> int:
    with pytest.raises(TooManyTries) as refused:
        tries.begin(folder, "周敏", now)
    return refused.value.wait_seconds


def test_the_waits_double_up_to_an_hour(tmp_path: Path) -> None:
    _use_free_tries(tmp_path)
    now, waits = NOW, []
    for _ in range(15):
        waits.append(_wait(tmp_path, now))
        now += datetime.timedelta(seconds=waits[-1])
        tries.begin(tmp_path, "周敏", now)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]


def test_a_refused_try_does_not_lengthen_the_wait(tmp_path: Path) -> None:
    _use_free_tries(tmp_path)
    tries.begin(tmp_path, "周敏", _later(1))
    assert [_wait(tmp_path, _later(1)), _wait(tmp_path, _later(2))] == [2, 1]
    assert tries.begin(tmp_path, "周敏", _later(3)) == 6


def test_a_right_password_forgets_the_tries(tmp_path: Path) -> None:
    _use_free_tries(tmp_path)
    tries.clear(tmp_path, "周敏")
    tries.clear(tmp_path, "周敏")
    assert tries.begin(tmp_path, "周敏", NOW) == 0


def test_one_persons_tries_do_not_hold_up_another(tmp_path: Path) -> None:
    _use_free_tries(tmp_path)
    assert tries.begin(tmp_path, "李国栋", NOW) == 0


def test_setting_the_clock_back_starts_the_wait_anew_and_setting_it_far_back_is_no_prison(
    tmp_path: Path,
) -> None:
    _use_free_tries(tmp_path)
    tries.begin(tmp_path, "周敏", _later(10_000))
    back = _later(-10_000_000)
    assert _wait(tmp_path, back) == 2
    assert _wait(tmp_path, back + datetime.timedelta(seconds=1)) == 1
    assert tries.begin(tmp_path, "周敏", back + datetime.timedelta(seconds=2)) == 6


@pytest.mark.parametrize("content", [b"", b"{", b'{"x": 3}', b'{"x": {"count": -1}}'])
def test_a_damaged_count_starts_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / tries.TRIES).write_bytes(content)
    assert tries.begin(tmp_path, "周敏", NOW) == 0
