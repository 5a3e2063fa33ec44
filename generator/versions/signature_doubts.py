"""What a signature that was just noted leaves to look at: the act, the function, what the other party signed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.documents.french.dates import long_date
from generator.documents.views import signed_by
from generator.documents.views.signatory import powers
from generator.store.schema.acts import Act
from generator.store.schema.caf import Caf
from generator.store.schema.partner import PUBLIC_BODIES, Convention, Partner
from generator.store.signatures import SIDES, Signed, acts
from generator.versions import act_powers
from generator.versions.verify.received import Received

_TO_FILL = re.compile(r"\[à compléter\s*:\s*([^\]]+)\]")
_AT_SIGNATURE = {"lieu", "date", "année"}
"""What is filled when one signs."""
_WHOSE = {"partenaire": "du partenaire", "caf": "de la Caf"}


def doubts(record: Partner, index: int, caf: Caf, documents: Iterable[str]) -> Iterator[str]:
    """One French sentence each, once the signature of the `documents` of the convention at `index` is noted."""
    convention = record.conventions[index]
    signed = [acts(convention)[each] for each in documents]
    if any(len({proof.texte for _, proof in each.proofs}) > 1 for each in signed):
        yield "les deux parties n'ont pas signé le même texte. Comparez les deux exemplaires : ils doivent dire la même chose."
    if any(proof.texte == "non-verifie" for each in signed for _, proof in each.proofs):
        yield "greffe n'a pas pu lire le texte signé : ce qu'il en note dans « valeurs_signees » vient des données d'aujourd'hui. Vérifiez-le sur l'original."
    if record.type in PUBLIC_BODIES:
        yield from dict.fromkeys(_of_the_act(convention, signed))
    yield from dict.fromkeys(_unnamed(record, caf, signed))


def left_blank(read: Iterable[Received]) -> Iterator[str]:
    """The same, for the places to fill that the signed documents still print, but for those of the signature itself."""
    for document in read:
        found: dict[str, None] = {}
        clause = ""
        for passage in document.passages:
            clause = passage.text if passage.level else clause
            asked = dict.fromkeys(" ".join(each.split()) for each in _TO_FILL.findall(passage.text))
            found |= {f"{each} ({clause})" if clause else each: None for each in asked if each not in _AT_SIGNATURE}  # fmt: skip
        if found:
            yield f"le texte signé ({document.identity.document or document.name}) laisse à compléter : {' ; '.join(found)}. Si l'original ne le dit pas, écrit à la main, il est incomplet : préparez un avenant qui le complète."


def _of_the_act(convention: Convention, signed: Iterable[Signed]) -> Iterator[str]:
    act = convention.acte
    if act is None or act.date is None:
        yield "l'acte qui autorise le partenaire à signer n'est pas noté. Demandez-le, puis notez-le avec « greffe acte record »."
        return
    sent = act.transmission
    if sent is None or not (sent.recu_le and sent.publie_le):
        yield "rien ne dit que l'acte était transmis à la préfecture et publié le jour de la signature. Demandez-en la preuve, puis notez-la avec « greffe acte record »."
    for each in signed:
        if day := each.day("partenaire"):
            yield from _too_early(act, day)
        proof = each.proof("partenaire")
        if proof and not act_powers.allows(act, powers(proof.fonction)):
            yield f"l'acte autorise à signer « {act.autorise} », et qui a signé avait pour fonction « {proof.fonction} ». Relisez l'acte."


def _too_early(act: Act, day: date) -> Iterator[str]:
    if words := act_powers.too_early(act, day):
        yield f"le partenaire a signé le {long_date(day)}, {words} ({act_powers.LAW}). Vérifiez ces dates ; si elles sont justes, voyez avec le service juridique s'il faut signer de nouveau."


def _unnamed(record: Partner, caf: Caf, signed: Iterable[Signed]) -> Iterator[str]:
    people = {"partenaire": record.representant, "caf": caf.representant}
    for each in signed:
        for side in SIDES:
            if signed_by.doubt(people[side], each, side) == "undated":
                yield f"rien ne dit depuis quand le représentant {_WHOSE[side]} est en fonction : refaits, les documents signés laisseront son nom à remplir. Notez « depuis » dans son fichier."
