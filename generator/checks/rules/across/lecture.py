"""lecture : ce qui ne se lit pas dans les fichiers

## Ce que la règle vérifie

Chaque fichier doit se lire en entier : mise en forme YAML, champs connus, dates qui existent,
identifiants entre guillemets. Un fichier qui ne se lit pas n'est vérifié par aucune autre règle : c'est
toujours une erreur, quelles que soient les règles demandées.

## Article

Aucun : c'est une condition pour que les autres règles puissent travailler.

## Exemple

```yaml
signature:
  partenaire: 2026-02-30   # cette date n'existe pas
```

## Comment corriger

Ouvrez le fichier à la ligne indiquée et suivez la phrase de l'alerte : elle dit quoi écrire. Dans les
rapports qui peuvent sortir de la Caf, la valeur elle-même n'est pas reprise.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.store.dataset import NOMINATIVE
from generator.store.problems import Problem

ID = "lecture"
_QUOTED = re.compile(r"« (.*?) »|\"(.*?)\"")
# Field names, file names, dates and signs: what a message may repeat outside the Caf.
_HARMLESS = re.compile(r"[a-z_]+|[a-z0-9-]+\.yml|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z_]+: …|\W+")


def check(context: Context) -> Iterator[Finding]:
    """The problems met while reading the files of the selected partners, and all the other files."""
    for problem in context.dataset.problems:
        partner = partner_of(problem.file)
        if partner is None or context.selected is None or partner in context.selected:
            finding = Finding(
                context.rule, "erreur", problem.file, problem.line, problem.column, "",
                problem.message, problem.remedy, partner=partner,
            )  # fmt: skip
            yield finding if _harmless(problem) else _discreet(finding)


def partner_of(file: str) -> str | None:
    """The partner whose file it is; None for the Caf's, the settings and the templates."""
    folder, _, name = file.rpartition("/")
    if _nominative(file) or folder.endswith("data/partners"):
        return name.partition(".")[0]
    return None


def _nominative(file: str) -> bool:
    return file.endswith(NOMINATIVE)


def _harmless(problem: Problem) -> bool:
    """Whether the sentences of `problem` quote no value, which might name a person."""
    quoted = _QUOTED.findall(f"{problem.message} {problem.remedy}")
    return not _nominative(problem.file) and all(
        _HARMLESS.fullmatch(first or second) for first, second in quoted
    )


def _discreet(finding: Finding) -> Finding:
    return replace(
        finding,
        message="Cette ligne ne peut pas être lue.",
        remedy="Corrigez-la ; dans le rapport interne, l'alerte dit pourquoi et comment.",
        frank_message=finding.message,
        frank_remedy=finding.remedy,
    )
