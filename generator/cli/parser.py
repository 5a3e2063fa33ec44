"""The command line: every command, its options and its French help. Imports nothing heavy."""

import argparse
import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from generator.checks.reports.formats import FORMATS
from generator.store.severities import SEVERITIES

_USAGE = "Utilisation : "
LAST_PORT = 65535
LETTERS = ("non-renouvellement", "resiliation", "mise-en-demeure", "prestataire")
"""The letters of `upkeep.letters`, which is heavy to load."""
# argparse's own sentences, as its gettext catalogue would give them.
_FRENCH = {
    "usage: ": _USAGE,
    "options": "options",
    "positional arguments": "arguments",
    "show this help message and exit": "montre cette aide",
    "the following arguments are required: %s": "il manque %s",
    "expected one argument": "donnez une valeur après cette option",
    "expected at least one argument": "donnez au moins une valeur après cette option",
    "ignored explicit argument %r": "cette option ne prend pas de valeur (%s)",
    "ambiguous option: %(option)s could match %(matches)s": "« %(option)s » peut être %(matches)s : écrivez l'option en entier",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
}


# What is missing, by the name that argparse gives it.
_MISSING = {
    "COMMANDE": "une commande, par exemple « greffe check »",
    "ACTION": "l'action, par exemple « greffe template pin »",
    "MODÈLE": "un modèle : le nom d'un dossier de templates/",
}


def _gettext(message: str) -> str:
    return _FRENCH.get(message, message)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one French sentence, with the nearest word that would have been right."""

    def error(self, message: str) -> NoReturn:
        for name, words in _MISSING.items():
            message = message.replace(f"il manque {name}", f"il manque {words}")
        end = "" if message.endswith(("?", ".")) else "."
        self.exit(2, f"greffe : {message}{end} L'aide : {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is none of the choices of `action`; argparse calls it for each value."""
        if action.choices is not None and value not in action.choices:
            known = list(action.choices)
            if isinstance(action, argparse._SubParsersAction):
                self.error(f"« {value} » n'est pas une commande. {_hint(value, known)}")
            raise argparse.ArgumentError(action, f"« {value} » n'est pas possible. {_hint(value, known)}")  # fmt: skip

    def unknown(self, words: Sequence[str]) -> NoReturn:
        """End on `words` that nothing expects."""
        word = words[0].partition("=")[0]
        if word.startswith("-"):
            options = [each for each in self._option_string_actions if each.startswith("--")]
            self.error(f"« {word} » n'est pas une option de « {self.prog} ». {_hint(word, options)}")  # fmt: skip
        self.error(f"« {word} » est de trop : « {self.prog} » n'attend rien ici")


