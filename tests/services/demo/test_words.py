import pytest

from app.services.demo.words import PASSWORD
from app.services.safe.passwords import require_strong

_PEOPLE = ("周敏", "何雨", "孙倩", "陈晓", "李国栋", "王磊", "沈岚")


@pytest.mark.parametrize("name", _PEOPLE)
def test_the_password_of_the_demo_is_one_that_the_program_takes(name: str) -> None:
    require_strong(PASSWORD, name)


def test_the_password_is_typed_on_any_keyboard() -> None:
    assert PASSWORD.isascii()
