"""The command line: every command, its options and its French help. Imports nothing heavy."""

import argparse
import copy
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.checks.reports.formats import FORMATS
from generator.cli.arguments import Parser, choice, day, gettext, port
from generator.store.severities import SEVERITIES

FAMILIES = ("cooperation", "mon-compte-partenaire")
LETTERS = (
    "non-renouvellement", "resiliation", "mise-en-demeure", "prestataire", "annexe-1", "annexe-2", "annexe-3", "pieces",
    "attestation", "attestation-prestataire", "engagement", "bilan",
)  # fmt: skip
"""The letters of `upkeep.letters`, which is heavy to load."""


@cache
def _common() -> Parser:
    """What every command takes."""
    common = Parser(add_help=False)
    common.add_argument("--root", type=Path, default=Path(), metavar="DOSSIER", help="dossier qui contient data/ (par défaut : le dossier courant)")  # fmt: skip
    return common


@cache
def _dated() -> Parser:
    """What every command that stands at a day takes."""
    dated = Parser(add_help=False)
    dated.add_argument("--date", type=day, metavar="AAAA-MM-JJ", help="jour auquel on se place (par défaut : aujourd'hui, ou la date de l'exemple)")  # fmt: skip
    return dated


def _staff(command: Parser) -> None:
    """The options of the site that is for the Caf's staff."""
    command.add_argument("--internal", action="store_true", help="le site interne de la Caf, dans build/site-interne/, à ne pas publier")  # fmt: skip
    command.add_argument("--since", type=day, metavar="AAAA-MM-JJ", help="jour depuis lequel le site interne montre ce qui a changé (par défaut : trente jours)")  # fmt: skip


def _check(command: Parser) -> None:
    command.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="fichiers de partenaires à vérifier (par défaut : tous)")  # fmt: skip
    command.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    command.add_argument("--rule", action="append", default=[], metavar="RÈGLE", help="cette règle seulement, par exemple C11 (répétable)")  # fmt: skip
    command.add_argument("--format", choices=tuple(FORMATS), default="text", help="forme du compte rendu (text par défaut)")  # fmt: skip
    command.add_argument("--threshold", choices=SEVERITIES, help="gravité à partir de laquelle la commande échoue (par défaut : celle de data/controle.yml, ou erreur)")  # fmt: skip
    command.add_argument("--strict", action="store_true", help="compte comme une erreur ce qui ne peut pas être vérifié (règle X0)")  # fmt: skip
    command.add_argument("--public", action="store_true", help="n'ouvre pas les fichiers nominatifs, et ne dit donc rien des titulaires de comptes")  # fmt: skip
    command.add_argument("--explain", metavar="RÈGLE", help="explique une règle, par exemple C11")


def _render(command: Parser) -> None:
    command.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    command.add_argument("--explain", action="store_true", help="ajoute, pour chaque document, d'où vient chaque ligne : donnée, modèle, condition, et ce qui a été laissé de côté")  # fmt: skip
    command.add_argument("--blank", action="store_true", help="fait les documents vierges, à compléter à la main")  # fmt: skip


def _new(command: Parser) -> None:
    command.add_argument("--siren", "--siret", metavar="NUMÉRO", help="SIREN, ou SIRET du siège : le nom, le type et la Caf d'une commune ou d'une intercommunalité s'en déduisent")  # fmt: skip
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
        command.add_argument(f"--{option}", metavar=metavar, help=text)


def _intake(command: Parser) -> None:
    command.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="formulaires ou courriels reçus (.json, .docx, .xlsx, .csv, .eml)")  # fmt: skip
    command.add_argument("--partner", metavar="ID", help="partenaire, si le fichier ne le dit pas ou se trompe")  # fmt: skip
    command.add_argument("--service", metavar="ID", help="service d'une PJ1 ou d'une PJ3, si le fichier ne le dit pas")  # fmt: skip
    command.add_argument("--sent", type=day, metavar="AAAA-MM-JJ", help="date de transmission, si le fichier n'en porte pas")  # fmt: skip
    command.add_argument("--accept", nargs="+", action="extend", default=[], type=choice, metavar="N", help="numéros des propositions à prendre, « all » pour toutes celles qui n'ont pas de rivale, « conflit » pour un formulaire dépassé qui doit pourtant l'emporter")  # fmt: skip
    command.add_argument("--missing", choices=("garder", "clore"), help="que faire des personnes absentes de la liste sans demande de clôture")  # fmt: skip
    command.add_argument("--table", type=Path, metavar="TABLEAU", help="tableau de suivi de la Caf (.xlsx, .csv), dont chaque ligne devient un fichier de partenaire")  # fmt: skip
    command.add_argument("--columns", type=Path, metavar="FICHIER", help="correspondance des colonnes du tableau (par défaut : à côté de lui)")  # fmt: skip
    command.add_argument("--apply", action="store_true", help="enregistre, et fait le récépissé et la liste des comptes à ouvrir et à fermer")  # fmt: skip


