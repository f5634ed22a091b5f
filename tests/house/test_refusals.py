"""Every refusal of the program can be said: its words and its facts fit."""

import dataclasses
import importlib
import pkgutil
import string
from collections.abc import Iterator

import app
from app.errors import AppError

# The exit codes of refusals: wrong usage, refused, damaged, not allowed, in use, disk.
CODES = {2, 3, 4, 5, 6, 7}


def _refusals(kind: type[AppError] = AppError) -> Iterator[type[AppError]]:
    for refusal in kind.__subclasses__():
        yield refusal
        yield from _refusals(refusal)


def _ours() -> list[type[AppError]]:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [one for one in _refusals() if one.__module__.startswith("app.")]


def unsayable(refusal: type[AppError]) -> str:
    """Say why a refusal could not be worded, or nothing."""
    facts = {field.name for field in dataclasses.fields(refusal)}
    wanted = {
        name for _text, name, _spec, _how in string.Formatter().parse(refusal.template) if name
    }
    if refusal.__eq__ is not AppError.__eq__:
        return "compares as a value: it needs @dataclass(eq=False)"
    if wanted - facts:
        return f"has no facts for {sorted(wanted - facts)}"
    if not refusal.template and not refusal.__subclasses__():
        return "has no words"
    return "" if refusal.exit_code in CODES else f"leaves with {refusal.exit_code}"


def test_every_refusal_can_be_said() -> None:
    refusals = _ours()
    assert len(refusals) > 20
    assert {one.__qualname__: why for one in refusals if (why := unsayable(one))} == {}


def test_a_refusal_whose_words_ask_for_a_fact_that_it_lacks_is_named() -> None:
    @dataclasses.dataclass(eq=False)
    class Spare(AppError):
        """A refusal of this test."""

        number: str
        template = "{number} of {customer} is closed."

    assert unsayable(Spare) == "has no facts for ['customer']"
