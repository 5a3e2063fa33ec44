"""The directory and the due dates as JSON, and the directory as a table (CSV, RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from generator.store import schemas
from generator.website.public.open_data import contract
from generator.website.public.open_data.contract import VERSION
from generator.website.public.published import Access, Caf, Convention, Partner, Role, Site

FOLDER = "donnees"
_HEAD = ("organisme", "type", "commune", "role", "nom", "fonction", "courriels", "telephone")
# A spreadsheet runs a cell that begins so (OWASP, CSV Injection).
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def files(site: Site) -> dict[str, bytes]:
    """Path below the site's root -> bytes of the data files, and of the schemas that describe them."""
    made = {
        "annuaire.json": _written(directory(site)),
        "annuaire.csv": table(site),
        "echeances.json": _written(agenda(site)),
        **schemas.json_schemas({"annuaire.schema": contract.Directory, "echeances.schema": contract.Agenda}),
    }  # fmt: skip
    return {f"{FOLDER}/{name}": content for name, content in made.items()}


def _written(record: BaseModel) -> bytes:
    return (record.model_dump_json(indent=2) + "\n").encode()


def directory(site: Site) -> contract.Directory:
    """Every Caf and every partner of the site, with the contacts that chose to be published."""
    return contract.Directory(
        version=VERSION,
        jour=site.jour,
        exemple=site.exemple,
        cafs=[contract.Organisation(**_organisation(caf)) for caf in site.cafs],
        partenaires=[
            contract.Partner(
                **_organisation(partner),
                type=partner.type.nom,
                commune=partner.commune,
                caf=partner.caf.id,
                plateformes=_platforms(partner),
            )
            for partner in site.partenaires
        ],
    )


def _organisation(record: Caf | Partner) -> dict[str, Any]:
    return {
        "id": record.id,
        "nom": record.nom,
        "sigle": record.sigle,
        "adresse": list(record.adresse),
        "site": record.site,
        "contacts": list(_contacts(record.roles)),
    }


def _contacts(roles: Iterable[Role]) -> Iterator[contract.Contact]:
    for role in roles:
        for each in role.contacts:
            yield contract.Contact(
                role=role.titre,
                nom=each.nom,
                fonction=each.fonction,
                courriels=list(each.courriels),
                telephone=each.telephone.lien if each.telephone else None,
            )


def _platforms(partner: Partner) -> list[str]:
    conventions: list[Convention | Access] = [*partner.conventions, *partner.acces]
    signed = [each.plateforme for each in conventions if each.signee_caf]
    return list(dict.fromkeys(signed))


def agenda(site: Site) -> contract.Agenda:
    """What is to come for every partner. What is late is that partner's business alone."""
    coming = [
        contract.DueDate(
            partenaire=partner.id,
            convention=due.convention,
            objet=due.quoi,
            debut=due.debut,
            jour=due.jour,
            article=due.article,
        )
        for partner in site.partenaires
        for due in partner.echeances
        if not due.passee
    ]
    coming.sort(key=lambda due: (due.jour, due.partenaire, due.objet))
    return contract.Agenda(version=VERSION, jour=site.jour, exemple=site.exemple, echeances=coming)


def table(site: Site) -> bytes:
    """The directory as a table, one contact a line: UTF-8 with its mark and semicolons, as a French spreadsheet opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for caf in site.cafs:
        writer.writerows(_rows(caf, "Caf", ""))
    for partner in site.partenaires:
        writer.writerows(_rows(partner, partner.type.nom, partner.commune))
    return text.getvalue().encode("utf-8-sig")


def _rows(record: Caf | Partner, kind: str, town: str) -> Iterator[list[str]]:
    """One row a contact; one without a contact for an organisation that has none."""
    known = [
        (role.titre, each.nom, each.fonction or "", ", ".join(each.courriels), each.telephone.texte if each.telephone else "")
        for role in record.roles
        for each in role.contacts
    ]  # fmt: skip
    for contact in known or [("",) * 5]:
        yield [inert(cell) for cell in (record.nom, kind, town, *contact)]


def inert(cell: str) -> str:
    """The cell, after an apostrophe when a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
