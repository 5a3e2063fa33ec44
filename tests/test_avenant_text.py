"""What the avenant prints is enough: whoever has the signed texts and the avenant alone can write the new texts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pytest
from avenant_records import ACCESS_SAID, access, called, cooperation, headings, written
from hypothesis import given
from hypothesis import strategies as st
from records import plain

from generator.documents.identity import Identity
from generator.documents.passages import Passage, passages
from generator.documents.rendered import Rendered
from generator.documents.texts import Draft
from generator.store.schema.signed import SignedValues
from generator.versions import avenant, avenant_papers, avenant_views
from generator.versions.avenant import Article, Changes
from generator.versions.avenant_states import Subject
from generator.versions.clauses import PARTIES, SIGNATURES, Clause, clauses, compare
from generator.versions.models import DocumentChange

OLD = {"partenaire": "Communauté de communes du Vieux Témoin", "adresse": {"commune": "Autreville"}}
_DOCUMENTS = r"de la convention|du contrat de service|du bulletin d'adhésion au service SJP"
Text = dict[str, list[str]]
"""The passages of each clause, by its words."""


def _words(clause: Clause) -> str:
    """How the avenant names a clause."""
    if clause.number:
        return f"de l'article {clause.number}"
    known = {PARTIES: "de l'en-tête", "Préambule": "du préambule"}
    return known.get(clause.title, plain(f"de la partie « {clause.title} »"))


def _texts(subject: Subject, values: SignedValues) -> dict[str, Text]:
    """The acts by the avenant's words for them, without their signatures."""
    named = {"convention": "de la convention", "contrat": "du contrat de service", "bulletin": "du bulletin d'adhésion au service SJP"}  # fmt: skip
    return {
        named[draft.path.rpartition("/")[2]]: {
            _words(each): [plain(one) for one in each.passages]
            for each in clauses(passages(draft.rendered))
            if each.title != SIGNATURES
        }
        for draft in avenant_papers.acts(subject, values)
    }


def _read(changes: Changes) -> Iterator[tuple[str, str | list[str]]]:
    """The avenant as a reader goes through it: its titles, its sentences, and what it quotes, in groups."""
    found = passages(avenant_papers.text(changes, 1, []))
    for (quoted, title), group in groupby(found, lambda one: (one.within == "cadre", one.level)):
        held: list[Passage] = list(group)
        if quoted:
            yield "quote", [plain(one.text) for one in held]
        else:
            for one in held:
                yield "title" if title == 1 else "sentence", plain(one.text)


def _obeyed(changes: Changes, texts: dict[str, Text]) -> dict[str, Text]:
    """The texts once everything that the avenant says is done."""
    clause: list[str] = []
    said, quoted = "", list[str]()
    for kind, content in _read(changes):
        if isinstance(content, str):
            said = content
            if found := re.fullmatch(rf"Article \d+ : Modification (.*) ({_DOCUMENTS})", content):
                clause = texts[found[2]][found[1]]
            assert kind != "title" or not re.search("Ajout|Suppression|Retrait|Numéros", content)
        elif re.fullmatch("Les? passages? suivants? :|Après le passage suivant :", said):
            quoted = content
        elif re.fullmatch("Les? passages? suivants? (?:est supprimé|sont supprimés) :", said):
            clause[:] = _replaced(clause, content, [])
        elif re.fullmatch("(?:est remplacé|sont remplacés) par :", said):
            clause[:] = _replaced(clause, quoted, content)
        elif said == "est ajouté ce qui suit :":
            clause[:] = _replaced(clause, quoted, [*quoted, *content])
        elif re.fullmatch("Au début .* est ajouté ce qui suit :", said):
            clause[:0] = content
        else:
            assert re.fullmatch("Le texte .* est remplacé par le texte suivant :", said), said
            clause[:] = content
    return texts


def _replaced(clause: list[str], before: list[str], after: list[str]) -> list[str]:
    """The clause where `before`, passages or a part of one, which is there once and only once, gives way to `after`."""
    parts = [each for each in clause if before[0] in each]
    if len(before) == len(after) == len(parts) == 1 and parts[0].count(before[0]) == 1:
        return [each.replace(before[0], after[0]) for each in clause]
    places = [at for at in range(len(clause)) if clause[at : at + len(before)] == before]
    assert len(places) == 1, before
    return [*clause[: places[0]], *after, *clause[places[0] + len(before) :]]


