"""AppError: the root of every refusal that a person can put right."""

from dataclasses import dataclass, fields
from typing import ClassVar

from typing_extensions import override


@dataclass(eq=False)
class AppError(Exception):
    """A refusal: a template of words and the facts that fill it.

    Subclasses are dataclasses with eq=False, named after what is wrong, and live beside what
    raises them. `str()` is English for the log; `wording.describe` words it for a person.
    """

    template: ClassVar[str] = ""
    exit_code: ClassVar[int] = 3

    def facts(self) -> dict[str, object]:
        """Give the facts by name, as the template's placeholders call them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @override
    def __str__(self) -> str:
        return self.template.format(**self.facts())
