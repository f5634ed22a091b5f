"""A PostgreSQL server of the tests' own, where this machine has the programs for one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
_PROGRAMS = ("initdb", "pg_ctl", "postgres")


def programs() -> Path | None:
    """Give the folder of a server's programs, the newest first, or None where there is none."""
    if os.name == "nt":
        return None
    named = shutil.which("pg_ctl")
    found = [Path(named).resolve().parent] if named else []
    for place in _PLACES:
        found += sorted(Path("/").glob(place), key=lambda folder: (len(str(folder)), str(folder)))
    whole = [folder for folder in found if all((folder / one).exists() for one in _PROGRAMS)]
    return whole[-1] if whole else None


def _server_user() -> str | None:
    """Give who is to run the server: it refuses to run as root."""
    import pwd  # Windows has none

    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Have a server for a while, reached through a socket; gives the address of its databases."""
    user = _server_user()
    with tempfile.TemporaryDirectory(prefix="zf-", ignore_cleanup_errors=True) as place:
        if user:
            shutil.chown(place, user)

        def run(program: str, *words: str) -> None:
            command = [str(folder / program), *words]
            done = subprocess.run(
                command, cwd=place, user=user, capture_output=True, encoding="utf-8", check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr

        data = f"{place}/data"
        # Sorted by letters as they are kept, as in a file; nothing need survive, so nothing waits.
        run("initdb", "-D", data, "-U", "zf", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"-c listen_addresses='' -c fsync=off -k {place}"
        run("pg_ctl", "-D", data, "-l", f"{place}/log", "-o", settings, "-w", "start")
        try:
            yield f"postgresql+psycopg://zf@/{{name}}?host={place}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
