"""When the partner returns each document of a dossier: with it, later, or not at all.

Sources: bulletin, 1.2 (in mode délégué, the PJ3 comes once the administrator has received its login).
"""

from datetime import date
from typing import Literal

from generator.documents.service_forms import PIECES
from generator.dossier.contents import Contents, Item
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import (
    MonComptePartenaireConvention,
    ServiceContract,
)
from generator.store.schema.services import Piece, Service
from generator.store.signatures import SIDES

When = Literal["oui", "plus tard", "non"]
_AWAITED = ("annexe-1", *PIECES)
"""What is still expected when all is signed."""


def due(contents: Contents, item: Item, day: date) -> When:
    """When the partner returns `item`, as known on `day`."""
    if item.is_for_information:
        return "non"
    if act := contents.act(item):
        received = act.signature and act.signature.recue_le
        return "non" if received or all(act.day(side) for side in SIDES) else "oui"
    if _sent(contents, item):
        return "non"
    convention, piece = contents.convention, PIECES.get(item.name)
    if piece and isinstance(convention, MonComptePartenaireConvention) and convention.contrat:
        return asked(convention.contrat, contents.dataset.services[item.service].record, piece, day)
    signed = all(contents.signed(side) for side in SIDES)
    return "non" if signed and item.name not in _AWAITED else "oui"


def asked(contract: ServiceContract, service: Service, piece: Piece, day: date) -> When:
    """When the `piece` goes with the bulletin of `service`, in the mode of the `contract`, as known on `day`."""
    if piece not in getattr(service.pieces, contract.mode_signe):
        return "non"
    if piece == "pj3" and contract.mode_signe == "delegue":
        module = service.module_delegue_depuis
        if module and module <= day:
            return "non"
        return "oui" if contract.identifiant_remis_le else "plus tard"
    return "oui"


def _sent(contents: Contents, item: Item) -> date | None:
    """The day on which the partner sent it."""
    convention = contents.convention
    if isinstance(convention, CooperationConvention):
        held = {"annexe-1": convention.annexe_1, "annexe-2": convention.annexe_2}.get(item.name)
        return held.transmise_le if held else None
    bulletin = next((each for each in convention.bulletins if each.service == item.service), None)
    paper = getattr(bulletin, PIECES.get(item.name, ""), None)
    return paper.transmise_le if paper else None
