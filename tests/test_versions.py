"""What changes from one text to another: nothing is hidden, nothing is invented."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pydantic import TypeAdapter

from generator.documents.passages import Passage, passages
from generator.documents.production import Press, look
from generator.documents.rendered import Rendered
from generator.documents.texts import Author
from generator.documents.word import writer as word
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from generator.store.parameters import Delay
from generator.versions import models, report
from generator.versions.alignment import aligned, words
from generator.versions.clauses import PARTIES, SIGNATURES, Clause, clauses, compare
from generator.versions.tracked import tracked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOK = look(PROJECT / "templates", PROJECT / "templates")
DAY = date(2026, 11, 21)
LINES = st.lists(st.text("ab é,.\n", min_size=1, max_size=30), max_size=6)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_gone_and_new_give_back_both_texts(before: str, after: str) -> None:
    """The legal text is never silently wrong: no word is lost between two versions."""
    found = list(words(before, after))
    assert "".join(text for change, text in found if change != "inserted") == before
    assert "".join(text for change, text in found if change != "deleted") == after


@given(LINES, LINES)
def test_alignment_keeps_every_passage_once_and_in_order(
    before: list[str], after: list[str]
) -> None:
    pairs = list(aligned(before, after, str))
    assert [old for old, _ in pairs if old is not None] == before
    assert [new for _, new in pairs if new is not None] == after


def _clause(number: str, title: str, *texts: str) -> Clause:
    return Clause(number, title, texts)


def test_clauses_are_cut_at_headings_and_the_signatures_stand_apart() -> None:
    read = [
        Passage("Convention", 0),
        Passage("Entre la Caf et la commune", None, "parties"),
        Passage("Article 4 : Durée et résiliation", 1),
        Passage("4.1 : Durée", 2),
        Passage("Douze mois."),
        Passage("Fait à Montbrume."),
        Passage("Pour la Caf | Pour la commune", None, "signatures"),
    ]
    assert clauses(read) == [
        _clause("", PARTIES, "Convention", "Entre la Caf et la commune"),
        _clause("4", "Durée et résiliation"),
        _clause("4.1", "Durée", "Douze mois."),
        _clause("", SIGNATURES, "Fait à Montbrume.", "Pour la Caf | Pour la commune"),
    ]


def test_a_clause_that_moved_under_another_number_and_title_is_one_change() -> None:
    text = "La convention est conclue pour douze mois à compter de sa signature."
    before = [_clause("1", "Objet", "Adhérer."), _clause("4.1", "Durée", text)]
    after = [_clause("1", "Objet", "Adhérer."), _clause("2", "Litiges", "À l'amiable."), _clause("5", "Effet", text)]  # fmt: skip
    changes = list(compare(before, after))
    assert [(change.before and change.before.number, change.after and change.after.number) for change in changes] == [
        (None, "2"),
        ("4.1", "5"),
    ]  # fmt: skip
    assert changes[1].rows == ()


def test_a_clause_answers_to_the_one_of_its_number_and_words_not_to_a_like_title() -> None:
    """« Règlement des différends » is no new state of « Obligations des parties »."""
    court = "À défaut d'accord, le litige est porté devant le tribunal administratif de Montbrume."
    before = [_clause("2", "Obligations des parties", "La Caf ouvre les accès."), _clause("4", "Litiges", court)]  # fmt: skip
    after = [_clause("4", "Règlement des différends", court.replace("Montbrume", "Lanterne"))]
    changes = list(compare(before, after))
    assert [(each.before and each.before.number, each.after and each.after.number) for each in changes] == [("2", None), ("4", "4")]  # fmt: skip


def test_the_first_article_keeps_its_title() -> None:
    read = [Passage("Article 1er – Objet", 1), Passage("Adhérer.")]
    assert clauses(read) == [_clause("1", "Objet", "Adhérer.")]


def test_every_difference_of_two_texts_is_in_a_change() -> None:
    """Clauses equal on both sides are silent; all the others are told, added and removed ones included."""
    before = [_clause("1", "Objet", "a b c"), _clause("2", "Durée", "douze mois", "fin"), _clause("3", "Ancienne", "x y z")]  # fmt: skip
    after = [_clause("1", "Objet", "a b c"), _clause("2", "Durée", "vingt-quatre mois", "fin")]
    changed, removed = compare(before, after)
    assert changed.rows == (("douze mois", "vingt-quatre mois"),)
    assert removed.after is None
    assert removed.clause.name == "3 « Ancienne »"


def _written(body: str) -> bytes:
    return word.write(Rendered("Essai", "greffe", body, "", ()), LOOK)


def _root(document: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _settled(document: bytes, keep: str, drop: str) -> list[str]:
    """The paragraphs once every change is accepted (keep ins) or refused (keep del), as Word does it."""
    root = _root(document)
    for mark in list(root.iter(f"{W}{drop}")):
        parent = mark.getparent()
        if parent.tag == f"{W}trPr":
            parent.getparent().getparent().remove(parent.getparent())
        elif parent.tag == f"{W}rPr":
            parent.getparent().getparent().set("gone", "1")
        else:
            parent.remove(mark)
    texts, pending = [], ""
    for paragraph in root.iter(f"{W}p"):
        pending += "".join(
            "\n" if each.tag == f"{W}br" else each.text or ""
            for each in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br")
        )
        if paragraph.get("gone"):
            continue  # its mark is gone: what it still holds joins the next one
        texts.append(pending)
        pending = ""
    assert not pending
    return [text for text in texts if text]


def _texts(document: bytes) -> list[str]:
    return _settled(document, "ins", "del")


WORDS = st.lists(st.sampled_from(["la", "Caf", "signe", "douze", "mois,", "l'annexe", "**gras**"]), min_size=1, max_size=8).map(" ".join)  # fmt: skip
BODIES = st.lists(
    st.one_of(
        WORDS,
        WORDS.map("## {}".format),
        st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
        st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(
            lambda rows: "| a | b |\n|---|---|\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)
        ),
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)  # fmt: skip


@given(BODIES, BODIES)
def test_tracked_changes_accepted_are_the_new_text_and_refused_the_old_one(
    before: str, after: str
) -> None:
    """The legal text is never silently wrong: both versions come out of the one file, word for word."""
    old, new = _written(before), _written(after)
    marked = tracked(old, new, author="Caf", day=DAY)
    assert _settled(marked, "ins", "del") == _texts(new)
    assert _settled(marked, "del", "ins") == _texts(old)
    assert marked == tracked(old, new, author="Caf", day=DAY)


def test_the_same_text_has_no_mark() -> None:
    document = _written("# Titre\n\nLa **Caf** signe.\n\n- un\n- deux")
    root = _root(tracked(document, document, author="Caf", day=DAY))
    assert not list(root.iter(f"{W}ins", f"{W}del"))


@pytest.fixture(scope="module")
def shipped() -> Press:
    return Press(load(PROJECT), LOOK)


def test_the_two_shipped_models_differ_by_the_platform_alone(shipped: Press) -> None:
    """A reader of the comparison sees the clauses that name the platform, and no other."""
    author = Author(load(PROJECT))
    old, new = (
        {draft.path.rpartition("/")[2]: clauses(passages(draft.rendered)) for draft in author.blank("caf99", model)}
        for model in ("ctg-dans-ma-poche-2024", "cooperation-2026")
    )  # fmt: skip
    changed = [change.clause.title for change in compare(old["convention"], new["convention"])]
    assert changed == [PARTIES, "Préambule"]
    before, after = (shipped.blank("caf99", model) for model in ("ctg-dans-ma-poche-2024", "cooperation-2026"))  # fmt: skip
    marked = tracked(
        before["caf99/ctg-dans-ma-poche-2024/convention.docx"],
        after["caf99/cooperation-2026/convention.docx"], author="Caf", day=DAY,
    )  # fmt: skip
    gone = "".join(each.text for each in _root(marked).iter(f"{W}delText"))
    assert "CTG dans ma poche" in gone


def _with_parameter(name: str, value: str) -> Dataset:
    """The shipped data, with a model « essai » that is cooperation-2026 but for one delay."""
    data = load(PROJECT)
    template = data.templates["cooperation-2026"]
    delays = template.model_dump()["parametres"]
    delay = TypeAdapter(Delay).validate_python(value)
    other = template.model_copy(
        update={"id": "essai", "parametres": template.parametres.model_copy(update={name: delay})}
    )
    assert delays[name] != delay
    return replace(
        data,
        templates={**data.templates, "essai": other},
        texts={**data.texts, "essai": data.texts["cooperation-2026"]},
    )


def test_a_delay_that_changes_is_told_with_the_clauses_that_print_it() -> None:
    """The text and the parameter are one: whoever compares sees both move."""
    data = _with_parameter("preavis", "2 mois")
    pair = "cooperation-2026", "essai"
    told = models.parameters(*(data.templates[key] for key in pair))
    assert told == {"parametres.preavis": ("1 mois", "2 mois")}
    changed = models.blanks(data, "caf99", *pair)
    assert [(each.name, [one.clause.number for one in each.changes]) for each in changed] == [("convention", ["4.1"])]  # fmt: skip
    said = report.models(*(data.templates[key] for key in pair), told, changed)
    assert "« 1 mois » devient « 2 mois »" in said
    assert "au moins 2\u00a0mois avant la date d’échéance" in said


def test_a_change_alike_for_every_service_is_told_once() -> None:
    data = load(PROJECT)
    pair = "mon-compte-partenaire-2022-un-original", "mon-compte-partenaire-2023"
    changed = models.blanks(data, "caf99", *pair)
    assert len({each.path for each in changed if each.name == "bulletin"}) > 1
    said = report.models(*(data.templates[key] for key in pair), {}, changed)
    assert said.count("Bulletin d'adhésion\n") == 1


def test_impact_says_who_is_concerned_which_clauses_and_whether_an_avenant_is_needed() -> None:
    data = _with_parameter("preavis", "2 mois")
    found = {(each.partner, each.model): each for each in models.impacts(data, "essai")}
    everyone = {
        (key, convention.modele)
        for key, entry in data.partners.items()
        for _, convention in entry.record.cooperation
        if entry.record.statut == "actif"
    }
    assert set(found) == everyone
    signed = found["cc-val-de-brume", "cooperation-2026"]
    assert signed.avenant
    assert [each.path for each in signed.documents] == ["cc-val-de-brume/cooperation/convention"]
    assert not any(each.avenant for each in found.values() if not each.signed)
    assert "greffe avenant --partner cc-val-de-brume --template essai" in report.impacts(
        list(found.values()), {key: key for key in data.partners}, "essai"
    )


def test_annexes_alone_never_need_an_avenant() -> None:
    """Coopération, article 5: a signed convention whose annexes alone change has nothing to sign."""
    data = load(PROJECT)
    texts = dict(data.texts["cooperation-2026"])
    texts["annexe-2.md"] = texts["annexe-2.md"].replace("Date de transmission", "Transmise le")
    other = data.templates["cooperation-2026"].model_copy(update={"id": "essai"})
    data = replace(data, templates={**data.templates, "essai": other}, texts={**data.texts, "essai": texts})  # fmt: skip
    found = [each for each in models.impacts(data, "essai") if each.model == "cooperation-2026"]
    assert found
    assert any(each.signed for each in found)
    assert not any(each.avenant for each in found)


TYPED = (
    'Entre : « la Caf » ; l\'annexe "1"',
    "Entre\u00a0: «\u00a0la Caf\u00a0»\u202f; l’annexe “1”",
)


def test_spaces_apostrophes_and_quotes_are_no_change() -> None:
    """Nobody signs an avenant because « Entre : » is typed with another space."""
    typed, printed = ([_clause("1", text, text, "Fin")] for text in TYPED)
    assert not list(compare(typed, printed))
    later = [_clause("1", TYPED[1], TYPED[1], "Fin changée")]
    (change,) = compare(typed, later)
    assert change.rows == (("Fin", "Fin changée"),)
    assert not change.renamed


@pytest.mark.parametrize(("before", "after"), [("l'annexe 1", "l'annexe 2"), ("la Caf", "laCaf"), ("un\ndeux", "un deux")])  # fmt: skip
def test_words_that_differ_are_a_change(before: str, after: str) -> None:
    assert len(list(compare([_clause("1", "Titre", before)], [_clause("1", "Titre", after)]))) == 1


def test_a_typographic_difference_is_not_tracked() -> None:
    """Beside a word that changes, only that word is marked."""
    old, new = (_written(f"La Caf et l{mark}État{space}: {count} mois.") for mark, space, count in (("‘", "\u2009", "six"), ("’", "\u00a0", "douze")))  # fmt: skip
    root = _root(tracked(old, new, author="Caf", day=DAY))
    assert [each.text for each in root.iter(f"{W}delText")] == ["six"]
    assert [each.text for mark in root.iter(f"{W}ins") for each in mark.iter(f"{W}t")] == ["douze"]
    same = _written("La Caf et l‘État\u2009: douze mois.")
    assert not list(_root(tracked(same, new, author="Caf", day=DAY)).iter(f"{W}ins", f"{W}del"))
