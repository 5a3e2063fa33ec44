"""What a partner's own act prints that authorises the signature: délibération, or décision by delegation.

It is a project for the partner to finish: its number, its day, its vote and its receipt are always to fill,
even when the data hold those of an act that was taken. Nothing of a transmission is drawn.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from generator.documents.french import functions, nouns
from generator.documents.french.agreement import agree
from generator.documents.rendered import Blank, Text
from generator.documents.views import party
from generator.documents.views.signatory import (
    LONG_CIVILITY,
    Word,
    capital,
    everyone,
    full_name,
    titled,
)
from generator.obligations.franc import APPEAL
from generator.store.parameters import ActTemplate, Template
from generator.store.schema.acts import Act
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention, Frame
from generator.store.schema.partner import PUBLIC_BODIES, Convention, Kind, Partner
from generator.store.schema.people import Civility
from generator.store.territories import of_postcode
from generator.store.tribunals import TRIBUNALS

Nature = Literal["deliberation", "decision"]
Body = Literal["commune", "epci", "departement", "ccas", "autre"]
"""Whose texts rule the act: « autre » when they are for the partner to name."""

_BODIES: Mapping[Kind, tuple[Body, str]] = {
    "commune": ("commune", "conseil municipal"),
    "communaute-de-communes": ("epci", "conseil communautaire"),
    "communaute-d-agglomeration": ("epci", "conseil communautaire"),
    "communaute-urbaine": ("epci", "conseil communautaire"),
    "metropole": ("epci", "conseil de la métropole"),
    "departement": ("departement", "conseil départemental"),
    "syndicat": ("autre", "comité syndical"),
    "ccas": ("ccas", "conseil d'administration"),
    "cias": ("ccas", "conseil d'administration"),
}
_OF_COMMUNES = re.compile(r"syndicat (?:intercommunal|de communes)\b", re.IGNORECASE)
"""How a syndicat de communes is called, which is an EPCI (CGCT, L. 5212-1); a syndicat mixte may be one or not."""
# Paris, the métropole de Lyon, Corsica, Alsace, Martinique, Guyane and Mayotte have assemblies of their own.
_OF_THEIR_OWN: Mapping[Kind, frozenset[str]] = {
    "commune": frozenset({"75"}),
    "metropole": frozenset({"69"}),
    "departement": frozenset({"2A", "2B", "67", "68", "75", "972", "973", "976"}),
}
_ANY_ASSEMBLY = "assemblée délibérante"
_FRAMES = {"ctg": "la convention territoriale globale", "sdsf": "le schéma départemental des services aux familles"}  # fmt: skip
_TO_FILL = {
    "numero": "numéro",
    "seance": "date de la séance",
    "convocation": "date de la convocation",
    "nombre": "nombre",
    "president": "prénom, nom et fonction",
    "secretaire": "prénom et nom",
    "date": "date",
    "articles": "code et articles propres à ce partenaire",
    "alinea": "alinéa de la délégation",
    "transmis_le": "date",
    "publie_le": "date",
    "identifiant": "identifiant",
}

# Who takes a décision, without what the function is followed by: « président de la communauté ».
_HEADS: Mapping[Kind, str] = {
    "commune": "maire",
    "ccas": "président|vice-président(?: délégué)?",
    "cias": "président|vice-président(?: délégué)?",
}
_COMPLEMENT = r"(?:\s+(?:du|des|de)\b.*|\s+d['’].*|\s+par intérim)?"


@dataclass(frozen=True)
class Subject:
    """The convention at `index` of the partner, its model, and the sigle of each service by id."""

    template: ActTemplate
    partner: Partner
    caf: Caf
    index: int
    convention_template: Template
    services: Mapping[str, str]

    @property
    def convention(self) -> Convention:
        """The convention to sign."""
        return self.partner.conventions[self.index]

    @property
    def path(self) -> str:
        """Where the convention stands in the partner's file."""
        return f"conventions[{self.index}]"


@dataclass(frozen=True)
class FrameView:
    """« la convention territoriale globale », and its own name ("" when it is not known)."""

    nom: str
    precision: Word


