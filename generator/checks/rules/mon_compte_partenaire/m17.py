"""M17 : échéance annuelle de la convention

## Ce que la règle vérifie

La convention court {parametres.duree} depuis la plus tardive des deux signatures, puis se reconduit par périodes
de {parametres.reconduction}. La règle annonce chaque échéance {parametres.annonce} avant. Aucun préavis de
non-renouvellement n'est prévu : pour arrêter la convention, il faut la résilier, {parametres.preavis_resiliation}
au moins avant la date voulue.

Une convention plus récente, signée par les deux parties, remplace la précédente.

## Article

Article {articles[duree].numero} de la convention.

## Exemple

```yaml
signature: # échéance le 10 juillet 2026, annoncée à partir du 11 mai 2026
  partenaire: 2023-07-05
  caf: 2023-07-10
```

## Comment corriger

Rien si la convention doit continuer.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration


def check(context: Context) -> Iterator[Finding]:
    """An information before each due date."""
    for case in context.mcp_in_force:
        duty = case.duty("echeance")
        if duty is None or duty.due is None or duty.state != "ouvert":
            continue
        if case.term.end == duty.due:
            message = f"La convention prend fin le {long_date(duty.due)}."
            remedy = "Préparez la clôture des accès ce jour-là."
        elif case.term.end is not None:
            message = f"La convention arrive à échéance le {long_date(duty.due)} et se reconduit jusqu'à sa fin, le {long_date(case.term.end)}."
            remedy = "Rien à faire : sa résiliation est déjà reçue."
        else:
            renewal = duration(case.parameters.reconduction)
            message = f"La convention arrive à échéance le {long_date(duty.due)} et se reconduit pour {renewal}."
            remedy = f"Rien à faire pour la poursuivre ; pour l'arrêter, il faut la résilier, {duration(case.parameters.preavis_resiliation)} au moins avant la date voulue."
        yield context.finding(
            case.entry, case.path("signature"), "information", message, remedy,
            article=case.article(duty.article), due=duty.due,
        )  # fmt: skip
