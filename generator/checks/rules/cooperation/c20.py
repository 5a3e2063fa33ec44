"""C20 : échéance de la convention

## Ce que la règle vérifie

La convention court {parametres.duree} depuis la plus tardive des deux signatures, puis se reconduit par
périodes de {parametres.reconduction}. La règle annonce chaque échéance {parametres.annonce} avant. Elle
avertit quand la CTG ou le SDSF que la convention accompagne a pris fin alors qu'elle se poursuit : la
reconduction ne couvre plus rien, mais la convention ne s'arrête pas d'elle-même.

Une convention plus récente, signée par les deux parties, remplace la précédente.

## Article

Article {articles[duree].numero} de la convention.

## Exemple

```yaml
cadre:
  type: ctg
  fin: 2025-12-31   # la convention, signée le 12 mars 2024, se poursuit
```

## Comment corriger

L'annonce d'une échéance n'appelle rien si la convention doit continuer. Si le cadre a pris fin, rattachez la
convention au nouveau cadre, ou décidez de ne pas la renouveler.
"""

from collections.abc import Iterator

from generator.checks.cases import Case
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration


def check(context: Context) -> Iterator[Finding]:
    """An information before each due date, a warning when the frame has ended."""
    for case in context.cases:
        yield from _due(context, case)
        frame, over = case.convention.cadre, case.duty("fin-cadre")
        if frame and over and over.due and over.state == "en-retard":
            name = "La CTG" if frame.type == "ctg" else "Le SDSF"
            yield context.finding(
                case.entry, case.path("cadre", "fin"), "avertissement",
                f"{name} a pris fin le {long_date(over.due)} et la convention se poursuit.",
                "Rattachez la convention au nouveau cadre dans « cadre », ou décidez de ne pas la renouveler.",
                article=case.article(over.article),
            )  # fmt: skip


def _due(context: Context, case: Case) -> Iterator[Finding]:
    duty, safe = case.duty("echeance"), case.term.notice_by
    if duty is None or duty.due is None or safe is None or duty.state != "ouvert":
        return
    if case.term.end == duty.due:
        message = f"La convention prend fin le {long_date(duty.due)}."
        remedy = "Préparez la clôture des accès ce jour-là."
    else:
        renewal = duration(case.parameters.reconduction)
        message = f"La convention arrive à échéance le {long_date(duty.due)} et se reconduit pour {renewal}."
        remedy = "Rien à faire : le préavis pour l'arrêter à cette date est passé."
        if context.today <= safe:
            remedy = f"Rien à faire pour la poursuivre ; pour l'arrêter, faites recevoir une lettre recommandée au plus tard le {long_date(safe)}."
    yield context.finding(
        case.entry, case.path("signature"), "information", message, remedy,
        article=case.article(duty.article), due=duty.due,
    )  # fmt: skip
