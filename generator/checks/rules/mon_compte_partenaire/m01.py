"""M01 : service ouvert sans tout ce qui doit précéder

## Ce que la règle vérifie

Un service n'est ouvert qu'une fois les formalités de protection des données faites des deux côtés, et la
convention, le contrat de service et le bulletin d'adhésion signés par les deux parties. La règle signale ce
qui manque à un service ouvert, et ce qui est venu après l'ouverture. Tout faire le jour même convient.

Un service déjà ouvert sous la convention précédente garde sa date d'ouverture : il n'est pas jugé de nouveau.

## Article

Article {articles[contrat-ouverture].numero} du contrat de service.

## Exemple

```yaml
formalites_rgpd:
  caf: 2026-01-05
  # « partenaire » manque
bulletins:
  - service: exemple
    ouvert_le: 2026-02-01
```

## Comment corriger

Notez la date de ce qui a été fait et oublié. Si l'étape n'a pas eu lieu, suspendez les accès jusqu'à ce
qu'elle soit faite.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Adhesion, McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.mcp_deadlines import opened_anew
from generator.store.schema.acts import Signature
from generator.store.source import Path

_Step = tuple[Path, str, date | None]
"""Where a date stands in the convention, what was done that day, and the day if it is known."""


def check(context: Context) -> Iterator[Finding]:
    """An error for each step that an open service lacks, or that came after its opening."""
    for case in context.mcp_in_force:
        conventions = case.entry.record.mon_compte_partenaire
        older = [each for index, each in conventions if index < case.standing.index]
        for adhesion in case.adhesions:
            opened = opened_anew(adhesion.bulletin, older)
            if opened is None or opened > context.today:
                continue
            for path, what, day in _steps(case, adhesion):
                service = f"Le service {adhesion.service.sigle}"
                if day is None:
                    message = (
                        f"{service} est ouvert depuis le {long_date(opened)} et il manque {what}."
                    )
                elif opened < day:
                    message = f"{service} a été ouvert le {long_date(opened)}, avant {what} ({long_date(day)})."
                else:
                    continue
                yield context.finding(
                    case.entry, case.path(*path), "erreur", message,
                    "Notez ou corrigez la date ; si l'étape n'a pas eu lieu, suspendez les accès jusque-là.",
                    article=case.article("contrat-ouverture"),
                )  # fmt: skip


def _steps(case: McpCase, adhesion: Adhesion) -> Iterator[_Step]:
    formalities, contract = case.convention.formalites_rgpd, case.convention.contrat
    what = "les formalités de protection des données"
    if formalities is None:
        yield ("formalites_rgpd",), what, None
    else:
        yield ("formalites_rgpd", "caf"), f"{what} de la Caf", formalities.caf
        yield ("formalites_rgpd", "partenaire"), f"{what} du partenaire", formalities.partenaire
    yield from _signatures(("signature",), "de la convention", case.convention.signature)
    if contract is None:
        yield ("contrat",), "le contrat de service", None
    else:
        yield from _signatures(
            ("contrat", "signature"), "du contrat de service", contract.signature
        )
    bulletin = adhesion.bulletin
    yield from _signatures(adhesion.path("signature"), "du bulletin d'adhésion", bulletin.signature)


def _signatures(path: Path, of: str, signature: Signature | None) -> Iterator[_Step]:
    if signature is None:
        yield path, f"la signature {of}", None
    else:
        yield (*path, "partenaire"), f"la signature {of} par le partenaire", signature.partenaire
        yield (*path, "caf"), f"la signature {of} par la Caf", signature.caf
