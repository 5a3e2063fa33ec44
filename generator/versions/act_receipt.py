"""What the receipt of an authorising act says, held against the act, the partner and the Caf."""

from collections.abc import Iterator
from datetime import date

import stdnum.fr.siren

from generator.documents.french.dates import long_date
from generator.store.receipts import NATURES, Identifier, decode
from generator.store.schema.acts import Act
from generator.store.schema.partner import Partner
from generator.store.territories import of_postcode


def contradictions(text: str, act: Act, partner: Partner, departement: str) -> Iterator[str]:
    """A French sentence for each thing that the identifier `text` says wrong; `departement` is that of the Caf."""
    found = decode(text)
    if found is None:
        yield "L'identifiant de l'accusé n'a pas la forme DDD-SIREN-AAAAMMJJ-NUMERO-NATURE."
        return
    yield from _departement(found, partner, departement)
    yield from _siren(found.siren, partner.numero_siren)
    yield from _day(found, act.date)


def remarks(found: Identifier, act: Act) -> Iterator[str]:
    """What the identifier says otherwise without being wrong: platforms number acts, and name natures, in their way."""
    said, known = _plain(found.numero), _plain(act.numero or "")
    if known and said not in known and known not in said:
        yield f"L'identifiant porte le numéro {found.numero}, et l'acte le numéro {act.numero}."
    if act.nature == "deliberation" and found.nature != "DE":
        yield f"L'identifiant donne la nature {found.nature} ({NATURES[found.nature]}), et l'acte est une délibération (DE)."


def disorder(act: Act) -> Iterator[tuple[str, str]]:
    """The field of the transmission and a French sentence, for each day that comes before what it follows."""
    sent = act.transmission
    if sent is None:
        return
    pairs = (
        ("envoye_le", "envoyé en préfecture", sent.envoye_le, "la date de l'acte", act.date),
        ("recu_le", "reçu en préfecture", sent.recu_le, "la date de l'acte", act.date),
        ("recu_le", "reçu en préfecture", sent.recu_le, "son envoi", sent.envoye_le),
        ("publie_le", "publié", sent.publie_le, "la date de l'acte", act.date),
    )
    told = set()
    for field, done, day, what, earlier in pairs:
        if day and earlier and day < earlier and field not in told:
            told.add(field)
            yield (
                field,
                f"L'acte est noté {done} le {long_date(day)}, avant {what} ({long_date(earlier)}).",
            )


def _departement(found: Identifier, partner: Partner, caf: str) -> Iterator[str]:
    seat = partner.adresse.code_postal
    if found.departement not in {caf} | (of_postcode(seat) if seat else frozenset()):
        yield f"Le département {found.departement} de l'identifiant n'est ni celui de la Caf ({caf}), ni celui du siège du partenaire."


def _siren(siren: str, partner: str | None) -> Iterator[str]:
    if not stdnum.fr.siren.is_valid(siren):
        yield f"Le SIREN {siren} de l'identifiant est faux : sa clé ne tombe pas juste."
    elif partner and siren != partner:
        yield f"Le SIREN {siren} de l'identifiant n'est pas celui du partenaire ({partner})."


def _day(found: Identifier, act: date | None) -> Iterator[str]:
    if found.jour is None:
        yield f"La date {found.chiffres_du_jour} de l'identifiant n'existe pas."
    elif act and found.jour != act:
        yield f"L'identifiant donne à l'acte la date du {long_date(found.jour)}, et le fichier celle du {long_date(act)}."


def _plain(number: str) -> str:
    """A number of act without what platforms leave out."""
    return "".join(letter for letter in number if letter.isalnum()).casefold()