def _hint(word: str, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    return f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Au choix : {', '.join(choices)}."


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # Slow to load, and needed only to say what is wrong with a date: the words are those of the files.
        from pydantic import TypeAdapter, ValidationError

        from generator.store.schema.base import Day

        try:
            return TypeAdapter(Day).validate_python(text)
        except ValidationError as error:
            said = error.errors()[0]["ctx"]
            raise argparse.ArgumentTypeError(f"{said['message']} {said['remedy']}") from None


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"« {text} » n'est pas un port ; donnez un nombre de 1024 à {LAST_PORT}, par exemple 8000"
    )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` names the module of `generator.cli` that runs it."""
    argparse._ = _gettext  # type: ignore[attr-defined] # its only door to another language
    parser, commands = _parsers()
    if arguments and arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"):
        parser.error(f"« {arguments[0]} » s'écrit après la commande, par exemple « greffe check {arguments[0]} … »")  # fmt: skip
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        commands[options.command].unknown(unknown)
    return options


def _choice(text: str) -> int | str:
    if text in ("all", "conflit"):
        return text
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(
        f"« {text} » n'est pas un numéro de proposition, ni « all », ni « conflit » ; les fichiers s'écrivent avant"
    )


def _parsers() -> tuple[_Parser, Mapping[str, _Parser]]:
    """The whole command line, and the part of each command."""
    common = _Parser(add_help=False)
    common.add_argument("--root", type=Path, default=Path(), metavar="DOSSIER", help="dossier qui contient data/ (par défaut : le dossier courant)")  # fmt: skip
    dated = _Parser(add_help=False)
    dated.add_argument("--date", type=_day, metavar="AAAA-MM-JJ", help="jour auquel on se place (par défaut : aujourd'hui, ou la date de l'exemple)")  # fmt: skip

    parser = _Parser(
        prog="greffe",
        description="Tient les conventions d'une Caf avec ses partenaires : documents, annuaire, alertes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE", title="commandes")  # fmt: skip

    def add(name: str, text: str, *parents: _Parser) -> Any:
        return commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            parents=[common, *parents],
        )

    add("build", "fait tout : documents, alertes et site public, dans build/", dated)

    check = add("check", "signale ce qui manque, ce qui est en retard et ce qui arrive à échéance", dated)  # fmt: skip
    check.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="fichiers de partenaires à vérifier (par défaut : tous)")  # fmt: skip
    check.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    check.add_argument("--rule", action="append", default=[], metavar="RÈGLE", help="cette règle seulement, par exemple C11 (répétable)")  # fmt: skip
    check.add_argument("--format", choices=tuple(FORMATS), default="text", help="forme du compte rendu (text par défaut)")  # fmt: skip
    check.add_argument("--threshold", choices=SEVERITIES, help="gravité à partir de laquelle la commande échoue (par défaut : celle de data/controle.yml, ou erreur)")  # fmt: skip
    check.add_argument("--strict", action="store_true", help="compte comme une erreur ce qui ne peut pas être vérifié (règle X0)")  # fmt: skip
    check.add_argument("--public", action="store_true", help="n'ouvre pas les fichiers nominatifs, et ne dit donc rien des titulaires de comptes")  # fmt: skip
    check.add_argument("--explain", metavar="RÈGLE", help="explique une règle, par exemple C11")

    render = add("render", "fait les documents de partenaires, sans le reste", dated)
    render.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    render.add_argument("--blank", action="store_true", help="fait les documents vierges, à compléter à la main")  # fmt: skip

    new = add("new", "crée le fichier d'un partenaire, en posant des questions")
    new.add_argument("--siren", "--siret", metavar="NUMÉRO", help="SIREN, ou SIRET du siège : le nom, le type et la Caf d'une commune ou d'une intercommunalité s'en déduisent")  # fmt: skip
    for option, metavar, text in (
        ("id", "ID", "nom du fichier, en minuscules et tirets"),
        ("nom", "NOM", "dénomination complète"),
        ("type", "TYPE", "nature du partenaire, par exemple communaute-de-communes"),
        ("caf", "ID", "Caf de rattachement"),
        ("voie", "VOIE", "numéro et voie du siège"),
        ("code-postal", "CODE", "code postal du siège"),
        ("commune", "COMMUNE", "commune du siège"),
        ("civilite", "M.|Mme", "civilité de la personne qui signe"),
        ("prenom", "PRÉNOM", "son prénom"),
        ("representant", "NOM", "son nom"),
        ("fonction", "FONCTION", "sa fonction, par exemple président"),
        ("modele", "MODÈLE", "modèle de la convention"),
    ):
        new.add_argument(f"--{option}", metavar=metavar, help=text)

    intake = add("intake", "lit une annexe ou une pièce revenue d'un partenaire et dit ce qu'elle change ; rien n'est écrit sans « --apply »", dated)  # fmt: skip
    intake.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="formulaires ou courriels reçus (.json, .docx, .xlsx, .csv, .eml)")  # fmt: skip
    intake.add_argument("--partner", metavar="ID", help="partenaire, si le fichier ne le dit pas ou se trompe")  # fmt: skip
    intake.add_argument("--service", metavar="ID", help="service d'une PJ1 ou d'une PJ3, si le fichier ne le dit pas")  # fmt: skip
    intake.add_argument("--sent", type=_day, metavar="AAAA-MM-JJ", help="date de transmission, si le fichier n'en porte pas")  # fmt: skip
    intake.add_argument("--accept", nargs="+", action="extend", default=[], type=_choice, metavar="N", help="numéros des propositions à prendre, « all » pour toutes celles qui n'ont pas de rivale, « conflit » pour un formulaire dépassé qui doit pourtant l'emporter")  # fmt: skip
    intake.add_argument("--missing", choices=("garder", "clore"), help="que faire des personnes absentes de la liste sans demande de clôture")  # fmt: skip
    intake.add_argument("--table", type=Path, metavar="TABLEAU", help="tableau de suivi de la Caf (.xlsx, .csv), dont chaque ligne devient un fichier de partenaire")  # fmt: skip
    intake.add_argument("--columns", type=Path, metavar="FICHIER", help="correspondance des colonnes du tableau (par défaut : à côté de lui)")  # fmt: skip
    intake.add_argument("--apply", action="store_true", help="enregistre, et fait le récépissé et la liste des comptes à ouvrir et à fermer")  # fmt: skip

    remind = add("remind", "prépare un message de rappel par partenaire, à relire et à envoyer ; rien n'est envoyé", dated)  # fmt: skip
    remind.add_argument("--since", type=_day, metavar="AAAA-MM-JJ", help="reprend les rappels depuis ce jour (par défaut : les sept derniers jours)")  # fmt: skip
    remind.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    remind.add_argument("--attach", action="store_true", help="joint les listes de personnes déjà remplies : à n'envoyer que par un moyen sûr")  # fmt: skip
    remind.add_argument("--letter", choices=LETTERS, help="fait cette lettre, à la place des rappels, pour chaque partenaire nommé par « --partner »")  # fmt: skip
    remind.add_argument("--by", choices=("caf", "partenaire"), help="qui envoie la lettre (par défaut : la Caf si elle le peut)")  # fmt: skip

    schema = add("schema", "écrit les schémas JSON qui guident la saisie dans l'éditeur")
    schema.add_argument("--check", action="store_true", help="compare sans écrire ; échoue s'ils ne sont pas à jour")  # fmt: skip

    serve = add(
        "serve", "montre le site public sur cet ordinateur et suit les modifications", dated
    )
    serve.add_argument(
        "--port", type=_port, default=8000, metavar="PORT", help="port local (8000 par défaut)"
    )

    template = add("template", "tient les modèles de documents")
    actions = template.add_subparsers(dest="action", required=True, metavar="ACTION")
    pin = actions.add_parser("pin", help="fige le texte d'un modèle publié : tout changement sera refusé", parents=[common])  # fmt: skip
    pin.add_argument("templates", nargs="+", metavar="MODÈLE", help="dossiers de templates/")
    diff = actions.add_parser("diff", help="compare deux modèles, clause par clause et en modifications suivies", parents=[common, dated])  # fmt: skip
    diff.add_argument("templates", nargs=2, metavar="MODÈLE", help="dossiers de templates/ : l'ancien, puis le nouveau")  # fmt: skip
    impact = actions.add_parser("impact", help="dit ce qu'un modèle changerait pour chaque partenaire qui en suit un autre", parents=[common])  # fmt: skip
    impact.add_argument("template", metavar="MODÈLE", help="dossier de templates/")
    return parser, commands.choices
