"""The type of the window: one face, a few sizes in points, regular or bold."""

import enum
from collections.abc import Mapping

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.i18n import N_
from app.paths import RESOURCES

_WINDOWS_FACE = "Microsoft YaHei UI"
_FORM_FACE = "Noto Serif SC"


class Size(enum.Enum):
    """What a piece of text is, which settles its size in points."""

    HINT = 9.0
    BODY = 9.75
    TAB = 10.5
    PAGE = 11.25
    DOCUMENT = 12.75
    FIGURE = 15.0
    FIELD = 18.0
    FORM = 18.75


class Scale(enum.StrEnum):
    """How large a person wants the type."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


SCALE_WORDS: Mapping[Scale, str] = {
    Scale.NORMAL: N_("Normal type"),
    Scale.LARGE: N_("Large type"),
    Scale.LARGEST: N_("Largest type"),
}
_FACTORS: Mapping[Scale, float] = {Scale.NORMAL: 1.0, Scale.LARGE: 1.15, Scale.LARGEST: 1.3}


class _InUse:
    """The face and the scale that are set with now; no face before the first text."""

    def __init__(self) -> None:
        self.face = ""
        self.form_face = ""
        self.factor = 1.0
        self.made: dict[tuple[Size, bool], QFont] = {}


_IN_USE = _InUse()


def font(size: Size = Size.BODY, *, bold: bool = False) -> QFont:
    """Give the font of a piece of text."""
    known = _IN_USE.made.get((size, bold))
    if known is None:
        known = _made(_face(), size, bold=bold)
        _IN_USE.made[(size, bold)] = known
    return known


def form_font(size: Size = Size.FORM) -> QFont:
    """Give the serif of the voucher form, spaced as its title is."""
    if not _IN_USE.form_face:
        _IN_USE.form_face = _load("NotoSerifSC-Bold.ttf") or _face()
    made = _made(_IN_USE.form_face, size, bold=True)
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 6)
    return made


def use(application: QApplication, scale: Scale = Scale.NORMAL) -> None:
    """Set all text of the application in the window's face at this scale from now on."""
    _IN_USE.factor = _FACTORS[scale]
    _IN_USE.made.clear()
    application.setFont(font())


def scaled(pixels: int) -> int:
    """Give a height in pixels at the scale in use."""
    return round(pixels * _IN_USE.factor)


def has_even_figures(face: QFont) -> bool:
    """Say whether the ten figures of a face are of equal width, so that columns line up."""
    metrics = QFontMetricsF(face)
    return len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


def _made(face: str, size: Size, *, bold: bool) -> QFont:
    made = QFont(face)
    made.setPointSizeF(size.value * _IN_USE.factor)
    made.setBold(bold)
    return made


def _face() -> str:
    if not _IN_USE.face:
        _IN_USE.face = _chosen_face()
    return _IN_USE.face


def _chosen_face() -> str:
    if QFontDatabase.hasFamily(_WINDOWS_FACE) and has_even_figures(QFont(_WINDOWS_FACE)):
        return _WINDOWS_FACE
    regular = _load("NotoSansSC-Regular.ttf")
    _load("NotoSansSC-Bold.ttf")
    return regular or QFont().family()


def _load(file_name: str) -> str:
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file_name))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""