def _remind(command: Parser) -> None:
    command.add_argument("--since", type=day, metavar="AAAA-MM-JJ", help="reprend les rappels depuis ce jour (par défaut : les sept derniers jours)")  # fmt: skip
    command.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    command.add_argument("--attach", action="store_true", help="joint les listes de personnes déjà remplies : à n'envoyer que par un moyen sûr")  # fmt: skip
    command.add_argument("--letter", choices=LETTERS, help="fait cette lettre, cette note d'envoi ou ce document à signer, à la place des rappels, pour chaque partenaire nommé par « --partner »")  # fmt: skip
    command.add_argument("--by", choices=("caf", "partenaire"), help="qui envoie la lettre (par défaut : la Caf si elle le peut)")  # fmt: skip


def _review(command: Parser) -> None:
    """The actions of `greffe review`."""
    steps = command.add_subparsers(dest="action", metavar="ACTION", title="actions")
    given = Parser(add_help=False)
    for option in (*_common()._actions, *_dated()._actions):
        # What was given before the action stands.
        again = copy.copy(option)
        again.default = argparse.SUPPRESS
        given._add_action(again)
    family = Parser(add_help=False)
    family.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable pour « open »)")  # fmt: skip
    family.add_argument("--family", choices=FAMILIES, help="cette famille de conventions seulement")
    steps.add_parser("status", help="dit où en est la revue pour chaque partenaire", parents=[given])  # fmt: skip
    steps.add_parser("open", help="ouvre la revue et fait les feuilles à envoyer, dans build/revues/", parents=[given, family])  # fmt: skip
    close = steps.add_parser("close", help="lit les feuilles revenues et dit ce qu'elles changent ; rien n'est écrit sans « --apply »", parents=[given, family])  # fmt: skip
    close.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="feuilles reçues (.json, .docx, .xlsx) ou courriels (.eml)")  # fmt: skip
    close.add_argument("--unchanged", action="store_true", help="« rien à changer », dit sans feuille, par le partenaire que nomme « --partner »")  # fmt: skip
    close.add_argument("--by", default="", metavar="QUI", help="fonction ou service de qui a répondu")  # fmt: skip
    close.add_argument("--answered", type=day, metavar="AAAA-MM-JJ", help="jour de la réponse, si la feuille n'en porte pas")  # fmt: skip
    close.add_argument("--accept", nargs="+", action="extend", default=[], type=choice, metavar="N", help="numéros des propositions à prendre, « all » pour toutes celles qui n'ont pas de rivale, « conflit » pour suivre la feuille là où la liste a changé depuis")  # fmt: skip
    close.add_argument("--apply", action="store_true", help="enregistre, et fait le compte rendu et les documents")  # fmt: skip


def _avenant(command: Parser) -> None:
    """The options of `greffe avenant`."""
    command.add_argument("--partner", action="append", default=[], metavar="ID", help="partenaire : le nom de son fichier (répétable)")  # fmt: skip
    command.add_argument("--family", choices=("cooperation", "mon-compte-partenaire"), help="famille de la convention (par défaut : les deux)")  # fmt: skip
    command.add_argument("--template", metavar="MODÈLE", help="modèle que suivra la convention (par défaut : celui de son fichier)")  # fmt: skip
    command.add_argument("--since", type=day, metavar="AAAA-MM-JJ", help="part du texte en vigueur ce jour-là, et non du dernier texte signé ; avec « --date », va jusqu'à celui de cette date")  # fmt: skip
    command.add_argument("--effect", type=day, metavar="AAAA-MM-JJ", help="jour d'effet (par défaut : celui de la dernière signature)")  # fmt: skip
    command.add_argument("--consolidated", action="store_true", help="fait la version consolidée, en vigueur au jour de « --date »")  # fmt: skip
    command.add_argument("--signed", type=day, metavar="AAAA-MM-JJ", help="note dans le fichier l'avenant signé ce jour-là par le partenaire")  # fmt: skip
    command.add_argument("--received", type=day, metavar="AAAA-MM-JJ", help="jour où la Caf l'a reçu signé")  # fmt: skip
    command.add_argument("--countersigned", type=day, metavar="AAAA-MM-JJ", help="jour où la Caf l'a signé (par défaut : celui où elle l'a reçu)")  # fmt: skip
    command.add_argument("--replace", action="store_true", help="avec « --signed », corrige les jours du dernier avenant noté")  # fmt: skip


