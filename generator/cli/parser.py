"""The command line: every command, its options and its French help. Imports nothing heavy."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

_USAGE = "Utilisation : "
# argparse's own sentences, as its gettext catalogue would give them.
_FRENCH = {
    "usage: ": _USAGE,
    "options": "options",
    "positional arguments": "arguments",
    "show this help message and exit": "montre cette aide",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "argument inconnu : %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n'est pas possible (choix : %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": "« %(value)s » n'est pas possible ; peut-être « %(suggestion)s » ? (choix : %(choices)s)",
    "expected one argument": "il faut une valeur",
    "expected at least one argument": "il faut au moins une valeur",
    "not allowed with argument %s": "ne va pas avec %s",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s peut être %(matches)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
}


def _gettext(message: str) -> str:
    return _FRENCH.get(message, message)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"greffe : {message}. L'aide : {self.prog} --help\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"« {text} » n'est pas une date ; écrivez-la comme 2026-01-15"
        ) from None


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` names the module of `generator.cli` that runs it."""
    argparse._ = _gettext  # type: ignore[attr-defined] # its only door to another language
    return _parser().parse_args(arguments)


def _choice(text: str) -> int | str:
    if text in ("all", "conflit"):
        return text
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(
        f"« {text} » n'est pas un numéro de proposition, ni « all », ni « conflit » ; les fichiers s'écrivent avant"
    )


def _parser() -> argparse.ArgumentParser:
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
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="forme du compte rendu (text par défaut)")  # fmt: skip
    check.add_argument("--fail-on", choices=("erreur", "avertissement", "information"), default="erreur", help="gravité à partir de laquelle la commande échoue (erreur par défaut)")  # fmt: skip
    check.add_argument("--explain", metavar="RÈGLE", help="explique une règle, par exemple C11")

    render = add("render", "fait les documents de partenaires, sans le reste", dated)
    render.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    render.add_argument("--blank", action="store_true", help="fait les documents vierges, à compléter à la main")  # fmt: skip

    new = add("new", "crée le fichier d'un partenaire, en posant des questions")
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

    intake = add("intake", "lit une annexe revenue d'un partenaire et dit ce qu'elle change ; rien n'est écrit sans « --apply »", dated)  # fmt: skip
    intake.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="formulaires ou courriels reçus (.json, .docx, .xlsx, .csv, .eml)")  # fmt: skip
    intake.add_argument("--partner", metavar="ID", help="partenaire, si le fichier ne le dit pas ou se trompe")  # fmt: skip
    intake.add_argument("--sent", type=_day, metavar="AAAA-MM-JJ", help="date de transmission, si le fichier n'en porte pas")  # fmt: skip
    intake.add_argument("--accept", nargs="+", action="extend", default=[], type=_choice, metavar="N", help="numéros des propositions à prendre, « all » pour toutes celles qui n'ont pas de rivale, « conflit » pour un formulaire dépassé qui doit pourtant l'emporter")  # fmt: skip
    intake.add_argument("--missing", choices=("garder", "clore"), help="que faire des personnes absentes de la liste sans demande de clôture")  # fmt: skip
    intake.add_argument("--table", type=Path, metavar="TABLEAU", help="tableau de suivi de la Caf (.xlsx, .csv), dont chaque ligne devient un fichier de partenaire")  # fmt: skip
    intake.add_argument("--columns", type=Path, metavar="FICHIER", help="correspondance des colonnes du tableau (par défaut : à côté de lui)")  # fmt: skip
    intake.add_argument("--apply", action="store_true", help="enregistre, et fait le récépissé et la liste des comptes à ouvrir et à fermer")  # fmt: skip

    schema = add("schema", "écrit les schémas JSON qui guident la saisie dans l'éditeur")
    schema.add_argument("--check", action="store_true", help="compare sans écrire ; échoue s'ils ne sont pas à jour")  # fmt: skip

    serve = add(
        "serve", "montre le site public sur cet ordinateur et suit les modifications", dated
    )
    serve.add_argument("--port", type=int, default=8000, help="port local (8000 par défaut)")

    template = add("template", "tient les modèles de documents")
    actions = template.add_subparsers(dest="action", required=True, metavar="ACTION")
    pin = actions.add_parser("pin", help="fige le texte d'un modèle publié : tout changement sera refusé", parents=[common])  # fmt: skip
    pin.add_argument("templates", nargs="+", metavar="MODÈLE", help="dossiers de templates/")
    return parser
