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
la liste avec sa date de clôture.
"""

from collections.abc import Iterator

from generator.checks.cases import Sheet
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name
from generator.store.coherence import person
from generator.store.schema.nominative import User
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """An error for each date missing from a change of profile, or from a closed line."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            for rank, line in enumerate(sheet.lines):
                for path, message in _faults(sheet, rank, line):
                    yield context.finding(
                        sheet.entry, path, "erreur", message,
                        "Demandez au partenaire la date qui manque et notez-la dans la PJ3.",
                        article=case.article("bulletin-pj3"), who=full_name(line),
                    )  # fmt: skip


def _faults(sheet: Sheet, rank: int, line: User) -> Iterator[tuple[Path, str]]:
    if line.habilite_le is None and line.remplace:
        yield sheet.path(rank, "habilite_le"), "Un profil en remplace un autre sans date d'habilitation."  # fmt: skip
    elif line.habilite_le is None and line.cloture_le:
        yield sheet.path(rank, "habilite_le"), "Une ligne close n'a pas de date d'habilitation."
    if line.remplace is None:
        return
    former = [
        (other, each)
        for other, each in enumerate(sheet.lines)
        if (person(each), each.profil, each.lieu, each.equipement)
        == (person(line), line.remplace, line.lieu, line.equipement)
        and other != rank
    ]
    if not former:
        yield (
            sheet.path(rank, "remplace"),
            "La ligne que celle-ci remplace n'est plus dans la liste.",
        )
    elif all(each.cloture_le is None for _, each in former):
        yield sheet.path(former[0][0], "profil"), "Un profil remplacé n'a pas de date de clôture."
