"""AppError: the root of every refusal that a person can put right."""

import dataclasses
from typing import ClassVar


class AppError(Exception):
    """A refusal: a template of words and the facts that fill it.

    Subclasses are dataclasses with eq=False, named after what is wrong, and live beside what
    raises them. `str()` is English for the log; `i18n.describe` words it for a person.
    """

    template: ClassVar[str] = ""
    exit_code: ClassVar[int] = 3

    def facts(self) -> dict[str, object]:
        """Give the facts by name, as the template's placeholders call them."""
        if not dataclasses.is_dataclass(self):
            return {}
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def __str__(self) -> str:
        return self.template.format(**self.facts())
