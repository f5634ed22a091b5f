"""Initials by which a Chinese name is found."""

from app.services.access import inner


@inner
def initials(name: str) -> str:
    """Give the small first letters of a name: 启航 is qh, Blue Mug is bm."""
    if name.isascii():
        return "".join(word[0] for word in name.lower().split() if word[0].isalnum())
    # Loaded here: its dictionary takes a fifth of a second, which the start must not wait for.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_ascii_only)
    return "".join(letters).lower()


def _ascii_only(unknown: str) -> str:
    return "".join(letter for letter in unknown if letter.isascii() and letter.isalnum())
