"""The tags of one part of a zipped spreadsheet."""

from collections.abc import Callable
from xml.parsers import expat  # a declaration of entities ends the parsing

from app.services.exchange.archive import Archive
from app.services.exchange.refusals import DamagedSpreadsheet, UnsafeSpreadsheet, UnusualWorkbook

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

Seen = Callable[[str, dict[str, str]], None]
"""Called with the bare name of a tag and its attributes."""


def walk(archive: Archive, part: str, seen: Seen | None = None) -> None:
    """Go through the tags of a part; one that is not plain XML in UTF-8 is refused."""

    def declared(*_: object) -> None:
        raise UnsafeSpreadsheet(archive.name, "DTD")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    if seen is not None:
        parser.StartElementHandler = lambda tag, facts: seen(tag.rpartition(":")[2], facts)
    begun = False
    try:
        for chunk in archive.chunks(part):
            if not begun and chunk[:2] in _WIDE:
                raise UnusualWorkbook(archive.name)
            begun = True
            parser.Parse(chunk, False)  # noqa: FBT003  # expat takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as damage:
        raise DamagedSpreadsheet(archive.name) from damage
