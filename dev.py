"""The one bootstrap: the environment is made when it is missing, then a verb runs in it.

python3 dev.py VERB (py dev.py VERB on Windows), from an empty clone, standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

if sys.version_info < (3, 11):  # noqa: UP036  # the reader of this sentence has an older one
    sys.exit(f"需要 Python 3.11 或更新的版本，这里是 {sys.version.split()[0]}。")

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = PROGRAMS / f"python{SUFFIX}"
STAMP = ENVIRONMENT / "installed.sha256"
TRANSLATIONS = ROOT / "translations"
TO_RUN = ROOT / "requirements.txt"
TO_DEVELOP = ROOT / "requirements-dev.txt"
# A file stays with one of the two, so that what its tests share is made once.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
EXTRACTION = (
    *("-F", "pyproject.toml", "-k", "N_", "-k", "pgettext:1c,2"),
    *("--no-location", "--sort-output", "--omit-header"),
)

# What Qt loads from the system, and the Debian packages that bring it.
QT_ALWAYS: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
QT_ON_A_DISPLAY: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


class Stopped(Exception):
    """The work cannot go on; the sentence says why and what to do."""


def stop(sentence: str) -> NoReturn:
    """End the work with this sentence."""
    raise Stopped(sentence)


# ------------------------------------------------------------------------------- the environment


def prepare(requirements: Path, *, qt: bool) -> None:
    """Leave a complete environment, built catalogues and, if asked, what Qt needs."""
    if not _is_python(PYTHON):
        _make_environment()
    _install(requirements)
    _build_catalogues()
    if qt and sys.platform == "linux":
        _provide_qt()


def _is_python(program: Path) -> bool:
    """Say whether this interpreter starts and has pip, so that a broken one is made anew."""
    with contextlib.suppress(OSError):
        asked = subprocess.run(
            [program, "-m", "pip", "--version"], capture_output=True, check=False
        )
        return asked.returncode == 0
    return False


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        _apt_install([f"python3.{sys.version_info.minor}-venv"], "建立 Python 环境")
    say("正在建立 Python 环境 .venv ……")
    if subprocess.run(
        [sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=False
    ).returncode:
        stop("没有建立起 .venv 环境，原因见上面的输出。")


def _install(requirements: Path) -> None:
    """Install what the list pins, unless it, or the longer list, is installed already."""
    installed = STAMP.read_text("ascii").strip() if STAMP.exists() else ""
    if installed in {_digest(requirements), _digest(TO_DEVELOP)}:
        return
    say(f"正在按 {requirements.name} 安装依赖，首次约需一两分钟 ……")
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # The list is complete: what pip would add to it is a newer release than is pinned.
    exactly = ["--only-binary=:all:", "--no-deps", "--require-hashes", "-r", str(requirements)]
    steps = ([*pip, "install", *exactly], [*pip, "check"])
    if any(subprocess.run(step, check=False).returncode for step in steps):
        stop("依赖没有装全，原因见上面的输出；请检查网络或 pip 设置后再运行一次。")
    STAMP.write_text(_digest(requirements) + "\n", "ascii")


def _digest(file: Path) -> str:
    # Line ends do not count: git may write others on Windows.
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _build_catalogues() -> None:
    """Build every catalogue that is older than its words."""
    for words in TRANSLATIONS.glob("*/LC_MESSAGES/app.po"):
        built = words.with_suffix(".mo")
        if not built.exists() or built.stat().st_mtime < words.stat().st_mtime:
            _must("pybabel", "-q", "compile", "-i", words, "-o", built)


def _provide_qt() -> None:
    """Have the shared libraries that Qt loads, from Debian where they are missing."""
    wanted = {**QT_ALWAYS, **(QT_ON_A_DISPLAY if _has_display() else {})}
    missing = [package for library, package in wanted.items() if not _loads(library)]
    if missing:
        _apt_install(missing, "显示窗口（Qt）")


def _loads(library: str) -> bool:
    with contextlib.suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False


def _apt_install(packages: Sequence[str], purpose: str) -> None:
    """Have these Debian packages, or stop with the sentence that names them."""
    sentence = f"{purpose}还缺系统软件包，请先安装：{' '.join(packages)}"
    apt = shutil.which("apt-get")
    if apt is None:
        stop(sentence)
    say(f"正在安装系统软件包：{' '.join(packages)} ……")
    as_root = _as_root()
    quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    # Old package lists may still do: only the installation itself decides.
    subprocess.run([*quiet, "update"], capture_output=True, check=False)
    install = [*quiet, "install", "--yes", "--no-install-recommends", *packages]
    asked = subprocess.run(install, capture_output=True, encoding="utf-8", check=False)
    if asked.returncode:
        say(asked.stdout + asked.stderr)
        stop(sentence)


def _as_root() -> list[str]:
    """Give what must stand before a command that root alone may run."""
    if sys.platform == "win32" or os.geteuid() == 0 or shutil.which("sudo") is None:
        return []
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "--non-interactive"]


def _has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


# --------------------------------------------------------------------------------- running things


def say(sentence: str) -> None:
    """Show a sentence at once, apart from what the tools print."""
    print(sentence, file=sys.stderr, flush=True)


def _tool(name: str) -> str:
    return str(PROGRAMS / f"{name}{SUFFIX}")


def _here(*command: str | Path) -> int:
    """Run a tool of the environment in the clone; give its exit code."""
    surroundings = os.environ | {"PYTHONUTF8": "1"}
    program = command[0] if Path(command[0]).is_absolute() else _tool(str(command[0]))
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=surroundings, check=False
    ).returncode


def _must(*command: str | Path) -> None:
    if _here(*command):
        stop(f"{command[0]} 没有完成，原因见上面的输出。")


def _program(*arguments: str) -> int:
    """Become the program, in the folder of whoever called; give its exit code."""
    surroundings = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-m", *arguments]
    if os.name == "posix":
        os.execve(command[0], command, surroundings)  # noqa: S606  # signals reach it directly
    return subprocess.run(command, env=surroundings, check=False).returncode


# -------------------------------------------------------------------------------------- the verbs


def run(arguments: Sequence[str]) -> int:
    """Open the window, with the demo office unless another is named."""
    return _program("app", *(arguments or ["--demo"]))


def zf(arguments: Sequence[str]) -> int:
    """Run the terminal program."""
    return _program("app.cli", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Run the tests, or those that pytest is told to run."""
    return _here("pytest", *(arguments or SIDE_BY_SIDE))


