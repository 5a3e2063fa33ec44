"""X8 : SIREN, nom, type ou département contraires à la liste nationale

## Ce que la règle vérifie

Le SIREN du partenaire (ou le début de son SIRET) est cherché dans la liste nationale des communes et des
intercommunalités, livrée avec greffe. Le type doit être celui de la liste (erreur), le nom aussi : un nom sans
aucun mot commun est une erreur, une autre écriture un avertissement, sans égard aux accents ni aux traits
d'union. Un organisme situé dans un autre département que sa Caf, et une commune ou une intercommunalité que la
liste ne connaît pas, sont des avertissements.

Le SIREN des départements n'est pas dans la liste : seul leur nom est comparé. Un syndicat, un CCAS ou une
association n'y sont pas non plus, et la règle n'en dit rien. La clé d'un SIREN ou d'un SIRET (celle de La Poste
comprise, qui a la sienne) se vérifie dès la lecture du fichier.

Des données marquées comme un exemple ne sont pas jugées : leurs organismes sont inventés.

## Article

Aucun : c'est une précaution. Un acte passé au nom d'un autre organisme ne vaut rien.

## Exemple

```yaml
nom: Centre communal d'action sociale d'Arles
type: ccas
siren: "211300041"   # celui de la commune ; le CCAS a le sien
```

## Comment corriger

Comparez avec l'avis de situation Sirene de l'organisme. Une fusion ou un changement de nom postérieurs à la liste
se notent dans les exceptions de `data/controle.yml`.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import together
from generator.documents.french.elision import fold, words
from generator.documents.french.nouns import LINKS, denomination
from generator.store import national
from generator.store.dataset import Entry
from generator.store.national import Organisation
from generator.store.schema.partner import Kind, Partner
from generator.store.territories import DEPARTEMENTS

_LISTED = frozenset[Kind](
    ("commune", "communaute-de-communes", "communaute-d-agglomeration", "communaute-urbaine", "metropole")
)  # fmt: skip
# The Ville de Paris and the Métropole de Lyon have the powers of a département.
_ALSO_DEPARTEMENTS = {"217500016", "200046977"}
# Bodies that hold the powers of a département under another name than its own.
_OTHER_NAMES = {"Alsace": ("67", "68"), "Corse": ("2A", "2B"), "Lyon": ("69",)}
_OPENINGS = LINKS | words("commune mairie ville")
_NEUTRAL = LINKS | words("""
agglo agglomération ca cc collectivité communes communauté conseil cu département départemental ept
établissement eurométropole métropole public territorial urbaine
""")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def check(context: Context) -> Iterator[Finding]:
    """An error for a SIREN that is another organisation's, a warning for what differs from the list."""
    if context.dataset.settings.exemple:
        return
    for key, entry in context.dataset.partners.items():
        chosen = context.selected is None or key in context.selected
        if entry.record.statut == "archive" or not chosen:
            continue
        yield from compared(context, entry)


def compared(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    """What the national list says otherwise of one partner, even in a data set marked as an example."""
    siren = entry.record.numero_siren
    if siren and (found := national.find(siren)):
        yield from _listed(context, entry, found)
    elif siren and entry.record.type in _LISTED:
        yield context.finding(
            entry, _number(entry), "avertissement",
            f"Le SIREN {siren} n'est pas dans la liste nationale des communes et des intercommunalités ({national.EDITION}).",
            "Vérifiez-le sur l'avis de situation Sirene ; l'organisme a pu fusionner depuis.",
        )  # fmt: skip
    elif entry.record.type == "departement":
        yield from _departement(context, entry)


def _listed(context: Context, entry: Entry[Partner], found: Organisation) -> Iterator[Finding]:
    name, partner = denomination(found), entry.record
    other = partner.type == "departement" and found.siren in _ALSO_DEPARTEMENTS
    said, listed = _words(partner.nom), _words(found.nom)
    alike = {*said} == {*listed} or "".join(said) == "".join(listed)
    if found.sort != "EPT" and partner.type != found.type and not other:
        yield context.finding(
            entry, ("type",), "erreur",
            f"Ce SIREN est celui de « {name} », dont le type est « {found.type} ».",
            "Corrigez le type, ou le numéro : deux organismes n'ont jamais le même SIREN.",
        )  # fmt: skip
    elif not alike and {*said}.isdisjoint(listed):
        yield context.finding(
            entry, _number(entry), "erreur", f"Ce SIREN est celui de « {name} ».",
            "Corrigez le numéro, ou le nom si l'organisme en a changé.",
        )  # fmt: skip
    else:
        if not alike:
            yield context.finding(
                entry, ("nom",), "avertissement",
                f"La liste nationale nomme cet organisme « {name} ».",
                "Reprenez le nom des statuts ou de l'avis de situation Sirene.",
            )  # fmt: skip
        yield from _place(context, entry, found.departements)


def _departement(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    said = {*_words(entry.record.nom)}
    names = {each.nom: (each.code,) for each in DEPARTEMENTS.values()} | _OTHER_NAMES
    known = [name for name in names if said >= {*_words(name)}]
    if not known:
        yield context.finding(
            entry, ("nom",), "avertissement", "Ce nom n'est celui d'aucun département.",
            "Vérifiez le nom, ou le type s'il s'agit d'un autre organisme.",
        )  # fmt: skip
        return
    # « Haute-Savoie » holds « Savoie »: the longest is meant.
    yield from _place(context, entry, names[max(known, key=len)])


def _place(context: Context, entry: Entry[Partner], codes: tuple[str, ...]) -> Iterator[Finding]:
    here = context.dataset.cafs[entry.record.caf].record.departement
    if here not in codes:
        where = together([f"{DEPARTEMENTS[code].nom} ({code})" for code in codes])
        yield context.finding(
            entry, ("caf",), "avertissement",
            f"Cet organisme est dans un autre département que sa Caf ({here}) : {where}.",
            "Vérifiez la Caf de rattachement, ou le numéro de l'organisme.",
        )  # fmt: skip


def _number(entry: Entry[Partner]) -> tuple[str]:
    return ("siret" if entry.record.siret else "siren",)


def _words(name: str) -> list[str]:
    """What tells an organisation from its neighbours of the same kind; « ville » counts in « Gray-la-Ville »."""
    found = re.findall("[a-z0-9]+", fold(name))
    own = dropwhile(_OPENINGS.__contains__, found)
    return [_SHORT.get(word, word) for word in own if word not in _NEUTRAL]
