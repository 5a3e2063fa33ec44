"""`greffe new`: a valid partner file, from options or from questions."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from generator import outputs
from generator.checks.context import context
from generator.checks.rules.across import x8
from generator.cli import common
from generator.documents.french.nouns import denomination
from generator.errors import GreffeError, UsageError
from generator.store import dataset, layout, national, partner_names
from generator.store.dataset import Dataset
from generator.store.national import Organisation
from generator.store.parameters import Template
from generator.store.schema.base import Line, PostCode, Reference, Siren, Siret
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.people import Civility
from generator.store.territories import DEPARTEMENTS

SCHEMA = "../schemas/partenaire.json"
FAMILY = "cooperation"
"""The family of the convention that a new partner is given."""


@dataclass(frozen=True)
class Desk:
    """What the answers are compared with: the data of `root`, on the day `today`."""

    root: Path
    data: Dataset
    today: date

    def file(self, partner: str) -> Path:
        """Where the file of `partner` is, or will be."""
        return self.root / "data" / "partners" / f"{partner}.yml"

    @property
    def templates(self) -> dict[str, Template]:
        """The templates that the convention of a new partner may name."""
        return {key: each for key, each in self.data.templates.items() if each.famille == FAMILY}

    @property
    def newest(self) -> str:
        """The last template in force, among the validated ones if there are any; "" when there is none."""
        current = [each for each in self.templates.values() if each.date <= self.today]
        chosen = [each for each in current if each.validation] or current
        return max(chosen, key=lambda each: (each.date, each.id)).id if chosen else ""


@dataclass(frozen=True)
class Question:
    """What is asked for one field: `kind` reads the answer, which is to be `expected`.

    `proposal` comes from the earlier answers; `refused` says why an answer that reads well cannot be taken.
    """

    option: str
    words: str
    expected: str
    kind: Any
    proposal: Callable[[dict[str, str], Desk], str] = lambda _answers, _desk: ""
    refused: Callable[[str, Desk], str | None] = lambda _answer, _desk: None
    optional: bool = False


def _file_name(answers: dict[str, str], _desk: Desk) -> str:
    return partner_names.file_name(answers["nom"])


def _listed(answers: dict[str, str]) -> Organisation | None:
    return national.find(answers["siren"][:9])


def _listed_name(answers: dict[str, str], _desk: Desk) -> str:
    found = _listed(answers)
    return denomination(found) if found else ""


def _kind(answers: dict[str, str], _desk: Desk) -> str:
    found = _listed(answers)
    return found.type if found else partner_names.kind_of(answers["nom"]) or ""


def _nearest_caf(answers: dict[str, str], desk: Desk) -> str:
    """The Caf of the organisation's département, or the only one there is."""
    found, cafs = _listed(answers), desk.data.cafs
    places = found.departements if found else ()
    near = [key for key, each in cafs.items() if each.record.departement in places] or list(cafs)
    return near[0] if len(near) == 1 else ""


def _only_post_code(answers: dict[str, str], _desk: Desk) -> str:
    found = _listed(answers)
    return found.codes_postaux[0] if found and len(found.codes_postaux) == 1 else ""


def _own_commune(answers: dict[str, str], _desk: Desk) -> str:
    found = _listed(answers)
    return found.nom if found and found.sort == "COM" else ""


def _known(answer: str, desk: Desk) -> str | None:
    for entry in desk.data.partners.values():
        if entry.record.numero_siren == answer[:9]:
            return f"{entry.source.file} a déjà ce SIREN ({entry.record.nom}) : ajoutez-y la convention au lieu d'ouvrir un second fichier, ou corrigez le numéro."
    return None


def _taken(answer: str, desk: Desk) -> str | None:
    path = desk.file(answer)
    return f"{path} existe déjà : choisissez un autre nom." if path.exists() else None


def _no_caf(answer: str, desk: Desk) -> str | None:
    return _unknown(answer, desk.data.cafs, "data/cafs/")


def _no_template(answer: str, desk: Desk) -> str | None:
    return _unknown(answer, desk.templates, "templates/")


