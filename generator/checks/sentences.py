"""What the checker says of a form's answers, as patterns: a page in a browser then says the same words.

Each pattern is what the checks themselves answer to a specimen made to break one rule, with the
specimen's values replaced by places such as `{valeur}`: no sentence is written twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.checks import checker
from generator.checks.finding import Severity
from generator.documents.french.dates import long_date
from generator.obligations import civil
from generator.store.dataset import Dataset, Entry
from generator.store.decoding import UnreadableError
from generator.store.parameters import CooperationTemplate
from generator.store.schema import refusals
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import Annexe1, OpenAccount
from generator.store.schema.partner import Partner
from generator.store.schema.people import Address
from generator.store.schema.settings import Settings
from generator.store.source import read


@dataclass(frozen=True)
class Sentence:
    """A message and its remedy, with places between braces; `rule` is « lecture » for the schema's."""

    rule: str
    severity: Severity
    message: str
    remedy: str


ID = "specimen"
SOURCE = read(f"{ID}.yml", b"{}")
SIGNED, SENT = date(2001, 2, 3), date(2001, 4, 5)
_BEFORE, _AFTER = date(2001, 3, 4), date(2001, 5, 6)
WRONG = "XXXX"
_OWN, _OTHER, _FREE = "specimen.example", "ailleurs.example", "messagerie-gratuite.example"


def sentences(template: CooperationTemplate) -> dict[str, Sentence]:
    """Every sentence that a form made from `template` may need, by what is wrong."""
    return {**schema(), **dict(_annexe_1(template)), **dict(_annexe_2(template))}


def schema() -> dict[str, Sentence]:
    """What the schema refuses."""
    person = {"nom": "A", "adresse_electronique": f"a@{_OWN}"}
    return {
        "manque": refused(OpenAccount, {"nom": "A"}, adresse_electronique="champ"),
        "long": refused(OpenAccount, person | {"fonction": "A" * 401}, fonction="champ", **{"400": "maximum"}),
        "adresse": refused(OpenAccount, person | {"adresse_electronique": WRONG}, **{WRONG: "valeur"}),
        "date": refused(OpenAccount, person | {"demande_le": WRONG}, **{WRONG: "valeur"}),
        "jour": refused(OpenAccount, person | {"demande_le": "2001-02-30"}, **{"2001-02-30": "valeur"}),
        "code_postal": refused(Address, {"commune": "A", "code_postal": WRONG}, code_postal="champ", **{WRONG: "valeur"}),
        "siret": refused(Partner, PARTNER | {"siret": "0" * 13 + "1"}, **{"0" * 13 + "1": "valeur"}),
        "siret.forme": refused(Partner, PARTNER | {"siret": WRONG}, siret="champ", **{WRONG: "valeur"}),
        "invisible": _invisible(),
    }  # fmt: skip


def refused(record: type[BaseModel], data: Mapping[str, Any], **places: str) -> Sentence:
    """The one refusal that `data` meet as a `record`; `places` are its words to replace, by their name."""
    try:
        record.model_validate(data)
    except ValidationError as error:
        (problem,) = refusals.problems(error, SOURCE, record)
        return Sentence(
            "lecture", "erreur",
            pattern(problem.message, places), pattern(problem.remedy, places),
        )  # fmt: skip
    raise AssertionError(f"{record.__name__} accepts {data}")


def _invisible() -> Sentence:
    """What reading says of a character that no name holds."""
    try:
        read(f"{ID}.yml", "nom: \u200b".encode())
    except UnreadableError as error:
        (problem,) = error.problems
        return Sentence("lecture", "erreur", problem.message.replace("200B", "{code}"), problem.remedy)  # fmt: skip
    raise AssertionError("reading accepts invisible characters")


_PERSON = {"civilite": "Mme", "nom": "A", "fonction": "maire"}
ORGANISATION = {"nom": "Commune A", "adresse": {"commune": "A"}, "representant": _PERSON}
PARTNER = ORGANISATION | {"type": "commune", "caf": ID, "domaines": [_OWN]}