@dataclass(frozen=True)
class HolderView:
    """Somebody by the function: « Madame la Présidente », « La Présidente », and a name."""

    titre: Word
    fonction: Word
    nom: Word


@dataclass(frozen=True)
class ActView:
    """`organe`, in its forms, names the assembly; `executif` is who leads the body, `autorise` who may sign.

    `delegataire` also may, by delegation; "" when nobody does. A `commission` decides for the assembly.
    """

    corps: Body
    Le_organe: Word
    le_organe: Word
    du_organe: Word
    au_organe: Word
    l_assemblee: str
    a_l_assemblee: str
    reuni: str
    commission: bool
    objet: Word
    delegation: Word
    tribunal: Word
    delai: int
    executif: HolderView
    autorise: Word
    delegataire: Word


def organs(kind: Kind) -> frozenset[str]:
    """Who takes the act of a public body of this `kind`: the assembly, by all the names of those like it, or its head."""
    body = _BODIES[kind][0]
    head = "maire" if kind == "commune" else "président"
    return frozenset(assembly for each, assembly in _BODIES.values() if each == body) | {head}


def awaited(partner: Partner, index: int) -> tuple[Nature, ...]:
    """The acts to propose for the convention at `index`: none once it is signed or its act is known.

    Both natures as long as nothing says which; none for a private body, which is bound by its own statutes.
    """
    convention = partner.conventions[index]
    act, signed = convention.acte, convention.signature
    if partner.type not in PUBLIC_BODIES or (act and act.taken) or (signed and signed.partenaire):
        return ()
    return (act.nature,) if act else ("deliberation", "decision")


def context(subject: Subject) -> Mapping[str, Any]:
    """What the act prints. Raises GreffeError when the names of the parties cannot be worked out.

    The partner is a public body.
    """
    partner, model = subject.partner, subject.convention_template
    town = partner.adresse.commune.partition(" CEDEX")[0]
    return {
        "modele": subject.template,
        "valide": subject.template.validation is not None,
        "caf": party.caf(subject.caf, everyone),
        "partenaire": party.partner(partner, "le-partenaire", everyone),
        "famille": subject.convention.famille,
        "plateforme": model.plateforme,
        "parametres": model.parametres,
        "acte": _act(subject),
        "a_lieu": Text(nouns.to_place(town), "adresse.commune"),
        "a_remplir": {name: Blank(f"a_remplir.{name}", asked) for name, asked in _TO_FILL.items()},
        **_about(subject.convention, subject),
    }


def _about(convention: Convention, subject: Subject) -> dict[str, Any]:
    """What the convention is for and made of, as its family has it."""
    if isinstance(convention, CooperationConvention):
        frame = _frame(convention.cadre, f"{subject.path}.cadre.nom") if convention.cadre else None
        return {"cadre": frame, "missions": (), "services": (), "feuillet": False}
    return {
        "cadre": None,
        "missions": [
            Text(each, f"{subject.path}.missions[{rank}]")
            for rank, each in enumerate(convention.missions)
        ],
        "services": [
            Text(subject.services[each.service], f"{subject.path}.bulletins[{rank}].service")
            for rank, each in enumerate(convention.bulletins)
        ],
        "feuillet": convention.signature_electronique is not None,
    }


def _frame(frame: Frame, path: str) -> FrameView:
    return FrameView(_FRAMES[frame.type], Text(frame.nom, path) if frame.nom else "")


