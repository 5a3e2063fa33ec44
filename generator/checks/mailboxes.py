"""What an e-mail address tells: whose domain, a free mail service, a mailbox that several people share."""

import re

FREE_MAIL = frozenset(
    (
        "aliceadsl.fr", "aol.com", "aol.fr", "bbox.fr", "cegetel.net", "club-internet.fr", "dbmail.com",
        "free.fr", "gmail.com", "gmx.com", "gmx.fr", "googlemail.com", "hotmail.com", "hotmail.fr",
        "icloud.com", "laposte.net", "libertysurf.fr", "live.com", "live.fr", "mac.com", "mail.com",
        "mailo.com", "me.com", "msn.com", "neuf.fr", "noos.fr", "nordnet.fr", "numericable.fr", "orange.fr",
        "outlook.com", "outlook.fr", "proton.me", "protonmail.com", "sfr.fr", "tutanota.com", "voila.fr",
        "wanadoo.fr", "yahoo.com", "yahoo.fr", "ymail.com",
        # Stands for all of them in examples and tests, where no real domain may appear.
        "messagerie-gratuite.example",
    )
)  # fmt: skip

SHARED = frozenset(
    (
        "accueil", "administration", "ccas", "commune", "communication", "contact", "contacts", "courrier",
        "creche", "ctg", "direction", "dgs", "dsi", "enfance", "equipe", "famille", "familles",
        "habilitation", "habilitations", "info", "informatique", "infos", "jeunesse", "mairie", "noreply",
        "presidence", "scolaire", "secretariat", "securite", "service", "services", "standard", "support",
    )
)  # fmt: skip
"""Words of a local part that name a place or a service, never a person."""

CAF_DOMAIN = re.compile(r"caf(?:[0-9]{2}|2[ab]|9[78][0-9])\.caf\.fr")
"""The domain of some Caf: cafNN.caf.fr."""


def domain(address: str) -> str:
    """The part after the @, in lower case."""
    return address.rpartition("@")[2].lower()


def shared(address: str) -> bool:
    """Whether the address looks like a mailbox that several people read."""
    local = address.rpartition("@")[0].lower()
    return not SHARED.isdisjoint(re.split(r"[^a-z]+", local))


def within(name: str, domains: list[str]) -> bool:
    """Whether the domain `name` is one of `domains` or below one of them."""
    return any(name == known or name.endswith(f".{known}") for known in domains)


def near_miss(name: str, expected: str) -> bool:
    """Whether `name` is a slip of the hand away from `expected`.

    That is: a dot or a hyphen too many or too few, or one letter added, lost, changed, or two swapped.
    """
    return name != expected and (
        re.sub("[.-]", "", name) == re.sub("[.-]", "", expected) or _one_slip(name, expected)
    )


def _one_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == long[start : start + 2][::-1]
        and short[start + 2 :] == long[start + 2 :]
    )
