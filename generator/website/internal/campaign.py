"""How far the yearly reviews are, as a chart: the rows are those of `greffe review`."""

from collections import Counter
from collections.abc import Iterable

from generator.store.parameters import FAMILIES
from generator.upkeep.campaign import STATES, Row
from generator.website.internal import charts

_LATE = "en retard"


def progress(row: Row) -> str:
    """How far a review is, in words; what is late is told first, opened or not."""
    return (_LATE if row.late else STATES[row.state]).capitalize()


def chart(rows: Iterable[Row]) -> charts.Chart:
    """How many reviews are in each state, by family."""
    met = Counter((progress(row), row.family) for row in rows)
    return charts.Chart(
        "revues", "Où en sont les revues", "État", tuple(FAMILIES.values()),
        tuple(
            charts.Row(words, tuple(met[words, family] for family in FAMILIES))
            for words in map(str.capitalize, (*STATES.values(), _LATE))
        ),
    )  # fmt: skip
