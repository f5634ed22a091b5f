"""The file that is being taken in, as the takers of every kind are told of it."""

from dataclasses import dataclass

from app.services.exchange.mappings import SourceMapping
from app.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Job:
    """Which file is taken in, by which mapping, and who watches."""

    import_id: int
    mapping: SourceMapping
    progress: Progress
