"""The folder that the demo leaves its papers in: empty, or with papers of an earlier demo."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import N_
from app.services.safe.backup import SUFFIX
from app.services.safe.files import on_disk

VOUCHERS = "vouchers-2025-10.pdf"
VOUCHER = "voucher-0065-240x140.pdf"
RETURN = "return-TH-202510-0023.pdf"
REPORT = "report-2025-10.pdf"
STATEMENT = "statement-KH-0117.pdf"
TRIAL_BALANCE = "trial-balance-2025-10.xlsx"
_PAPERS = frozenset({VOUCHERS, VOUCHER, RETURN, REPORT, STATEMENT, TRIAL_BALANCE})
_BACKUP = re.compile(rf"[0-9a-f]{{8}}-[0-9]{{6,}}-20251031T[0-9]{{6}}Z{re.escape(SUFFIX)}")


@dataclass(eq=False)
class DemoFolderTaken(AppError):
    """The folder holds something that is not of the demo."""

    folder: str
    name: str
    template = N_(
        "{folder} holds {name}, which is not of the demo."
        " Name a new or an empty folder; nothing was changed."
    )


def prepare(folder: Path) -> None:
    """Let the folder be there, without the papers of an earlier demo.

    Raises:
        DemoFolderTaken: something else lies there, and nothing was changed.

    """
    with on_disk(folder):
        if folder.exists() and not folder.is_dir():
            raise DemoFolderTaken(str(folder.parent), folder.name)
        folder.mkdir(parents=True, exist_ok=True)
        earlier = sorted(folder.iterdir())
        for path in earlier:
            if not _is_ours(path):
                raise DemoFolderTaken(str(folder), path.name)
        for path in earlier:
            path.unlink()


def _is_ours(path: Path) -> bool:
    is_named = path.name in _PAPERS or _BACKUP.fullmatch(path.name) is not None
    return is_named and path.is_file() and not path.is_symlink()
