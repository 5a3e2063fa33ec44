"""How the text names the partner by its numbers, and the act by which it signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.documents.french import dates, nouns
from generator.documents.french.typography import NBSP
from generator.documents.rendered import Blank, Text
from generator.documents.views.signatory import Word
from generator.store.schema.acts import Act
from generator.store.schema.partner import Partner


@dataclass(frozen=True)
class AuthorisationView:
    """The act that authorises the signature: its number, its day (« 11 décembre 2025 », « 11/12/2025 »)."""

    numero: Word
    date: Word
    date_chiffres: Word
    nature: str
    organe: str


def identity(partner: Partner | None, act: Act | None, path: str) -> Mapping[str, Word | AuthorisationView]:  # fmt: skip
    """The names of a template for these: numbers in one piece, or in groups (`siret_espace`).

    `le_sigle`, `du_sigle` and `au_sigle` name the partner by its short name when it has no sigle. `act` is
    the one recorded at `path`; what is not known is to fill, but for a sigle.
    """
    siren = "siret" if partner and partner.siret else "siren"  # its first nine digits
    return {
        "sigle": sigle(partner),
        **_called(partner),
        "siret": _number(partner.siret if partner else None, "siret", "SIRET du siège"),
        "siret_espace": _grouped(partner.siret if partner else None, "siret", "SIRET du siège"),
        "siren": _number(partner.numero_siren if partner else None, siren, "SIREN"),
        "siren_espace": _grouped(partner.numero_siren if partner else None, siren, "SIREN"),
        "autorisation": _authorisation(act, path),
    }


def sigle(partner: Partner | None) -> Word:
    """The partner's sigle, nothing when its name already says it."""
    known = partner.sigle if partner else None
    return Text(known, "sigle") if partner and known and known not in partner.nom else ""


def _called(partner: Partner | None) -> Mapping[str, Word]:
    """« la CCVB », « de la CCVB », « à la CCVB »."""
    names = ("le_sigle", "du_sigle", "au_sigle")
    if partner is None:
        return dict.fromkeys(names, Blank("sigle", "sigle"))
    known = {"sigle": partner.sigle, "nom_court": partner.nom_court, "nom": partner.nom}
    path, short = next((path, words) for path, words in known.items() if words)
    noun = nouns.noun(partner.nom, partner.accord).with_name(short)
    forms = (noun.definite, noun.of, noun.to)
    return {name: Text(form, path) for name, form in zip(names, forms, strict=True)}


def _number(number: str | None, path: str, asked: str) -> Word:
    return Text(number, path) if number else Blank(path, asked)


def _grouped(number: str | None, path: str, asked: str) -> Word:
    """The number as it is often written: « 249 900 010 00011 »."""
    groups = (number[:3], number[3:6], number[6:9], number[9:]) if number else ()
    return _number(NBSP.join(filter(None, groups)) or None, path, asked)


def _authorisation(act: Act | None, path: str) -> AuthorisationView:
    day = act.date if act else None
    number = act.numero if act else None
    return AuthorisationView(
        numero=_number(number, f"{path}.numero", "numéro de l'acte"),
        date=_number(dates.long_date(day) if day else None, f"{path}.date", "date de l'acte"),
        date_chiffres=_number(dates.numeric_date(day) if day else None, f"{path}.date", "date de l'acte"),
        nature=act.nature if act else "",
        organe=(act.organe or "") if act else "",
    )  # fmt: skip
