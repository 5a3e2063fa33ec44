"""What a dossier still lacks before it is signed: one sentence each, the Caf's apart from the partner's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from generator.checks.words import count
from generator.documents.french import functions
from generator.documents.french.dates import long_date
from generator.documents.views import signed_by
from generator.documents.views.pieces import CERTIFIED
from generator.dossier.contents import AUTHORISING, Contents, Item
from generator.dossier.returns import asked
from generator.store import signatures
from generator.store.schema.cooperation import Annexe2, CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import PUBLIC_BODIES
from generator.store.schema.people import Signatory
from generator.store.schema.services import Piece
from generator.store.signatures import Side, Signed
from generator.versions import act_powers

_LATER = re.compile(r"\bsignature\b|\bcertification\b|\b(?:transmise|signee)_le$")
"""Paths of what is only known once the dossier has been signed or sent."""
_PARTIES: dict[Side, str] = {"caf": "de la Caf", "partenaire": "du partenaire"}
_HEADS = ("président", "maire", "directeur", "directeur général")
"""Functions that sign by themselves; any other signs by delegation."""


@dataclass(frozen=True)
class Lack:
    """What is missing, and who is to mend it."""

    side: Side
    sentence: str


def lacks(contents: Contents, day: date) -> list[Lack]:
    """What the dossier lacks on `day`, in the order in which it is read."""
    return [*_model(contents), *_seats(contents), *_people(contents), *_since(contents), *_act(contents), *_papers(contents, day), *_blanks(contents)]  # fmt: skip


def _model(contents: Contents) -> Iterator[Lack]:
    if contents.template.validation is None:
        yield Lack("caf", f"le texte du modèle « {contents.template.id} » n'est pas validé par la Caf : faites-le valider avant d'envoyer ce dossier.")  # fmt: skip
    for item in contents.items:
        if item.apart:
            yield Lack("caf", f"« {item.title} » est corrigé à la main : il est dans l'archive Word, non dans le PDF. Joignez-le.")  # fmt: skip


def _seats(contents: Contents) -> Iterator[Lack]:
    for whose, party in zip(_PARTIES.values(), (contents.caf, contents.record), strict=True):
        seat = party.adresse
        known = {"la rue": seat.voie or seat.complement, "le code postal": seat.code_postal}
        absent = " et ".join(name for name, value in known.items() if not value)
        if absent:
            yield Lack("caf", f"l'adresse {whose} n'est pas complète, il y manque {absent} : le texte à signer la donne telle quelle.")  # fmt: skip


def _people(contents: Contents) -> Iterator[Lack]:
    for whose, person in zip(_PARTIES.values(), (contents.caf.representant, contents.record.representant), strict=True):  # fmt: skip
        if person.qualite == "titulaire" and _is_deputy(person):
            yield Lack("caf", f"le signataire {whose} est « {person.fonction} », et sa délégation de signature n'est pas notée : complétez « qualite » et « delegant ».")  # fmt: skip


def _since(contents: Contents) -> Iterator[Lack]:
    """Who is not named in what is signed already: nothing shows that the representative of today signed it."""
    told: dict[str, None] = {}
    people: dict[Side, Signatory] = {"caf": contents.caf.representant, "partenaire": contents.record.representant}  # fmt: skip
    for signed in signatures.acts(contents.convention).values():
        for side, person in people.items():
            told |= dict.fromkeys(_unnamed(person, signed, side))
    yield from (Lack("caf", sentence) for sentence in told)
    for item in contents.items:
        if any(each.blank and each.path.endswith(CERTIFIED) for each in item.draft.rendered.values):  # fmt: skip
            yield Lack("caf", f"« {item.title} » est d'avant le représentant du partenaire d'aujourd'hui : le nom de qui l'a signé y est laissé à remplir. Gardez l'original signé.")  # fmt: skip


def _unnamed(person: Signatory, signed: Signed, side: Side) -> Iterator[str]:
    day, proof, doubt = signed.day(side), signed.proof(side), signed_by.doubt(person, signed, side)
    if doubt is None or day is None:
        return
    whose, then = _PARTIES[side], "le nom de qui a signé y est laissé à remplir"
    keep = "Gardez l'original signé, ne le remplacez pas par ce dossier."
    if doubt == "after" and person.depuis:
        yield f"le représentant {whose} d'aujourd'hui est en fonction depuis le {long_date(person.depuis)}, et n'a pas signé le {long_date(day)} : {then}. {keep}"  # fmt: skip
    elif doubt == "function" and proof:
        yield f"la signature {whose} notée le {long_date(day)} est celle de « {proof.fonction} », et son représentant est aujourd'hui « {person.fonction} » : {then}. {keep}"  # fmt: skip
    else:
        yield f"rien ne dit depuis quand le représentant {whose} d'aujourd'hui est en fonction, ni donc si c'est lui qui a signé le {long_date(day)} : {then}. Si c'est lui, notez « depuis » dans son fichier."  # fmt: skip


def _is_deputy(person: Signatory) -> bool:
    """Whether somebody of a function that greffe knows signs for another."""
    agreed = functions.agree(person.fonction, "M.")
    plain = agreed.text.removesuffix(" par intérim")
    return agreed.known and not plain.startswith(_HEADS)


def _act(contents: Contents) -> Iterator[Lack]:
    act = contents.convention.acte
    if contents.record.type not in PUBLIC_BODIES:
        return
    if act is None or act.date is None:
        yield Lack("partenaire", "l'acte qui autorise la signature (délibération ou décision) n'est pas reçu.")  # fmt: skip
        return
    days = [each.day("partenaire") for each in signatures.acts(contents.convention).values()]
    if not any(days):
        yield from (Lack("caf", each) for each in act_powers.doubts(act, contents.record))
    for words in dict.fromkeys(act_powers.too_early(act, day) for day in days if day):
        if words:
            yield Lack("caf", f"le partenaire a signé {words} : voyez avec le service juridique s'il faut signer de nouveau.")  # fmt: skip
    sent = act.transmission
    if sent is None or not (sent.recu_le and sent.publie_le):
        yield Lack("partenaire", "la preuve que l'acte est transmis à la préfecture et publié n'est pas reçue.")  # fmt: skip


def _papers(contents: Contents, day: date) -> Iterator[Lack]:
    convention = contents.convention
    if isinstance(convention, CooperationConvention):
        yield from _annexes(convention)
    elif isinstance(convention, MonComptePartenaireConvention):
        yield from _pieces(contents, convention, day)


def _annexes(convention: CooperationConvention) -> Iterator[Lack]:
    if convention.annexe_1 is None or convention.annexe_1.transmise_le is None:
        yield Lack("partenaire", "l'annexe 1 n'est pas reçue.")
    second = convention.annexe_2 or Annexe2()
    for words, people in (
        ("responsable des habilitations", second.responsable_habilitations),
        ("responsable sécurité", second.responsable_securite),
    ):
        if not people:
            yield Lack("partenaire", f"l'annexe 2 ne nomme pas de {words}.")


def _pieces(
    contents: Contents, convention: MonComptePartenaireConvention, day: date
) -> Iterator[Lack]:
    formalities = convention.formalites_rgpd
    for party, words in _PARTIES.items():
        if formalities is None or getattr(formalities, party) is None:
            yield Lack(party, f"les formalités {words} en matière de protection des données ne sont pas notées.")  # fmt: skip
    contract = convention.contrat
    if contract is None:
        yield Lack("caf", "le contrat de service n'est pas décrit : son mode de gestion n'est pas choisi.")  # fmt: skip
        return
    for role, words in (("administrateur", "d'administrateur"), ("suppleant", "d'administrateur suppléant"), ("responsable_securite", "de responsable sécurité")):  # fmt: skip
        if not getattr(contract, role):
            yield Lack("partenaire", f"le contrat ne nomme pas {words}.")
    for each in convention.bulletins:
        service = contents.dataset.services[each.service].record
        if each.cof and each.cof.fin and each.cof.fin < day:
            yield Lack("caf", f"la convention d'objectifs et de financement du service {service.sigle} a pris fin le {long_date(each.cof.fin)} : le bulletin et ses pièces sont caducs. Notez les dates de la nouvelle ; s'il n'y en a pas, n'envoyez pas ce bulletin.")  # fmt: skip
        for piece in get_args(Piece):
            if getattr(getattr(each, piece), "transmise_le", None) or asked(contract, service, piece, day) != "oui":  # fmt: skip
                continue
            side: Side = "caf" if piece == "pj2" else "partenaire"
            what = f"la {piece.upper()} du service {service.sigle}"
            yield Lack(side, f"{what} n'est pas reçue." if side == "partenaire" else f"{what} n'a jamais été envoyée : relisez-la avant d'envoyer ce dossier, puis notez le jour de l'envoi.")  # fmt: skip


def _blanks(contents: Contents) -> Iterator[Lack]:
    """Places to fill that the partner fills neither in a form nor in an act of its own."""
    for item in contents.items:
        asked = _asked(item)
        if asked and not item.draft.form and item.name not in AUTHORISING:
            places = count(len(asked), "place reste à compléter", "places restent à compléter")
            yield Lack("caf", f"« {item.title} » : {places} ({', '.join(asked)}).")


def _asked(item: Item) -> list[str]:
    """What the places to fill of a document ask for, each once; not the day and place of signing, nor of sending."""
    values = (each for each in item.draft.rendered.values if each.blank and not _LATER.search(each.path))  # fmt: skip
    return list(dict.fromkeys(each.text for each in values))
