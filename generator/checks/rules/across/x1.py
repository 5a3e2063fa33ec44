"""X1 : convention signée avant que l'acte l'autorise

## Ce que la règle vérifie

Le représentant d'une collectivité signe parce qu'un acte (délibération ou décision) l'y autorise, et cet
acte n'a d'effet qu'une fois transmis à la préfecture et publié. La règle compare le jour où le partenaire
a signé avec la date de l'acte, puis avec le jour où il est devenu exécutoire : la plus tardive des dates
de transmission et de publication. Signer ce jour-là convient. Elle regarde la convention et, pour « Mon Compte
Partenaire », le contrat de service et chaque bulletin d'adhésion.

Elle ne concerne que les organismes publics dont les actes passent en préfecture ; ni les associations, ni
les MSA.

## Article

Code général des collectivités territoriales, article L. 2131-1, et articles qui y renvoient pour les
autres collectivités. La convention n'en parle pas.

## Exemple

```yaml
acte:
  nature: deliberation
  date: 2026-03-10
signature:
  partenaire: 2026-01-15   # avant la délibération
```

## Comment corriger

Vérifiez d'abord les dates. Si elles sont justes, voyez avec le service juridique : le plus souvent, le
partenaire prend un nouvel acte et les parties signent de nouveau. S'il n'y a rien à refaire, mettez l'alerte de côté
dans `data/controle.yml`, avec la raison.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import AnyCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.store import signatures
from generator.store.schema.partner import PUBLIC_BODIES
from generator.store.source import Path
from generator.versions import act_powers


def check(context: Context) -> Iterator[Finding]:
    """A warning for each day on which a public body signed before its act allowed it, at the first document it signed."""
    for case in context.every_case:
        act = case.standing.convention.acte
        if case.entry.record.type not in PUBLIC_BODIES or act is None:
            continue
        for day, place in _signed(case).items():
            if words := act_powers.too_early(act, day):
                path = case.path(*place, "partenaire")
                yield context.finding(
                    case.entry, path, "avertissement",
                    f"Le partenaire a signé le {long_date(day)}, {words}.",
                    f"Vérifiez ces dates ; si elles sont justes, voyez avec le service juridique s'il faut signer de nouveau. S'il ne le faut pas, {context.set_aside(case.entry, path)}",
                    article=act_powers.LAW,
                )  # fmt: skip


def _signed(case: AnyCase) -> dict[date, Path]:
    """Each day on which the partner signed, and the signature of the first document of that day."""
    found: dict[date, Path] = {}
    for each in signatures.acts(case.standing.convention).values():
        if each.signature and each.signature.partenaire:
            found.setdefault(each.signature.partenaire, each.place)
    return found


def missing(case: AnyCase) -> Iterator[Path]:
    """What the rule lacks to judge `case`, as paths of the convention."""
    act, signed = case.standing.convention.acte, case.signature.partenaire
    if case.entry.record.type not in PUBLIC_BODIES:
        return
    if signed is None:
        yield ("signature", "partenaire")
    if act is None:
        yield ("acte",)
    elif act.date is None:
        yield ("acte", "date")
    elif signed is None or signed >= act.date:
        sent = act.transmission
        if sent is None or not (sent.recu_le or sent.envoye_le):
            yield ("acte", "transmission", "recu_le")
        if sent is None or not sent.publie_le:
            yield ("acte", "transmission", "publie_le")
