"""The four embedded faces: loaded when first needed, measured, and asked whether they can write."""

import enum
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont
from typing_extensions import override

from app.errors import AppError
from app.i18n import N_
from app.paths import RESOURCES

FOLDER = RESOURCES / "fonts"


class Face(enum.StrEnum):
    """A face by the name of its file; figures stand in Sans, whose digits are of one width."""

    SERIF = "NotoSerifSC-Regular"
    SERIF_BOLD = "NotoSerifSC-Bold"
    SANS = "NotoSansSC-Regular"
    SANS_BOLD = "NotoSansSC-Bold"


@dataclass(eq=False)
class GlyphMissing(AppError):
    """A text holds a character that the embedded faces cannot draw."""

    character: str
    code: str
    where: str
    template = N_(
        "The character {character} ({code}) in {where} cannot be printed. "
        "Replace it with one that the fonts have, then print again."
    )


class _EmbeddedFace(TTFont):
    """A TrueType face whose embedded subsets say truly which characters they hold."""

    @override
    def addObjects(self, doc: Any) -> None:
        """Add the subsets to the document, each with our own map back to Unicode."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            tag = SUBSETN(number).decode("ascii")
            name = f"{tag}+{self.face.name.decode('ascii')}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(name, subset)


_LOADED: dict[Face, _EmbeddedFace] = {}
_LOADING = threading.Lock()


def loaded(face: Face) -> TTFont:
    """Give the face, read from its file once in the life of the program."""
    with _LOADING:
        if face not in _LOADED:
            font = _EmbeddedFace(face.value, str(FOLDER / f"{face.value}.ttf"), shapable=False)
            pdfmetrics.registerFont(font)
            _LOADED[face] = font
        return _LOADED[face]


def require_glyphs(text: str, face: Face) -> None:
    """Pass a text that the face can draw whole.

    Raises:
        GlyphMissing: it cannot; the first such character is named.

    """
    width_of(text, face)


@lru_cache(maxsize=65536)
def width_of(text: str, face: Face) -> float:
    """Give the width of a text at one point of size, in points.

    Raises:
        GlyphMissing: the face lacks one of its characters.

    """
    widths: dict[int, float] = loaded(face).face.charWidths
    try:
        return sum([widths[ord(character)] for character in text]) / 1000
    except KeyError as missing:
        code = int(missing.args[0])
        raise GlyphMissing(chr(code), f"U+{code:04X}", text) from None


def unicode_map(name: str, subset: Sequence[int]) -> str:
    """Give the ToUnicode map of a subset, right beyond U+FFFF too.

    reportlab 5.1.0 writes such characters as five hex digits, which readers take for another one;
    the format wants UTF-16, and at most 100 characters in a block.
    """
    held = [(code, point) for code, point in enumerate(subset) if point]
    lines = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex()}>" for code, point in held]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(
        "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