@pytest.mark.parametrize(
    "subject",
    [
        cooperation(OLD | {"modele": "ctg-dans-ma-poche-2024"}),
        cooperation({"partenaire": "Syndicat du Témoin", "sigle": "SDT"}, {"presentation": {"designation": "sigle"}}),
        cooperation({"partenaire": "Syndicat du Témoin"}, {"presentation": {"designation": "nom", "parties": "bloc"}}),
        access(ACCESS_SAID | {"mode": "centralise", "missions": ["Une", "Deux"], "siret": "21990072700013"}),
        access({"missions": ["Compétence jardinage", "Compétence fleurs", "Compétence compostage"]}),
        access({"bulletins": [{"service": "jardins", "maximums": {"J1": 2}, "cof_numero": "C-16"}]}),
    ],
    ids=["nom-et-modele", "sigle", "nom-partout", "mode-missions-siret", "mission", "bulletin"],
)  # fmt: skip
def test_who_does_what_the_avenant_says_to_the_signed_texts_writes_the_new_ones(
    subject: Subject,
) -> None:
    changes = called(subject)
    before, after = (_texts(subject, each) for each in (changes.before, changes.after))
    assert before != after
    assert _obeyed(changes, before) == after


def _under(old: str, new: str, numbers: dict[str, str] | None = None) -> Changes:
    """The change from cooperation-2026 to a model whose text has `new` for `old`, and these article numbers."""
    subject = cooperation()
    data, known = subject.dataset, subject.dataset.templates["cooperation-2026"]
    articles = {
        key: article.model_copy(update={"numero": (numbers or {}).get(key, article.numero)})
        for key, article in known.articles.items()
    }
    texts = dict(data.texts[known.id])
    assert old in texts["convention.md"]
    texts["convention.md"] = texts["convention.md"].replace(old, new)
    other = known.model_copy(update={"id": "autre", "articles": articles})
    data = replace(
        data,
        templates={**data.templates, "autre": other},
        texts={**data.texts, "autre": texts},
    )
    return called(replace(subject, dataset=data), "autre")


def test_clauses_that_only_take_another_number_are_told_together() -> None:
    changes = _under("La Caf", "La Caf", {"responsabilite": "8", "litiges": "9"})
    assert headings(changes) == ["Numéros et titres de la convention"]
    text = written(changes)
    assert "- l'article 6 « Responsabilité » devient l'article 8 « Responsabilité » ;" in text
    assert "- l'article 7 « Règlement des litiges » devient l'article 9 « Règlement des litiges »." in text  # fmt: skip


def test_a_clause_that_comes_is_quoted_whole_with_what_it_follows() -> None:
    added = "## Article 6 bis : Archives\n\nChaque partie garde la convention.\n\nElle en tient la liste.\n\n"
    litiges = "## Article {{ articles.litiges.numero }}"
    changes = _under(litiges, added + litiges)
    assert headings(changes) == ["Ajout de l'article 6 bis de la convention"]
    assert "Après l'article 6 « Responsabilité » est ajouté ce qui suit :\n\n> Article 6 bis : Archives\n>\n> Chaque partie garde la convention.\n>\n> Elle en tient la liste.\n" in written(changes)  # fmt: skip


def test_a_clause_that_goes_is_named_with_its_title() -> None:
    gone = "## Article {{ articles.responsabilite.numero }} : {{ titre(articles.responsabilite) }}\n\nChaque partie répond de ses propres actes et de ceux de son personnel.\n\nNi la Caf ni la Cnaf ne répondent des manquements {{ partenaire.du_terme }}, de ses agents ou de ses salariés.\n\n"
    changes = _under(gone, "")
    assert headings(changes) == ["Suppression de l'article 6 de la convention"]
    assert "Le texte de l'article 6 de la convention est supprimé, avec son titre « Responsabilité »." in written(changes)  # fmt: skip


def test_passages_that_repeat_themselves_have_their_clause_given_whole() -> None:
    """« Le passage suivant » would not say which of the two."""
    twice = "Chaque partie respecte les règles relatives à la protection des données à caractère personnel"
    before = "Chaque partie informe l'autre sans délai de tout incident de sécurité."
    changes = _under(before, f"La Caf met en œuvre des contrôles des connexions à la plateforme.\n\n{before}")  # fmt: skip
    assert headings(changes) == ["Modification de l'article 2 de la convention"]
    assert twice in written(changes)
    assert _obeyed(changes, _texts(changes.subject, changes.before)) == _texts(changes.subject, changes.after)  # fmt: skip


