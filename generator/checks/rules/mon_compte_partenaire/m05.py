"""M05 : revue annuelle des habilitations en retard, ou preuve non envoyée

## Ce que la règle vérifie

L'administrateur du partenaire passe en revue les habilitations {frequences.revue} et en envoie le résultat à
la Caf, comme preuve. Le délai court depuis la dernière revue notée, à défaut depuis la signature du contrat de
service. La règle signale une revue en retard dès le lendemain, et une revue faite dont la preuve n'est pas
envoyée le jour même.

## Article

Article {articles[contrat-utilisateurs].numero} du contrat de service.

## Exemple

```yaml
contrat:
  revues:
    - date: 2026-02-10
      # « envoyee_le » manque : la Caf n'a pas reçu la preuve
```

## Comment corriger

Demandez au partenaire de faire la revue, ou d'en envoyer le résultat. Notez-la dans « revues » du contrat,
avec « date » et « envoyee_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each review overdue, and for each review whose proof was not sent."""
    for case in context.mcp_in_force:
        review, proof = case.duty("revue"), case.duty("preuve-revue")
        if review and review.due and review.trigger and review.state == "en-retard":
            since = (
                "la dernière est du"
                if review.path[-1] == "date"
                else "aucune n'est notée depuis la signature du contrat, le"
            )
            yield context.finding(
                case.entry, case.path(*review.path), "erreur",
                f"La revue annuelle des habilitations devait être faite au plus tard le {long_date(review.due)} : {since} {long_date(review.trigger)}.",
                "Faites faire la revue au partenaire, puis notez-la dans « revues » du contrat.",
                article=case.article(review.article), due=review.due,
            )  # fmt: skip
        if proof and proof.due and proof.state == "en-retard":
            yield context.finding(
                case.entry, case.path(*proof.path), "erreur",
                f"La preuve de la revue du {long_date(proof.due)} n'a pas été envoyée à la Caf.",
                "Demandez-la au partenaire, puis notez le jour dans « envoyee_le ».",
                article=case.article(proof.article), due=proof.due,
            )  # fmt: skip
