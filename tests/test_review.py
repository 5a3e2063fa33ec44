"""A review that came back: whatever is decided, the list to come is the one in hand edited by hand, no more."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from account_records import service
from hypothesis import given, settings
from hypothesis import strategies as st
from returned import AWKWARD, dataset, person
from reviewing import filled
from test_piece_properties import dataset as users_dataset

from generator.checks.people import name_words
from generator.documents import service_forms
from generator.documents.review_forms import REVIEWED, review, reviewed, reviews
from generator.errors import GreffeError
from generator.intake import wording
from generator.intake.proposal import Choices
from generator.intake.readers import formats
from generator.store import fingerprints
from generator.store.dataset import Dataset
from generator.store.schema.acts import Review
from generator.store.schema.nominative import Annexe1
from generator.upkeep.review import closing, merging, receiving, sheets, subjects
from generator.upkeep.review.closing import Closing
from generator.upkeep.review.reading import Answer, Said
from generator.upkeep.review.story import story
from generator.upkeep.review.subjects import Subject

LOOK = (Path(__file__).parents[1] / "templates" / "base.docx").read_bytes()
DAY = date(2026, 6, 15)
FORMS = service_forms.forms({"jardins": service()})
SHEETS = reviews(FORMS)
Line = Mapping[str, str]
Said_ = Mapping[str, str]


def subject(data: Dataset, family: Any = "cooperation") -> Subject:
    found = subjects.subject(data.partners["temoin"], family, data)
    assert found
    return found


def sheet(data: Dataset, ending: str, family: Any = "cooperation") -> bytes:
    made = sheets.sheets(subject(data, family), "Caf", DAY, LOOK)
    return next(content for path, content in made.items() if path.endswith(ending))


def answered(
    shown: Dataset,
    lines: Sequence[Said_],
    *,
    data: Dataset | None = None,
    ending: str = ".json",
    answer: Said_ | None = None,
    family: Any = "cooperation",
    wins: bool = False,
    **choices: Any,
) -> Closing:
    """The sheet made of `shown`, filled with `lines`, come back to `data` (the same, by default)."""
    data = data or shown
    form = review(subject(shown, family).lists[0].form)
    content = filled(ending, sheet(shown, ending, family), form, answer or {}, lines, DAY)
    found = formats.read(f"revue{ending}", content, SHEETS)
    (received,) = receiving.received(found, data, FORMS, None)
    assert received.day == DAY
    merged = [merging.merge(listed, each, DAY, wins=wins) for listed, each in received.answers]
    return closing.closing(
        received.subject, merged, data, Choices(**choices), day=DAY, by=received.by
    )


def after(made: Closing, data: Dataset) -> Dataset:
    return closing.outturn(made, data).dataset


def annexe(data: Dataset) -> dict[str, Any]:
    return data.annexes_1["temoin"].record.model_dump(mode="json", exclude_defaults=True)


def record(data: Dataset) -> Review:
    return data.partners["temoin"].record.conventions[0].revues[-1]  # type: ignore[union-attr]


# --- The annexe 1 -----------------------------------------------------------------------------------

NEW = st.fixed_dictionaries({}, optional={
    "nom": st.just("NEUF"), "prenom": st.just("Rose"), "fonction": st.sampled_from(["directrice", "chargée d'études"]),
    "adresse_electronique": st.just("neuve@pays-temoin.example"),
})  # fmt: skip
DECISIONS = st.one_of(
    st.sampled_from([{"decision": "garder"}, {"decision": "retirer"}, {"decision": "je ne sais pas"}]),
    NEW.filter(bool).map(lambda new: {"decision": "changer", **{f"nouveau_{key}": value for key, value in new.items()}}),
)  # fmt: skip
NAMES = AWKWARD.filter(lambda name: name != "-")


@st.composite
def lists(draw: Any) -> tuple[list[Line], list[Line], list[Said_]]:
    opened = [
        person(rank, nom=f"{draw(NAMES)}", fonction=draw(AWKWARD))
        for rank in range(1, draw(st.integers(1, 5)) + 1)
    ]
    closed = [
        {"nom": f"{draw(NAMES)}", "adresse_electronique": f"clos{rank}@pays-temoin.example", "cloture_demandee_le": "2026-01-02"}
        for rank in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    decisions = [draw(DECISIONS) for _ in opened]
    renamed = [each for each in decisions if "nouveau_adresse_electronique" in each]
    for rank, each in enumerate(renamed):  # an address belongs to one person
        each["nouveau_adresse_electronique"] = f"neuve{rank}@pays-temoin.example"
    return opened, closed, decisions


def by_hand(
    opened: Sequence[Line], closed: Sequence[Line], decisions: Sequence[Said_]
) -> dict[str, Any]:
    kept: list[Line] = []
    gone, others = list(closed), []
    asked = {"cloture_demandee_le": DAY.isoformat()}
    for line, said in zip(opened, decisions, strict=True):
        new = {key.removeprefix("nouveau_"): value for key, value in said.items() if key.startswith("nouveau_")}  # fmt: skip
        if said.get("decision") == "retirer":
            gone.append({**line, **asked})
        elif is_another(line, new):
            gone.append({**line, **asked})
            others.append({**line, **new, "demande_le": DAY.isoformat()})
        else:
            kept.append({**line, **new})
    listed = {"partenaire": "temoin", "transmise_le": DAY.isoformat(), "ouverts": kept + others, "clos": gone}  # fmt: skip
    return Annexe1.model_validate(listed).model_dump(mode="json", exclude_defaults=True)


def is_another(line: Line, new: Line) -> bool:
    """A login is one person's: another name there, or another name at another address, is somebody else."""
    words = [set(name_words(f"{one.get('prenom', '')} {one['nom']}")) for one in (line, {**line, **new})]  # fmt: skip
    alike = not all(words) or bool(words[0] & words[1])
    return not alike if "adresse_electronique" not in new else bool(new.keys() & {"nom", "prenom"})


