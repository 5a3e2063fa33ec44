"""The life of a convention as a drawing: its term, its frame, the time to give notice, and today.

Lengths are in the units of the drawing, `WIDTH` wide; a day is at the same place on every line.
"""

from dataclasses import dataclass
from datetime import date

from generator.documents.french.dates import long_date, numeric_date
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.renewal import due_dates

WIDTH = 320
HEIGHT = 12
"""Of every bar."""
_ROW, _TOP, _AXIS = 42, 20, 8
"""Height of a line, of the words above its bar, and of the scale."""
_MOST_YEARS = 8


@dataclass(frozen=True)
class Lane:
    """A line of the drawing: a bar from `x`, and marks on it (days of renewal).

    `nom` says it whole, `titre` in the few words that fit above the bar; `motif` is the rank of its pattern.
    """

    nom: str
    titre: str
    motif: int
    x: float
    largeur: float
    y: int
    reperes: tuple[float, ...] = ()

    @property
    def epaisseur(self) -> int:
        """Height of the bar."""
        return HEIGHT


@dataclass(frozen=True)
class Timeline:
    """`annees` are the (year, x) of the scale, `aujourdhui` the x of `jour`, the day it is seen on."""

    voies: tuple[Lane, ...]
    annees: tuple[tuple[int, float], ...]
    jour: date
    aujourdhui: float

    @property
    def largeur(self) -> int:
        """Width of the drawing."""
        return WIDTH

    @property
    def hauteur(self) -> int:
        """Height of the drawing, its scale included."""
        return _ROW * len(self.voies) + _AXIS

    @property
    def reconduite(self) -> bool:
        """Whether it has marks of renewal."""
        return any(lane.reperes for lane in self.voies)

    @property
    def description(self) -> str:
        """The drawing in words."""
        return ". ".join(lane.nom for lane in self.voies) + "."


@dataclass(frozen=True)
class _Span:
    nom: str
    court: str
    motif: int
    debut: date
    fin: date
    reperes: tuple[date, ...] = ()

    @property
    def titre(self) -> str:
        return f"{self.court}, du {numeric_date(self.debut)} au {numeric_date(self.fin)}"


def timeline(standing: Standing | McpStanding | None, day: date) -> Timeline | None:
    """The life of the convention of `standing` as seen on `day`; None for one whose term is not known."""
    spans = _spans(standing, day)
    if not spans:
        return None
    first = min([day, *(span.debut for span in spans)])
    last = max([day, *(span.fin for span in spans)])
    left, right = date(first.year, 1, 1), date(last.year, 12, 31)
    scale = WIDTH / ((right - left).days + 1)

    def at(when: date) -> float:
        return round((when - left).days * scale, 1)

    lanes = tuple(
        Lane(
            span.nom, span.titre, span.motif, at(span.debut), max(round(at(span.fin) - at(span.debut), 1), 2),
            rank * _ROW + _TOP, tuple(at(when) for when in span.reperes),
        )
        for rank, span in enumerate(spans)
    )  # fmt: skip
    step = -(-(right.year - left.year + 1) // _MOST_YEARS)
    years = tuple((year, at(date(year, 1, 1))) for year in range(left.year, right.year + 1, step))
    return Timeline(lanes, years, day, at(day))


def _spans(standing: Standing | McpStanding | None, day: date) -> list[_Span]:
    if standing is None or standing.term.start is None:
        return []
    term, start = standing.term, standing.term.start
    end = term.end or term.due or day
    renewals = []
    for due in due_dates(start, standing.template.parametres):
        if due >= end or due == date.max:
            break
        renewals.append(due)
    words = "fin le" if term.end else "prochaine échéance le"
    again = f", reconduite {len(renewals)} fois" if renewals else ""
    found = [_Span(f"Convention : signée le {long_date(start)}{again}, {words} {long_date(end)}", "Convention", 0, start, end, tuple(renewals))]  # fmt: skip
    for duty in standing.obligations:
        if duty.code == "preavis" and duty.window and duty.due and duty.state != "fait":
            found.append(_Span(f"Lettre de non-renouvellement : reçue au plus tard le {long_date(duty.due)}", "Non-renouvellement", 1, duty.window, duty.due))  # fmt: skip
    if isinstance(standing, Standing) and (frame := standing.convention.cadre) and frame.fin:
        name = "CTG" if frame.type == "ctg" else "SDSF"
        begun = f"du {long_date(frame.debut)} " if frame.debut else ""
        found.append(_Span(f"{name} : {begun}au {long_date(frame.fin)}".replace(": au", ": jusqu'au"), name, 2, min(frame.debut or start, frame.fin), frame.fin))  # fmt: skip
    return found
