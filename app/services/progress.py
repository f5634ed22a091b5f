"""How long work says where it is, and how it is stopped."""

from typing import Protocol


class Cancelled(Exception):
    """Raised by `step` when somebody asked to stop; what was begun is undone."""


class Progress(Protocol):
    """Somebody who watches long work."""

    def step(self, done: int, total: int) -> None:
        """Take note of how far the work is; raises Cancelled to stop it."""


class _Unwatched:
    """Nobody watches and nobody cancels."""

    def step(self, done: int, total: int) -> None:
        """Take no note."""


UNWATCHED: Progress = _Unwatched()
