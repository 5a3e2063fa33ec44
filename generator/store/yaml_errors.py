"""What libyaml's syntax errors mean to somebody who edits a file by hand."""

import re

import yaml

_INDENT = (
    "Le décalage de cette ligne ne correspond pas à ce qui précède.",
    "Alignez-la sur ses voisines, avec des espaces (deux par niveau).",
)
# The first entry whose pattern is found in libyaml's words (problem, then context) speaks for it.
_EXPLANATIONS: tuple[tuple[str, tuple[str, str]], ...] = (
    (r"found unexpected end of stream", (
        "Des guillemets ouverts ne sont pas refermés avant la fin du fichier.",
        "Ajoutez le guillemet fermant à la fin de la valeur.")),
    (r"found unknown escape character", (
        "Une barre oblique inverse « \\ » entre guillemets doubles annonce un caractère inconnu.",
        "Remplacez les guillemets doubles par des apostrophes, ou doublez la barre « \\\\ ».")),
    (r"mapping values are not allowed", (
        "Un « : » de trop, ou une ligne mal décalée.",
        "Mettez entre guillemets une valeur qui contient « : », ou alignez la ligne.")),
    (r"could not find expected ':'", (
        "Il manque « : » après un nom de champ.",
        "Écrivez « champ: valeur », avec une espace après les deux-points.")),
    (r"did not find expected key", _INDENT),
    (r"did not find expected '-' indicator", (
        "Un élément de liste est attendu ici.",
        "Commencez la ligne par « - » aligné sur les autres éléments de la liste.")),
    (r"did not find expected ',' or '[\]}]'", (
        "Une liste ou un groupe entre crochets ou accolades n'est pas refermé, ou une virgule manque.",
        "Séparez les éléments par des virgules et refermez le crochet ou l'accolade.")),
    (r"did not find expected node content", (
        "Une valeur est attendue ici.",
        "Complétez la valeur, ou mettez-la entre guillemets.")),
    (r"block sequence entries are not allowed", (
        "Un tiret de liste n'est pas à sa place.",
        "Passez à la ligne avant le tiret, et alignez-le avec des espaces.")),
    (r"block collections? are not allowed|block mapping keys are not allowed", _INDENT),
    (r"did not find expected <document start>", (
        "Du texte se trouve hors de toute clé.",
        "Écrivez « champ: valeur », ou commencez la ligne par « # » pour un commentaire.")),
    (r"undefined alias", (
        "Une valeur ne peut pas commencer par « * ».",
        "Mettez-la entre guillemets.")),
    (r"undefined tag handle", (
        "Une valeur ne peut pas commencer par « ! ».",
        "Mettez-la entre guillemets.")),
    (r"scanning an (alias|anchor)", (
        "Une valeur ne peut pas commencer par « * » ni par « & ».",
        "Mettez-la entre guillemets.")),
    (r"scanning a directive", (
        "Une ligne ne peut pas commencer par « % ».",
        "Mettez la valeur entre guillemets, ou supprimez la ligne.")),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """French reason and remedy for a syntax error that libyaml found in `text`."""
    mark = error.problem_mark
    if error.problem and "cannot start any token" in error.problem and mark:
        line = text.splitlines()[mark.line] if mark.line < text.count("\n") + 1 else ""
        character = line[mark.column : mark.column + 1]
        if character == "\t" or line.startswith("\t"):
            return (
                "La ligne est décalée par une tabulation.",
                "Remplacez la tabulation par des espaces (deux par niveau).",
            )
        return (
            f"Une valeur ne peut pas commencer par « {character} ».",
            "Mettez-la entre guillemets.",
        )
    words = f"{error.problem} {error.context}"
    for pattern, explanation in _EXPLANATIONS:
        if re.search(pattern, words):
            return explanation
    return (
        "La mise en forme YAML n'est pas comprise ici.",
        "Comparez cette ligne avec la même ligne d'un autre fichier : décalage, deux-points, guillemets.",
    )
