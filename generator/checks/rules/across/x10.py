"""X10 : renseignements incomplets ou curieux

## Ce que la règle vérifie

Ce qui n'est pas une faute, mais mérite un regard : une adresse sans rue ou sans code postal ; une pièce
justificative reçue sans date ou sans signature ; une seule personne dans tous les rôles ; une personne
nommée que l'on joint par une boîte partagée.

## Article

Aucun : c'est une précaution.

## Exemple

```yaml
adresse:
  commune: Exempleville   # ni rue, ni code postal
```

## Comment corriger

Complétez ce qui manque si vous le savez. Si tout est exact, il n'y a rien à faire.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.checks.cases import AnyCase, Case, McpCase
from generator.checks.contacts import contacts
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.mailboxes import shared
from generator.checks.people import name_words
from generator.checks.words import together
from generator.store.dataset import Entry
from generator.store.schema.caf import Caf
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """An information for each odd fact about a Caf, or about a partner with a convention in force."""
    for caf in context.cafs.values():
        yield from _address(context, caf)
        yield from _mailboxes(context, caf, (), caf.record)
    partners = {case.entry.id: case.entry for case in context.every_case}
    for entry in partners.values():
        yield from _address(context, entry)
    for case in context.every_case:
        convention = case.entry.record.conventions[case.standing.index]
        yield from _mailboxes(context, case.entry, case.path(), convention)
        yield from _alone(context, case)
        if isinstance(case, McpCase):
            yield from _undated(context, case)


def _address(context: Context, entry: Entry[Caf] | Entry[Partner]) -> Iterator[Finding]:
    address = entry.record.adresse
    known = {"la rue": address.voie or address.complement, "le code postal": address.code_postal}  # fmt: skip
    if missing := [words for words, value in known.items() if not value]:
        yield context.finding(
            entry, ("adresse",), "information", f"Il manque {together(missing)} à l'adresse du siège.",
            "Complétez-la si vous la connaissez.",
        )  # fmt: skip


def _mailboxes(
    context: Context, entry: Entry[Any], at: Path, record: Caf | Any
) -> Iterator[Finding]:
    for path, contact in contacts(record, at):
        addresses = contact.adresses_electroniques
        if contact.nom and addresses and all(map(shared, addresses)):
            yield context.finding(
                entry, (*path, "adresses_electroniques"), "information",
                "Une personne nommée se joint par une boîte partagée.",
                "Ajoutez son adresse nominative si elle en a une.", who=addresses[0],
            )  # fmt: skip


def _alone(context: Context, case: AnyCase) -> Iterator[Finding]:
    for path, roles in _roles(case):
        held = [contact for contacts in roles.values() for contact in contacts]
        people = {" ".join(name_words(f"{each.prenom or ''} {each.nom or ''}")) for each in held}
        if len(roles) > 1 and all(roles.values()) and len(people) == 1 and people != {""}:
            yield context.finding(
                case.entry, case.path(*path), "information",
                "Une seule personne tient tous les rôles.",
                "Vérifiez avec le partenaire qu'il le veut bien ainsi.",
            )  # fmt: skip


def _roles(case: AnyCase) -> Iterator[tuple[Path, Mapping[str, list[Contact]]]]:
    """Where roles are given, and who holds each."""
    if isinstance(case, Case) and (annexe := case.convention.annexe_2):
        yield (
            ("annexe_2",),
            {
                "habilitations": annexe.responsable_habilitations,
                "securite": annexe.responsable_securite,
            },
        )
    if isinstance(case, McpCase):
        for adhesion in case.adhesions:
            if adhesion.bulletin.pj1:
                yield adhesion.path("pj1", "responsables"), adhesion.bulletin.pj1.responsables


def _undated(context: Context, case: McpCase) -> Iterator[Finding]:
    for adhesion in case.adhesions:
        sheet = adhesion.bulletin.pj1
        if sheet and sheet.responsables and sheet.signee_le is None:
            yield context.finding(
                case.entry, case.path(*adhesion.path("pj1")), "information",
                "La PJ1 n'est pas notée comme datée et signée.",
                "Demandez au partenaire une PJ1 datée et signée, puis notez « signee_le ».",
                article=case.article("bulletin-pj1-pj2"),
            )  # fmt: skip
