"""Account holders across the annexe 1 and the Caf's own follow-up: who is who, closed since when.

A login is an e-mail address, whatever its capitals: it is what ties a line of the annexe to an account.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from generator.checks.cases import Holders
from generator.obligations import civil
from generator.obligations.retention import asked_on
from generator.store.coherence import person
from generator.store.schema.nominative import Account, ClosedAccount, OpenAccount, User


def login(address: str) -> str:
    """What two spellings of one address have in common."""
    return address.lower()


def full_name(line: OpenAccount | ClosedAccount | User) -> str:
    """First name, if known, then name."""
    return " ".join(filter(None, (line.prenom, line.nom)))


def same_person(one: OpenAccount | User, other: OpenAccount | User) -> bool:
    """Whether two lines name one person, whatever the accents, capitals, hyphens and order of names."""
    return one is other or name_words(full_name(one)) == name_words(full_name(other))


def replaced(lines: Sequence[User], rank: int) -> list[int]:
    """The ranks of the lines that line `rank` of a PJ3 may replace: same person, same place, the profile it names."""
    line = lines[rank]
    wanted = (person(line), line.remplace, line.lieu, line.equipement)
    return [
        other
        for other, each in enumerate(lines)
        if other != rank and (person(each), each.profil, each.lieu, each.equipement) == wanted
    ]


def name_words(name: str) -> list[str]:
    """The words of a name, whatever its accents, capitals, hyphens and order."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return sorted(re.findall(r"\w+", plain))


def reopened(holders: Holders, address: str, closing: date) -> bool:
    """Whether an access was asked or opened again, for that address, after the day `closing`."""
    name = login(address)
    return any(
        line.demande_le is not None and line.demande_le > closing
        for line in holders.open_lines
        if login(line.adresse_electronique) == name
    ) or any(
        account.ouvert_le is not None and account.ouvert_le > closing
        for account in holders.accounts
        if login(account.adresse_electronique) == name
    )


def unlisted(holders: Holders) -> Iterator[tuple[int, Account, date]]:
    """(index, account, last day to list it) of closings that the annexe's second list does not carry.

    Only those asked by the day the annexe was sent, not reopened since, of people who have not kept their
    access under another address.
    """
    listed = {login(line.adresse_electronique) for line in holders.closed_lines if line.adresse_electronique}  # fmt: skip
    still = {login(line.adresse_electronique) for line in holders.open_lines}
    for index, account in enumerate(holders.accounts):
        asked = asked_on(account)
        if (
            asked is not None
            and holders.sent is not None
            and asked <= holders.sent
            and login(account.adresse_electronique) not in listed
            and not reopened(holders, account.adresse_electronique, asked)
            and not (account.remplace_par and login(account.remplace_par) in still)
        ):
            delay = holders.case.parameters.conservation_comptes_clos
            yield index, account, civil.after(asked, delay)


def vanished(holders: Holders) -> Iterator[tuple[int, Account]]:
    """(index, account) of accounts still open that neither list of the annexe in hand carries.

    One whose closing was asked since it was last opened is another matter.
    """
    lines: list[OpenAccount | ClosedAccount] = [*holders.open_lines, *holders.closed_lines]
    listed = {login(line.adresse_electronique) for line in lines if line.adresse_electronique}
    for index, account in enumerate(holders.accounts):
        opened, asked = account.ouvert_le, asked_on(account)
        if opened is None or (asked is not None and asked >= opened) or holders.annexe_1 is None:
            continue
        if login(account.adresse_electronique) not in listed:
            yield index, account


def without_address(holders: Holders) -> list[int]:
    """Lines of the second list without address, when one of them may be somebody thought unlisted."""
    blind = [i for i, line in enumerate(holders.closed_lines) if line.adresse_electronique is None]
    due = any(holders.sent and holders.sent <= last for _, _, last in unlisted(holders))
    return blind if due or any(vanished(holders)) else []
