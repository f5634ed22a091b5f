"""Running the terminal program as people and scheduled jobs do: apart, on a real office."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.paths import ROOT

PASSWORD = "Qinghe-Brücke-2025-窗"
MAKER, REVIEWER, KEEPER, ADMIN = "周敏", "李国栋", "王磊", "陈晓"


@dataclass(frozen=True, slots=True)
class Ran:
    """What the program gave: its exit code, what it printed, and what it said beside that."""

    code: int
    printed: str
    said: str

    @property
    def data(self) -> Any:
        """What it printed for programs."""
        return json.loads(self.printed)


@dataclass(frozen=True, slots=True)
class Zf:
    """The program as somebody runs it who has set where the office is."""

    office: Path
    home: Path
    client: str = "004"
    environment: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *words: object, user: str | None = None, given: str = "") -> Ran:
        """Run one command; whatever happens, no traceback is shown."""
        who = () if user is None else ("--user", user)
        return self.bare(*who, "--client", self.client, *words, given=given)

    def bare(self, *words: object, given: str = "") -> Ran:
        """Run one command with these words alone."""
        ran = subprocess.run(
            [sys.executable, "-m", "app.cli", *map(str, words)],
            input=given.encode(),
            capture_output=True,
            check=False,
            cwd=self.home,
            env=self.environ(),
        )
        printed, said = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")
        assert "Traceback" not in printed + said, said
        return Ran(ran.returncode, printed, said)

    def environ(self) -> dict[str, str]:
        """Give the surroundings in which it runs."""
        kept = {name: text for name, text in os.environ.items() if "ZHANGFANG" not in name}
        ours = {
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home),
            "LOCALAPPDATA": str(self.home),
            "ZHANGFANG_OFFICE": str(self.office),
            "ZHANGFANG_PASSWORD": PASSWORD,
        }
        return kept | ours | dict(self.environment)
