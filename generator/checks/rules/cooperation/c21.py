"""C21 : préavis de non-renouvellement

## Ce que la règle vérifie

Chaque partie peut refuser la reconduction par une lettre recommandée avec accusé de réception, reçue au
moins {parametres.preavis} avant l'échéance. La règle annonce ce dernier jour {parametres.annonce} avant. Une
lettre reçue plus tard est une erreur : la convention se reconduit, et il faut une nouvelle lettre pour
l'échéance suivante.

## Article

Article {articles[duree].numero} de la convention.

## Exemple

```yaml
signature: # échéance le 15 janvier 2027 ; lettre à recevoir au plus tard le 15 décembre 2026
  partenaire: 2026-01-15
  caf: 2026-01-15
denonciation:
  type: non-renouvellement
  par: partenaire
  recue_le: 2026-12-20   # trop tard
```

## Comment corriger

L'annonce n'appelle rien si la convention doit continuer. Après une lettre tardive, prévenez le partenaire
que la convention se poursuit : l'alerte cesse le jour de la reconduction. Pour arrêter la convention à l'échéance
suivante, il faut une nouvelle lettre : notez-la à la place de la première quand elle aura été reçue.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Case
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.renewal import first_due


def check(context: Context) -> Iterator[Finding]:
    """An error for each notice received too late, an information while the window is open."""
    for case in context.cases:
        term, notice, duty = case.term, case.convention.denonciation, case.duty("preavis")
        article = case.article("duree")
        renewed = _renewed(case)
        if notice and notice.recue_le and term.late_for and renewed and context.today < renewed:
            yield context.finding(
                case.entry, case.path("denonciation", "recue_le"), "erreur",
                f"La lettre de non-renouvellement a été reçue le {long_date(notice.recue_le)}, après le {long_date(term.late_for)} : la convention se reconduit le {long_date(renewed)}.",
                "Prévenez le partenaire que la convention se poursuit : cette alerte cesse ce jour-là. Pour l'arrêter à l'échéance suivante, il faut une nouvelle lettre.",
                article=article,
            )  # fmt: skip
        elif duty and duty.due and term.due and duty.state == "ouvert":
            yield context.finding(
                case.entry, case.path("signature"), "information",
                f"Pour ne pas reconduire la convention le {long_date(term.due)}, une lettre recommandée doit être reçue au plus tard le {long_date(duty.due)}.",
                "Rien à faire si la convention doit se poursuivre.",
                article=article, due=duty.due,
            )  # fmt: skip


def _renewed(case: Case) -> date | None:
    """The due date that the letter received, if any, was meant to prevent."""
    notice, begun = case.convention.denonciation, case.term.start
    if notice is None or notice.recue_le is None or begun is None:
        return None
    return first_due(begun, case.parameters, notice.recue_le)
