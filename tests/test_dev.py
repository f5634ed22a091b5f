"""The two commands of the README do all the set-up that is missing, and no more."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

import dev
from app.paths import ROOT
from dev import Stopped

Command = list[str]
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Machine:
    """What dev.py asks the system to run; each program answers 0 unless it is said to fail."""

    def __init__(self) -> None:
        self.ran: list[Command] = []
        self.failing = ""

    def run(self, command: Sequence[object], **_how: object) -> SimpleNamespace:
        words = [str(word) for word in command]
        self.ran.append(words)
        failed = bool(self.failing) and self.failing in words
        return SimpleNamespace(returncode=int(failed), stdout="out of ", stderr="mirrors\n")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    return machine


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with two lists and an environment into which nothing was installed."""
    (tmp_path / ".venv").mkdir()
    for name, list_of in (("TO_RUN", "requirements.txt"), ("TO_DEVELOP", "requirements-dev.txt")):
        (tmp_path / list_of).write_text(f"{name}==1\n", "ascii")
        monkeypatch.setattr(dev, name, tmp_path / list_of)
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "installed.sha256")
    return tmp_path


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _DISPLAYS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bool]]:
    """Everything is set up already; gives what was asked for."""
    asked: list[tuple[Path, bool]] = []
    monkeypatch.setattr(dev, "prepare", lambda needs, *, qt: asked.append((needs, qt)))
    return asked


# ------------------------------------------------------------------------------------ the words


@pytest.mark.parametrize("words", [[], ["ruun"], ["--help"]])
def test_an_unknown_word_shows_what_there_is(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in lines] == list(dev.VERBS)
    assert all(len(line.split()) > 4 for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_terminal_command_is_named_and_nothing_installed(
    ready: list[tuple[Path, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["run"]) == 2
    said = capsys.readouterr().err
    assert "没有显示器" in said
    assert "python3 dev.py zf demo --out DIR" in said
    assert len(said.splitlines()) == 1
    assert ready == []


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("display", _DISPLAYS)
def test_with_a_display_the_window_opens_with_the_demo_office(
    monkeypatch: pytest.MonkeyPatch, ready: list[tuple[Path, bool]], display: str
) -> None:
    monkeypatch.setenv(display, "offscreen")
    became: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "_program", lambda *words: became.append(words))
    dev.main(["run"])
    dev.main(["run", "--office", "D:/青禾"])
    assert became == [("app", "--demo"), ("app", "--office", "D:/青禾")]
    assert ready == [(dev.TO_RUN, True)] * 2


def test_the_terminal_program_needs_no_display_and_no_tools(
    monkeypatch: pytest.MonkeyPatch, ready: list[tuple[Path, bool]]
) -> None:
    monkeypatch.setattr(dev, "_program", lambda *words: len(words))
    assert dev.main(["zf", "check", "--json"]) == 3
    assert ready == [(dev.TO_RUN, False)]


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("words", "told"),
    [([], ["-n", "2", "--dist", "loadfile"]), (["tests/values", "-x"], ["tests/values", "-x"])],
)
def test_all_tests_run_side_by_side_and_some_as_they_are_asked_for(
    machine: Machine, words: list[str], told: list[str]
) -> None:
    assert dev.main(["test", *words]) == 0
    assert [command[1:] for command in machine.ran] == [told]


@pytest.mark.usefixtures("ready")
def test_every_gate_is_tried_though_one_fails(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["check", "--no-tests"]) == 0
    quick = [Path(command[0]).stem for command in machine.ran]
    assert quick == ["ruff", "ruff", "lint-imports", "mypy", "pytest"]
    machine.ran.clear()
    machine.failing = "--check"
    assert dev.main(["check"]) == 1
    assert [Path(command[0]).stem for command in machine.ran] == [*quick, "pytest", "coverage"]
    assert "--fail-under=100" in machine.ran[-1]
    assert "ruff format ✗  ruff check ✓" in capsys.readouterr().err.splitlines()[-1]


def test_what_stops_the_work_is_said_in_its_sentence_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_needs: object, **_how: object) -> None:
        dev.stop("磁盘已满。")

    monkeypatch.setattr(dev, "prepare", stopped)
    assert dev.main(["zf"]) == 1
    assert capsys.readouterr().err == "磁盘已满。\n"


@pytest.mark.usefixtures("ready")
def test_a_pressed_ctrl_c_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_words: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "_program", pressed)
    assert dev.main(["zf"]) == 130


@pytest.mark.usefixtures("ready")
def test_a_migration_is_not_drafted_without_its_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert dev.main(["migrate"]) == 1
    assert 'dev.py migrate "what is different"' in capsys.readouterr().err


# ------------------------------------------------------------------------------ the environment


def test_a_list_is_installed_as_it_stands_and_then_proven_whole(
    clone: Path, machine: Machine
) -> None:
    dev._install(dev.TO_RUN)
    install, proof = machine.ran
    assert install[1:4] == ["-m", "pip", "--quiet"]
    assert {"install", "--no-deps", "--require-hashes", "--only-binary=:all:"} <= set(install)
    assert install[-2:] == ["-r", str(clone / "requirements.txt")]
    assert proof[-1] == "check"


def test_a_list_is_installed_once(clone: Path, machine: Machine) -> None:
    dev._install(dev.TO_RUN)
    machine.ran.clear()
    dev._install(dev.TO_RUN)
    assert machine.ran == []


def test_the_list_for_developing_holds_the_one_for_running(clone: Path, machine: Machine) -> None:
    dev._install(dev.TO_DEVELOP)
    machine.ran.clear()
    dev._install(dev.TO_RUN)
    assert machine.ran == []
    dev.STAMP.unlink()
    dev._install(dev.TO_RUN)
    machine.ran.clear()
    dev._install(dev.TO_DEVELOP)
    assert len(machine.ran) == 2


