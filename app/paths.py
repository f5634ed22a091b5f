"""Where shipped files lie, from source and frozen."""

import sys
from pathlib import Path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


ROOT = _root()
RESOURCES = ROOT / "resources"
TRANSLATIONS = ROOT / "translations"
MIGRATIONS = ROOT / "app" / "models" / "migrations"
