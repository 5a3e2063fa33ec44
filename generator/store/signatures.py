"""The acts of a convention that both parties sign, and where the signature of each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.store.schema.acts import Proof, Signature
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention
from generator.store.source import Path

Side = Literal["partenaire", "caf"]
SIDES: tuple[Side, ...] = ("partenaire", "caf")


@dataclass(frozen=True)
class Signed:
    """The signature of an act, None as long as there is none; `place` is where it is, in the convention."""

    place: Path
    signature: Signature | None

    @property
    def dotted(self) -> str:
        """`place` as people write it: `bulletins[0].signature`."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.place)[
            1:
        ]

    def day(self, side: Side) -> date | None:
        """The day that party signed; when it is not noted, the day on which its signed text had come."""
        held = self.signature
        if held is None:
            return None
        return (held.partenaire or held.recue_le) if side == "partenaire" else held.caf

    def proof(self, side: Side) -> Proof | None:
        """How that party signed, if it is noted."""
        proofs = self.signature.preuves if self.signature else None
        return getattr(proofs, side, None)

    @property
    def proofs(self) -> Iterator[tuple[Side, Proof]]:
        """Every proof that is noted, with whose it is."""
        for side in SIDES:
            if found := self.proof(side):
                yield side, found


def acts(convention: Convention) -> dict[str, Signed]:
    """The signature of each act, by the name of its document below those of the convention."""
    found = {"convention": Signed(("signature",), convention.signature)}
    if isinstance(convention, MonComptePartenaireConvention):
        if contract := convention.contrat:
            found["contrat"] = Signed(("contrat", "signature"), contract.signature)
        for rank, each in enumerate(convention.bulletins):
            found[f"{each.service}/bulletin"] = Signed(("bulletins", rank, "signature"), each.signature)  # fmt: skip
    return found
