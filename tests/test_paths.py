import importlib
import sys
from pathlib import Path

import pytest

from app import paths


def test_what_is_shipped_lies_beside_the_program() -> None:
    assert (paths.RESOURCES / "fonts" / "NotoSansSC-Regular.ttf").is_file()
    assert (paths.TRANSLATIONS / "app.pot").is_file()
    assert (paths.MIGRATIONS / "env.py").is_file()


def test_the_frozen_program_looks_where_it_was_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    try:
        assert tmp_path / "resources" == importlib.reload(paths).RESOURCES
    finally:
        monkeypatch.undo()
        importlib.reload(paths)
