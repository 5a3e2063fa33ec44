"""The signed files that a partner's file notes, by their fingerprint, and what one that comes back is beside them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.documents.french.dates import long_date
from generator.documents.texts import convention_folder
from generator.store.schema.acts import Proof
from generator.store.schema.partner import Partner
from generator.store.signatures import Side, Signed, acts

_WHOSE: dict[Side, str] = {"partenaire": "du partenaire", "caf": "de la Caf"}


@dataclass(frozen=True)
class Noted:
    """A signature noted with its file; `document` is the act, below the partner's documents."""

    document: str
    side: Side
    signed: Signed
    proof: Proof

    @property
    def words(self) -> str:
        """« signature du partenaire du 1er juin 2026 »."""
        day = self.signed.day(self.side)
        return f"signature {_WHOSE[self.side]}" + (f" du {long_date(day)}" if day else "")


def noted(partner: Partner) -> Iterator[Noted]:
    """Every signature that the partner's file notes with a file."""
    for index, convention in enumerate(partner.conventions):
        folder = convention_folder(partner, index)
        for name, signed in acts(convention).items():
            for side, proof in signed.proofs:
                yield Noted(f"{folder}/{name}", side, signed, proof)


def documents(partner: Partner, digest: str) -> list[str]:
    """The acts whose signature is noted with the file of that SHA-256, below the partner's documents."""
    found = (each.document for each in noted(partner) if each.proof.empreinte == digest)
    return list(dict.fromkeys(found))


def is_noted(partner: Partner, digest: str) -> bool:
    """Whether the file of that SHA-256 is one of those."""
    return bool(documents(partner, digest))


def said(partner: Partner, digest: str, held: Collection[str]) -> Iterator[str]:
    """Whether a file, of that SHA-256 and that holds the documents `held`, is the one that was noted: French sentences.

    Nothing when no signature of these documents is noted with a file.
    """
    known = list(noted(partner))
    same = [each for each in known if each.proof.empreinte == digest]
    for document in dict.fromkeys(each.document for each in same):
        words = ", ".join(each.words for each in same if each.document == document)
        yield f"C'est le fichier signé qui est noté pour {partner.nom} ({document}) : {words}."
    for document in () if same else held:
        others = [each for each in known if each.document == document]
        for file in dict.fromkeys(each.proof.fichier for each in others):
            words = ", ".join(each.words for each in others if each.proof.fichier == file)
            yield f"Ce n'est pas, à l'octet près, le fichier signé qui est noté pour « {document} » : « {file} », {words}."
