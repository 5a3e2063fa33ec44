"""M11 : données d'habilitation ou traces gardées trop longtemps

## Ce que la règle vérifie

Les données d'habilitation se gardent {parametres.conservation_habilitations} après la dévalidation, les traces
de connexion {parametres.conservation_traces}. La règle signale une ligne de PJ3 close depuis plus longtemps.

Les traces sont dans les systèmes de la Caf, que greffe ne lit pas : quand les dernières traces d'un accès clos
atteignent leur durée, la règle le rappelle par une information, pendant {parametres.annonce}.

## Article

Article {articles[contrat-conservation].numero} du contrat de service.

## Exemple

```yaml
utilisateurs:
  - nom: EXEMPLE
    cloture_le: 2020-03-31   # gardée jusqu'au 31 mars 2026, à effacer à partir du 1er avril
```

## Comment corriger

« greffe purge » liste ces lignes ; « greffe purge --apply » les efface, et note dans la convention le jour et le
nombre, sans nom. Une ligne à garder pour un litige se protège avec « conservation », une raison et un dernier jour :
la règle n'en fait plus qu'une information. Pour les traces, vérifiez auprès de qui les détient qu'elles ont été
effacées.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.holds import holds, keeping
from generator.checks.people import full_name
from generator.documents.french.dates import long_date
from generator.obligations import civil
from generator.obligations.retention import erased_from, line_kept_until, traces_kept_until


def check(context: Context) -> Iterator[Finding]:
    """An error for each line kept too long, an information when the traces of an access reach their end.

    Whether the convention is in force or not: what is kept after it counts too.
    """
    for case in context.mcp_cases:
        held = holds(context.dataset, case.entry.id)
        for sheet in case.sheets:
            for rank, line in enumerate(sheet.lines):
                last = line_kept_until(line, case.parameters)
                traces = traces_kept_until(line, case.parameters)
                if line.cloture_le and last and erased_from(last) <= context.today:
                    hold = keeping(held, "utilisateurs", [line.adresse_electronique], context.today)
                    yield context.finding(
                        sheet.entry, sheet.path(rank, "cloture_le"), "information" if hold else "erreur",
                        f"Une ligne close le {long_date(line.cloture_le)} se gardait jusqu'au {long_date(last)} : elle est à effacer depuis le {long_date(erased_from(last))}.",
                        hold.remedy if hold else "« greffe purge --apply » efface cette ligne, et n'en garde que la date et le nombre.",
                        article=case.article("contrat-conservation"), due=erased_from(last), who=full_name(line),
                        frank_remedy=hold.frank_remedy if hold else None,
                    )  # fmt: skip
                elif traces and erased_from(traces) <= context.today <= civil.after(traces, case.parameters.annonce):  # fmt: skip
                    yield context.finding(
                        sheet.entry, sheet.path(rank, "cloture_le"), "information",
                        f"Les dernières traces d'un accès clos ne se gardent plus depuis le {long_date(erased_from(traces))}.",
                        "Vérifiez auprès de qui les détient qu'elles ont été effacées ; ce rappel disparaîtra de lui-même.",
                        article=case.article("contrat-conservation"), who=full_name(line),
                    )  # fmt: skip
