from dataclasses import dataclass

import pytest

from app.errors import AppError


@dataclass(eq=False)
class _TooMany(AppError):
    """More came back than was sold."""

    product: str
    left: int
    template = "Of {product} only {left} can come back."


def test_a_refusal_gives_its_facts_by_name() -> None:
    assert _TooMany("A4", 180).facts() == {"product": "A4", "left": 180}


def test_a_refusal_speaks_english_in_the_log() -> None:
    assert str(_TooMany("A4", 180)) == "Of A4 only 180 can come back."


def test_two_refusals_of_the_same_facts_are_two_refusals() -> None:
    assert _TooMany("A4", 180) != _TooMany("A4", 180)


def test_a_refusal_can_carry_where_it_was_raised() -> None:
    refusal = _TooMany("A4", 180)
    with pytest.raises(_TooMany) as raised:
        raise refusal
    assert raised.value.__traceback__ is not None
    assert raised.value.exit_code == 3
