"""What is published of people and addresses: only whom a record's `publication` names.

A telephone leaves by a second choice. Account holders have no maker here at all.
"""

from collections.abc import Iterable

import phonenumbers

from generator.documents.french import functions
from generator.documents.french.typography import NBSP
from generator.store.schema import people
from generator.website.public.published import Contact, Phone, Role


def phone(number: str) -> Phone:
    """`number` (valid, as the schema holds it) in pairs of digits and in E.164."""
    parsed = phonenumbers.parse(number, "FR")
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    text = phonenumbers.format_number(parsed, style).replace(" ", NBSP)
    return Phone(text, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def contact(record: people.Contact) -> Contact | None:
    """The contact, or None when nobody chose to publish it."""
    if record.publication is None:
        return None
    public_phone = record.telephone if record.publication.telephone == "public" else None
    person = " ".join(part for part in (record.civilite, record.prenom, record.nom) if part)
    return Contact(
        nom=person if record.nom else record.intitule or "",
        fonction=record.fonction or (record.intitule if record.nom else None),
        courriels=tuple(record.adresses_electroniques),
        telephone=phone(public_phone) if public_phone else None,
        etat_civil=(record.nom or "", record.prenom or "", record.civilite or "")
        if record.nom
        else ("", "", ""),
    )


def roles(*held: tuple[str, Iterable[people.Contact]]) -> tuple[Role, ...]:
    """Roles that have at least one published contact."""
    published = (
        Role(title, tuple(found for record in records if (found := contact(record))))
        for title, records in held
    )
    return tuple(role for role in published if role.contacts)


def signatory(record: people.Signatory) -> str | None:
    """The person who signs, with the function; None when nobody chose to publish it."""
    if record.publication is None:
        return None
    person = " ".join(part for part in (record.civilite, record.prenom, record.nom) if part)
    return f"{person}, {functions.agree(record.fonction, record.civilite).text}"


def address(record: people.Address) -> tuple[str, ...]:
    """The lines of an address."""
    town = " ".join(part for part in (record.code_postal, record.commune) if part)
    return tuple(line for line in (record.complement, record.voie, town) if line)


def website(address: str | None) -> str | None:
    """`address` if it is one that a link may open: a page never links to `javascript:`."""
    if address and not address.startswith(("https://", "http://")):
        return f"https://{address}"
    return address
