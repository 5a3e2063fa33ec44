"""Who a reminder is from and to: the Caf's function mailbox, and the partner's own contacts."""

from collections.abc import Iterable, Iterator

from generator.checks.mailboxes import shared
from generator.store.parameters import Family
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact


def sender(caf: Caf) -> str | None:
    """The address of the Caf's mailbox for habilitations: one without a person, else one that a person shares; else None.

    A person's own address never stands there: whoever sends the message may be someone else.
    """
    roles = (
        caf.annexe_3.responsable_habilitations,
        caf.mon_compte_partenaire.centre_de_services,
    )
    known = [(contact, address) for role in roles for contact in role for address in contact.adresses_electroniques]  # fmt: skip
    for contact, address in known:
        if contact.nom is None:
            return address
    return next((address for _, address in known if shared(address)), None)


def recipients(partner: Partner, families: Iterable[Family]) -> list[str]:
    """The addresses, at `partner`, of who receives what concerns these families; empty when nobody is known.

    The responsable des habilitations (Coopération, annexe 2), the administrateur (Mon Compte Partenaire, contrat).
    """
    found: dict[str, str] = {}
    for family in families:
        for contact in _contacts(partner, family):
            for address in contact.adresses_electroniques[:1]:
                found.setdefault(address.casefold(), address)
    return list(found.values())


def _contacts(partner: Partner, family: Family) -> Iterator[Contact]:
    index = (
        partner.convention_des_annexes if family == "cooperation" else partner.convention_des_pieces
    )
    match partner.conventions[index] if index is not None else None:
        case CooperationConvention(annexe_2=annexe) if annexe:
            yield from annexe.responsable_habilitations
        case MonComptePartenaireConvention(contrat=contract) if contract:
            yield from filter(None, (contract.administrateur,))