def counted(decisions: Sequence[Said_]) -> dict[str, int]:
    words = [
        "ne_sait_pas"
        if said.get("decision") == "je ne sais pas"
        else said.get("decision", "sans_reponse")
        for said in decisions
    ]
    return {word: words.count(word) for word in sorted(set(words))}


@given(lists())
@settings(max_examples=60, deadline=None)
def test_the_new_annexe_is_the_old_one_edited_by_hand(
    drawn: tuple[list[Line], list[Line], list[Said_]],
) -> None:
    opened, closed, decisions = drawn
    data = dataset(opened, closed)
    made = answered(data, decisions, answer={"par": "la directrice"})
    assert made.obstacles == []
    result = after(made, data)
    assert annexe(result) == by_hand(opened, closed, decisions)
    noted = record(result)
    assert (noted.date, noted.par) == (DAY, "la directrice")
    assert noted.decisions
    assert noted.decisions.model_dump(exclude_defaults=True) == counted(decisions)
    # Every line that no decision changes keeps its bytes; so does the rest of the partner's file.
    text = result.annexes_1["temoin"].source.text
    for line, said in zip(opened, decisions, strict=True):
        if not said.get("decision", "").startswith(("retirer", "changer")):
            assert block(data, line) in text
    before = data.partners["temoin"].source.text.splitlines()
    now = iter(result.partners["temoin"].source.text.splitlines())
    assert [line for line in before if line not in now] == []


def block(data: Dataset, line: Line) -> str:
    """The text of a person in the file of the annexe."""
    text = data.annexes_1["temoin"].source.text
    start = text.index(line["adresse_electronique"])
    return text[text.rindex("\n  - ", 0, start) : text.index("demande_le", start)]


@given(lists())
@settings(max_examples=12, deadline=None)
def test_the_three_forms_say_the_same(drawn: tuple[list[Line], list[Line], list[Said_]]) -> None:
    opened, closed, decisions = drawn
    data = dataset(opened, closed)
    outcomes = []
    for ending in sheets.ENDINGS:
        made = answered(data, decisions, ending=ending, answer={"par": "la directrice"})
        assert made.obstacles == []
        result = after(made, data)
        outcomes.append((annexe(result), record(result), made.merged[0].notes == ()))
    assert outcomes[0] == outcomes[1] == outcomes[2]


@pytest.mark.parametrize("ending", sheets.ENDINGS)
def test_nothing_to_change_is_one_gesture(ending: str) -> None:
    data = dataset([person(1), person(2)], [])
    made = answered(data, [{}, {}], ending=ending, answer={"rien_a_changer": "oui"})
    result = after(made, data)
    assert annexe(result) == by_hand([person(1), person(2)], [], [{}, {}])
    assert record(result).decisions.model_dump(exclude_defaults=True) == {"garder": 2}  # type: ignore[union-attr]


