"""The cover of the 月度对账报告: about whom, what was found, who answers for it."""

from dataclasses import dataclass

from app.i18n import _
from app.services.printing import inks
from app.services.printing.fitting import MM, Run
from app.services.printing.flow import Block, Gap, Paragraph, draw_lines, paragraph_lines
from app.services.printing.fonts import Face
from app.services.printing.frame import narrowed
from app.services.printing.pen import Align, Box, Line, Pen, Style
from app.services.printing.table import Column, Table
from app.services.sheets.report_sheet import ReportCover
from app.services.sheets.signature import Signature
from app.wording import day

WIDTH = 174.0
_TEXT = Style(size=10.5)
_INSET = 7.0
_FACT_LEFT = 30.0
_SIGNED = 20.0
_SIGNED_HEAD = 6.4


def cover_blocks(cover: ReportCover) -> list[Block]:
    """Give what stands on the cover, from top to bottom."""
    blocks: list[Block] = [_Title(cover), Gap(9), _Conclusion(cover), Gap(8.5), _checks(cover)]
    if cover.attention:
        words = (
            Run(_("Please note") + "\u3000", Face.SERIF_BOLD),
            Run(cover.attention, Face.SERIF),
        )
        blocks += [Gap(9.2), Paragraph(words, WIDTH, _TEXT, 6.5)]
    return [*blocks, Gap(12.1), _Signatures(cover)]


@dataclass(frozen=True, slots=True)
class _Title:
    """The name of the report, its month, and the three lines that say about whom it is."""

    cover: ReportCover

    @property
    def height(self) -> float:
        return 72.5

    def draw(self, pen: Pen, top: float) -> None:
        title, style = _("Monthly reconciliation"), Style(Face.SERIF_BOLD, 26)
        gap = 0 if title.isascii() else 0.44 * style.size
        pen.spread((WIDTH / 2, top + 22.2), title, style, gap)
        middle = WIDTH / 2
        rules: list[Line] = [(middle - 30.1, top + y, middle + 30.1, top + y) for y in (28.6, 29.2)]
        pen.lines(rules, 0.25, inks.COVER)
        month = _("{year}-{month}").format(
            year=self.cover.period.year, month=self.cover.period.month
        )
        pen.write((middle, top + 38.4), month, Style(size=14), Align.CENTRE)
        facts = (
            (_("Accounting entity"), self.cover.client, Face.SERIF_BOLD),
            (_("Firm that prepared it"), self.cover.agency, Face.SERIF),
            (_("What was reconciled"), self.cover.scope, Face.SERIF),
        )
        for number, (label, fact, face) in enumerate(facts):
            line = top + 55.1 + 7.5 * number
            label_style = narrowed(Style(size=11, ink=inks.GREY), label, _FACT_LEFT - 2)
            pen.write((0, line), label, label_style)
            pen.write((_FACT_LEFT, line), fact, narrowed(Style(face, 11), fact, WIDTH - _FACT_LEFT))


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """The box with the conclusion; one figure of its text is set in bold."""

    cover: ReportCover

    @property
    def lines(self) -> list[tuple[Run, ...]]:
        text, figure = self.cover.conclusion_text, self.cover.conclusion_figure
        before, bold, after = text.partition(figure) if figure else (text, "", "")
        runs = [
            Run(before, Face.SERIF),
            Run(bold, Face.SERIF_BOLD),
            Run(after, Face.SERIF),
        ]
        return paragraph_lines(runs, _TEXT.size, WIDTH - 2 * _INSET)

    @property
    def height(self) -> float:
        return 27.2 + 6.75 * (len(self.lines) - 1)

    def draw(self, pen: Pen, top: float) -> None:
        pen.outline(Box(0, top, WIDTH, self.height), 0.5, inks.COVER)
        words = _("Conclusion: {conclusion}").format(conclusion=self.cover.conclusion)
        style = narrowed(Style(Face.SANS_BOLD, 12), words, WIDTH - 2 * _INSET)
        pen.write((_INSET, top + 10.9), words, style)
        draw_lines(pen, (_INSET, top + 19.5), self.lines, _TEXT, 6.75)


def _checks(cover: ReportCover) -> Table:
    columns = (
        Column(_("What was checked"), 64),
        Column(_("Records / goods"), 30),
        Column(_("Books"), 30),
        Column(_("Difference"), 24),
        Column(_("Result"), 26, Align.CENTRE),
    )
    rows = tuple(
        (check.subject, check.left, check.right, check.difference, check.result)
        for check in cover.checks
    )
    return Table(columns, rows)


@dataclass(frozen=True, slots=True)
class _Signatures:
    """The four places where the report is signed; who has not signed yet has room for a pen."""

    cover: ReportCover

    @property
    def height(self) -> float:
        return _SIGNED_HEAD + _SIGNED

    def draw(self, pen: Pen, top: float) -> None:
        cover = self.cover
        places = (
            (_("Prepared by"), cover.maker),
            (_("Checked by"), cover.checker),
            (_("Accounting head"), cover.supervisor),
            (_("Confirmed by the client (seal)"), cover.customer),
        )
        width, head = WIDTH / len(places), top + _SIGNED_HEAD
        pen.ground([Box(0, top, WIDTH, _SIGNED_HEAD)], inks.GROUND)
        lines: list[Line] = [(0, head, WIDTH, head)]
        bottom = top + self.height
        lines.extend((n * width, top, n * width, bottom) for n in range(1, len(places)))
        pen.lines(lines, inks.INSIDE, inks.RULE)
        pen.outline(Box(0, top, WIDTH, self.height), inks.AROUND, inks.RULE)
        for number, (label, signature) in enumerate(places):
            bold = narrowed(Style(Face.SERIF_BOLD, 9), label, width - 2)
            centre = (number * width + width / 2, head - _SIGNED_HEAD / 2 + 9 * 0.37 / MM)
            pen.write(centre, label, bold, Align.CENTRE)
            _signature(pen, (number * width + 1.6, bottom - 2.7), signature, width - 3.2)


def _signature(pen: Pen, at: tuple[float, float], signature: Signature, room: float) -> None:
    signed_on = day(signature.day) if signature.day else ""
    text = f"{signature.name}\u3000{signed_on}".strip()
    pen.write(at, text, narrowed(Style(size=9), text, room))
