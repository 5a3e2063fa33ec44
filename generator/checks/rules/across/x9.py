"""X9 : fonction qui ne s'accorde pas avec la personne

## Ce que la règle vérifie

Une fonction que greffe connaît s'accorde toute seule avec la civilité. Une autre est reprise telle quelle dans les
documents : la règle avertit quand son genre se voit (« médiatrice itinérante ») et n'est pas celui de la personne.
Elle regarde les représentants, ceux qui leur délèguent leur signature, et les interlocuteurs dont la civilité est
notée.

## Article

Aucun : c'est le français des documents.

## Exemple

```yaml
representant:
  civilite: M.
  fonction: médiatrice itinérante   # reste au féminin dans les actes
```

## Comment corriger

Écrivez la fonction comme elle doit paraître, ou corrigez la civilité.
"""

from collections.abc import Iterator

from generator.checks.contacts import contacts
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french import functions
from generator.store.dataset import Entry
from generator.store.schema.caf import Caf
from generator.store.schema.partner import Partner
from generator.store.schema.people import Civility
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """A warning for each function printed as it stands in the wrong gender."""
    partners = {case.entry.id: case.entry for case in context.every_case}
    entries: list[Entry[Caf] | Entry[Partner]] = [*context.cafs.values(), *partners.values()]
    for entry in entries:
        for path, civility, function in _functions(entry):
            if functions.agree(function, civility).known:
                continue
            feminine = functions.written_feminine(function)
            if feminine is not None and feminine != (civility == "Mme"):
                yield context.finding(
                    entry, path, "avertissement",
                    f"La fonction « {function} » est écrite au {'féminin' if feminine else 'masculin'}, et la civilité est « {civility} ».",
                    "Écrivez la fonction comme elle doit paraître, ou corrigez la civilité.",
                )  # fmt: skip


def _functions(entry: Entry[Caf] | Entry[Partner]) -> Iterator[tuple[Path, Civility, str]]:
    signatory = entry.record.representant
    yield ("representant", "fonction"), signatory.civilite, signatory.fonction
    if delegator := signatory.delegant:
        yield ("representant", "delegant", "fonction"), delegator.civilite, delegator.fonction
    for path, contact in contacts(entry.record):
        if contact.civilite and contact.fonction:
            yield (*path, "fonction"), contact.civilite, contact.fonction
