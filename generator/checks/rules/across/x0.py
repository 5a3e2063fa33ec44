"""X0 : ce qui ne peut pas être vérifié

## Ce que la règle vérifie

Une échéance ou une obligation ne se calcule qu'à partir de dates. Quand l'une d'elles manque, greffe le
dit : une information par donnée manquante, avec les articles qu'elle empêche de vérifier. Sans cela, le
silence passerait pour « tout va bien ».

Une convention sans « signature » est un brouillon : rien n'est vérifié, sauf si l'un des services de « Mon Compte
Partenaire » est déjà ouvert.

## Article

Ceux que l'alerte énumère.

## Exemple

```yaml
signature:
  partenaire: 2026-01-12
  recue_le: 2026-01-14
  # « caf » manque : l'échéance ne peut pas être calculée
```

## Comment corriger

Retrouvez la date (le document signé, l'accusé de réception) et ajoutez-la au fichier. Si l'étape n'a pas
encore eu lieu, il n'y a rien à faire : l'alerte disparaîtra quand la date sera notée.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.checks import signed
from generator.checks.cases import AnyCase, Case, Holders, Kept, McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import without_address
from generator.checks.rules.across import x1
from generator.checks.words import count, together
from generator.obligations.elections import elects
from generator.obligations.retention import asked_on
from generator.store.dataset import FOLLOW_UP, USERS, Entry
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner
from generator.store.source import Path
from generator.versions import act_powers

_MISSING: dict[Path, str] = {
    ("signature", "partenaire"): "Il manque la date de signature du partenaire",
    ("signature", "caf"): "Il manque la date de signature de la Caf",
    ("signature", "recue_le"): "Il manque le jour où la Caf a reçu la convention signée par le partenaire",
    ("denonciation", "recue_le"): "Il manque le jour où la lettre a été reçue",
    ("cadre",): "Il manque le cadre de la convention (CTG ou SDSF)",
    ("cadre", "fin"): "Il manque le dernier jour du cadre (CTG ou SDSF)",
    ("annexe_1", "transmise_le"): "Il manque la date de transmission de l'annexe 1",
    ("annexe_2", "transmise_le"): "Il manque la date de transmission de l'annexe 2",
    ("annexe_3", "transmise_le"): "Il manque la date de transmission de l'annexe 3",
    ("acte",): "Il manque l'acte qui autorise le partenaire à signer",
    ("acte", "date"): "Il manque la date de l'acte qui autorise le partenaire à signer",
    ("acte", "transmission", "recu_le"): "Il manque le jour où la préfecture a reçu l'acte",
    ("acte", "transmission", "publie_le"): "Il manque le jour où l'acte a été publié",
    # Mon Compte Partenaire; a datum of a list stands under its path without ranks.
    ("contrat",): "Il manque le contrat de service",
    ("contrat", "signature", "partenaire"): "Il manque la date de signature du contrat de service par le partenaire",
    ("contrat", "signature", "caf"): "Il manque la date de signature du contrat de service par la Caf",
    ("resiliation", "recue_le"): "Il manque le jour où la lettre de résiliation a été reçue",
    ("mise_en_demeure", "recue_le"): "Il manque le jour où la mise en demeure a été reçue",
    ("bulletins", "cof", "fin"): "Il manque le dernier jour de la convention d'objectifs et de financement (COF)",
    ("prestataires", "debut"): "Il manque le premier jour de la prestation",
    ("valeurs_signees",): "Ce que dit le texte signé n'est pas noté, ou pas en entier",
}  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """One information for each absent datum, with the articles that it keeps from being checked."""
    for case in context.every_case:
        blocked: dict[Path, list[str]] = defaultdict(list)
        for path, articles in _needs(case):
            blocked[path] += [article for article in articles if article not in blocked[path]]
        for path, articles in blocked.items():
            yield _unknown(context, case.entry, case.path(*path), _MISSING[_names(path)], _add(path),
                articles=articles)  # fmt: skip
    for entry in {case.entry.id: case.entry for case in context.every_case}.values():
        yield from _representative(context, entry)
    for kept in context.kept:
        yield from _attestations(context, kept)
    for holders in context.holders:
        yield from _people(context, holders)
    if context.dataset.nominative:
        last = {case.entry.id: case for case in context.mcp_in_force}
        for mcp_case in last.values():
            yield from _users(context, mcp_case)


def _needs(case: AnyCase) -> Iterator[tuple[Path, list[str]]]:
    """(absent datum of the convention, articles that need it)."""
    for duty in case.standing.obligations:
        for path in duty.missing:
            yield path, case.articles(duty.article)
    if isinstance(case, Case):
        yield from _cooperation(case)
    elif isinstance(case, McpCase):
        yield from _mon_compte_partenaire(case)
    for path in x1.missing(case):
        yield path, [act_powers.LAW]


def _cooperation(case: Case) -> Iterator[tuple[Path, list[str]]]:
    convention = case.convention
    if convention.annexe_2 and convention.annexe_2.transmise_le is None:
        yield ("annexe_2", "transmise_le"), case.articles("obligations-partenaire")
    if convention.annexe_3 is None or convention.annexe_3.transmise_le is None:
        yield ("annexe_3", "transmise_le"), case.articles("obligations-caf")
    if signed.unknown(case):
        yield ("valeurs_signees",), case.articles("execution")


def _mon_compte_partenaire(case: McpCase) -> Iterator[tuple[Path, list[str]]]:
    if case.convention.contrat is None and case.adhesions:
        yield ("contrat",), case.articles("bulletin-pj1-pj2", "bulletin-pj3")
    if case.convention.signature and signed.unknown(case):
        yield ("valeurs_signees",), case.articles("modification", "contrat-modifications")


def _users(context: Context, case: McpCase) -> Iterator[Finding]:
    """A PJ3 that was transmitted and that the nominative file does not hold."""
    held = {sheet.adhesion.index for sheet in case.sheets}
    for adhesion in case.adhesions:
        record = adhesion.bulletin.pj3
        if (
            record
            and record.transmise_le
            and adhesion.index not in held
            and not _unread(context, case.entry, USERS)
        ):
            yield _unknown(context, case.entry, case.path(*adhesion.path("pj3", "transmise_le")),
                f"Il manque la liste des utilisateurs du service {adhesion.service.sigle}",
                f"Recopiez la PJ3 dans {case.entry.id}{USERS}, parmi les fichiers nominatifs.",
                articles=case.articles("contrat-description", "bulletin-profils", "bulletin-pj3"))  # fmt: skip


def _unread(context: Context, entry: Entry[Any], ending: str) -> bool:
    """Whether the partner has that nominative file, and it cannot be read: another rule says where and why."""
    name = f"{entry.id}{ending}"
    held = context.dataset.users if ending == USERS else context.dataset.follow_ups
    return entry.id not in held and any(
        problem.file.rpartition("/")[2] == name for problem in context.dataset.problems
    )


def _people(context: Context, holders: Holders) -> Iterator[Finding]:
    """What the nominative files lack: told once a file, never once a person."""
    first, received = holders.first, ("signature", "recue_le")
    opened = any(account.ouvert_le for account in holders.accounts)
    if opened and first.signature.recue_le is None:
        yield _unknown(context, first.entry, first.path(*received), _MISSING[received], _add(received),
            articles=first.articles("demande-initiale"))  # fmt: skip
    if holders.annexe_1:
        yield from _annexe_1(context, holders, holders.annexe_1)


def _annexe_1(context: Context, holders: Holders, annexe: Entry[Annexe1]) -> Iterator[Finding]:
    closing = holders.case.articles("cloture")
    access = holders.case.articles("demande-initiale", "nouveaux-acces")
    if holders.follow_up is None and not _unread(context, annexe, FOLLOW_UP):
        yield _unknown(context, annexe, (), f"Il manque le fichier de suivi des comptes {annexe.id}{FOLLOW_UP}",
            "Créez-le à côté de l'annexe 1, avec les dates d'ouverture et de clôture de chaque compte.",
            articles=access + closing)  # fmt: skip
    if holders.sent is None:
        yield _unknown(context, annexe, ("transmise_le",), _MISSING[("annexe_1", "transmise_le")],
            "Ajoutez « transmise_le », la date que porte l'annexe 1.", articles=access + closing)  # fmt: skip
    if undated := [index for index, line in enumerate(holders.closed_lines) if not asked_on(line)]:
        yield _unknown(context, annexe, ("clos", undated[0]),
            f"Il manque une date de clôture à {count(len(undated), 'ligne')} de la seconde liste",
            "Demandez au partenaire la date de chaque demande de clôture (« cloture_demandee_le »).",
            articles=closing)  # fmt: skip
    if blind := without_address(holders):
        yield _unknown(context, annexe, ("clos", blind[0]),
            f"Il manque l'adresse électronique à {count(len(blind), 'ligne')} de la seconde liste",
            "Ajoutez « adresse_electronique » : elle relie la ligne au compte.", articles=closing)  # fmt: skip


def _representative(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    """When whoever signs for a body renewed by elections took office: a mandate may be over."""
    if elects(entry.record.type) and entry.record.representant.depuis is None:
        yield _unknown(context, entry, ("representant", "depuis"),
            "Il manque le jour de prise de fonction du représentant", "Ajoutez « depuis » dans « representant ».",
            articles=[])  # fmt: skip


def _attestations(context: Context, kept: Kept) -> Iterator[Finding]:
    """An attestation asked for an account whose closing is not dated: told once a file."""
    asked = [index for index, account in enumerate(kept.accounts) if account.attestation and account.clos_le is None]  # fmt: skip
    if kept.follow_up and asked:
        yield _unknown(context, kept.follow_up, ("comptes", asked[0], "attestation"),
            f"Il manque le jour de clôture à {count(len(asked), 'compte')} dont la destruction est à attester",
            "Ajoutez « clos_le ».", articles=kept.current.articles("obligations-caf"))  # fmt: skip


def _unknown(
    context: Context,
    entry: Entry[Any],
    path: Path,
    message: str,
    remedy: str,
    *,
    articles: list[str],
) -> Finding:
    blocked = together(articles)
    where = f" ({blocked})" if blocked else ""
    return context.finding(
        entry, path, "information", f"{message} : sans cela, la vérification ne se fait pas{where}.", remedy,
        article=blocked or None,
    )  # fmt: skip


def _names(path: Path) -> Path:
    return tuple(step for step in path if isinstance(step, str))


def _add(path: Path) -> str:
    if path == ("valeurs_signees",):
        return "Complétez « valeurs_signees » d'après le texte signé : modèle, noms et adresses des deux parties."
    steps = [f"« {step} »" for step in _names(path)]
    where = f" dans {', '.join(steps[:-1])}" if len(steps) > 1 else ""
    return f"Ajoutez {steps[-1]}{where} ; si l'étape n'a pas encore eu lieu, il n'y a rien à faire."
