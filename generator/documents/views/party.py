"""How the text of a convention names its two parties."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from generator.documents.french import agreement, nouns
from generator.documents.french.typography import NBSP
from generator.documents.rendered import Blank, Text
from generator.documents.views import signatory
from generator.documents.views.signatory import Shown, SignatoryView, Word, capital
from generator.errors import GreffeError
from generator.store.schema.caf import Caf
from generator.store.schema.organisation import Organisation
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.people import Address

Key = Literal["caf", "partenaire"]
Designation = Literal["le-partenaire", "nom", "sigle"]
Sort = Literal["departement", "epci", "commune", "autre"]
_SORTS: Mapping[Kind, Sort] = {
    "departement": "departement",
    "communaute-de-communes": "epci",
    "communaute-d-agglomeration": "epci",
    "communaute-urbaine": "epci",
    "metropole": "epci",
    "commune": "commune",
}


@dataclass(frozen=True)
class PartyView:
    """A party.

    When `inconnu`, its name is to fill after the words of `debut`; a partner to come also has
    `alternatives`, one party for each kind, with the title `intitule`. A known partner is of one `nature`,
    for the texts that have a clause for each; `sorte` puts natures together.

    `adresse_rue` is the address up to its last line, `adresse_ville`; its parts are `adresse_voie` and
    `adresse_complement`.
    """

    cle: Key
    inconnu: bool
    debut: str
    nom: Word
    le_nom: Word
    Le_nom: Word
    du_nom: Word
    au_nom: Word
    nom_court: Word
    le_nom_court: Word
    du_nom_court: Word
    terme: Word
    Terme: Word
    du_terme: Word
    au_terme: Word
    adresse: Word
    adresse_lignes: tuple[Word, ...]
    adresse_rue: Word
    adresse_voie: Word
    adresse_complement: Word
    adresse_ville: Word
    represente: str
    denomme: str
    domicilie: str
    designe: str
    sis: str
    situe: str
    signataire: SignatoryView
    intitule: str = ""
    alternatives: tuple["PartyView", ...] = ()
    sorte: Sort | Literal[""] = ""
    nature: Kind | Literal[""] = ""


class _Terms(NamedTuple):
    """What the text calls a party once it has been defined."""

    plain: Word
    capital: Word
    of: Word
    to: Word


class _Kind(NamedTuple):
    """A kind of party to come: what stands before its name, what is asked, how words agree."""

    title: str
    before: str
    asked: str
    feminine: bool | None
    function: str


_THE_CAF = _Terms("la Caf", "La Caf", "de la Caf", "à la Caf")
_THE_PARTNER = _Terms("le partenaire", "Le partenaire", "du partenaire", "au partenaire")
_OF_DEPARTMENT = "nom du département, avec de, du, de la ou des"
_CAF = "Caisse d'allocations familiales"
_ANY_CAF = _Kind("", f"La {_CAF} ", _OF_DEPARTMENT, True, "")
_ANY_PARTNER = _Kind("", "", "dénomination du partenaire", None, "")
_KINDS = (
    _Kind("Conseil départemental", "Le conseil départemental ", _OF_DEPARTMENT, False, "président"),
    _Kind(
        "Établissement public de coopération intercommunale (EPCI)", "La ",
        "communauté de communes, communauté d’agglomération, communauté urbaine ou métropole, avec son nom",
        True, "président",
    ),
    _Kind(
        "Commune", "La commune ", "nom de la commune, avec de, d’, du ou des",
        True, "maire",
    ),
    _Kind("Autre partenaire, à compléter localement", "Le/La ", _ANY_PARTNER.asked, None, ""),
)  # fmt: skip
_PATHS: dict[Key, str] = {"caf": "caf.", "partenaire": ""}


def caf(record: Caf | None, shown: Shown) -> PartyView:
    """The Caf; without `record`, places to fill."""
    if record is None:
        return _unknown("caf", _THE_CAF, _ANY_CAF)
    short = record.nom
    if short.casefold().startswith(_CAF.casefold()):
        short = f"Caf{short[len(_CAF) :]}"
    return _known("caf", record, _THE_CAF, record.nom_court or short, shown)


def partner(record: Partner | None, designation: Designation, shown: Shown) -> PartyView:
    """The partner, called as `designation` says; without `record`, places to fill.

    Raises GreffeError when the data do not allow that designation.
    """
    if record is None:
        return _unknown("partenaire", _THE_PARTNER, _ANY_PARTNER, _KINDS)
    terms = _THE_PARTNER if designation == "le-partenaire" else _own_terms(record, designation)
    known = _known("partenaire", record, terms, record.nom_court or record.nom, shown)
    return replace(known, sorte=_SORTS.get(record.type, "autre"), nature=record.type)


def address_lines(address: Address) -> tuple[str, ...]:
    """The known lines of an address, postcode and commune last."""
    postcode = f"{address.code_postal}{NBSP}" if address.code_postal else ""
    lines = (address.voie, address.complement, f"{postcode}{address.commune}")
    return tuple(line for line in lines if line)


def _own_terms(record: Partner, designation: Literal["nom", "sigle"]) -> _Terms:
    if designation == "sigle" and record.sigle is None:
        raise GreffeError(
            f"{record.nom} : la convention appelle le partenaire par son sigle, mais « sigle » n'est pas rempli. Donnez-le, ou choisissez « designation: le-partenaire »."
        )
    noun = nouns.noun(record.nom, record.accord)
    if designation == "sigle" and record.sigle:
        noun = noun.with_name(record.sigle)
    if noun.plural:
        raise GreffeError(
            f"{record.nom} : un nom pluriel ne peut pas remplacer « le partenaire », car les verbes du texte sont au singulier. Choisissez « designation: le-partenaire »."
        )
    words = (noun.definite, capital(noun.definite), noun.of, noun.to)
    return _Terms(*(Text(word, designation) for word in words))


def _known(key: Key, record: Organisation, terms: _Terms, short: str, shown: Shown) -> PartyView:
    path = _PATHS[key]
    noun = nouns.noun(record.nom, record.accord)
    short_noun = noun.with_name(short)
    lines = address_lines(record.adresse)
    person, person_path = record.representant, f"{path}representant"

    def name(text: str) -> Text:
        return Text(text, f"{path}nom")

    def located(text: str | None) -> Word:
        return Text(text, f"{path}adresse") if text else Blank(f"{path}adresse", "adresse")

    def agreed(stem: str) -> str:
        return agreement.agree(stem, noun.feminine, noun.plural)

    return PartyView(
        cle=key,
        inconnu=False,
        debut="",
        nom=name(record.nom),
        le_nom=name(noun.definite),
        Le_nom=name(capital(noun.definite)),
        du_nom=name(noun.of),
        au_nom=name(noun.to),
        nom_court=name(short),
        le_nom_court=name(short_noun.definite),
        du_nom_court=name(short_noun.of),
        terme=terms.plain,
        Terme=terms.capital,
        du_terme=terms.of,
        au_terme=terms.to,
        adresse=located(", ".join(lines)),
        adresse_lignes=tuple(located(line) for line in lines),
        adresse_rue=located(", ".join(lines[:-1])),
        adresse_voie=located(record.adresse.voie),
        adresse_complement=located(record.adresse.complement) if record.adresse.complement else "",
        adresse_ville=located(lines[-1]),
        represente=agreed("représenté"),
        denomme=agreed("dénommé"),
        domicilie=agreed("domicilié"),
        designe=agreed("désigné"),
        sis=agreed("sis"),
        situe=agreed("situé"),
        signataire=signatory.known(person, person_path, plural_party=noun.plural)
        if shown(person)
        else signatory.unknown(person_path),
    )


def _unknown(key: Key, terms: _Terms, kind: _Kind, kinds: tuple[_Kind, ...] = ()) -> PartyView:
    path = _PATHS[key]
    name = Blank(f"{path}nom", kind.asked)
    address = Blank(f"{path}adresse", "adresse")

    def agreed(stem: str) -> str:
        return agreement.agree(stem, kind.feminine)

    return PartyView(
        cle=key,
        inconnu=True,
        debut=kind.before,
        nom=name,
        le_nom=name,
        Le_nom=name,
        du_nom=name,
        au_nom=name,
        nom_court=name,
        le_nom_court=name,
        du_nom_court=name,
        terme=terms.plain,
        Terme=terms.capital,
        du_terme=terms.of,
        au_terme=terms.to,
        adresse=address,
        adresse_lignes=(address,),
        adresse_rue=address,
        adresse_voie=address,
        adresse_complement="",
        adresse_ville=Blank(f"{path}adresse", "code postal et commune"),
        represente=agreed("représenté"),
        denomme=agreed("dénommé"),
        domicilie=agreed("domicilié"),
        designe=agreed("désigné"),
        sis=agreed("sis"),
        situe=agreed("situé"),
        signataire=signatory.unknown(f"{path}representant", kind.function),
        intitule=kind.title,
        alternatives=tuple(_unknown(key, terms, each) for each in kinds),
    )
