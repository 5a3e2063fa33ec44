"""M23 : changement de profil sans ses deux dates

## Ce que la règle vérifie

Quand une personne change de profil, la PJ3 est renvoyée en entier, avec la date de clôture de l'ancien profil et
la date d'habilitation du nouveau. La règle regarde chaque ligne qui en remplace une autre (« remplace ») : sa
date d'habilitation, et la date de clôture de la ligne remplacée, pour la même personne au même endroit. Elle
signale aussi une ligne close sans date d'habilitation.

## Article

Article {articles[bulletin-pj3].numero} du bulletin d'adhésion.

## Exemple

```yaml
utilisateurs:
  - nom: EXEMPLE
    profil: P1   # « cloture_le » manque
    equipement: Multi-accueil
  - nom: EXEMPLE
    profil: P2
    remplace: P1
    equipement: Multi-accueil
    habilite_le: 2026-06-01
```

## Comment corriger

Demandez au partenaire la date qui manque et notez-la dans la PJ3. Gardez la ligne remplacée : elle reste dans
la liste avec sa date de clôture, jusqu'au bout de sa conservation. « greffe purge », qui l'efface alors, retire
« remplace » de l'autre ligne.
"""

from collections.abc import Iterator

from generator.checks.cases import Sheet
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, replaced
from generator.store.schema.nominative import User
from generator.store.source import Path

_ASK = "Demandez au partenaire le jour de cette {what} et notez-le dans « {field} »."
_GRANTED = _ASK.format(what="habilitation", field="habilite_le")
_CLOSED = _ASK.format(what="clôture", field="cloture_le")


def check(context: Context) -> Iterator[Finding]:
    """An error for each date missing from a change of profile, or from a closed line."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            for rank, line in enumerate(sheet.lines):
                for path, message, remedy in _faults(sheet, rank, line):
                    yield context.finding(
                        sheet.entry, path, "erreur", message, remedy,
                        article=case.article("bulletin-pj3"), who=full_name(line),
                    )  # fmt: skip


def _faults(sheet: Sheet, rank: int, line: User) -> Iterator[tuple[Path, str, str]]:
    """(path, message, remedy) of each thing missing."""
    if line.habilite_le is None and line.remplace:
        yield sheet.path(rank, "habilite_le"), "Un profil en remplace un autre sans date d'habilitation.", _GRANTED  # fmt: skip
    elif line.habilite_le is None and line.cloture_le:
        yield sheet.path(rank, "habilite_le"), "Une ligne close n'a pas de date d'habilitation.", _GRANTED  # fmt: skip
    if line.remplace is None:
        return
    former = replaced(sheet.lines, rank)
    if not former:
        yield (
            sheet.path(rank, "remplace"),
            f"Cette ligne dit remplacer le profil {line.remplace} (« remplace »), et aucune autre ne donne ce profil à la même personne au même endroit.",
            "Rétablissez la ligne de l'ancien profil, avec sa date de clôture ; s'il n'y en a jamais eu, ou si elle a été effacée au bout de sa conservation, supprimez « remplace ».",
        )
    elif all(sheet.lines[other].cloture_le is None for other in former):
        yield sheet.path(former[0], "profil"), "Un profil remplacé n'a pas de date de clôture.", _CLOSED  # fmt: skip
