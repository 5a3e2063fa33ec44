"""Published contacts for an address book (vCard 3.0, RFC 2426: what telephones and Outlook read)."""

from collections.abc import Iterator

from generator.website.public.published import Caf, Contact, Partner, Site

FOLDER = "contacts"
_LINE = 75
"""Octets of a line (RFC 2425, 5.8.1)."""


def cards(site: Site) -> dict[str, bytes]:
    """Path below the site's root -> bytes: one file for each Caf and partner that has a published contact."""
    everyone: list[Caf | Partner] = [*site.cafs, *site.partenaires]
    return {path(record): _file(record).encode() for record in everyone if record.roles}


def _file(record: Caf | Partner) -> str:
    return "".join(
        _card(record, role.titre, contact) for role in record.roles for contact in role.contacts
    )


def path(record: Caf | Partner) -> str:
    """Where the contacts of `record` are, below the site's root."""
    return f"{FOLDER}/{record.id}.vcf"


def _card(record: Caf | Partner, role: str, contact: Contact) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in _lines(record, role, contact))


def _lines(record: Caf | Partner, role: str, contact: Contact) -> Iterator[str]:
    name = _text(contact.nom)
    family, given, title = map(_text, contact.etat_civil)
    parts = f"{family or name};{given};;{title};"
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{parts}", f"ORG:{_text(record.nom)}")  # fmt: skip
    yield f"TITLE:{_text(contact.fonction or role)}"
    yield f"ROLE:{_text(role)}"
    yield from (f"EMAIL;TYPE=INTERNET:{_text(each)}" for each in contact.courriels)
    if contact.telephone:
        yield f"TEL;TYPE=WORK:{contact.telephone.lien}"
    yield "END:VCARD"


def _text(value: str) -> str:
    """A value as RFC 2426 (5) writes it."""
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line, cut so that none is longer than 75 octets, and no letter is cut."""
    pieces, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LINE:
            pieces.append("")
            length = 1  # the space that begins what follows
        pieces[-1] += letter
        length += size
    return "\r\n ".join(pieces)