def check(arguments: Sequence[str]) -> int:
    """Run every gate, the quick ones first; with --no-tests all but the tests."""
    gates: dict[str, tuple[str, ...]] = {
        "ruff format": ("ruff", "format", "--check", "--quiet"),
        "ruff check": ("ruff", "check", "--quiet"),
        "lint-imports": ("lint-imports",),
        "mypy": ("mypy",),
        "catalogue": ("pytest", "-q", "tests/house/test_catalogue.py"),
    }
    if "--no-tests" not in arguments:
        gates["pytest"] = ("pytest", "-q", *SIDE_BY_SIDE, "--cov", "--cov-report=")
        gates["coverage"] = ("coverage", "report", "--include=app/values/*,app/services/*")
        gates["coverage"] += ("--fail-under=100",)
    failed = [name for name, command in gates.items() if _here(*command)]
    say("各项检查：" + "  ".join(f"{name} {'✗' if name in failed else '✓'}" for name in gates))
    return 1 if failed else 0


def strings(_arguments: Sequence[str]) -> int:
    """Collect the words of the program and bring every catalogue up to date."""
    pot = TRANSLATIONS / "app.pot"
    _must("pybabel", "-q", "extract", *EXTRACTION, "-o", pot, "app")
    update = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
    for words in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/app.po")):
        language = words.parent.parent.name
        _must(
            "pybabel", "-q", "update", *update, "-w", "100", "-i", pot, "-o", words, "-l", language
        )
    _build_catalogues()
    return 0


def migrate(arguments: Sequence[str]) -> int:
    """Write a migration for what the models have become: migrate "what is different"."""
    if len(arguments) != 1:
        stop('请用一句话写明有什么不同：python3 dev.py migrate "what is different"')
    return _here(PYTHON, "-c", "import sys, dev; dev.draft(sys.argv[1])", *arguments)


def draft(what: str) -> None:
    """Write the migration from the newest one to the models; this runs in the environment."""
    from alembic import command  # noqa: PLC0415  # not there before prepare()
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415

    from app.models.database import SCHEMA_VERSION, upgrade  # noqa: PLC0415
    from app.models.tables import Base  # noqa: PLC0415

    with create_engine("sqlite://").begin() as connection:
        upgrade(connection)
        config = Config(toml_file=ROOT / "pyproject.toml")
        config.attributes.update(connection=connection, metadata=Base.metadata)
        command.revision(config, what, autogenerate=True, rev_id=f"{SCHEMA_VERSION + 1:04}")


def bench(arguments: Sequence[str]) -> int:
    """Measure, each thing beside its floor, and print the ratios."""
    return _here(PYTHON, "-m", "bench", *arguments)


def pictures(arguments: Sequence[str]) -> int:
    """Draw the pictures of the documentation from the program itself."""
    return _here(PYTHON, "-m", "tests.pictures", *arguments)


def installer(arguments: Sequence[str]) -> int:
    """Build the folder that is installed, and let its terminal program do the demo's whole job."""
    _must("pyinstaller", "--noconfirm", *arguments, "build_installer.spec")
    built = ROOT / "dist" / "zhangfang" / f"zf{SUFFIX}"
    with tempfile.TemporaryDirectory() as folder:
        code = _here(built, "demo", "--out", folder)
    # The demo's books have differences on purpose, and a person must look at them: that is 1.
    return 0 if code == 1 else code or 1


@dataclass(frozen=True)
class Verb:
    """What a word on the command line does, and what must be there first."""

    act: Callable[[Sequence[str]], int]
    needs: Path = TO_DEVELOP
    qt: bool = True


VERBS: Mapping[str, Verb] = {
    "run": Verb(run, TO_RUN),
    "zf": Verb(zf, TO_RUN, qt=False),
    "test": Verb(test),
    "check": Verb(check),
    "strings": Verb(strings, qt=False),
    "migrate": Verb(migrate, qt=False),
    "bench": Verb(bench),
    "pictures": Verb(pictures),
    "installer": Verb(installer),
}


def main(words: Sequence[str]) -> int:
    """Do what the words ask; give the exit code."""
    if not words or words[0] not in VERBS:
        for name, verb in VERBS.items():
            print(f"python3 dev.py {name:<10}{verb.act.__doc__}")
        return 2
    verb = VERBS[words[0]]
    if verb.act is run and sys.platform == "linux" and not _can_show_a_window():
        # Nothing was opened, so this is not success; nothing is installed for it either.
        say("这台机器没有显示器，打不开窗口；请改用终端程序：python3 dev.py zf demo --out DIR")
        return 2
    try:
        prepare(verb.needs, qt=verb.qt)
        return verb.act(words[1:])
    except Stopped as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


def _can_show_a_window() -> bool:
    return _has_display() or bool(os.environ.get("QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