def test_a_changed_list_is_installed_again_and_other_line_ends_are_no_change(
    clone: Path, machine: Machine
) -> None:
    dev._install(dev.TO_RUN)
    machine.ran.clear()
    dev.TO_RUN.write_bytes(b"TO_RUN==1\r\n")
    dev._install(dev.TO_RUN)
    assert machine.ran == []
    dev.TO_RUN.write_bytes(b"TO_RUN==2\n")
    dev._install(dev.TO_RUN)
    assert len(machine.ran) == 2


@pytest.mark.parametrize("failing", ["install", "check"])
def test_a_list_that_was_not_wholly_installed_is_tried_again(
    clone: Path, machine: Machine, failing: str
) -> None:
    dev._install(dev.TO_RUN)
    dev.TO_RUN.write_bytes(b"TO_RUN==2\n")
    machine.failing = failing
    with pytest.raises(Stopped, match="依赖没有装全"):
        dev._install(dev.TO_RUN)
    machine.failing = ""
    machine.ran.clear()
    # Half of the new list may be there by now, so the old one no longer counts as installed either.
    dev.TO_RUN.write_bytes(b"TO_RUN==1\n")
    dev._install(dev.TO_RUN)
    assert len(machine.ran) == 2


def test_an_interpreter_that_does_not_start_is_made_anew(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    assert not dev._is_python(broken)
    broken.write_text("#!/bin/sh\nexit 1\n", "ascii")
    broken.chmod(0o755)
    assert not dev._is_python(broken)
    assert dev._is_python(Path(sys.executable))


def test_an_environment_is_made_where_there_is_none(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "_is_python", lambda _program: False)
    for step in ("_install", "_build_catalogues", "_provide_qt"):
        monkeypatch.setattr(dev, step, lambda *_words: None)
    dev.prepare(dev.TO_RUN, qt=False)
    assert machine.ran == [[sys.executable, "-m", "venv", "--clear", str(dev.ENVIRONMENT)]]
    machine.failing = "venv"
    with pytest.raises(Stopped, match=r"\.venv"):
        dev.prepare(dev.TO_RUN, qt=False)


def test_catalogues_are_built_when_they_are_older_than_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "zh_CN" / "LC_MESSAGES" / "app.po"
    words.parent.mkdir(parents=True)
    shutil.copy(dev.TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "app.po", words)
    monkeypatch.setattr(dev, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(dev, "PROGRAMS", Path(sys.executable).parent)
    built = words.with_suffix(".mo")
    dev._build_catalogues()
    assert built.stat().st_size > 1000
    built.write_bytes(b"newer")
    dev._build_catalogues()
    assert built.read_bytes() == b"newer"
    os.utime(built, (0, 0))
    dev._build_catalogues()
    assert built.stat().st_size > 1000


def test_libraries_that_qt_lacks_are_brought_and_those_of_a_display_only_with_one(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = {"libEGL.so.1", "libxcb-cursor.so.0"}
    monkeypatch.setattr(dev, "_loads", lambda library: library not in lacking)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "_as_root", list)
    for has_display, wanted in ((False, ["libegl1"]), (True, ["libegl1", "libxcb-cursor0"])):
        monkeypatch.setattr(dev, "_has_display", lambda answer=has_display: answer)
        machine.ran.clear()
        dev._provide_qt()
        update, install = machine.ran
        assert update[-1] == "update"
        assert install[install.index("--no-install-recommends") + 1 :] == wanted


@pytest.mark.parametrize("has_apt", [False, True])
def test_packages_that_cannot_be_had_are_named(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    has_apt: bool,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if has_apt else None)
    machine.failing = "install"
    with pytest.raises(Stopped, match=r"显示窗口（Qt）还缺系统软件包，请先安装：libegl1 libgl1"):
        dev._apt_install(["libegl1", "libgl1"], "显示窗口（Qt）")
    assert ("out of mirrors" in capsys.readouterr().err) == has_apt


# ------------------------------------------------------------------------- from another folder


def _elsewhere(folder: Path, code: str) -> "subprocess.CompletedProcess[str]":
    asked = f"import sys; from pathlib import Path; import dev; {code}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", asked],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_terminal_program_runs_in_the_folder_of_whoever_calls(tmp_path: Path) -> None:
    code = "dev.PYTHON = Path(sys.executable); sys.exit(dev.zf(['check', '--office', '青禾']))"
    ran = _elsewhere(tmp_path, code)
    assert ran.returncode == 3, ran.stderr
    assert "青禾" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_migration_is_drafted_from_what_the_models_have_become(tmp_path: Path) -> None:
    for part in ("app", "translations"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    for file in ("dev.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    model = tmp_path / "app" / "models" / "customer.py"
    told = model.read_text("utf-8").replace(
        "    phone: Mapped[str]\n", "    phone: Mapped[str]\n    fax: Mapped[str | None]\n"
    )
    model.write_text(told, "utf-8")
    drafted = subprocess.run(
        [sys.executable, "-c", "import dev; dev.draft('customers have a fax')"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert drafted.returncode == 0, drafted.stderr
    versions = tmp_path / "app" / "models" / "migrations" / "versions"
    (made,) = versions.glob("*_customers_have_a_fax.py")
    text = made.read_text("utf-8")
    assert 'revision = "0002"\ndown_revision = "0001"\n' in text
    assert 'batch_op.add_column(sa.Column("fax", sa.Text(), nullable=True))' in text
    assert 'batch_op.drop_column("fax")' in text
    assert text.count("batch_op.") == 2
