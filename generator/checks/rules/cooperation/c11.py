"""C11 : annexe 1 à mettre à jour

## Ce que la règle vérifie

Le partenaire met à jour l'annexe 1 au moins {frequences.mise_a_jour_annexe_1}. Le délai court depuis la date
de transmission de la dernière, à défaut depuis la signature. La règle avertit {parametres.annonce} avant la
date et signale une erreur dès le lendemain. Une annexe 1 jamais reçue depuis la signature est un
avertissement, puis une erreur passé ce délai.

## Article

Article {articles[obligations-partenaire].numero} de la convention.

## Exemple

```yaml
annexe_1:
  transmise_le: 2025-01-10   # à renouveler au plus tard le 10 janvier 2026
```

## Comment corriger

Demandez au partenaire une annexe 1 à jour, même si rien n'a changé. Elle remplace l'ancienne, qui est
supprimée ; sa date de transmission va dans « annexe_1 », « transmise_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each annexe 1 gone stale, a warning for one that comes due or never came."""
    for case in context.cases:
        duty = case.duty("mise-a-jour-annexe-1")
        if duty is None:
            continue
        never = case.convention.annexe_1 is None
        late = duty.state == "en-retard"
        if not never and duty.state not in ("ouvert", "en-retard"):
            continue
        if never:
            since = f" depuis la signature du {long_date(duty.trigger)}" if duty.trigger else ""
            message = f"Aucune annexe 1 n'est notée{since}."
        elif duty.due and duty.trigger:
            todo = "devait être mise à jour" if late else "est à mettre à jour"
            message = f"L'annexe 1, transmise le {long_date(duty.trigger)}, {todo} au plus tard le {long_date(duty.due)}."
        yield context.finding(
            case.entry, case.path(*duty.path), "erreur" if late else "avertissement", message,
            "Demandez l'annexe 1 au partenaire, puis notez sa date dans « annexe_1 », « transmise_le ».",
            article=case.article(duty.article), due=duty.due if late or not never else None,
        )  # fmt: skip
