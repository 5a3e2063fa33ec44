"""Documents corrected by hand, beside what greffe would issue today."""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents import corrections
from generator.documents.corrections import Corrected
from generator.documents.french.dates import long_date
from generator.documents.seals import digest, issued, said, seal
from generator.documents.texts import Author
from generator.errors import GreffeError
from generator.store.dataset import Entry
from generator.store.schema.partner import Partner
from generator.versions.verify import received

_AGAIN = "Refaites la correction avec « greffe correct », ou retirez-la."


def findings(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    """What is wrong with the corrections of the partner `entry`: its files, then what they correct."""
    now = _prints(context, entry.id)
    for each in corrections.of_partner(context.dataset, entry.id):
        yield from _file(context, entry, each)
        yield from _text(context, entry, each, now)


def _prints(context: Context, partner: str) -> dict[str, str]:
    """What greffe would print today of each document, by its fingerprint; nothing when texts cannot be made."""
    try:
        drafts = list(Author(context.dataset).complete(partner))
    except GreffeError:
        return {}
    return {draft.identity.document: issued(seal(draft.rendered)) for draft in drafts}


def _file(context: Context, entry: Entry[Partner], each: Corrected) -> Iterator[Finding]:
    at = (*each.path, "fichier")
    if each.raw is None:
        yield context.finding(
            entry, at, "erreur", "Le fichier corrigé à la main n'est pas là : aucun document n'est fait pour ce partenaire.",
            f"Remettez-le dans data/corrections/{entry.id}/, ou retirez la correction.",
        )  # fmt: skip
        return
    try:
        read = received.read(each.record.fichier, each.raw)
    except GreffeError as error:
        yield context.finding(entry, at, "erreur", f"Le fichier corrigé à la main ne peut pas être lu : {error}", _AGAIN)  # fmt: skip
        return
    if not each.is_of(read.identity, entry.id):
        yield context.finding(entry, at, "erreur", "Le fichier corrigé est celui d'un autre document ou d'un autre partenaire.", _AGAIN)  # fmt: skip
    elif read.identity.seal is None or digest(said(read.passages)) != read.identity.seal.text:
        yield context.finding(entry, at, "avertissement", "Le fichier corrigé a été modifié depuis qu'il est retenu.", "Relisez-le, puis retenez-le de nouveau avec « greffe correct ».")  # fmt: skip


def _text(
    context: Context, entry: Entry[Partner], each: Corrected, now: dict[str, str]
) -> Iterator[Finding]:
    if not now:
        return
    if each.document not in now:
        yield context.finding(entry, (*each.path, "document"), "erreur", "Cette correction est celle d'un document que greffe ne fait pas.", "Corrigez « document », ou retirez la correction.")  # fmt: skip
    elif now[each.document] != each.record.empreinte:
        yield context.finding(
            entry, (*each.path, "empreinte"), "avertissement",
            f"Les données ou le modèle ont changé depuis la correction à la main du {long_date(each.record.date)}, que le document suit toujours.",
            _AGAIN,
        )  # fmt: skip
