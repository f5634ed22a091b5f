"""What a reader of a PDF sees: its words, where they stand, its lines, its faces."""

import io
from dataclasses import dataclass

import pypdfium2
from PIL.Image import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

MM = 72 / 25.4
PIXELS = 20
"""Pixels in a millimetre where lines are measured."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the box of its advance, in mm from the top left of the page."""

    character: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    name: str
    is_embedded: bool
    has_unicode: bool


def words(pdf: bytes) -> list[str]:
    """Give the text of each page, as it is copied out, without blanks."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return ["".join(text.split()) for text in texts]


def copied(pdf: bytes, page: int = 0) -> str:
    """Give the text of a page as another reader copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[page].get_textpage().get_text_range())


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Give the width and height of each page in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (round(page.get_width() / MM, 2), round(page.get_height() / MM, 2)) for page in document
        ]


def glyphs(pdf: bytes, page: int = 0) -> list[Glyph]:
    """Give the characters of a page that can be seen."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        height = sheet.get_height()
        text = sheet.get_textpage()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.strip():
                left, bottom, right, top = text.get_charbox(index, loose=True)
                box = (left, height - top, right, height - bottom)
                found.append(Glyph(character, *(value / MM for value in box)))
    return found


def row_of(pdf: bytes, box: tuple[float, float, float, float], page: int = 0) -> str:
    """Give the characters whose middle lies in a box (left, top, right, bottom), left to right."""
    left, top, right, bottom = box
    inside = [
        glyph
        for glyph in glyphs(pdf, page)
        if left <= glyph.centre <= right and top <= glyph.middle <= bottom
    ]
    return "".join(glyph.character for glyph in sorted(inside, key=lambda glyph: glyph.centre))


def picture(pdf: bytes, page: int = 0) -> Image:
    """Give a page as a grey picture with PIXELS to the mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[page].render(scale=PIXELS / MM, grayscale=True, no_smoothtext=True)
        image: Image = bitmap.to_pil().convert("L")
        image.load()
        return image


def is_inked(image: Image, at: tuple[float, float]) -> bool:
    """Say whether there is ink at a place, in mm."""
    value = image.getpixel((round(at[0] * PIXELS), round(at[1] * PIXELS)))
    assert value is not None
    assert not isinstance(value, tuple)
    return value < 225


def fonts(pdf: bytes) -> set[EmbeddedFont]:
    """Give every font of the document, those of its forms too."""
    reader = PdfReader(io.BytesIO(pdf))
    found = set()
    for number in reader.xref[0]:
        thing = reader.get_object(number)
        if isinstance(thing, DictionaryObject) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor")
            is_embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            name = str(thing["/BaseFont"]).rpartition("+")[2].removeprefix("/")
            found.add(EmbeddedFont(name, is_embedded, "/ToUnicode" in thing))
    return found
