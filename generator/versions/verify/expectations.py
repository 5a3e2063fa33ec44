"""What a file that came back is compared with: the document that greffe would issue now."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.documents import corrections
from generator.documents.identity import Identity
from generator.documents.passages import PLACE, Passage, marked, passages, unmarked
from generator.documents.production import Press
from generator.documents.seals import comparable, said, seal, squeezed
from generator.documents.texts import Author, Draft, convention_folder
from generator.errors import GreffeError
from generator.store.dataset import Dataset
from generator.versions.models import with_model
from generator.versions.verify import received as files
from generator.versions.verify.comparison import Comparison, Expected, compare
from generator.versions.verify.received import Received

_ENOUGH = 0.3
"""Share of the passages of a document from which a file that lost its origin is taken for it."""


def nearest(received: Received, dataset: Dataset, press: Press, partner: str) -> Comparison:
    """The comparison with the document that `received` says it is, else, for one that no longer does, with
    the nearest of those of `partner`.

    A document may be the complete one or that of the public site: the one it was made from, else the nearer.
    Raises GreffeError when no document answers, or when the data do not make a text.
    """
    identity = received.identity
    found = list(_named(identity, dataset, partner) if identity.document else _alike(received, dataset, partner))  # fmt: skip
    if not found:
        raise GreffeError(_unknown(received, partner))
    texts = _issued([expected(draft, press) for draft in found], dataset, partner)
    made = [compare(received, text) for text in texts]
    return min(made, key=lambda each: (each.data is not False, len(each.differences)))


def expected(draft: Draft, press: Press) -> Expected:
    """The document `draft`, as `press` makes it."""
    rendered = draft.rendered
    made = files.read(draft.path, press.word(draft))
    values = tuple(
        (value.path, None if value.blank else value.printed) for value in rendered.values
    )
    return Expected(
        rendered.title, draft.identity, made.identity.seal or seal(rendered), tuple(marked(rendered)),
        values, made.margins,
    )  # fmt: skip


def replaced(text: Expected, name: str, raw: bytes) -> Expected:
    """`text` in the words of the Word file `name` that corrects it. Raises GreffeError when it cannot be read."""
    read = files.read(name, raw)
    made = compare(read, text).differences
    whole = {comparable(unmarked(each.text)): each.text for each in text.marked}
    # A single word, « X » or « Madame », may be anywhere in a passage that was written otherwise.
    places = {found[2]: found[0] for each in text.marked for found in PLACE.finditer(each.text) if not found[2].isalnum()}  # fmt: skip

    def kept(passage: Passage) -> Passage:
        given = whole.get(comparable(passage.text))
        return replace(passage, text=_with_places(passage.text, places) if given is None else given)

    return replace(text, marked=tuple(map(kept, read.passages)), margins=read.margins, corrections=made)  # fmt: skip


def _with_places(text: str, places: Mapping[str, str]) -> str:
    """A text with the marks of the places that it shows (their words -> the same, marked)."""
    if not places:
        return text
    longest = sorted(places, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest)), lambda found: places[found[0]], text)


def _issued(texts: Sequence[Expected], dataset: Dataset, partner: str) -> list[Expected]:
    """`texts`, the first in the words of its correction; what says the same as that one is issued no more."""
    first, *others = texts
    words = _corrected(first, dataset, partner)
    if words.corrections:
        others = [each for each in others if each.seal.text != first.seal.text]
    return [words, *others]


def _corrected(text: Expected, dataset: Dataset, partner: str) -> Expected:
    for each in corrections.of_partner(dataset, partner) if partner else ():
        if each.document == text.identity.document and each.raw is not None:
            return replaced(text, each.record.fichier, each.raw)
    return text


def _named(identity: Identity, dataset: Dataset, partner: str) -> Iterator[Draft]:
    """The document that `identity` names, as its own model prints it if there is one still.

    The complete one comes first, then the one for everybody.
    """
    if not partner:
        if identity.template in dataset.templates:
            author = Author(dataset)
            blank = (draft for caf in (*dataset.cafs, None) for draft in author.blank(caf, identity.template))  # fmt: skip
            yield from (draft for draft in blank if draft.identity.document == identity.document)
        return
    author = Author(_as_modelled(identity, dataset, partner))
    for drafts in (author.complete(partner), author.publishable(partner)):
        yield from (draft for draft in drafts if draft.identity.document == identity.document)


def _as_modelled(identity: Identity, dataset: Dataset, partner: str) -> Dataset:
    """The data, the convention of the document following again the model it was made with."""
    index, model = _home(identity, dataset, partner), dataset.templates.get(identity.template)
    if index is None or model is None:
        return dataset
    convention = dataset.partners[partner].record.conventions[index]
    same = convention.famille != model.famille or convention.modele == model.id
    return dataset if same else with_model(dataset, partner, index, model.id)


def _home(identity: Identity, dataset: Dataset, partner: str) -> int | None:
    """The index of the partner's convention that the document is of."""
    record = dataset.partners[partner].record
    folders = (convention_folder(record, index) for index in range(len(record.conventions)))
    return next((index for index, folder in enumerate(folders) if identity.document.startswith(f"{folder}/")), None)  # fmt: skip


def model_now(identity: Identity, dataset: Dataset, partner: str) -> str:
    """The id of the model that the convention of the document follows now."""
    of_convention = partner and identity.template not in dataset.acts
    index = _home(identity, dataset, partner) if of_convention else None
    return identity.template if index is None else dataset.partners[partner].record.conventions[index].modele  # fmt: skip


def _alike(received: Received, dataset: Dataset, partner: str) -> Sequence[Draft]:
    """The document of `partner` that has most passages in common with the file, if it has enough."""
    if not partner:
        return ()
    drafts = list(Author(dataset).complete(partner))
    shares = [_share(passages(draft.rendered), received) for draft in drafts]
    best = max(zip(shares, range(len(drafts)), strict=True), default=(0.0, 0))
    return [drafts[best[1]]] if best[0] >= _ENOUGH else ()


def _share(ours: Sequence[Passage], received: Received) -> float:
    """The share of our passages that the file has."""
    texts = set(said(ours))
    if received.laid_out:
        theirs = "".join(squeezed(each.text) for each in received.passages)
        found = sum(squeezed(text) in theirs for text in texts)
    else:
        found = len(texts & set(said(received.passages)))
    return found / len(texts) if texts else 0.0


def _unknown(received: Received, partner: str) -> str:
    name, identity = received.name, received.identity
    if identity.document:
        return f"« {name} » se dit le document « {identity.document} » ({partner or 'vierge'}), que greffe ne fait plus. Vérifiez que la convention est toujours dans le fichier du partenaire, et que son modèle est dans templates/."
    if partner:
        return f"« {name} » ne ressemble à aucun document de « {partner} ». Vérifiez le partenaire, ou que c'est le bon fichier."
    return f"« {name} » ne dit plus de quel document il vient. Donnez le partenaire avec « --partner », et greffe le cherchera parmi ses documents."