def _acte(command: Parser) -> None:
    """The actions of `greffe acte`."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    draft = actions.add_parser("draft", help="fait le projet de délibération ou de décision qu'un partenaire public complète, dans build/actes/", parents=[_common()])  # fmt: skip
    record = actions.add_parser("record", help="note l'acte pris par le partenaire, et son accusé de transmission", parents=[_common()])  # fmt: skip
    for action in (draft, record):
        action.add_argument("partner", metavar="PARTENAIRE", help="partenaire : le nom de son fichier")  # fmt: skip
        action.add_argument("--family", choices=FAMILIES, help="famille de la convention (par défaut : celle qui attend son acte)")  # fmt: skip
        action.add_argument("--nature", choices=("deliberation", "decision"), help="nature de l'acte")  # fmt: skip
    for option, metavar, text in (
        ("numero", "NUMÉRO", "numéro de l'acte"),
        ("organe", "ORGANE", "qui l'a pris : conseil municipal, président…"),
        ("objet", "OBJET", "objet de l'acte"),
        ("autorise", "FONCTION", "fonction qu'il autorise à signer, par exemple président"),
    ):
        record.add_argument(f"--{option}", metavar=metavar, help=text)
    record.add_argument("--date", type=day, metavar="AAAA-MM-JJ", help="jour de l'acte (par défaut : celui que dit l'accusé)")  # fmt: skip
    record.add_argument("--recepisse", dest="identifiant", metavar="IDENTIFIANT", help="identifiant de l'accusé : DDD-SIREN-AAAAMMJJ-NUMERO-NATURE")  # fmt: skip
    for option, text in (
        ("envoye-le", "jour de l'envoi en préfecture"),
        ("recu-le", "jour de la réception en préfecture"),
        ("publie-le", "jour de la publication ou de l'affichage"),
    ):
        record.add_argument(f"--{option}", type=day, metavar="AAAA-MM-JJ", help=text)
    record.add_argument("--anew", action="store_true", help="un nouvel acte prend la place de celui qui est noté")  # fmt: skip


def _verify(command: Parser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="documents reçus, Word (.docx) ou PDF")  # fmt: skip
    command.add_argument("--partner", metavar="ID", help="partenaire, si le fichier ne le dit plus")  # fmt: skip


def _dossier(command: Parser) -> None:
    command.add_argument("partners", nargs="*", metavar="PARTENAIRE", help="partenaires : les noms de leurs fichiers")  # fmt: skip
    command.add_argument("--all", action="store_true", help="tous les partenaires actifs")
    command.add_argument(
        "--family", choices=FAMILIES, help="cette famille de conventions seulement"
    )
    command.add_argument("--until", type=day, metavar="AAAA-MM-JJ", help="jour avant lequel le partenaire est prié de répondre")  # fmt: skip
    command.add_argument("--output", type=Path, metavar="DOSSIER", help="où les écrire (par défaut : build/dossiers/)")  # fmt: skip


def _signature(command: Parser) -> None:
    """The actions of `greffe signature`."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    record = actions.add_parser("record", help="note qui a signé, où, quand et comment, d'après le fichier signé", parents=[_common(), _dated()])  # fmt: skip
    record.add_argument("partner", metavar="PARTENAIRE", help="le nom de son fichier")
    record.add_argument("--file", type=Path, required=True, metavar="FICHIER", help="fichier signé (.pdf, .docx) : il est comparé au texte de greffe, et son empreinte est gardée")  # fmt: skip
    record.add_argument("--family", choices=FAMILIES, help="famille de la convention, si le fichier ne le dit pas")  # fmt: skip
    record.add_argument("--document", action="append", default=[], metavar="DOCUMENT", help="acte signé, si le fichier ne le dit pas : « convention », « contrat », ou le dossier d'un service et « bulletin » (répétable)")  # fmt: skip
    record.add_argument("--signed", type=day, metavar="AAAA-MM-JJ", help="jour où le partenaire a signé")  # fmt: skip
    record.add_argument("--received", type=day, metavar="AAAA-MM-JJ", help="jour où la Caf a reçu le texte signé")  # fmt: skip
    record.add_argument("--countersigned", type=day, metavar="AAAA-MM-JJ", help="jour où la Caf a signé")  # fmt: skip
    record.add_argument("--place", metavar="LIEU", help="lieu de la signature")
    record.add_argument("--mode", choices=("manuscrite", "electronique"), help="comment les parties ont signé (par défaut : ce que dit le fichier)")  # fmt: skip
    record.add_argument("--signatory", metavar="FONCTION", help="fonction de qui a signé pour le partenaire (par défaut : celle de son représentant, délégation ou intérim compris)")  # fmt: skip
    record.add_argument("--countersignatory", metavar="FONCTION", help="la même, pour la Caf")
    record.add_argument("--as-is", action="store_true", help="note un texte modifié ou impossible à lire : vous l'avez relu, et c'est lui que les parties ont signé")  # fmt: skip
    record.add_argument("--replace", action="store_true", help="remplace ce qui est déjà noté")


