"""What the window remembers of a person."""

from pathlib import Path

from app.ui.fonts import Scale
from app.ui.memory import Memory
from app.ui.theme import Scheme


def test_the_clients_used_last_come_first_and_only_some_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini", "周敏")
    for code in ("001", "002", "003", "001", "004", "005", "006"):
        memory.visited(code)
    assert memory.recent_clients == ("006", "005", "004", "001", "003")


def test_what_was_chosen_is_there_tomorrow_and_for_nobody_else(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini", "周敏")
    memory.keep("scheme", "dark")
    memory.keep("scale", "large")
    tomorrow = Memory(tmp_path / "window.ini", "周敏")
    assert (tomorrow.scheme, tomorrow.scale) == (Scheme.DARK, Scale.LARGE)
    other = tomorrow.of("李国栋")
    assert (other.scheme, other.scale) == (Scheme.SYSTEM, Scale.NORMAL)


def test_a_value_that_nobody_knows_counts_for_nothing(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini", "周敏")
    memory.keep("scheme", "pink")
    memory.keep("scale", "9")
    assert (memory.scheme, memory.scale) == (Scheme.SYSTEM, Scale.NORMAL)