def _taken(before: Clause, article: Article) -> Clause:
    """The clause that the article makes out of `before`, read as a lawyer would."""
    after = article.change.after
    assert after is not None
    held = list(after.passages) if article.whole else list(before.passages)
    for step in article.steps:
        if step.before:
            at = held.index(step.before[0])
            assert tuple(held[at : at + len(step.before)]) == step.before
            del held[at : at + len(step.before)]
        else:
            at = 0 if step.behind is None else held.index(step.behind) + 1
        assert all(held.count(each) < 2 for each in (*step.before[:1], step.behind) if each)
        held[at:at] = step.after
    return Clause(after.number, after.title, tuple(held))


def _applied(text: list[Clause], articles: tuple[Article, ...]) -> list[Clause]:
    """The clauses once every article is applied; what is added stands after the clause it follows."""
    told = {id(each.change.before): each for each in articles if each.change.before}
    kept: list[Clause] = []
    for clause in text:
        article = next((each for each in told.values() if each.change.before == clause), None)
        if article is None:
            kept.append(clause)
        elif article.change.after is not None:
            kept.append(_taken(clause, article))
    for article in articles:
        if article.change.before is None and article.change.after is not None:
            at = kept.index(article.follows) + 1 if article.follows else 0
            kept.insert(at, article.change.after)
    return kept


WORDS = st.lists(st.sampled_from(["la", "Caf", "signe", "douze", "mois", "sans", "délai"]), min_size=1, max_size=6).map(" ".join)  # fmt: skip
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["Objet", "Durée", "Litiges", "Effet", "Suivi"]),
        st.lists(WORDS, max_size=5),
    ),
    max_size=5,
    unique_by=lambda clause: clause[0],
)


def _draft(text: list[tuple[str, list[str]]]) -> Draft:
    parts = ["# Titre\n\nEntre les parties"]
    for number, (title, held) in enumerate(text, 1):
        parts += [f"## Article {number} : {title}", *held]
    return Draft("p/f/convention", Rendered("T", "A", "\n\n".join(parts), "", ()), Identity("", "", "", ""), None)  # fmt: skip


@given(TEXTS, TEXTS)
def test_whatever_the_two_texts_the_articles_lead_from_one_to_the_other(
    old: list[tuple[str, list[str]]], new: list[tuple[str, list[str]]]
) -> None:
    """Passages that repeat themselves, clauses that move, come, go and change number included."""
    before, after = _draft(old), _draft(new)
    texts_of = [clauses(passages(each.rendered)) for each in (before, after)]
    found = DocumentChange("p/f/convention", before, after, tuple(compare(*texts_of)))
    articles = tuple(avenant.articles(found))
    made = _applied(texts_of[0], articles)
    assert sorted(made, key=lambda clause: int(clause.number or 0)) == texts_of[1]


def test_a_passage_that_only_takes_other_spaces_is_not_replaced() -> None:
    """What comes behind it names it as the signed text prints it."""
    old, new = (
        replace(draft, rendered=replace(draft.rendered, verbatim=True))
        for draft in (
            _draft([("Objet", ["Entre : l'État", "Un."])]),
            _draft([("Objet", ["Entre\u00a0: l’État", "Deux.", "Un."])]),
        )
    )
    before, after = (clauses(passages(each.rendered)) for each in (old, new))
    (article,) = avenant.articles(DocumentChange(old.path, old, new, tuple(compare(before, after))))
    assert article.steps == (avenant.Step((), ("Deux.",), "Entre : l'État"),)
    assert not article.renamed


PARTY = "Le Département, dont le siège est situé {0}, 99000 Montbrume, représenté par son/sa [à compléter : fonction], ci-après dénommé « le partenaire »,"


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [
        (PARTY.format("2 place Vieille"), PARTY.format("7 cours Neuf"), ("dont le siège est situé 2 place Vieille", "dont le siège est situé 7 cours Neuf")),
        ("Entre X, [à compléter : nom],", "Entre Y, [à compléter : nom],", ("Entre X", "Entre Y")),
        ("Durée : 1 an, ferme.", "Durée : 2 ans, ferme.", ("Durée : 1 an, ferme.", "Durée : 2 ans, ferme.")),
        ("A, [à compléter : nom] à Lille.", "A, [à compléter : nom] à Lyon.", ("A, [à compléter : nom] à Lille.", "A, [à compléter : nom] à Lyon.")),
    ],
)  # fmt: skip
def test_words_that_a_hand_wrote_are_not_quoted_when_they_need_not_be(before: str, after: str, quoted: tuple[str, str]) -> None:  # fmt: skip
    """Put in the place of the quoted words, the new ones give the new passage."""
    (old,), (new,) = avenant_views.narrowed(before, after)
    assert (old, new) == quoted
    assert before.replace(old, new) == after
