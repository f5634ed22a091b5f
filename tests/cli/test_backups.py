"""Backups on the command line, to the proof that they restore."""

from pathlib import Path

from app.services.opening import OfficeDraft, Person, create_office
from app.services.safe.keyfile import Cost
from app.values.actor import Role
from tests.cli.running import ADMIN, PASSWORD, Zf


def _office(home: Path) -> tuple[Zf, Path]:
    """Give the program on a new office whose recovery key lies in a file."""
    person = Person(ADMIN, (Role.ADMIN,), PASSWORD)
    cost = Cost(memory_kib=64, passes=1, lanes=1)
    recovery = create_office(home / "office", OfficeDraft("新", (person,)), cost=cost)
    file = home / "recovery.txt"
    file.write_text(recovery.text + "\n", "ascii")
    return Zf(home / "office", home), file


def test_a_backup_is_made_read_back_proven_and_restored(tmp_path: Path) -> None:
    zf, recovery = _office(tmp_path)
    made = zf.bare("backup", "create", "--to", tmp_path / "backups", "--json")
    assert (made.code, made.data["complaints"]) == (0, [])
    file = Path(made.data["file"])
    assert file.stat().st_size == made.data["size"]
    assert zf.bare("backup", "verify", file).code == 0
    by_key = zf.bare("backup", "verify", file, "--recovery-key-file", recovery, "--json")
    assert by_key.data["ok"] is True
    proven = zf.bare("backup", "drill", tmp_path / "backups", "--json")
    assert (proven.code, proven.data["ok"], proven.data["differences"]) == (0, True, [])
    kinds = [entry["kind"] for entry in zf.bare("backup", "list", "--json").data]
    assert kinds == ["drill", "backup"]
    restored = tmp_path / "restored"
    ran = zf.bare(
        *("backup", "restore", file, "--into", restored),
        *("--recovery-key-file", recovery, "--json"),
    )
    assert ran.code == 0, ran.said
    assert zf.bare("check", "--office", restored).code == 0


def test_a_damaged_backup_is_refused_as_damaged(tmp_path: Path) -> None:
    zf, recovery = _office(tmp_path)
    file = Path(zf.bare("backup", "create", "--to", tmp_path / "b", "--json").data["file"])
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert zf.bare("backup", "verify", file).code == 4
    into = tmp_path / "restored"
    ran = zf.bare("backup", "restore", file, "--into", into, "--recovery-key-file", recovery)
    assert ran.code == 4
    assert not into.exists()


def test_a_misread_recovery_key_and_a_folder_without_backups_are_refused(tmp_path: Path) -> None:
    zf, recovery = _office(tmp_path)
    recovery.write_text("AGE-SECRET-KEY-1XYZ\n", "ascii")
    (tmp_path / "empty").mkdir()
    none = zf.bare("backup", "drill", tmp_path / "empty")
    assert (none.code, "没有本机构的备份" in none.said) == (3, True)
    file = zf.bare("backup", "create", "--to", tmp_path / "b", "--json").data["file"]
    ran = zf.bare(
        *("backup", "restore", file, "--into", tmp_path / "r"),
        *("--recovery-key-file", recovery),
    )
    assert ran.code == 5
    assert "恢复密钥" in ran.said
