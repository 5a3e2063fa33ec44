"""The internal site as a tree of Markdown: `{path: bytes}`, to be built by mkdocs or any of its forks."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.checks.finding import SEVERITIES, Severity
from generator.store.parameters import FAMILIES
from generator.website import rendering
from generator.website.internal import campaign, charts
from generator.website.internal.alerts import pressing, subjects
from generator.website.internal.charts import Chart, Row
from generator.website.internal.dashboard import severity_page
from generator.website.internal.dossiers import Dossier
from generator.website.internal.dues import Month, by_family, months, next_months
from generator.website.internal.staff import Staff
from generator.website.internal.standing import STATES
from generator.website.timeline import timeline

MARK = "Interne à la Caf, ne pas publier"
"""What heads every page, and no page of the public site."""
_TEMPLATES = Path(__file__).parent / "pages"
_END_OF_HEAD = b"\n---\n"
_SOON = 12
"""Months that the chart of due dates shows."""
_FIRST = 5
"""Alerts of the week that the dashboard shows: the page of alerts has them all."""


def pages(staff: Staff) -> dict[str, bytes]:
    """Every page, by its path below the pages' folder."""
    per_month = months(staff.echeances)
    reviews = campaign.chart(staff.revues)
    numbers = Counter(each.gravite for each in staff.alertes)
    week = pressing(staff.alertes, staff.jour)
    unknown = [due for due in staff.echeances if due.duty.obligation.state == "incalculable"]
    tree = {
        "index.md": _page(
            "index.md", staff,
            comptes=[(one, numbers[one], severity_page(one)) for one in SEVERITIES],
            archives=sum(not each.actif for each in staff.dossiers), illisibles=[each for each in staff.dossiers if not each.lisible],
            tableaux=(*staff.tableaux, reviews), semaine=week[:_FIRST], autres=len(week[_FIRST:]), noms=_names(staff),
        ),
        "alertes.md": _alerts(staff, "Alertes", SEVERITIES[:-1]),
        "informations.md": _alerts(staff, "Pour information", SEVERITIES[-1:]),
        "echeances/index.md": _page(
            "echeances.md", staff, mois=per_month, retards=[due for due in staff.echeances if due.en_retard],
            inconnues=unknown,
            tableau=_by_month(per_month, staff.jour),
        ),
        "revue.md": _page(
            "revue.md", staff, tableau=reviews, avancement=campaign.progress, familles=FAMILIES,
            manques={(due.dossier.id, due.duty.platform): due.reglement for due in unknown if due.duty.code == "revue"},
        ),
        "changements.md": _page("changements.md", staff),
        "partenaires/index.md": _page("partenaires.md", staff, groupes=_groups(staff)),
        "regles/index.md": _page("regles.md", staff, regles=staff.regles),
    }  # fmt: skip
    for month in per_month:
        tree[f"echeances/{month.cle}.md"] = _page("mois.md", staff, mois=month)
    for dossier in staff.dossiers:
        tree[f"partenaires/{dossier.id}.md"] = _partner(staff, dossier)
    for rule in staff.regles:
        # The one text that is Markdown already: a rule's author wrote it, not the data.
        text = Markup(rule.texte)  # noqa: S704
        tree[f"regles/{rule.code.lower()}.md"] = _page("regle.md", staff, r=rule, texte=text)
    return tree


def _page(template: str, staff: Staff, **view: Any) -> bytes:
    """The page made of `template`, with the mark that heads every page."""
    view |= {
        "graphiques": charts,
        "noms_cafs": dict(staff.cafs),
        "etats": STATES,
    }
    made = rendering.page(_TEMPLATES, template, s=staff, **view)
    head, end, body = made.partition(_END_OF_HEAD)
    return b"".join((head, end, f'<p class="interne">{MARK}</p>\n\n'.encode(), body))


def _alerts(staff: Staff, title: str, severities: Sequence[Severity]) -> bytes:
    """The alerts of these `severities`: what is only to know does not hide what is to do."""
    shown = [each for each in staff.alertes if each.gravite in severities]
    return _page(
        "alertes.md",
        staff,
        titre=title,
        a_faire=SEVERITIES[0] in severities,
        autres=len(staff.alertes) - len(shown),
        sujets=subjects(shown),
        noms=_names(staff),
        familles=FAMILIES,
        gravites=severities,
    )


def _partner(staff: Staff, dossier: Dossier) -> bytes:
    alerts = sorted(dossier.alertes, key=lambda each: each.urgence)
    return _page(
        "partenaire.md",
        staff,
        d=dossier,
        alertes=[each for each in alerts if each.gravite != SEVERITIES[-1]],
        informations=[each for each in alerts if each.gravite == SEVERITIES[-1]],
        conventions=[(each, timeline(each.standing, staff.jour)) for each in dossier.conventions],
        echeances=[due for due in staff.echeances if due.dossier is dossier],
    )


def _names(staff: Staff) -> dict[str, str]:
    return {each.id: each.nom for each in staff.dossiers}


def _groups(staff: Staff) -> list[tuple[str, list[Dossier]]]:
    """The dossiers by Caf; first of all, those to mend."""
    found = [("Fichiers à réparer", [each for each in staff.dossiers if not each.lisible])]
    for key, name in staff.cafs:
        found.append((name, [each for each in staff.dossiers if each.caf == key]))
    return [(name, members) for name, members in found if members]


def _by_month(found: tuple[Month, ...], day: date) -> Chart:
    """What is still to do in each of the next months, by family."""
    rows = tuple(
        Row(month.nom, by_family(month.a_faire), f"{month.cle}/" if month.lignes else None)
        for month in next_months(found, day, _SOON)
    )
    return Chart("mois", "Ce qui reste à faire, mois par mois", "Mois", tuple(FAMILIES.values()), rows)  # fmt: skip
