"""What covering notes, attestations, undertakings of contractors and minutes of a bilan say besides the convention.

What the data do not hold is to fill. Sources: Coopération, articles 2.1, 2.2 and 3.2; Mon Compte Partenaire,
articles 14 and 16, bulletin, 1.2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.documents.french.dates import long_date
from generator.documents.rendered import Blank, Text
from generator.documents.service_forms import PJ1, PJ3
from generator.documents.views.signatory import Word
from generator.obligations.reviews import last_done
from generator.store.parameters import Template
from generator.store.schema.cooperation import BoundContractor, CooperationConvention
from generator.store.schema.mon_compte_partenaire import (
    Bulletin,
    Contractor,
    MonComptePartenaireConvention,
    Side,
)

_PJ2 = "pj2"
_NUMBER = Blank("bulletins.pj3.utilisateurs", "nombre")
_TO_FILL = {
    "lieu": "lieu",
    "date": "date",
    "fonction": "fonction",
    "personne": "prénom et nom",
    "destruction": "date de la destruction",
    "moyen": "moyen de la destruction",
    "bilan": "date",
    "presents": "fonctions des personnes présentes",
    "avis": "avis",
    "difficultes": "difficultés rencontrées, sans nommer personne",
    "suites": "décisions et échéances",
    "valide": "date",
}


AnyConvention = CooperationConvention | MonComptePartenaireConvention


@dataclass(frozen=True)
class Subject:
    """A convention and its model; the sigle of each service, by id; the partner's name, with its article."""

    convention: AnyConvention
    template: Template
    sigles: Mapping[str, str]
    partner: Word


@dataclass(frozen=True)
class _Piece:
    titre: str
    service: Text


@dataclass(frozen=True)
class _Contractor:
    nom: Word
    taches: Word


@dataclass(frozen=True)
class _Service:
    sigle: Word
    utilisateurs: Word


def contexts(kind: str, of: Subject, day: date) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What follows the name of each paper `kind`, and what it prints: one paper, or one for each contractor."""
    convention = of.convention
    fixed = {
        "acces": isinstance(convention, MonComptePartenaireConvention),
        "a_remplir": {name: Blank(f"note.{name}", asked) for name, asked in _TO_FILL.items()},
        "signe_pour": of.partner,
        "nouvelle": _follows(kind, convention),
        "prestataires": [Text(each.nom, "prestataires.nom") for each in convention.prestataires],
    }
    match kind, convention:
        case (("engagement" | "attestation-prestataire"), _):
            for rank, contractor in enumerate(_contractors(kind, convention), 1):
                about = {"prestataire": contractor, "signe_pour": "le prestataire"}
                yield f"-{rank}", {**fixed, **about}
        case "pieces", MonComptePartenaireConvention():
            if convention.bulletins:
                yield "", {**fixed, "pieces": _pieces(convention, of)}
        case "bilan", MonComptePartenaireConvention():
            yield "", {**fixed, **_report(convention, of.sigles, day)}
        case _:
            yield "", fixed


def _follows(kind: str, convention: AnyConvention) -> bool:
    """Whether what the note `kind` covers comes after another that was sent before."""
    sent: Sequence[Any]
    if isinstance(convention, CooperationConvention):
        sent = [getattr(convention, kind.replace("-", "_"), None)]
    else:
        sent = [piece for each in convention.bulletins for piece in (each.pj1, each.pj2, each.pj3)]
    return any(each and getattr(each, "transmise_le", None) for each in sent)


def _contractors(kind: str, convention: AnyConvention) -> Sequence[_Contractor]:
    """Those who have not signed such a paper yet; a place to fill when none is known."""
    to_do = Blank("prestataires.taches", "tâches")
    known = [
        _Contractor(Text(each.nom, "prestataires.nom"), _tasks(each) or to_do)
        for each in convention.prestataires
        if kind != "engagement" or getattr(each, "engagement_le", None) is None
    ]
    return known or [_Contractor(Blank("prestataires.nom", "nom du prestataire"), to_do)]


def _tasks(contractor: BoundContractor | Contractor) -> Text | None:
    tasks = contractor.taches if isinstance(contractor, Contractor) else None
    return Text(tasks, "prestataires.taches") if tasks else None


def _pieces(convention: MonComptePartenaireConvention, of: Subject) -> Mapping[Side, list[_Piece]]:
    """The pieces that each side sends, those of the convention's mode alone."""
    mode = convention.contrat.mode_signe if convention.contrat else None
    theirs: Mapping[Side, tuple[str, ...]] = {"caf": (_PJ2,), "partenaire": (PJ1, PJ3)}
    return {
        side: [
            _Piece(document.titre, Text(of.sigles[each.service], "bulletins.service"))
            for each in convention.bulletins
            for name in names
            if (document := of.template.documents.get(name)) and document.mode in (None, mode)
        ]
        for side, names in theirs.items()
    }


def _report(
    convention: MonComptePartenaireConvention, sigles: Mapping[str, str], day: date
) -> dict[str, Any]:
    """The figures of a bilan made on `day`."""
    since = max((each.date for each in convention.bilans if each.date < day), default=None)
    incidents = [
        each
        for each in convention.incidents
        if each.signale_le <= day and (since is None or each.signale_le > since)
    ]
    done = last_done(convention.contrat.revues if convention.contrat else [], day)
    services = [
        _Service(Text(sigles[each.service], "bulletins.service"), _users(each))
        for each in convention.bulletins
    ]
    return {
        "services": services or [_Service(Blank("bulletins.service", "service"), _NUMBER)],
        "incidents": Text(str(len(incidents)), "incidents"),
        "revue": Text(long_date(done[0]), "contrat.revues") if done else Blank("contrat.revues", "date"),
        "redacteur": _writer(convention),
    }  # fmt: skip


def _users(bulletin: Bulletin) -> Word:
    known = bulletin.pj3.utilisateurs if bulletin.pj3 else None
    return _NUMBER if known is None else Text(str(known), "bulletins.pj3.utilisateurs")


def _writer(convention: MonComptePartenaireConvention) -> Word:
    """Each side in its turn (article 16): the one that did not write the last minutes."""
    last = next((each.redacteur for each in reversed(convention.reunions) if each.redacteur), None)
    if last is None:
        return Blank("reunions.redacteur", "la Caf ou le partenaire")
    return "le partenaire" if last == "caf" else "la Caf"
