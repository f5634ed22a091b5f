"""A new office made on the command line."""

from dataclasses import replace
from pathlib import Path

from tests.cli.running import PASSWORD, Ran, Zf


def _create(zf: Zf, folder: Path, *words: object) -> Ran:
    named = ("office", "create", "--office", folder, "--name", "新机构", "--admin", "陈晓")
    return zf.bare(*named, *words)


def test_an_office_is_made_with_its_people_and_shows_its_recovery_key_once(zf: Zf) -> None:
    folder, file = zf.home / "new", zf.home / "first.txt"
    file.write_text(PASSWORD + "\n", "utf-8")
    staff = "周敏=maker, 李国栋=supervisor+checker"
    made = _create(zf, folder, "--staff", staff, "--staff-password-file", file, "--json")
    assert made.code == 0, made.said
    assert made.data["recovery_key"].startswith("AGE-SECRET-KEY-1")
    assert made.data["people"] == ["陈晓", "周敏", "李国栋"]
    listed = zf.bare("user", "list", "--office", folder, "--user", "周敏", "--json").data
    assert [person["roles"] for person in listed] == [
        ["admin"],
        ["maker"],
        ["checker", "supervisor"],
    ]
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert made.data["recovery_key"].encode() not in kept
    assert PASSWORD.encode() not in kept


def test_where_something_lies_already_no_office_is_made(zf: Zf) -> None:
    ran = _create(zf, zf.office)
    assert ran.code == 3
    assert "不是空的" in ran.said or "空文件夹" in ran.said


def test_an_easy_password_makes_no_office_and_leaves_nothing(zf: Zf) -> None:
    weak = replace(zf, environment={"ZHANGFANG_PASSWORD": "123456789012"})
    folder = zf.home / "weak"
    ran = _create(weak, folder)
    assert ran.code == 3
    assert "太容易猜到" in ran.said
    assert not folder.exists()


def test_people_of_a_new_office_are_named_with_roles_and_a_password(zf: Zf) -> None:
    folder = zf.home / "new"
    unclear = _create(zf, folder, "--staff", "周敏=driver")
    assert (unclear.code, "“周敏=driver”写法不对" in unclear.said) == (3, True)
    without = _create(zf, folder, "--staff", "周敏=maker")
    assert (without.code, "--staff-password-file" in without.said) == (3, True)
    assert not folder.exists()
