"""C06 : attestation de destruction à délivrer

## Ce que la règle vérifie

Le partenaire peut demander une attestation de destruction dans les {parametres.demande_attestation} qui suivent la
fin d'une habilitation. La Caf la délivre {parametres.remise_attestation} au plus tard après la demande ou après la
destruction, la plus tardive des deux ; tant que la destruction n'est pas notée, c'est son dernier jour qui compte.
La règle avertit tant que l'attestation demandée n'est pas délivrée, et signale une erreur passé ce délai. Elle
avertit aussi d'une attestation délivrée avant la destruction. Une demande tardive n'oblige à rien.

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    clos_le: 2026-01-10
    donnees_effacees_le: 2026-02-01
    attestation:
      demandee_le: 2026-02-10   # à délivrer au plus tard le 12 mars 2026
```

## Comment corriger

Effacez les données, notez « donnees_effacees_le », préparez l'attestation avec « greffe purge --apply »,
délivrez-la et notez « delivree_le ».
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.context import Context
from generator.checks.finding import Finding, Severity
from generator.documents.french.dates import long_date
from generator.obligations.retention import attestation_due, erased_on
from generator.store.schema.nominative import Account


def check(context: Context) -> Iterator[Finding]:
    """An error for each attestation late, a warning for each one to issue or issued before its time."""
    for kept in context.kept:
        for index, account in enumerate(kept.accounts):
            due = attestation_due(account, kept.current.parameters)
            if kept.follow_up and due and (fault := _fault(account, due, context.today)):
                severity, message, remedy = fault
                yield context.finding(
                    kept.follow_up, ("comptes", index, "attestation"), severity, message, remedy,
                    article=kept.current.article("obligations-caf"), due=due, who=account.adresse_electronique,
                )  # fmt: skip


def _fault(account: Account, due: date, today: date) -> tuple[Severity, str, str] | None:
    attestation, destroyed = account.attestation, erased_on(account)
    if attestation is None or attestation.demandee_le > today:
        return None
    issued = attestation.delivree_le
    if issued and issued <= today:
        if destroyed and issued < destroyed:
            return (
                "avertissement",
                f"L'attestation de destruction a été délivrée le {long_date(issued)}, avant la destruction ({long_date(destroyed)}).",
                "Vérifiez les deux dates ; si elles sont justes, délivrez une nouvelle attestation.",
            )
        return None
    late = today > due
    return (
        "erreur" if late else "avertissement",
        f"L'attestation de destruction demandée le {long_date(attestation.demandee_le)} "
        + f"{'devait' if late else 'doit'} être délivrée au plus tard le {long_date(due)}.",
        "Délivrez-la une fois les données effacées (« greffe purge --apply » la prépare), puis notez « delivree_le ».",
    )
