"""M09 : responsable sécurité absent ou multiple

## Ce que la règle vérifie

Le partenaire a un responsable sécurité, pour tout ce qui ne relève pas du centre de services. La règle signale
un contrat de service qui n'en nomme pas, et avertit quand il en nomme plusieurs.

## Article

Article {articles[contrat-responsable-securite].numero} du contrat de service.

## Exemple

```yaml
contrat:
  responsable_securite: []   # personne
```

## Comment corriger

Demandez au partenaire qui est son responsable sécurité, et n'en gardez qu'un dans « responsable_securite ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding


def check(context: Context) -> Iterator[Finding]:
    """An error for each contrat without a responsable sécurité, a warning for each one with several."""
    for case in context.mcp_in_force:
        contract = case.convention.contrat
        if contract is None or len(contract.responsable_securite) == 1:
            continue
        several = len(contract.responsable_securite)
        yield context.finding(
            case.entry, case.path("contrat", "responsable_securite"),
            "avertissement" if several else "erreur",
            f"Le contrat de service nomme {several} responsables sécurité ; le texte en prévoit un."
            if several
            else "Le contrat de service ne nomme pas de responsable sécurité.",
            "Demandez au partenaire qui l'est, et gardez cette seule personne dans « responsable_securite »."
            if several
            else "Demandez au partenaire qui l'est, et notez-le dans « responsable_securite ».",
            article=case.article("contrat-responsable-securite"),
        )  # fmt: skip
