"""The folder of a model made of an official text: everything templates/<id>/ holds, and what is left to decide."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.adoption import decisions
from generator.adoption.agreements import with_agreements
from generator.adoption.alternatives import (
    NATURES,
    Choice,
    choices,
    left_by_hand,
    left_for,
    unsure,
    with_alternatives,
    with_lone,
)
from generator.adoption.articles import Recognised, recognised, with_headings
from generator.adoption.cells import with_cells
from generator.adoption.codes import WORTH, code, kept, quoted, undecided
from generator.adoption.decisions import Decisions, Question
from generator.adoption.delays import Delay, delays
from generator.adoption.doubts import Doubt, doubts
from generator.adoption.frozen import frozen
from generator.adoption.kinship import refuse_another_family
from generator.adoption.learning import Learned, emptied, learned
from generator.adoption.lines import Span, Spoken, cut, spoken
from generator.adoption.manifest import Manifest
from generator.adoption.places import Place, of_act, places
from generator.adoption.places import undecided as doubted
from generator.adoption.reading import Official
from generator.adoption.remains import Signed, refuse_left, refuse_stranger
from generator.adoption.rows import filled
from generator.adoption.signatures import with_signatures
from generator.adoption.source import lines, source
from generator.adoption.verification import refuse_unfaithful
from generator.adoption.voids import is_void
from generator.documents.blocks import Block, Heading, Paragraph
from generator.documents.blocks import Place as Cut
from generator.documents.templates import HEADER
from generator.errors import GreffeError
from generator.store.decoding import MAX_BYTES
from generator.store.parameters import Family, Template
from generator.store.remarks import Remark
from generator.store.templates import MANIFEST, Texts

LOOK = "base.docx"
_HEADER = """\
{% if not valide %}
**Texte repris d'un fichier, non validé**
{% endif %}
"""


@dataclass(frozen=True)
class Adopted:
    """The files of the model, by name, and what was recognised in its text."""

    files: Mapping[str, bytes]
    document: str
    lines: int
    articles: tuple[Recognised, ...]
    bound: tuple[Place, ...]
    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]
    delays: tuple[Delay, ...]
    values: tuple[Span, ...]
    lists: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    """The passages on delays that no parameter follows."""


def adopt(
    official: Official,
    model: str,
    document: str,
    *,
    reference: Template,
    texts: Texts,
    day: date,
    signed: Signed | None = None,
    before: Decisions | None = None,
    remarks: Mapping[str, Remark] | None = None,
) -> Adopted:
    """The model `model` whose `document` is the official text; the rest of it is that of `reference`.

    `texts` are those of `reference`; `signed` is what the data say of the partner whose values fill the text.
    `before` are the decisions of `reference` when it is that model itself, to which the document is added,
    and `remarks` what its modele.yml says of its parameters. Raises GreffeError when the text is of another family, would not be printed as it is, or would keep
    something of the partner that it names.
    """
    family = reference.famille
    whole = with_alternatives(with_signatures(with_headings(official.blocks)))
    whole = whole if signed else with_cells(whole, document)
    blocks = emptied(whole, signed.view) if signed else whole
    refuse_another_family(official.name, lines(blocks), family)
    articles = recognised(blocks, reference, document)
    said = spoken(blocks, articles)
    if signed:
        refuse_stranger(official.name, [*lines(whole), *official.around], signed)
    known = learned(said, signed.view, family, document) if signed else Learned((), ())
    values = known.spans
    frozen_words = frozen(said, signed, family) if signed else []
    unsure_words = [
        *known.doubts,
        *(each for each in frozen_words if not _meets(each, [*values, *known.doubts])),
    ]
    alternatives = choices(blocks) if signed is None else []
    doubtful = unsure(blocks, alternatives)
    found = [
        _doubted(each) if said[each.line].block in doubtful else each
        for each in of_act(places(said, family), document)
        if not _meets(each, [*values, *unsure_words])
    ]
    found = with_agreements(found, said, family) if signed is None else found
    found = sorted([*found, *unsure_words], key=lambda each: (each.line, each.start))
    bound = [each for each in found if each.binding]
    first = max([0, *(each.numero for each in before.places)]) + 1 if before else 1
    if signed is None:
        alternatives = with_lone(alternatives, blocks, said, found)
    by_hand = left_by_hand(alternatives)
    asked = [each for each in found if not each.binding and said[each.line].block not in by_hand]
    stated = [each for each in delays(said, family) if not _meets(each, [*found, *values])]
    spans = [
        *values,
        *(Span(each.line, each.start, each.end, code(each.binding, each.words, family)) for each in bound if each.binding),
        *(Span(each.line, each.start, each.end, undecided(each.words, number)) for number, each in enumerate(asked, first)),
        *(Span(each.line, each.start, each.end, _stating(each)) for each in stated if each.parameter),
    ]  # fmt: skip
    text, lists = _text(blocks, spans, _standing(found), alternatives, document)
    questions = [_question(number, each, said) for number, each in enumerate(asked, first)]
    file = reference.documents[document].fichier
    origin = f"Texte repris mot pour mot de « {official.name} » ; le reste, de « {reference.id} »."
    if before:
        origin = (
            f"{reference.source} {document} : texte repris mot pour mot de « {official.name} »."
        )
    known_words = _stated(texts, before)
    told = [
        each for each in doubts(said, stated, family)
        if each.parameter not in known_words or each.why not in ("unread", "unsaid")
    ]  # fmt: skip
    manifest = Manifest(
        model, reference, document, _title(blocks) or reference.documents[document].titre, day, origin,
        articles, stated, lines(blocks), known_words, told, remarks or {},
    )  # fmt: skip
    files = {name: content.encode() for name, content in texts.items()}
    files |= {
        MANIFEST: manifest.text().encode(),
        HEADER: _HEADER.encode(),
        file: text.encode(),
        decisions.FILE: _listed(
            official.name, model, file, questions, before=before, family=family
        ),
    }
    if signed:
        # What is still to decide is in the text as it was.
        left = source(*cut(blocks, values, 0)).split("\n")
        refuse_left(official.name, [*left, *official.around], signed.marks)
    by_kind = {natures[0]: left_for(blocks, alternatives, kind) for kind, natures in NATURES.items()}  # fmt: skip
    refuse_unfaithful(files, family, document, lines(whole), by_kind=by_kind, signed=signed)
    if official.look:
        files[LOOK] = official.look
    return Adopted(
        files, document, sum(1 for each in said if not is_void(each.text)), tuple(articles), tuple(bound), tuple(questions), tuple(alternatives), tuple(stated),
        tuple(values), lists, tuple(told),
    )  # fmt: skip


def _text(
    blocks: Sequence[Block],
    spans: Sequence[Span],
    standing: Sequence[Span],
    alternatives: Sequence[Choice],
    document: str,
) -> tuple[str, tuple[str, ...]]:
    """The model's text, and the lists that fill its tables.

    `spans` are what fills it, `standing` its places where no clause is for the partner.
    """
    placed, codes = cut(blocks, spans, 0)
    copies, standing_codes = cut(blocks, standing, len(codes))
    codes += standing_codes
    out: list[Block] = []
    lists: list[str] = []

    def put(code: str) -> None:
        out.append(Paragraph(((Cut(len(codes), False),),)))
        codes.append(code)

    clauses = {choice.first: choice for choice in alternatives if choice.kinds}
    within = {index for each in clauses.values() for index in range(each.first, each.last + 1)}
    for index, cell in enumerate(placed):
        if choice := clauses.get(index):
            foreseen = [nature for _, natures in choice.cases for nature in natures]
            for clause, natures in choice.cases:
                put(f"{{% if partenaire.nature in {list(natures)} %}}")
                out += [placed[each] for each in clause]
                put("{% endif %}")
            put(f"{{% if partenaire.nature not in {foreseen} %}}")
            out += [copies[each] for each in choice.left("")]
            put("{% endif %}")
        if index not in within:
            table = filled(blocks, index, document, len(codes), lists)
            codes += table.codes if table else ()
            lists += table.lists if table else ()
            out.append(table.table if table else cell)
    return source(out, codes), tuple(lists)


def _doubted(place: Place) -> Place:
    """The place to be decided, if it is one of a partner whose clauses greffe cannot tell apart."""
    return doubted(place) if (place.binding or "").startswith("partenaire.") else place


def _standing(found: Sequence[Place]) -> list[Span]:
    """The places left to fill by hand; « représenté(e) » and « M./Mme » stand as they are."""
    return [
        Span(each.line, each.start, each.end, kept(each.words))
        for each in found
        if not (each.binding or "").endswith((".accord", ".civilite", ".delegation"))
    ]


def _listed(
    name: str,
    model: str,
    file: str,
    questions: Sequence[Question],
    *,
    before: Decisions | None,
    family: Family,
) -> bytes:
    """The decisions of the model, those of `before` first. Raises GreffeError when no file can hold so many."""
    files = [*(before.documents if before else ()), file]
    listed = [*(before.places if before else ()), *questions]
    content = decisions.text(model, files, listed, family).encode()
    if len(content) > MAX_BYTES:
        raise GreffeError(
            f"« {name} » laisse {len(questions)} places à décider, plus que greffe n'en peut lister. Partez d'un texte où les places disent ce qu'elles attendent, ou reprenez ses annexes à part."
        )
    return content


def _stated(texts: Texts, before: Decisions | None) -> Mapping[str, str]:
    """The words of each parameter that the texts adopted `before` state already."""
    kept = "\n".join(texts[file] for file in before.documents) if before else ""
    return {found[2]: str(json.loads(found[1])) for found in reversed(list(WORTH.finditer(kept)))}


def _stating(delay: Delay) -> str:
    """The words of a delay, held to the parameter they state."""
    return f"{{{{ {quoted(delay.words)} | vaut(parametres.{delay.parameter}) }}}}"


def _question(number: int, place: Place, said: Sequence[Spoken]) -> Question:
    line = said[place.line]
    where = decisions.around(line.text, place.start, place.end)
    words = place.words
    if is_void(words):
        words, where = "(case vide)", f"{' | '.join(filter(None, line.heads))} : (case vide)"
    return Question(numero=number, mots=words, paragraphe=where, possibles=list(place.candidates), choix=None)  # fmt: skip


def _title(blocks: Sequence[Block]) -> str | None:
    titles = [" ".join(lines((block,))) for block in blocks if isinstance(block, Heading) and block.level == 0]  # fmt: skip
    return titles[0] if titles else None


def _meets(one: Delay | Place, found: Sequence[Place | Span]) -> bool:
    return any(each.line == one.line and each.start < one.end and one.start < each.end for each in found)  # fmt: skip
