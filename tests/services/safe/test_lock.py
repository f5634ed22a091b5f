"""One program has an office open, says who it is, and lets go when it dies."""

import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import ROOT
from app.services.safe.files import FolderMissing
from app.services.safe.lock import LOCK, OfficeInUse, holding, take
from tests.services.safe.books import NOW

_HOLD = """
import datetime, pathlib, sys
from app.services.safe.lock import take
since = datetime.datetime(2025, 10, 31, 2, tzinfo=datetime.UTC)
held = take(pathlib.Path(sys.argv[1]), "李国栋", since)
print("held", flush=True)
sys.stdin.read()
"""
_RACE = """
import datetime, pathlib, sys
from app.services.safe.lock import OfficeInUse, take
sys.stdin.readline()
try:
    held = take(pathlib.Path(sys.argv[1]), sys.argv[2], datetime.datetime.now(datetime.UTC))
except OfficeInUse as refused:
    print("refused", refused.exit_code, flush=True)
else:
    print("held", flush=True)
sys.stdin.readline()
"""


def _program(text: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", text, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _line(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def _say(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with _program(_HOLD, str(tmp_path)) as program:
        assert _line(program) == "held"
        yield program
        program.kill()


def test_the_second_program_learns_who_has_the_office(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    with pytest.raises(OfficeInUse) as refused:
        take(tmp_path, "周敏", NOW)
    assert refused.value.who == "李国栋"
    assert refused.value.machine == platform.node()
    assert refused.value.since.startswith("2025-10-31")
    assert refused.value.exit_code == 6


def test_a_killed_holder_lets_go_at_once(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait(timeout=10)
    take(tmp_path, "周敏", NOW).release()


def test_of_eight_programs_at_once_exactly_one_holds(tmp_path: Path) -> None:
    programs = [_program(_RACE, str(tmp_path), f"第{number}个") for number in range(8)]
    try:
        for program in programs:
            _say(program)
        answers = sorted(_line(program) for program in programs)
    finally:
        for program in programs:
            program.communicate(timeout=30)
    assert answers == ["held"] + ["refused 6"] * 7


def test_the_presence_of_the_lock_file_means_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b'{"who": "long gone"}')
    with holding(tmp_path, "周敏", NOW) as held:
        assert held.folder == tmp_path
    take(tmp_path, "李国栋", NOW).release()


def test_the_same_program_cannot_open_it_twice_but_can_after_releasing(tmp_path: Path) -> None:
    held = take(tmp_path, "周敏", NOW)
    with pytest.raises(OfficeInUse):
        take(tmp_path, "周敏", NOW)
    held.release()
    held.release()
    take(tmp_path, "周敏", NOW).release()


def test_a_holder_that_has_not_yet_written_its_name_is_unknown(tmp_path: Path) -> None:
    held = take(tmp_path, "周敏", NOW)
    (tmp_path / LOCK).write_bytes(b"")
    with pytest.raises(OfficeInUse) as refused:
        take(tmp_path, "李国栋", NOW)
    assert refused.value.who == "?"
    held.release()


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        take(tmp_path / "absent", "周敏", NOW)