def test_nothing_to_change_may_be_said_without_a_sheet() -> None:
    data = dataset([person(1), person(2)], [])
    received = receiving.by_word(subject(data))
    merged = [merging.merge(listed, answer, DAY, wins=False) for listed, answer in received.answers]
    made = closing.closing(received.subject, merged, data, Choices(), day=DAY, by="")
    assert made.counts["garder"] == 2
    assert annexe(after(made, data))["transmise_le"] == DAY.isoformat()


@pytest.mark.parametrize(
    ("said", "outcome", "words"),
    [
        ({"decision": "Garder "}, "garder", ""),
        ({"decision": "JE NE SAIS PAS"}, "ne_sait_pas", ""),
        ({"decision": "à voir"}, "sans_reponse", "« à voir » n'est pas une décision"),
        ({"decision": "changer"}, "sans_reponse", "sans nouvelle valeur"),
        ({"decision": "garder", "nouveau_fonction": "directrice"}, "sans_reponse", "ne sont pas reprises"),
        ({"nouveau_fonction": "directrice"}, "changer", ""),
    ],
)  # fmt: skip
def test_a_doubtful_answer_keeps_the_access_and_is_told(
    said: Said_, outcome: str, words: str
) -> None:
    data = dataset([person(1)])
    made = answered(data, [said])
    assert [line.outcome for line in made.merged[0].lines] == [outcome]
    assert [line["nom"] for line in annexe(after(made, data))["ouverts"]] == ["NOM1"]
    if words:
        assert words in story(made)


def test_a_box_ticked_does_not_hide_a_decision() -> None:
    data = dataset([person(1), person(2)])
    made = answered(data, [{}, {"decision": "retirer"}], answer={"rien_a_changer": "oui"})
    assert [line.outcome for line in made.merged[0].lines] == ["garder", "retirer"]
    assert "« rien à changer » est coché" in story(made)


def test_a_new_value_that_is_no_address_stops_everything() -> None:
    data = dataset([person(1)])
    made = answered(data, [{"decision": "changer", "nouveau_adresse_electronique": "p1@"}])
    (sentence,) = made.obstacles
    assert "« p1@ »" in sentence
    with pytest.raises(GreffeError, match="p1@"):
        closing.outturn(made, data)


# --- A list that changed since the sheet was made ----------------------------------------------------


def test_somebody_added_meanwhile_stays() -> None:
    shown, now = dataset([person(1)]), dataset([person(1), person(2)], sent="2026-06-10")
    for answer in ({"rien_a_changer": "oui"}, {}):
        made = answered(shown, [{"decision": "garder"}], data=now, answer=answer)
        assert [line.outcome for line in made.merged[0].lines] == ["garder", "sans_reponse"]
        assert "Prénom2 NOM2 : entré dans la liste depuis" in story(made)
        assert len(annexe(after(made, now))["ouverts"]) == 2


def test_somebody_closed_meanwhile_is_not_closed_twice() -> None:
    gone = person(2) | {"cloture_demandee_le": "2026-06-10"}
    shown, now = dataset([person(1), person(2)]), dataset([person(1)], [gone], sent="2026-06-10")
    made = answered(shown, [{"decision": "garder"}, {"decision": "retirer"}], data=now)
    assert "Prénom2 NOM2 : l'accès est déjà clos" in story(made)
    assert annexe(after(made, now))["clos"] == [gone]


@pytest.mark.parametrize("wins", [False, True])
def test_a_value_changed_on_both_sides_is_told_and_stays_unless_the_sheet_wins(wins: bool) -> None:
    shown, now = dataset([person(1)]), dataset([person(1, fonction="autre")], sent="2026-06-10")
    said = {"decision": "changer", "nouveau_fonction": "directrice", "nouveau_prenom": "Rose"}
    made = answered(shown, [said], data=now, wins=wins)
    assert ("qui reste, sans réponse" in story(made)) is not wins
    (line,) = annexe(after(made, now))["ouverts"]
    assert (line["prenom"], line["fonction"]) == ("Rose", "directrice" if wins else "autre")


def test_an_answer_older_than_the_annexe_in_hand_does_not_take_it_back() -> None:
    shown, now = dataset([person(1)]), dataset([person(1), person(2)], sent="2026-06-18")
    made = answered(shown, [{"decision": "retirer"}], data=now)
    assert made.obstacles == []
    result = annexe(after(made, now))
    assert result["transmise_le"] == "2026-06-18"
    assert result["clos"][0]["cloture_demandee_le"] == DAY.isoformat()


