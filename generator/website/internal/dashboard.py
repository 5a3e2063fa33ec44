"""The charts of the dashboard: what is counted over all dossiers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator.checks.finding import SEVERITIES, Severity
from generator.documents.nomenclature import PIECES
from generator.documents.piece_bases import asked
from generator.obligations import civil
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES
from generator.store.schema.cooperation import CooperationConvention
from generator.website.internal.alerts import Alert
from generator.website.internal.charts import Chart, Row
from generator.website.internal.dossiers import Agreement, Dossier
from generator.website.internal.dues import Due, by_family
from generator.website.internal.standing import STATES

_NAMES = tuple(FAMILIES.values())
_STEPS = ((0, 30), (31, 60), (61, 90))
"""Days from now, first and last of each period."""
_AGES = ("Moins de 6 mois", "De 6 à 12 mois", "Plus de 12 mois", "Jamais transmise")
_MOST = 8
"""Rules that the chart of what comes back names."""
_SEVERAL = {one: f"{one.capitalize()}s" for one in SEVERITIES}
_IN_FORCE = ("en-cours", "finissante")


def states(dossiers: Iterable[Dossier]) -> Chart:
    """How many conventions of active partners are in each state, by family."""
    met = Counter(
        (each.etat, each.famille) for one in dossiers if one.actif for each in one.conventions
    )
    rows = (Row(words, tuple(met[state, family] for family in FAMILIES)) for state, words in STATES.items())  # fmt: skip
    return Chart("etats", "Les conventions", "État", _NAMES, tuple(rows))


def due_soon(dues: Sequence[Due], day: date) -> Chart:
    """What is late, and what is due in the next periods, by family."""
    late = [due for due in dues if due.en_retard]
    rows = [Row("En retard", by_family(late), "echeances/#en-retard")]
    for first, last in _STEPS:
        begin, end = civil.shift(day, days=first), civil.shift(day, days=last)
        found = [due for due in dues if due.a_faire and due.jour and begin <= due.jour <= end]
        words = f"Dans les {last} jours" if first == 0 else f"De {first} à {last} jours"
        rows.append(Row(words, by_family(found), "echeances/"))
    return Chart("prochaines", "Ce qui arrive à échéance", "Quand", _NAMES, tuple(rows))


def severities(alerts: Sequence[Alert]) -> Chart:
    """How many findings there are of each severity, by family; those of no family come last."""
    families = (*FAMILIES, None)
    met = Counter((each.gravite, each.famille) for each in alerts)
    rows = (
        Row(_SEVERAL[one], tuple(met[one, family] for family in families), severity_page(one))
        for one in SEVERITIES
    )
    return Chart(
        "gravites", "Les alertes, par gravité", "Gravité", (*_NAMES, "Hors convention"), tuple(rows)
    )


def severity_page(severity: Severity) -> str:
    """Where the findings of a severity are read, from the site's root."""
    return "informations/" if severity == SEVERITIES[-1] else f"alertes/?gravite={severity}"


def kinds(alerts: Sequence[Alert]) -> Chart:
    """What findings are most about, by rule."""
    titles = {each.regle: each.titre for each in alerts}
    met = Counter(each.regle for each in alerts)
    by_severity = Counter((each.regle, each.gravite) for each in alerts)
    rows = (
        Row(titles[rule], tuple(by_severity[rule, one] for one in SEVERITIES), f"regles/{rule.lower()}/")
        for rule, _ in sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    )  # fmt: skip
    return Chart(
        "natures", "Ce qui revient le plus", "Règle", tuple(_SEVERAL.values()), tuple(rows)
    )


def freshness(dossiers: Iterable[Dossier], dataset: Dataset, day: date) -> Chart:
    """How old the annexes and the pièces of the conventions in force are, since they were transmitted."""
    met: Counter[tuple[str, int]] = Counter()
    for dossier in dossiers:
        for agreement in dossier.conventions if dossier.actif else ():
            if agreement.etat in _IN_FORCE:
                met.update((name, _age(sent, day)) for name, sent in _sent(agreement, dataset))
    names = ["Annexe 1", "Annexe 2", "Annexe 3", *(short for short, _ in PIECES.values())]
    rows = (Row(name, tuple(met[name, age] for age in range(len(_AGES)))) for name in names)
    return Chart(
        "annexes", "Depuis quand les annexes sont là", "Annexe", _AGES, tuple(row for row in rows if row.total)
    )  # fmt: skip


def _sent(agreement: Agreement, dataset: Dataset) -> Iterator[tuple[str, date | None]]:
    """Name, and day of transmission if any, of what a convention in force asks for."""
    convention = agreement.convention
    if isinstance(convention, CooperationConvention):
        for number, each in enumerate((convention.annexe_1, convention.annexe_2, convention.annexe_3), 1):  # fmt: skip
            yield f"Annexe {number}", each.transmise_le if each else None
        return
    mode = convention.contrat.mode_signe if convention.contrat else None
    for bulletin in convention.bulletins:
        wanted = asked(dataset.services[bulletin.service].record, mode)
        for key, (name, _) in PIECES.items():
            held = getattr(bulletin, key)
            if key in wanted:
                yield name, held.transmise_le if held else None


def _age(sent: date | None, day: date) -> int:
    """The rank, in `_AGES`, of what was transmitted on the day `sent`."""
    if sent is None:
        return 3
    return sum(sent < civil.shift(day, -months) for months in (6, 12))
