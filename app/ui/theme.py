"""The colours of the window, light or dark: one set of tokens for palette, sheet and paint."""

import enum
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.i18n import N_
from app.paths import RESOURCES
from app.values.reconciling import Cause


class Scheme(enum.StrEnum):
    """Which set of colours a person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SCHEME_WORDS: Mapping[Scheme, str] = {
    Scheme.SYSTEM: N_("As the system"),
    Scheme.LIGHT: N_("Light"),
    Scheme.DARK: N_("Dark"),
}

# Each token: light, dark. The ratios that hold for them are kept in tests/ui/test_theme.py.
_TOKENS: Mapping[str, tuple[str, str]] = {
    "bg": ("#F4F3EF", "#171C1F"),
    "surface": ("#FFFFFF", "#1F2528"),
    "head": ("#ECEAE3", "#2A3135"),
    "zebra": ("#FAF9F6", "#22292C"),
    "sel": ("#CDE2EB", "#1F3F4D"),
    "line": ("#E0DDD4", "#333B40"),
    "line2": ("#CBC7BB", "#465056"),
    "ctl": ("#878377", "#7E898F"),
    "ink": ("#1D2427", "#E4E9EA"),
    "ink2": ("#485156", "#B9C2C6"),
    "ink3": ("#596165", "#A0ABB0"),
    "bar": ("#16323D", "#0E242D"),
    "bar_ink": ("#F2F6F7", "#EAF1F3"),
    "bar_hint": ("#A9C2CC", "#93AFBA"),
    "bar_field": ("#1F3D49", "#183440"),
    "bar_line": ("#3A5662", "#33505C"),
    "acc": ("#1C5F7A", "#74BFDB"),
    "acc_ink": ("#FFFFFF", "#0B1D25"),
    "acc_hint": ("#CFE3EB", "#23424F"),
    "acc_hover": ("#17506A", "#8CCCE4"),
    "neg": ("#B4231A", "#FF8F84"),
    "ok": ("#1B6742", "#7FD0A4"),
    "ok_ground": ("#E1F1E7", "#17362A"),
    "warn": ("#835200", "#EFC36B"),
    "warn_ground": ("#FCF0D4", "#3A2E14"),
    "err": ("#B4231A", "#FF8F84"),
    "err_ground": ("#FBE7E4", "#41211E"),
    "info": ("#2A5A91", "#98C1F2"),
    "info_ground": ("#E4EDF8", "#1C2F47"),
    "still": ("#485156", "#B9C2C6"),
    "still_ground": ("#E8E6DF", "#333B40"),
    "form": ("#5F8F7C", "#5F8F7C"),
    "form2": ("#3E6F5D", "#7DB09B"),
    "form_yuan": ("#C9766B", "#A8655C"),
    "cause_s1": ("#1C5F7A", "#74BFDB"),
    "cause_s1_ground": ("#DDEBF1", "#1D3640"),
    "cause_s2": ("#87500F", "#E8B06A"),
    "cause_s2_ground": ("#F8E9D3", "#3B2B15"),
    "cause_s3": ("#6A4C93", "#BFA5E6"),
    "cause_s3_ground": ("#EAE3F3", "#2F2640"),
    "cause_s4": ("#236A48", "#7FD0A4"),
    "cause_s4_ground": ("#DFF0E6", "#17362A"),
    "cause_s5": ("#A2415B", "#F09AB0"),
    "cause_s5_ground": ("#F8E1E7", "#41212B"),
}

LIGHT: Mapping[str, str] = MappingProxyType({name: pair[0] for name, pair in _TOKENS.items()})
DARK: Mapping[str, str] = MappingProxyType({name: pair[1] for name, pair in _TOKENS.items()})

_TOKEN = re.compile(r"@([a-z0-9_]+)@")


class _InUse:
    """The set of tokens that is painted with now."""

    def __init__(self) -> None:
        self.tokens = LIGHT


_IN_USE = _InUse()


def colour(token: str) -> QColor:
    """Give the colour of a token in the set in use."""
    return _parsed(_IN_USE.tokens[token])


def cause_token(cause: Cause) -> str:
    """Give the token of one of the five causes; its ground is the same name with _ground."""
    return f"cause_{cause.value.lower()}"


def is_dark() -> bool:
    """Say whether the dark set is in use."""
    return _IN_USE.tokens is DARK


def dress(application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Paint the whole application in this scheme from now on."""
    _IN_USE.tokens = DARK if _wants_dark(application, scheme) else LIGHT
    if application.style().name().lower() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(_palette(_IN_USE.tokens))
    application.setStyleSheet(style_sheet(_IN_USE.tokens))


def style_sheet(tokens: Mapping[str, str]) -> str:
    """Give the style sheet with its tokens filled in.

    Raises:
        KeyError: the sheet names a token that does not exist.

    """
    places = {
        "icons": (RESOURCES / "icons").as_posix(),
        "scheme": "dark" if tokens is DARK else "light",
    }
    return _TOKEN.sub(lambda found: places.get(found[1]) or tokens[found[1]], _sheet())


def _wants_dark(application: QApplication, scheme: Scheme) -> bool:
    match scheme:
        case Scheme.LIGHT:
            return False
        case Scheme.DARK:
            return True
        case Scheme.SYSTEM:
            return application.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _palette(tokens: Mapping[str, str]) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, token in (
        (roles.Window, "bg"),
        (roles.WindowText, "ink"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "zebra"),
        (roles.Text, "ink"),
        (roles.PlaceholderText, "ink3"),
        (roles.Button, "surface"),
        (roles.ButtonText, "ink"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "ink"),
        (roles.Highlight, "sel"),
        (roles.HighlightedText, "ink"),
        (roles.Link, "acc"),
        (roles.Mid, "line2"),
        (roles.Light, "surface"),
        (roles.Dark, "ctl"),
        (roles.Accent, "acc"),
    ):
        palette.setColor(role, QColor(tokens[token]))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["ctl"]))
    return palette


@cache
def _sheet() -> str:
    return (RESOURCES / "style.qss").read_text(encoding="utf-8")


@cache
def _parsed(value: str) -> QColor:
    return QColor(value)
