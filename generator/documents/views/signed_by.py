"""Who an act names that is signed already: who signed, when the data show who it was, else a place to fill.

A file says who represents a party today. Of who signed, it keeps a day and, at best, a function: never a name.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from generator.documents.french import functions
from generator.documents.rendered import Text
from generator.documents.views import signatory
from generator.documents.views.signatory import SignatoryView
from generator.store import signatures
from generator.store.schema.caf import Caf
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.people import Signatory
from generator.store.signatures import Side, Signed

Doubt = Literal["after", "undated", "function"]
"""Why the person of today is not known to have signed: came after, nobody knows since when, another function."""

_ORDERS = ("parties", "signataires")
"""The names under which a view gives both parties, in an order of its own."""


def doubt(person: Signatory, signed: Signed, side: Side) -> Doubt | None:
    """Why `person`, who represents the party today, is not known to have signed for it; None when it is, or
    when the party has not signed.
    """
    day, proof = signed.day(side), signed.proof(side)
    if day is None:
        return None
    if person.depuis is None:
        return "undated"
    if person.depuis > day:
        return "after"
    if proof and functions.bare(signatory.powers(proof.fonction)[0]) != functions.bare(person.fonction):  # fmt: skip
        return "function"
    return None


def acts(
    view: Mapping[str, Any], partner: Partner, caf: Caf, convention: Convention, *, public: bool
) -> dict[str, Mapping[str, Any]]:
    """What the `view` of a convention says otherwise in each act that is signed, by the name of its document.

    When the text is `public`, a function that is noted is to fill too: nobody chose to publish it.
    """
    at = f"conventions[{partner.conventions.index(convention)}]"
    people: dict[Side, Signatory] = {"partenaire": partner.representant, "caf": caf.representant}
    found: dict[str, Mapping[str, Any]] = {}
    for name, signed in signatures.acts(convention).items():
        parties: dict[str, Any] = {
            side: replace(view[side], signataire=_unnamed(f"{at}.{signed.dotted}.preuves.{side}", signed, side, public=public))
            for side, person in people.items() if doubt(person, signed, side)
        }  # fmt: skip
        if parties:
            orders = {order: tuple(parties.get(each.cle, each) for each in view[order]) for order in _ORDERS if order in view}  # fmt: skip
            found[name] = {**parties, **orders}
    return found


def _unnamed(path: str, signed: Signed, side: Side, *, public: bool) -> SignatoryView:
    """Whoever signed, in the function that is noted, if it may be said."""
    unknown, proof = signatory.unknown(path), signed.proof(side)
    if proof is None or public:
        return unknown
    function, where = proof.fonction, f"{path}.fonction"
    words = Text(function[:1].lower() + function[1:], where)
    return replace(
        unknown, fonction=words, son="", son_fonction=words, la_fonction=words, de_fonction=words,
        fonction_avant=False, signature=Text(function, where),
    )  # fmt: skip