def _act(subject: Subject) -> ActView:
    partner, path = subject.partner, f"{subject.path}.acte"
    record = subject.convention.acte
    body, assembly = _body(partner, subject.caf.departement)
    noun = _organ(record, assembly)

    def organ(words: str) -> Word:
        return words if noun.name == assembly else Text(words, f"{path}.organe")

    leader = _leader(partner)
    delegate = partner.representant if partner.representant.delegant else None
    return ActView(
        corps=body,
        Le_organe=organ(capital(noun.definite)),
        le_organe=organ(noun.definite),
        du_organe=organ(noun.of),
        au_organe=organ(noun.to),
        l_assemblee=nouns.noun(assembly).definite,
        a_l_assemblee=nouns.noun(assembly).to,
        reuni=agree("réuni", noun.feminine, noun.plural),
        commission=noun.name.startswith("commission"),
        objet=Text(record.objet, f"{path}.objet") if record and record.objet else "",
        delegation=Text(record.delegation, f"{path}.delegation")
        if record and record.delegation
        else Blank(f"{path}.delegation", "délibération n° … du …"),
        tribunal=_tribunal(record, subject, path),
        delai=APPEAL.count,
        executif=leader,
        autorise=_signing(partner, leader),
        delegataire=_titled(delegate.civilite, delegate.fonction) if delegate else "",
    )


def _organ(record: Act | None, assembly: str) -> nouns.Noun:
    """The organ that the data name, if the délibération is another's than the `assembly`, and its gender is known."""
    if record and record.organe and record.nature == "deliberation":
        with suppress(nouns.UnknownGender):
            return nouns.noun(record.organe)
    return nouns.noun(assembly)


def _body(partner: Partner, departement: str) -> tuple[Body, str]:
    if departement in _OF_THEIR_OWN.get(partner.type, ()):
        return "autre", _ANY_ASSEMBLY
    body, assembly = _BODIES[partner.type]
    return "epci" if partner.type == "syndicat" and _OF_COMMUNES.match(partner.nom) else body, assembly  # fmt: skip


def _leader(partner: Partner) -> HolderView:
    """Who leads the body: whoever signs or delegates the signature, if that is the head; else to fill."""
    head = re.compile(f"(?:{_HEADS.get(partner.type, 'président')}){_COMPLEMENT}", re.IGNORECASE)
    for civility, function, name in _people(partner):
        if head.fullmatch(functions.agree(function, "M.").text):
            return HolderView(
                _titled(civility, function),
                Text(capital(titled(civility, function)), "representant"),
                name,
            )
    title = "Maire" if partner.type == "commune" else "Président"
    asked = "Monsieur le Maire ou Madame la Maire" if title == "Maire" else "Monsieur le Président ou Madame la Présidente"  # fmt: skip
    return HolderView(
        Blank("representant", asked),
        Blank("representant", "Le Maire ou La Maire" if title == "Maire" else "Le Président ou La Présidente"),
        Blank("representant.nom", "prénom et nom"),
    )  # fmt: skip


def _people(partner: Partner) -> Iterator[tuple[Civility, str, Word]]:
    """Whoever delegates the signature, then whoever signs: civility, function, name."""
    person = partner.representant
    if person.delegant:
        asked = Blank("representant.delegant", "prénom et nom")
        yield person.delegant.civilite, person.delegant.fonction, asked
    interim = " par intérim" if person.qualite == "interim" and "par intérim" not in person.fonction else ""  # fmt: skip
    name = Text(full_name(person.prenom, person.nom), "representant")
    yield person.civilite, f"{person.fonction}{interim}", name


def _signing(partner: Partner, leader: HolderView) -> Word:
    """Who signs by right: the head who delegates, else whoever signs."""
    if partner.representant.delegant:
        return leader.titre
    ((civility, function, _),) = _people(partner)
    return _titled(civility, function)


def _titled(civility: Civility, function: str) -> Text:
    """« Madame la Présidente », « Monsieur le Vice-président délégué »."""
    return Text(f"{LONG_CIVILITY[civility]} {titled(civility, function)}", "representant")


def _tribunal(record: Act | None, subject: Subject, path: str) -> Word:
    """« de Lille »: that of the Caf's département, unless the seat is elsewhere or the data name another."""
    where = f"{path}.tribunal"
    if record and record.tribunal:
        return Text(nouns.of_place(record.tribunal), where)
    code, seat = subject.caf.departement, subject.partner.adresse.code_postal
    if code in TRIBUNALS and (seat is None or code in of_postcode(seat)):
        return Text(TRIBUNALS[code], where)
    return Blank(where, "ville du tribunal")
