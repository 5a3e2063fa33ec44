"""E-mail addresses as people write them: the address itself is never corrected, only offered."""

import re
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from generator.checks.mailboxes import FREE_MAIL, domain, near_miss, shared, within
from generator.intake.cleaning.reading import Reading, blank_remarks, is_empty, plain, tidy
from generator.store.schema.base import Email

_EMAIL = TypeAdapter(Email)
_LINK = re.compile(r"\[([^\]]*)\]\s*\(\s*(?:mailto:)?([^)]*)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s;,/|]+|\b(?:ou|et)\b", re.IGNORECASE)
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\(arobase\)|@)\s*", re.IGNORECASE)
_MARKS = "<>[](){}«»\"'.,;:"


def read(raw: str, domains: Sequence[str], *, person: bool = False) -> Reading:
    """The address of the cell.

    `domains` are the partner's own: one letter away from them is odd. With `person`, a mailbox that
    several people read, or one of a free mail service, is odd too.
    """
    if is_empty(raw):
        return Reading("", remarks=blank_remarks(raw))
    whole = raw.strip()
    if is_address(whole):
        options, remarks = _slips(whole, domains)
    else:
        found, remark = _inside(whole)
        near = [option for each in found for option in _slips(each, domains)[0]]
        options, remarks = (*near, *found), (remark,)
    if person and any(map(shared, (whole, *options))):
        remarks = (*remarks, "boîte partagée pour une personne nommée")
    if person and (
        free := next(
            (name for each in (whole, *options) if (name := domain(each)) in FREE_MAIL), ""
        )
    ):
        remarks = (*remarks, f"messagerie grand public ({free})")
    return Reading(whole if is_address(whole) else None, tuple(dict.fromkeys(options)), remarks)


def many(raw: str) -> list[str]:
    """The pieces of a cell that may hold several addresses, as written."""
    unlinked = _LINK.sub(r" \2 ", raw) if len(_LINK.findall(raw)) > 1 else raw
    pieces = [piece for piece in _BETWEEN.split(unlinked) if piece]
    return pieces if len(pieces) > 1 and all("@" in piece for piece in pieces) else [raw]


def is_address(text: str) -> bool:
    """Whether a data file may hold `text` as an e-mail address."""
    try:
        _EMAIL.validate_python(text)
    except ValidationError:
        return False
    return True


def _slips(address: str, domains: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The address in each of the partner's domains that it nearly has, and what to say of it."""
    name = domain(address)
    if within(name, list(domains)):
        return (), ()
    near = [known for known in domains if near_miss(name, known)]
    local = address.rpartition("@")[0]
    return (
        tuple(f"{local}@{known}" for known in near),
        tuple(f"le domaine « {name} » est à un signe de « {known} »" for known in near),
    )


def _inside(whole: str) -> tuple[tuple[str, ...], str]:
    """The addresses that may be meant by a text that is not one, and what is wrong with it."""
    if link := _LINK.fullmatch(whole):
        return _mended(link[2]) or _mended(link[1]), "adresse écrite comme un lien"
    pieces = many(whole)
    if len(pieces) > 1:
        several = tuple(dict.fromkeys(each for piece in pieces for each in _mended(piece)))
        if len(several) > 1:
            return several, "plusieurs adresses pour une personne"
        return several, "adresse entourée d'autres signes"
    if shown := re.search(r"<([^<>]+@[^<>]+)>", whole):
        return _mended(shown[1]), "adresse entourée d'autres signes"
    mended = _mended(whole)
    if not mended:
        return (), "ce n'est pas une adresse électronique"
    return mended, "point ou signe en trop dans l'adresse"


def _mended(text: str) -> tuple[str, ...]:
    """`text` without what no address holds: spaces, accents, marks around, doubled or stray dots."""
    bare = _AT.sub("@", tidy(text)).removeprefix("mailto:")
    if plain(bare) != bare.lower():
        bare = plain(bare)
    local, at, name = bare.replace(" ", "").strip(_MARKS).rpartition("@")
    name = re.sub(r"[.,]+", ".", name).strip(".")
    mended = f"{re.sub(r'[.]+', '.', local).strip('.')}{at}{name}"
    return (mended,) if is_address(mended) else ()
