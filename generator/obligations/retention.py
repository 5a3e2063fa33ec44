"""How long what names people is kept, and when its destruction is attested.

Coopération: articles 2.1 and 3.3; Mon Compte Partenaire: contrat de service, 5.3.2. The day a delay ends is
still in time. Results are dates: no French here.
"""

from datetime import date

from generator.obligations import civil
from generator.obligations.term import Term
from generator.store.parameters import (
    CooperationParameters,
    Duration,
    MonComptePartenaireParameters,
)
from generator.store.schema.nominative import Account, ClosedAccount, User

ERASURE_ANNOUNCED = Duration(30, "jours")
"""How long before the last day an erasure is announced; the text says nothing of it."""


def erased_from(last: date) -> date:
    """The first day to erase what is kept until `last`, that day included: sooner would cut its delay short."""
    return civil.shift(last, days=1)


def asked_on(line: ClosedAccount | Account) -> date | None:
    """The day the closing was asked, from which it is kept listed; the day it was done stands in."""
    done = line.cloture_le if isinstance(line, ClosedAccount) else line.clos_le
    return line.cloture_demandee_le or done


def is_closed(account: Account) -> bool:
    """Whether the Caf closed the account, and did not open it again since."""
    return account.clos_le is not None and (
        account.ouvert_le is None or account.ouvert_le <= account.clos_le
    )


def annexes_kept_until(running: Term, parameters: CooperationParameters) -> date | None:
    """The last day to keep annexes 1 and 2, counted from the end of the convention; None before it."""
    if not running.ended or running.end is None:
        return None
    return civil.after(running.end, parameters.conservation_annexes)


def closing_kept_until(
    line: ClosedAccount | Account, parameters: CooperationParameters
) -> date | None:
    """The last day to keep a closed account, counted from the request; None while it is not closed."""
    asked = asked_on(line)
    if asked is None or (isinstance(line, Account) and not is_closed(line)):
        return None
    return civil.after(asked, parameters.conservation_comptes_clos)


def account_data_kept_until(account: Account, parameters: CooperationParameters) -> date | None:
    """The last day to keep the account's data on the platform, counted from the end of the habilitation."""
    if account.clos_le is None or not is_closed(account):
        return None
    return civil.after(account.clos_le, parameters.conservation_donnees_compte)


def erased_on(account: Account) -> date | None:
    """The day the account's data left the platform; None if they did before it was closed again."""
    done, closed = account.donnees_effacees_le, account.clos_le
    return done if done and closed and done >= closed else None


def attestation_due(account: Account, parameters: CooperationParameters) -> date | None:
    """The last day to issue the attestation of destruction that was asked for.

    It runs from the later of the request and the destruction: the day it was done, else the last day to do
    it. None when nothing was asked in time, or while the account is not closed.
    """
    asked, last = account.attestation, account_data_kept_until(account, parameters)
    if asked is None or last is None or account.clos_le is None:
        return None
    if asked.demandee_le > civil.after(account.clos_le, parameters.demande_attestation):
        return None
    return civil.after(
        max(asked.demandee_le, erased_on(account) or last), parameters.remise_attestation
    )


def is_awaited(account: Account, parameters: CooperationParameters) -> bool:
    """Whether the Caf still needs the line of a closed account: to erase its data, or to attest it did.

    A line without any opening nor closing stands for no account of the platform.
    """
    if account.ouvert_le is None and account.clos_le is None:
        return False
    due = attestation_due(account, parameters)
    asked = account.attestation
    return erased_on(account) is None or bool(due and asked and asked.delivree_le is None)


def line_kept_until(line: User, parameters: MonComptePartenaireParameters) -> date | None:
    """The last day to keep a line of PJ3, counted from its dévalidation; None while it is not closed."""
    if line.cloture_le is None:
        return None
    return civil.after(line.cloture_le, parameters.conservation_habilitations)


def traces_kept_until(line: User, parameters: MonComptePartenaireParameters) -> date | None:
    """The last day to keep the traces of an access, the last ones being of the day it was closed."""
    if line.cloture_le is None:
        return None
    return civil.after(line.cloture_le, parameters.conservation_traces)