def _purge(command: Parser) -> None:
    command.add_argument("--partner", action="append", default=[], metavar="ID", help="ce partenaire seulement (répétable)")  # fmt: skip
    command.add_argument("--apply", action="store_true", help="efface, note le jour et le nombre, et fait les relevés et attestations de destruction")  # fmt: skip
    command.add_argument("--history", action="store_true", help="réécrit l'historique Git dans une copie neuve, et prouve qu'il n'y reste rien")  # fmt: skip
    command.add_argument("--clone", type=Path, metavar="DOSSIER", help="dossier neuf pour cette copie (par défaut : à côté du dépôt)")  # fmt: skip
    command.add_argument("--people", type=Path, metavar="FICHIER", help="autres personnes à retirer de l'historique : un nom complet ou une adresse par ligne")  # fmt: skip


def _correct(command: Parser) -> None:
    command.add_argument("file", type=Path, metavar="FICHIER", help="document Word corrigé (.docx)")  # fmt: skip
    command.add_argument("--partner", required=True, metavar="ID", help="partenaire du document")  # fmt: skip
    command.add_argument("--document", metavar="DOCUMENT", help="document corrigé, si le fichier ne le dit plus : par exemple convention, ou bulletin après le nom du service et une barre")  # fmt: skip
    command.add_argument("--reason", required=True, metavar="RAISON", help="pourquoi, sans nommer personne : la raison est gardée avec la correction")  # fmt: skip


def _schema(command: Parser) -> None:
    command.add_argument("--check", action="store_true", help="compare sans écrire ; échoue s'ils ne sont pas à jour")  # fmt: skip


def _serve(command: Parser) -> None:
    _staff(command)
    command.add_argument(
        "--port", type=port, default=8000, metavar="PORT", help="port local (8000 par défaut)"
    )


def _publish(command: Parser) -> None:
    command.add_argument("--check", action="store_true", help="dit ce que la publication ajoute, change et retire, sans la préparer ; échoue si quelque chose change")  # fmt: skip
    command.add_argument("--against", type=Path, metavar="DOSSIER|ZIP", help="ce qui est en ligne (par défaut : la dernière publication préparée ici)")  # fmt: skip