def test_lines_added_to_the_sheet_or_taken_from_it_are_told() -> None:
    data = dataset([person(1), person(2)])
    (listed,) = subject(data).lists
    base = listed.held.fingerprint
    stranger = Said(person(7), "garder", {}, "ligne 9")
    answer = Answer("revue.xlsx", base, unchanged=False, lines=(stranger, Said({}, "retirer", {}, "ligne 10")))  # fmt: skip
    merged = merging.merge(listed, answer, DAY, wins=False)
    assert [line.outcome for line in merged.lines] == ["sans_reponse", "sans_reponse"]
    assert "Prénom7 NOM7 (ligne 9) : pas d'accès à ce nom" in merged.notes[0]
    assert "ligne 10 : la ligne ne dit plus de qui" in merged.notes[1]


def test_a_value_written_over_in_the_sheet_is_told_and_not_taken() -> None:
    data = dataset([person(1)])
    (listed,) = subject(data).lists
    over = Said(person(1, fonction="directrice"), "garder", {}, "ligne 2")
    answer = Answer("revue.xlsx", listed.held.fingerprint, unchanged=False, lines=(over,))
    merged = merging.merge(listed, answer, DAY, wins=False)
    assert "« directrice »" in merged.notes[0]
    assert merged.answers.lists["ouverts"][0].cells["fonction"].raw == "fonction 1"


# --- A PJ3 ------------------------------------------------------------------------------------------

SAULE = {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": "ines@pays-temoin.example", "profil": "J1", "lieu": "Serre du Midi", "habilite_le": "2026-01-23"}  # fmt: skip
AULNE = {"nom": "AULNE", "adresse_electronique": "guy@pays-temoin.example", "profil": "J2", "habilite_le": "2026-02-01"}  # fmt: skip
ORME = AULNE | {"nom": "ORME", "adresse_electronique": "orme@pays-temoin.example", "cloture_le": "2026-03-01"}  # fmt: skip


def listed_users(data: Dataset) -> list[dict[str, Any]]:
    return data.users["temoin"].record.model_dump(mode="json", exclude_defaults=True)["services"][
        0
    ]["utilisateurs"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("ending", sheets.ENDINGS)
def test_a_pj3_keeps_its_closed_lines_and_a_new_profile_is_a_new_line(ending: str) -> None:
    data = users_dataset([SAULE, ORME, AULNE])
    family = "mon-compte-partenaire"
    lines = [{"decision": "changer", "nouveau_profil": "J2", "nouveau_lieu": "-"}, {"decision": "retirer"}]  # fmt: skip
    made = answered(data, lines, ending=ending, family=family)
    assert made.obstacles == []
    result = after(made, data)
    moved = {key: value for key, value in SAULE.items() if key != "lieu"}
    assert listed_users(result) == [
        SAULE | {"cloture_le": "2026-06-15"},
        ORME,
        AULNE | {"cloture_le": "2026-06-15"},
        moved | {"profil": "J2", "habilite_le": "2026-06-15"} | replaced(listed_users(result)[-1]),
    ]
    noted = result.partners["temoin"].record.mon_compte_partenaire[0][1].contrat.revues[-1]  # type: ignore[union-attr]
    assert noted.empreintes == {"jardins": fingerprints.users(data.users["temoin"].record.services[0])}  # fmt: skip
    assert noted.preuve
    assert noted.envoyee_le is None


def replaced(line: Line) -> dict[str, str]:
    return {"remplace": line["remplace"]} if "remplace" in line else {}


def ticked(data: Dataset, ending: str) -> bytes:
    """The sheet with « rien à changer » ticked."""
    form = review(subject(data).lists[0].form)
    return filled(ending, sheet(data, ending), form, {"rien_a_changer": "oui"}, [{}], DAY)


# --- What is no answer -------------------------------------------------------------------------------


def test_a_sheet_is_no_annexe_and_an_annexe_no_sheet() -> None:
    data = dataset([person(1)])
    for ending in sheets.ENDINGS:
        with pytest.raises(GreffeError, match="greffe review close"):
            formats.read(f"revue{ending}", sheet(data, ending), FORMS)
    form = {"greffe": 1, "formulaire": "cooperation.annexe-1", "ouverts": [person(1)]}
    with pytest.raises(GreffeError, match="inconnu"):
        formats.read("annexe.json", json.dumps(form).encode(), SHEETS)


def test_two_answers_about_one_list_are_refused() -> None:
    data = dataset([person(1)])
    found = formats.read("revue.json", ticked(data, ".json"), SHEETS)
    with pytest.raises(GreffeError, match="seconde réponse"):
        receiving.received([*found, *found], data, FORMS, None)


def test_every_form_that_is_reviewed_has_a_sheet() -> None:
    assert {FORMS[reviewed(key)].document for key in SHEETS} == set(REVIEWED)


SEATS = st.fixed_dictionaries({}, optional={"profil": st.sampled_from(["J1", "J2"]), "prenom": st.just("Rose")})  # fmt: skip
USER_DECISIONS = st.one_of(
    st.sampled_from([{"decision": "garder"}, {"decision": "retirer"}, {"decision": "je ne sais pas"}]),
    SEATS.map(lambda new: {"decision": "changer", **{f"nouveau_{key}": value for key, value in new.items()}}),
)  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), USER_DECISIONS), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_pj3_is_the_one_in_hand_edited_by_hand(drawn: list[tuple[bool, Said_]]) -> None:
    """No line goes: one that leaves bears its closing date, a new profile is one more line."""
    day = {"cloture_le": DAY.isoformat()}
    lines, expected, coming, decisions = [], [], [], []
    for rank, (is_closed, said) in enumerate(drawn):
        line = AULNE | {"nom": f"NOM{rank}", "prenom": "Rose", "adresse_electronique": f"p{rank}@pays-temoin.example", "profil": "J1"}  # fmt: skip
        if is_closed:
            lines.append(line | {"cloture_le": "2026-03-01"})
            expected.append(lines[-1])
            continue
        lines.append(line)
        decisions.append(said)
        profile = said.get("nouveau_profil") if said.get("nouveau_profil") != "J1" else None
        if said.get("decision") == "changer" and profile:
            coming.append(line | {"profil": profile, "habilite_le": DAY.isoformat()})
        leaves = said.get("decision") == "retirer" or profile
        expected.append(line | day if leaves else line)
    if not decisions:
        return
    data = users_dataset(lines)
    made = answered(data, decisions, family="mon-compte-partenaire")
    assert made.obstacles == []
    found = [{key: value for key, value in line.items() if key != "remplace"} for line in listed_users(after(made, data))]  # fmt: skip
    assert found == expected + coming


