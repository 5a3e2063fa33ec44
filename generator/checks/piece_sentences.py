"""What the checker says of the answers to PJ1 and PJ3, as patterns: see `sentences`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.checks import checker
from generator.checks.sentences import (
    ID,
    ORGANISATION,
    PARTNER,
    SENT,
    SIGNED,
    SOURCE,
    WRONG,
    Sentence,
    pattern,
    refused,
    schema,
)
from generator.checks.words import LEVELS
from generator.documents.french.dates import numeric_date
from generator.store import coherence
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import User, Users
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings

_NINE, _TEN = "123456789", "01 23 45 67 89"
_HOME, _CRECHE = "Pôle", "Halte"
_OTHER = "ailleurs"


def sentences(template: MonComptePartenaireTemplate) -> dict[str, Sentence]:
    """Every sentence that a form of the pièces, made from `template`, may need, by what is wrong."""
    return {**schema(), **_schema(), **dict(_users(template)), **dict(_declared(template))}


def _schema() -> dict[str, Sentence]:
    user = {"nom": "A", "profil": "A"}
    days = {"habilite_le": "2001-05-06", "cloture_le": "2001-03-04"}
    return {
        "telephone": refused(Contact, {"nom": "A", "telephone": WRONG}, **{WRONG: "valeur"}),
        "telephone.zero": refused(Contact, {"nom": "A", "telephone": _NINE}, **{_NINE: "valeur", _TEN: "proposition"}),
        "ordre": refused(User, user | days, **{numeric_date(date.fromisoformat(day)): key for key, day in days.items()}),
    }  # fmt: skip


def _users(template: MonComptePartenaireTemplate) -> Iterator[tuple[str, Sentence]]:
    here: dict[str, dict[str, str]] = {
        "organisme": {},
        "lieu": {"lieu": _HOME},
        "equipement": {"equipement": _CRECHE},
    }
    counted = {"2": "nombre", "1": "limite", WRONG: "profil"}
    for level, place in here.items():
        both = [_line("A", **place), _line("B", **place)]
        yield f"M20.{level}", _found(template, "M20", both, counted, niveaux={level: 1})
    both = [_line("A"), _line("B")]
    yield (
        "M20.service",
        _found(
            template,
            "M20",
            both,
            counted | {ID: "service"},
            niveaux={"organisme": None},
            utilisateurs=1,
        ),
    )
    levels = {LEVELS["lieu"]: "niveau", LEVELS["equipement"]: "admis"}
    yield "M21", _found(template, "M21", [_line("A", lieu=_HOME)], {WRONG: "profil", **levels}, niveaux={"equipement": 1})  # fmt: skip
    nobody = [_line("A")]
    yield "M25", _found(template, "M25", nobody, {LEVELS["equipement"]: "manque"}, niveaux={"equipement": 1})  # fmt: skip
    for field in ("identifiant", "adresse_electronique"):
        same = {field: f"a@{ID}.example"}
        yield f"M04.{field}", _found(template, "M04", [_line("A", **same), _line("B", **same)], {}, niveaux={"organisme": None})  # fmt: skip
    closed = _line("A", cloture_le=SENT.isoformat())
    del closed["habilite_le"]
    yield "M23", _found(template, "M23", [closed], {}, niveaux={"organisme": 1})


def _line(name: str, **more: str) -> dict[str, str]:
    known = {"adresse_electronique": f"{name}@{ID}.example", "profil": WRONG, "habilite_le": SIGNED.isoformat()}  # fmt: skip
    return {"nom": name, **known, **more}


def _found(
    template: MonComptePartenaireTemplate,
    rule: str,
    lines: list[dict[str, str]],
    places: Mapping[str, str],
    *,
    niveaux: Mapping[str, int | None],
    utilisateurs: int | None = None,
) -> Sentence:
    """What `rule` says of these users of a service whose one profile is given as `niveaux` say."""
    data = _dataset(template, _service(niveaux, utilisateurs), lines)
    (found,) = checker.run(data, SENT, rules={rule})
    return Sentence(rule, found.severity, pattern(found.message, places), found.remedy)


def _declared(template: MonComptePartenaireTemplate) -> Iterator[tuple[str, Sentence]]:
    """What is said of a profile that the service does not have, and of places that the bulletin does not declare."""
    for field in ("profil", "lieu", "equipement"):
        data = _dataset(template, _service({"organisme": 1}), [_line("A", **{field: _OTHER})])
        partner, users = data.partners[ID], data.users[ID]
        known = {key: entry.record for key, entry in data.services.items()}
        (problem,) = coherence.users(users.record, users.source, partner.record, known)
        yield f"inconnu.{field}", Sentence("lecture", "erreur", pattern(problem.message, {_OTHER: "valeur"}), problem.remedy)  # fmt: skip


def _service(niveaux: Mapping[str, int | None], utilisateurs: int | None = None) -> Service:
    columns = ("nom", "adresse_electronique", "profil", "habilite_le", "cloture_le")
    return Service.model_validate(
        {
            "nom": ID, "sigle": ID, "finalites": [], "utilisateurs": utilisateurs,
            "profils": {WRONG: {"nom": ID, "niveaux": niveaux}},
            "pieces": {"delegue": [], "centralise": []},
            "colonnes_pj3": {column: column for column in columns},
        }
    )  # fmt: skip


def _dataset(
    template: MonComptePartenaireTemplate, service: Service, lines: list[dict[str, str]]
) -> Dataset:
    signed = {"partenaire": SIGNED.isoformat(), "caf": SIGNED.isoformat()}
    convention: dict[str, Any] = {
        "famille": template.famille, "modele": template.id, "signature": signed,
        "bulletins": [
            {"service": ID, "signature": signed, "lieux": [{"nom": _HOME, "equipements": [{"nom": _CRECHE}]}]}
        ],
    }  # fmt: skip
    partner = Partner.model_validate(PARTNER | {"conventions": [convention]})
    caf = Caf.model_validate(ORGANISATION | {"departement": "99"})
    users = Users.model_validate(
        {"partenaire": ID, "services": [{"service": ID, "utilisateurs": lines}]}
    )
    return Dataset(
        Settings(), {ID: Entry(ID, caf, SOURCE)}, {ID: Entry(ID, partner, SOURCE)}, {}, {},
        {template.id: template}, {}, (), nominative=True,
        services={ID: Entry(ID, service, SOURCE)}, users={ID: Entry(ID, users, SOURCE)},
    )  # fmt: skip