def _unknown(answer: str, known: dict[str, Any], where: str) -> str | None:
    if answer in known:
        return None
    return f"« {answer} » n'existe pas dans {where} : choisissez parmi {', '.join(known)}."


_KINDS = ", ".join(get_args(Kind))
_PastedNumber = Annotated[Siren | Siret, BeforeValidator(lambda answer: "".join(answer.split()))]
"""A SIREN or a SIRET as it is copied from a notice of Sirene, with its spaces."""

QUESTIONS = (
    Question(
        "siren", "SIREN ou SIRET du partenaire, si vous l'avez (exemple : 200 000 008 00017)",
        "neuf chiffres (SIREN) ou quatorze (SIRET)", _PastedNumber, refused=_known, optional=True),
    Question(
        "nom", "Nom complet du partenaire, sans article devant (exemple : Communauté de communes du Val d'Exemple)",
        "une seule ligne de texte", Line, _listed_name),
    Question(
        "type", f"Type de partenaire ({_KINDS})",
        f"un de ces mots : {_KINDS}", Kind, _kind),
    Question(
        "id", "Nom de son fichier, sans « .yml » (exemple : cc-val-exemple)",
        "des minuscules sans accent, mots séparés par un tiret", Reference, _file_name, _taken),
    Question(
        "caf", "Caf du partenaire : son fichier dans data/cafs/, sans « .yml » (exemple : caf99)",
        "des minuscules sans accent, mots séparés par un tiret", Reference, _nearest_caf, _no_caf),
    Question(
        "voie", "Adresse du siège : numéro et voie (exemple : 1 rue de l'Exemple)",
        "une seule ligne de texte", Line),
    Question(
        "code_postal", "Adresse du siège : code postal (exemple : 01000)",
        "cinq chiffres", PostCode, _only_post_code),
    Question(
        "commune", "Adresse du siège : commune (exemple : Exempleville)",
        "une seule ligne de texte", Line, _own_commune),
    Question(
        "civilite", "Personne qui signera : civilité (M. ou Mme)",
        "« M. » ou « Mme »", Civility),
    Question(
        "prenom", "Personne qui signera : prénom (exemple : Anne)",
        "une seule ligne de texte", Line, optional=True),
    Question(
        "representant", "Personne qui signera : nom, écrit comme dans les actes (exemple : EXEMPLE)",
        "une seule ligne de texte", Line),
    Question(
        "fonction", "Personne qui signera : fonction (exemple : présidente)",
        "une seule ligne de texte", Line),
    Question(
        "modele", "Modèle de la convention : un dossier de templates/",
        "des minuscules sans accent, mots séparés par un tiret", Reference,
        lambda _answers, desk: desk.newest, _no_template),
)  # fmt: skip


def run(options: Namespace) -> int:
    """Create data/partners/<id>.yml; nothing is written unless the whole file is valid."""
    data = dataset.load(options.root, nominative=False)
    desk = Desk(options.root, data, common.today())
    for known, where in ((data.cafs, "data/cafs/"), (desk.templates, "templates/")):
        if not known:
            raise GreffeError(f"rien ne peut être lu dans {where}. Lancez « greffe check », corrigez ce qu'il dit, puis recommencez.")  # fmt: skip
    answers = _answers(options, desk)
    path = desk.file(answers["id"])
    outputs.write_file(path, layout.new_file(_partner(answers), SCHEMA).encode())
    print(f"{path} est créé. Complétez-le dans votre éditeur, puis lancez « greffe check --partner {answers['id']} ».")  # fmt: skip
    if answers["id"].isdigit():
        print(f"Son nom est un numéro, que l'on retrouvera partout : « {_file_name(answers, desk)}.yml » se lirait mieux, renommez-le tant que rien ne le cite.")  # fmt: skip
    for line in _doubts(options.root, answers):
        print(line)
    print("Ses délais seront vérifiés quand vous aurez noté les dates de signature de la convention.")  # fmt: skip
    return 0


