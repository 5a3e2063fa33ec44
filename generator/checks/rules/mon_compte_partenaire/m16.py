"""M16 : réunion tardive, compte rendu non validé ou toujours du même rédacteur

## Ce que la règle vérifie

Une réunion demandée se tient au plus tard {parametres.reunion} après la réception de la demande. Son compte
rendu est validé dans les {parametres.compte_rendu}, comptés depuis son envoi, à défaut depuis la réunion. Les
parties le rédigent à tour de rôle. La règle signale une réunion tardive ou qui n'a pas eu lieu à temps, un
compte rendu qui n'a pas été validé à temps, et deux comptes rendus de suite du même rédacteur.

## Article

Article {articles[suivi].numero} de la convention.

## Exemple

```yaml
reunions:
  - demande_recue_le: 2026-03-02
    tenue_le: 2026-04-20   # plus d'un mois après la demande
    redacteur: caf
```

## Comment corriger

Tenez la réunion, validez le compte rendu, et notez les dates. Changez de rédacteur la prochaine fois.
"""

from collections.abc import Iterator

from generator.checks.cases import McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations import civil
from generator.obligations.mcp_deadlines import minutes
from generator.store.schema.mon_compte_partenaire import Meeting


def check(context: Context) -> Iterator[Finding]:
    """An information for each meeting too late, each minutes not validated in time, each writer twice running."""
    for case in context.mcp_in_force:
        for index, meeting in enumerate(case.convention.reunions):
            for field, message, remedy in (
                *_meeting(context, case, meeting),
                *_writer(case, index),
            ):
                yield context.finding(
                    case.entry, case.path("reunions", index, field), "information", message, remedy,
                    article=case.article("suivi"),
                )  # fmt: skip


def _meeting(context: Context, case: McpCase, meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """(field, message, remedy) of what came too late, or has not come in time."""
    by = civil.after(meeting.demande_recue_le, case.parameters.reunion)
    if meeting.tenue_le is None:
        if by < context.today:
            yield (
                "demande_recue_le",
                f"Une réunion demandée devait se tenir au plus tard le {long_date(by)}.",
                "Tenez-la, ou notez « tenue_le » si elle a eu lieu.",
            )
        return
    if by < meeting.tenue_le:
        yield (
            "tenue_le",
            f"La réunion du {long_date(meeting.tenue_le)} devait se tenir au plus tard le {long_date(by)}.",
            "Rien à faire si elle a eu lieu ; sinon, avancez-la.",
        )
    _, by = minutes(meeting, case.parameters)
    validated = meeting.valide_le
    if by < (validated or context.today):
        when = f"l'a été le {long_date(validated)}" if validated else "ne l'est pas"
        yield (
            "valide_le" if validated else "tenue_le",
            f"Le compte rendu de la réunion du {long_date(meeting.tenue_le)} devait être validé au plus tard le {long_date(by)} ; il {when}.",
            "Rien à faire." if validated else "Faites-le valider et notez le jour dans « valide_le ».",
        )  # fmt: skip


def _writer(case: McpCase, index: int) -> Iterator[tuple[str, str, str]]:
    """The same party wrote the minutes of this meeting and of the one before, in the order of days."""
    held = sorted(
        (each.tenue_le, rank, each.redacteur)
        for rank, each in enumerate(case.convention.reunions)
        if each.tenue_le and each.redacteur
    )
    place = next((place for place, (_, rank, _) in enumerate(held) if rank == index), 0)
    if place and held[place][2] == held[place - 1][2]:
        side = "la Caf" if held[place][2] == "caf" else "le partenaire"
        yield (
            "redacteur",
            f"Deux comptes rendus de suite ont été rédigés par {side}.",
            "Changez de rédacteur la prochaine fois.",
        )
