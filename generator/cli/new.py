"""`greffe new`: a valid partner file, from options or from questions."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from generator import outputs
from generator.errors import UsageError
from generator.store import dataset, layout, partner_names
from generator.store.dataset import Dataset
from generator.store.schema.base import Line, PostCode, Reference
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.people import Civility

SCHEMA = "../schemas/partenaire.json"


@dataclass(frozen=True)
class Question:
    """What is asked for one field: `kind` validates the answer, `proposal` comes from earlier ones."""

    option: str
    words: str
    kind: Any
    proposal: Callable[[dict[str, str], Dataset], str] = lambda _answers, _data: ""
    optional: bool = False


def _file_name(answers: dict[str, str], _data: Dataset) -> str:
    return partner_names.file_name(answers["nom"])


def _kind_of_name(answers: dict[str, str], _data: Dataset) -> str:
    return partner_names.kind_of(answers["nom"]) or ""


def _last(known: Callable[[Dataset], dict[str, Any]]) -> Callable[[dict[str, str], Dataset], str]:
    return lambda _answers, data: max(known(data), default="")


QUESTIONS = (
    Question("nom", "Dénomination complète, sans article (« Communauté de communes du… »)", Line),
    Question("type", f"Nature ({', '.join(get_args(Kind))})", Kind, _kind_of_name),
    Question("id", "Nom du fichier", Reference, _file_name),
    Question("caf", "Caf de rattachement", Reference, _last(lambda data: data.cafs)),
    Question("voie", "Adresse : numéro et voie", Line),
    Question("code_postal", "Adresse : code postal", PostCode),
    Question("commune", "Adresse : commune", Line),
    Question("civilite", "Qui signe : civilité (M. ou Mme)", Civility),
    Question("prenom", "Qui signe : prénom", Line, optional=True),
    Question("representant", "Qui signe : nom", Line),
    Question("fonction", "Qui signe : fonction (président, maire…)", Line),
    Question("modele", "Modèle de la convention", Reference, _last(lambda data: data.templates)),
)


def run(options: Namespace) -> int:
    """Create data/partners/<id>.yml; nothing is written unless the whole file is valid."""
    data = dataset.load(options.root, nominative=False)
    answers = _answers(options, data)
    path = options.root / "data" / "partners" / f"{answers['id']}.yml"
    if path.exists():
        raise UsageError(f"{path} existe déjà : choisissez un autre nom avec « --id ».")
    for known, name, where in (
        (data.cafs, "caf", "data/cafs/"),
        (data.templates, "modele", "templates/"),
    ):
        if answers[name] not in known:
            raise UsageError(f"« {answers[name]} » n'existe pas dans {where}. Noms connus : {', '.join(known)}.")  # fmt: skip
    outputs.write_file(path, layout.new_file(_partner(answers), SCHEMA).encode())
    print(f"{path} est créé. Complétez-le dans votre éditeur, puis lancez « greffe check ».")
    return 0


def _partner(answers: dict[str, str]) -> Partner:
    signatory = {
        "civilite": answers["civilite"],
        "prenom": answers["prenom"] or None,
        "nom": answers["representant"],
        "fonction": answers["fonction"],
    }
    return Partner.model_validate({
        "nom": answers["nom"],
        "type": answers["type"],
        "caf": answers["caf"],
        "adresse": {key: answers[key] for key in ("voie", "code_postal", "commune")},
        "representant": signatory,
        "conventions": [{"famille": "cooperation", "modele": answers["modele"]}],
    })  # fmt: skip


def _answers(options: Namespace, data: Dataset) -> dict[str, str]:
    answers: dict[str, str] = {}
    asking = sys.stdin.isatty()
    for question in QUESTIONS:
        given = getattr(options, question.option)
        proposal = question.proposal(answers, data)
        if given is None and not asking:
            given = proposal
            if not given and not question.optional:
                option = question.option.replace("_", "-")
                raise UsageError(f"il manque « --{option} » ({question.words}).")
        if given is not None:
            wrong = _wrong(question, given)
            if wrong:
                raise UsageError(f"« --{question.option.replace('_', '-')} » : {wrong}")
            answers[question.option] = given
        else:
            answers[question.option] = _ask(question, proposal)
    return answers


def _ask(question: Question, proposal: str) -> str:
    hint = f" [{proposal}]" if proposal else " (facultatif)" if question.optional else ""
    while True:
        answer = input(f"{question.words}{hint} : ").strip() or proposal
        wrong = _wrong(question, answer)
        if wrong is None:
            return answer
        print(f"  {wrong}")


def _wrong(question: Question, answer: str) -> str | None:
    """What is wrong with `answer`, in French, or None."""
    if not answer and question.optional:
        return None
    try:
        TypeAdapter(question.kind).validate_python(answer)
    except ValidationError:
        return f"« {answer} » ne convient pas ici ({question.words})." if answer else "Il faut une réponse."  # fmt: skip
    return None