def _findings(
    template: CooperationTemplate,
    annexe_1: dict[str, Any],
    annexe_2: dict[str, Any],
    rules: set[str],
) -> Iterator[tuple[str, Severity, str, str]]:
    """Rule, severity, message and remedy of what `rules` find in a partner with these annexes."""
    convention = {
        "famille": template.famille,
        "modele": template.id,
        "signature": {"partenaire": SIGNED.isoformat(), "caf": SIGNED.isoformat()},
        "annexe_2": annexe_2,
    }
    partner = Partner.model_validate(PARTNER | {"conventions": [convention]})
    caf = Caf.model_validate(ORGANISATION | {"departement": "99"})
    annexe = Annexe1.model_validate({"partenaire": ID, "transmise_le": SENT.isoformat()} | annexe_1)
    data = Dataset(
        Settings(), {ID: Entry(ID, caf, SOURCE)}, {ID: Entry(ID, partner, SOURCE)},
        {ID: Entry(ID, annexe, SOURCE)}, {}, {template.id: template}, {}, (), nominative=True,
    )  # fmt: skip
    for found in checker.run(data, SENT, rules=rules):
        yield found.rule, found.severity, found.message, found.remedy


def _annexe_1(template: CooperationTemplate) -> Iterator[tuple[str, Sentence]]:
    delay = template.parametres.conservation_comptes_clos
    exact = civil.before(SENT, delay)
    older = civil.shift(exact, days=-1)
    sent = {long_date(SENT): "transmise_le"}

    def person(address: str = f"a@{_OWN}", **days: date) -> dict[str, str]:
        known = {key: day.isoformat() for key, day in days.items()}
        return {"nom": "A", "adresse_electronique": address, **known}

    for key, rule, lists, places in (
        ("C14", "C14", {"ouverts": [person(demande_le=_AFTER)]}, {long_date(_AFTER): "demande_le"}),
        ("C16", "C16", {"clos": [person(cloture_demandee_le=older)]}, {long_date(older): "cloture"}),
        ("C16.jour", "C16", {"clos": [person(cloture_demandee_le=exact)]}, {long_date(exact): "cloture"}),
        ("C17", "C17", {"ouverts": [person()], "clos": [person()]}, {}),
        ("C17.rouvert", "C17", {"ouverts": [person(demande_le=SENT)], "clos": [person(cloture_le=_BEFORE)]}, {long_date(_BEFORE): "cloture"}),
        ("C18.partage", "C18", {"ouverts": [person(f"accueil@{_OWN}")]}, {}),
        ("C18.gratuit", "C18", {"ouverts": [person(f"a@{_FREE}")]}, {_FREE: "domaine"}),
        ("C18.domaine", "C18", {"ouverts": [person(f"a@{_OTHER}")]}, {_OTHER: "domaine"}),
        ("C19", "C19", {"ouverts": [person(), person() | {"nom": "B"}]}, {}),
    ):  # fmt: skip
        ((_, severity, message, remedy),) = _findings(template, lists, {}, {rule})
        yield key, Sentence(rule, severity, pattern(message, sent | places), remedy)


def _annexe_2(template: CooperationTemplate) -> Iterator[tuple[str, Sentence]]:
    roles = ("responsable_habilitations", "responsable_securite")
    for vacant, held in (roles, reversed(roles)):
        ((rule, severity, message, remedy),) = _findings(
            template, {}, {held: [{"nom": "A"}]}, {"C12"}
        )
        yield f"C12.{vacant}", Sentence(rule, severity, message, remedy)


def pattern(text: str, places: Mapping[str, str]) -> str:
    """`text` with a place such as `{valeur}` for each of these words; `places` gives the name of each."""
    for word, name in places.items():
        text = text.replace(word, f"{{{name}}}")
    return text
