"""People of the office on the command line."""

from dataclasses import replace

from tests.cli.running import ADMIN, KEEPER, MAKER, REVIEWER, Zf

_NEW = {"ZHANGFANG_NEW_PASSWORD": "Luzhou-2025-Tiao-hao"}


def _with_new_password(zf: Zf) -> Zf:
    return replace(zf, environment=_NEW)


def _as_new(zf: Zf) -> Zf:
    return replace(zf, environment={"ZHANGFANG_PASSWORD": _NEW["ZHANGFANG_NEW_PASSWORD"]})


def test_somebody_is_taken_in_signs_in_and_is_let_go(zf: Zf) -> None:
    added = _with_new_password(zf)("user", "add", "孙悦", "--roles", "viewer", user=ADMIN)
    assert added.printed == "孙悦可以登录了。\n"
    assert _as_new(zf)("stock", "list", user="孙悦").code == 0
    assert zf("user", "disable", "孙悦", user=ADMIN).code == 0
    assert _as_new(zf)("stock", "list", user="孙悦").code == 5
    listed = zf("user", "list", "--json", user=MAKER).data
    assert listed[-1] == {"name": "孙悦", "roles": ["viewer"], "active": False}


def test_only_the_administrator_looks_after_people(zf: Zf) -> None:
    for words in (
        ("add", "孙悦", "--roles", "viewer"),
        ("roles", KEEPER, "--roles", "maker"),
        ("disable", KEEPER),
        ("password", KEEPER),
    ):
        ran = _with_new_password(zf)("user", *words, user=REVIEWER)
        assert ran.code == 5, words


def test_a_person_changes_the_own_password_and_the_old_one_opens_no_more(zf: Zf) -> None:
    assert _with_new_password(zf)("user", "password", user=MAKER).code == 0
    assert zf("stock", "list", user=MAKER).code == 5
    assert _as_new(zf)("stock", "list", user=MAKER).code == 0


def test_the_administrator_gives_somebody_a_new_password(zf: Zf) -> None:
    assert _with_new_password(zf)("user", "password", KEEPER, user=ADMIN).code == 0
    assert _as_new(zf)("stock", "list", user=KEEPER).code == 0


def test_roles_that_do_not_go_together_are_refused(zf: Zf) -> None:
    ran = zf("user", "roles", KEEPER, "--roles", "admin,maker", user=ADMIN)
    assert ran.code == 3
    assert zf("user", "roles", KEEPER, "--roles", "king", user=ADMIN).code == 2
    assert zf("user", "roles", KEEPER, "--roles", "keeper,viewer", user=ADMIN).code == 0