def test_a_mail_gives_its_sender_and_its_day() -> None:
    data = dataset([person(1)])
    mail = EmailMessage()
    mail["From"], mail["Date"] = "inconnu@pays-temoin.example", "Tue, 16 Jun 2026 10:00:00 +0200"
    mail.set_content("Ci-joint la revue.")
    undated = json.loads(ticked(data, ".json")) | {"transmise_le": ""}
    mail.add_attachment(json.dumps(undated).encode(), maintype="application", subtype="octet-stream", filename="revue.json")  # fmt: skip
    (received,) = receiving.received(formats.read("courriel.eml", mail.as_bytes(), SHEETS), data, FORMS, None)  # fmt: skip
    assert received.day == date(2026, 6, 16)
    assert [answer.sender for _, answer in received.answers] == ["inconnu@pays-temoin.example"]


def test_a_sheet_is_locked_but_for_what_is_answered() -> None:
    data = dataset([person(1), person(2)])
    book: Any = openpyxl.load_workbook(io.BytesIO(sheet(data, ".xlsx")))
    page = book["Accès en cours"]
    assert page.protection.sheet
    locked = [page.column_dimensions[cell.column_letter].protection.locked for cell in page[1]]
    assert locked == [True] * 5 + [False] * 5
    lists = [str(rule.sqref) for rule in page.data_validations.dataValidation if rule.type == "list"]  # fmt: skip
    assert lists == ["F2:F1048576"]
    with zipfile.ZipFile(io.BytesIO(sheet(data, ".docx"))) as archive:
        text = archive.read("word/document.xml").decode()
    offered = '<w:dropDownList><w:listItem w:displayText="garder" w:value="garder"/>'
    assert text.count(offered) == 2
    assert text.count("<w14:checkbox") == 1
    shown = '<w:alias w:val="Accès en cours - Nom"/>'
    assert text.count(shown) == 2
    for after in text.split(shown)[1:]:
        assert '<w:lock w:val="sdtContentLocked"/>' in after[: after.index("</w:sdtPr>")]
    assert "repeatingSection" not in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Communauté de communes du Pays Témoin", "de la Communauté de communes du Pays Témoin"),
        ("Département Témoin", "du Département Témoin"),
        ("Xylz Témoin", "de : Xylz Témoin"),
    ],
)
def test_a_partner_is_named_with_its_article(name: str, said: str) -> None:
    record = dataset([person(1)]).partners["temoin"].record
    assert wording.owned(record.model_copy(update={"nom": name, "accord": None})) == said
