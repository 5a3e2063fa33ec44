"""C18 : identifiant qui n'est pas une adresse professionnelle et personnelle

## Ce que la règle vérifie

L'identifiant de connexion est l'adresse électronique professionnelle de la personne. La règle avertit quand
l'adresse vient d'une messagerie grand public, quand elle ressemble à une boîte partagée (« accueil@ »,
« mairie@ »…), ou quand son domaine n'est pas l'un des « domaines » du partenaire.

## Article

Article {articles[authentification].numero} de la convention.

## Exemple

```yaml
ouverts:
  - nom: EXEMPLE
    adresse_electronique: accueil@cc-exemple.example   # plusieurs personnes lisent cette boîte
```

## Comment corriger

Demandez au partenaire l'adresse nominative et professionnelle de l'agent. Si le partenaire emploie plusieurs
domaines, notez-les dans « domaines ».
"""

from collections.abc import Iterator

from generator.checks.cases import Holders
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.mailboxes import FREE_MAIL, domain, shared, within
from generator.checks.people import full_name


def check(context: Context) -> Iterator[Finding]:
    """A warning for each login that is not a person's own professional address."""
    for holders in context.holders:
        if holders.annexe_1 is None:
            continue
        for index, line in enumerate(holders.open_lines):
            for message, remedy in _faults(holders, line.adresse_electronique):
                yield context.finding(
                    holders.annexe_1, ("ouverts", index, "adresse_electronique"), "avertissement",
                    message, remedy, article=holders.case.article("authentification"),
                    who=f"{full_name(line)}, {line.adresse_electronique}",
                )  # fmt: skip


def _faults(holders: Holders, address: str) -> Iterator[tuple[str, str]]:
    name, own = domain(address), holders.case.entry.record.domaines
    if shared(address):
        yield (
            "L'identifiant semble être une boîte que plusieurs personnes lisent.",
            "Demandez au partenaire l'adresse nominative de l'agent.",
        )
    if name in FREE_MAIL:
        yield (
            f"L'identifiant est une adresse de messagerie grand public ({name}).",
            "Demandez au partenaire l'adresse professionnelle de l'agent.",
        )
    elif own and not within(name, own):
        yield (
            f"Le domaine « {name} » de l'identifiant n'est pas l'un de ceux du partenaire.",
            "Faites confirmer l'adresse ; si ce domaine est bien le sien, ajoutez-le à « domaines ».",
        )