def _template(command: Parser) -> None:
    """The actions of `greffe template`."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    pin = actions.add_parser("pin", help="fige le texte d'un modèle publié : tout changement sera refusé", parents=[_common()])  # fmt: skip
    pin.add_argument("templates", nargs="+", metavar="MODÈLE", help="dossiers de templates/")
    adopt = actions.add_parser("adopt", help="fait un modèle du texte officiel de la Caf, mot pour mot, dans sa mise en page", parents=[_common(), _dated()])  # fmt: skip
    learn = actions.add_parser("learn", help="fait un modèle d'une convention déjà remplie : les valeurs de son partenaire deviennent des places", parents=[_common(), _dated()])  # fmt: skip
    for action in (adopt, learn):
        action.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help="fichier Word (.docx) du texte ; plusieurs pour la convention et ses annexes")  # fmt: skip
        action.add_argument("--text", type=Path, metavar="FICHIER", help="le texte seul (.txt, .md), à défaut du fichier Word")  # fmt: skip
        action.add_argument("--family", choices=FAMILIES, required=True, help="famille de conventions")  # fmt: skip
        action.add_argument("--id", required=True, metavar="ID", help="nom du modèle : un nouveau dossier de templates/, ou celui d'un modèle repris auquel ajouter un document")  # fmt: skip
        action.add_argument("--document", metavar="DOCUMENT", help="document que le texte remplace (par défaut : celui que dit son titre, ou la convention)")  # fmt: skip
    learn.add_argument("--partner", required=True, metavar="ID", help="partenaire de la convention remplie")  # fmt: skip
    decide = actions.add_parser("decide", help="écrit dans un modèle repris les places décidées dans decisions.yml", parents=[_common()])  # fmt: skip
    decide.add_argument("template", metavar="MODÈLE", help="dossier de templates/")
    diff = actions.add_parser("diff", help="compare deux modèles, clause par clause et en modifications suivies", parents=[_common(), _dated()])  # fmt: skip
    diff.add_argument("templates", nargs=2, metavar="MODÈLE", help="dossiers de templates/ : l'ancien, puis le nouveau")  # fmt: skip
    impact = actions.add_parser("impact", help="dit ce qu'un modèle changerait pour chaque partenaire qui en suit un autre", parents=[_common()])  # fmt: skip
    impact.add_argument("template", metavar="MODÈLE", help="dossier de templates/")


_COMMANDS: tuple[tuple[str, str, Callable[[Parser], None], bool], ...] = (
    ("build", "fait tout : documents, alertes et site public, dans build/", _staff, True),
    ("check", "signale ce qui manque, ce qui est en retard et ce qui arrive à échéance", _check, True),
    ("render", "fait les documents de partenaires, sans le reste", _render, True),
    ("new", "crée le fichier d'un partenaire, en posant des questions", _new, False),
    ("intake", "lit une annexe ou une pièce revenue d'un partenaire et dit ce qu'elle change ; rien n'est écrit sans « --apply »", _intake, True),
    ("remind", "prépare un message de rappel par partenaire, à relire et à envoyer ; rien n'est envoyé", _remind, True),
    ("review", "revue annuelle des habilitations : où elle en est pour chaque partenaire", _review, True),
    ("avenant", "prépare l'avenant que demande ce qui a changé depuis la signature", _avenant, True),
    ("acte", "acte qui autorise le partenaire à signer : le projet à lui proposer, puis l'acte pris, avec son accusé", _acte, False),
    ("verify", "compare un document revenu ou signé avec celui que greffe donne : le même, modifié à la main, ou données changées depuis", _verify, False),
    ("dossier", "fait le dossier à signer : un PDF et une archive des fichiers Word, avec leur bordereau, dans build/dossiers/", _dossier, True),
    ("signature", "note une signature dans le fichier du partenaire, d'après le fichier signé", _signature, False),
    ("purge", "dit ce qui ne doit plus être gardé ; rien n'est effacé sans « --apply »", _purge, True),
    ("correct", "retient un document corrigé à la main dans Word : il est donné désormais à la place de celui de greffe", _correct, True),
    ("schema", "écrit les schémas JSON qui guident la saisie dans l'éditeur", _schema, False),
    ("serve", "montre le site public sur cet ordinateur et suit les modifications", _serve, True),
    ("publish", "dit ce que la publication du site change, et prépare l'archive à mettre en ligne, build/publication.zip ; rien n'est envoyé", _publish, False),
    ("template", "tient les modèles de documents", _template, False),
)  # fmt: skip
"""Name, what it is for, what adds its options, and whether it stands at a day; in the order of the help."""


def _parsers() -> tuple[Parser, Mapping[str, Parser]]:
    """The whole command line, and the part of each command."""
    parser = Parser(
        prog="greffe",
        description="Tient les conventions d'une Caf avec ses partenaires : documents, annuaire, alertes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE", title="commandes")  # fmt: skip
    for name, text, options, dated in _COMMANDS:
        options(
            commands.add_parser(
                name,
                help=text,
                description=text[0].upper() + text[1:] + ".",
                parents=[_common(), _dated()] if dated else [_common()],
            )
        )
    return parser, commands.choices


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `command` names the module of `generator.cli` that runs it."""
    argparse._ = gettext  # type: ignore[attr-defined] # its only door to another language
    parser, commands = _parsers()
    if arguments and arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"):
        parser.error(f"« {arguments[0]} » s'écrit après la commande, par exemple « greffe check {arguments[0]} … »")  # fmt: skip
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        commands[options.command].unknown(unknown)
    return options
