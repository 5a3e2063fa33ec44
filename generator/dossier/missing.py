"""What a dossier still lacks before it is signed: one sentence each, the Caf's apart from the partner's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.checks.words import count
from generator.documents.french import functions
from generator.documents.french.dates import long_date
from generator.dossier.contents import AUTHORISING, Contents, Item
from generator.store.schema.cooperation import Annexe2, CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import PUBLIC_BODIES
from generator.store.schema.people import Signatory

Side = Literal["caf", "partenaire"]
_LATER = re.compile(r"\bsignature\b|\b(?:transmise|signee)_le$")
"""Paths of what is only known once the dossier has been signed or sent."""
_PARTIES: dict[Side, str] = {"caf": "de la Caf", "partenaire": "du partenaire"}
_HEADS = ("président", "maire", "directeur", "directeur général")
"""Functions that sign by themselves; any other signs by delegation."""


@dataclass(frozen=True)
class Lack:
    """What is missing, and who is to mend it."""

    side: Side
    sentence: str


def lacks(contents: Contents) -> list[Lack]:
    """What the dossier lacks, in the order in which it is read."""
    return [*_model(contents), *_people(contents), *_since(contents), *_act(contents), *_papers(contents), *_blanks(contents)]  # fmt: skip


def _model(contents: Contents) -> Iterator[Lack]:
    if contents.template.validation is None:
        yield Lack("caf", f"le texte du modèle « {contents.template.id} » n'est pas validé par la Caf : faites-le valider avant d'envoyer ce dossier.")  # fmt: skip
    for item in contents.items:
        if item.corrected:
            yield Lack("caf", f"« {item.title} » est corrigé à la main : il est dans l'archive Word, non dans le PDF. Joignez-le.")  # fmt: skip


def _people(contents: Contents) -> Iterator[Lack]:
    for whose, person in zip(_PARTIES.values(), (contents.caf.representant, contents.record.representant), strict=True):  # fmt: skip
        if person.qualite == "titulaire" and _is_deputy(person):
            yield Lack("caf", f"le signataire {whose} est « {person.fonction} », et sa délégation de signature n'est pas notée : complétez « qualite » et « delegant ».")  # fmt: skip


def _since(contents: Contents) -> Iterator[Lack]:
    """Who the dossier names today, when somebody else was in office on the day that is noted as signed."""
    signed = contents.convention.signature
    if signed is None:
        return
    sides = ((signed.caf, "de la Caf", contents.caf), (signed.partenaire, "du partenaire", contents.record))  # fmt: skip
    for day, whose, record in sides:
        since = record.representant.depuis
        if day and since and since > day:
            yield Lack("caf", f"ce dossier nomme le représentant {whose} d'aujourd'hui, en fonction depuis le {long_date(since)}, et non celui qui a signé le {long_date(day)} : gardez l'original signé, ne le remplacez pas par ce dossier.")  # fmt: skip


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
    sent = act.transmission
    if sent is None or not (sent.recu_le and sent.publie_le):
        yield Lack("partenaire", "la preuve que l'acte est transmis à la préfecture et publié n'est pas reçue.")  # fmt: skip


def _papers(contents: Contents) -> Iterator[Lack]:
    convention = contents.convention
    if isinstance(convention, CooperationConvention):
        yield from _annexes(convention)
    elif isinstance(convention, MonComptePartenaireConvention):
        yield from _pieces(contents, convention)


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


def _pieces(contents: Contents, convention: MonComptePartenaireConvention) -> Iterator[Lack]:
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
        for piece in getattr(service.pieces, contract.mode):
            if getattr(getattr(each, piece), "transmise_le", None) is None:
                side: Side = "caf" if piece == "pj2" else "partenaire"
                done = "n'est pas envoyée" if side == "caf" else "n'est pas reçue"
                yield Lack(side, f"la {piece.upper()} du service {service.sigle} {done}.")


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