def _doubts(root: Path, answers: dict[str, str]) -> Iterator[str]:
    """What contradicts the national list in the file just written, a sentence each; nothing is refused for it."""
    key = answers["id"]
    data = dataset.load(root, nominative=False, only=frozenset({key}))
    if (entry := data.partners.get(key)) is None:
        return
    found, said = _listed(answers), partner_names.kind_of(answers["nom"])
    other = found is not None and said is not None and said != found.type
    if found and other:
        yield f"À vérifier : ce nom est celui d'un organisme de type « {said} », et ce SIREN celui de « {denomination(found)} », de type « {found.type} ». Corrigez l'un ou l'autre : chaque organisme a son propre SIREN."
    seen = context(data, common.today(), [key]).bound("X8")
    for finding in x8.compared(seen, entry):
        if not other or finding.path == "caf":
            yield f"À vérifier : {finding.message} {finding.remedy}"
    if data.settings.exemple and answers["siren"]:
        yield "Ces données sont marquées comme un exemple (« exemple » dans data/greffe.yml) : tant qu'elles le sont, la règle X8 ne les compare pas à la liste nationale."


def _partner(answers: dict[str, str]) -> Partner:
    signatory = {
        "civilite": answers["civilite"],
        "prenom": answers["prenom"] or None,
        "nom": answers["representant"],
        "fonction": answers["fonction"],
    }
    number = answers["siren"]
    return Partner.model_validate({
        "nom": answers["nom"],
        "type": answers["type"],
        "siret": number if len(number) == 14 else None,
        "siren": number if len(number) == 9 else None,
        "caf": answers["caf"],
        "adresse": {key: answers[key] for key in ("voie", "code_postal", "commune")},
        "representant": signatory,
        "conventions": [{"famille": FAMILY, "modele": answers["modele"]}],
    })  # fmt: skip


def _answers(options: Namespace, desk: Desk) -> dict[str, str]:
    answers: dict[str, str] = {}
    asking = sys.stdin.isatty()
    if asking:
        print("Répondez à chaque question ; la touche Entrée garde la réponse entre crochets.")
    for question in QUESTIONS:
        option = "--" + question.option.replace("_", "-")
        given = getattr(options, question.option)
        proposal = question.proposal(answers, desk)
        if given is None and asking:
            answers[question.option] = _ask(question, proposal, desk)
        else:
            given = proposal if given is None else given
            if not given and not question.optional:
                raise UsageError(f"il manque « {option} » : {question.words}.")
            try:
                answers[question.option] = _read(question, given, desk)
            except UsageError as error:
                raise UsageError(f"« {option} » : {error}") from None
        if question.option == "siren" and answers["siren"]:
            print(_recognised(answers))
    return answers


def _recognised(answers: dict[str, str]) -> str:
    """What the national list says of the SIREN, in one sentence."""
    found, edition = _listed(answers), f"liste nationale ({national.EDITION})"
    if found is None:
        return f"Ce SIREN n'est celui d'aucune commune ni intercommunalité de la {edition} : donnez vous-même le nom et le type."
    places = ", ".join(DEPARTEMENTS[code].nom for code in found.departements)
    return f"Trouvé dans la {edition} : {denomination(found)} ({places})."


def _ask(question: Question, proposal: str, desk: Desk) -> str:
    hint = f" [{proposal}]" if proposal else " (facultatif)" if question.optional else ""
    while True:
        try:
            return _read(question, input(f"{question.words}{hint} : ").strip() or proposal, desk)
        except EOFError:
            raise UsageError("les questions n'ont pas toutes eu leur réponse : rien n'est créé.") from None  # fmt: skip
        except UsageError as error:
            print(f"  {error}")


def _read(question: Question, answer: str, desk: Desk) -> str:
    """`answer` as the file will have it. Raises UsageError with one French sentence when it is wrong."""
    if not answer:
        if question.optional:
            return ""
        raise UsageError(f"Il faut une réponse : {question.expected}.")
    try:
        value: str = TypeAdapter(question.kind).validate_python(answer)
    except ValidationError as error:
        for detail in error.errors():
            if detail["type"] == "greffe":
                raise UsageError(detail["ctx"]["message"]) from None
        raise UsageError(f"« {answer} » ne convient pas : il faut {question.expected}.") from None
    if wrong := question.refused(value, desk):
        raise UsageError(wrong)
    return value
