"""Finding people in bytes: whatever the writing, the encoding or the wrapping; and nobody else."""

import base64
import gzip
import json
import quopri
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from builder import PARTNER, make_root, write
from canary import workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GreffeError
from generator.store import dataset, traces
from generator.upkeep.purge.items import items
from generator.upkeep.purge.people import ERASED, People
from generator.upkeep.purge.readings import closed
from generator.upkeep.purge.removal import removal
from generator.upkeep.purge.scrubbing import names, scrubbed

LETTERS = "abcdefghijklmnopqrstuvwxyzéèëçïôüœæñ"
WORD = st.text(LETTERS, min_size=3, max_size=9)


@st.composite
def persons(draw: st.DrawFn) -> dict[str, str]:
    first, last = draw(WORD), draw(WORD)
    local = draw(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=3, max_size=9))
    return {"prenom": first.capitalize(), "nom": last.upper(), "adresse_electronique": f"{local}@pays-temoin.example"}  # fmt: skip


def of(person: dict[str, str]) -> People:
    return People(traces.marks(person))


SAID: tuple[Callable[[dict[str, str]], str], ...] = (
    lambda p: f"{p['prenom']} {p['nom']}",
    lambda p: f"{p['nom'].lower()}, {p['prenom'].upper()}",
    lambda p: f"nom: {p['nom']}\n  prenom: {p['prenom']}",
    lambda p: f"{p['nom']};{p['prenom']}",
    lambda p: f"{p['prenom']}_{p['nom']}",
    lambda p: f"<{p['adresse_electronique'].upper()}>",
)
ESCAPED = (*SAID, lambda p: json.dumps({"nom": p["nom"], "prenom": p["prenom"]}))
WRAPPED: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("utf-16-be"),
    lambda text: quopri.encodestring(text.encode()),
    lambda text: b"--" + base64.b64encode(f"un mot avant {text}".encode()),
    lambda text: base64.urlsafe_b64encode(base64.b64encode(f"un mot avant {text}".encode())),
    lambda text: gzip.compress(text.encode()),
    lambda text: quote(text).encode(),
    lambda text: text.encode("ascii", "xmlcharrefreplace"),
    lambda text: workbook("colonne", text),
)


@given(persons(), st.sampled_from(ESCAPED), st.sampled_from(WRAPPED), st.sampled_from(["", "Bonjour, ", "été : "]))  # fmt: skip
def test_somebody_is_found_however_she_is_written_and_kept(
    person: dict[str, str], said: Callable[[dict[str, str]], str], wrapped: Callable[[str], bytes], before: str
) -> None:  # fmt: skip
    content = wrapped(f"{before}{said(person)} ; fin")
    people = of(person)
    assert names(content, people)
    left = scrubbed(content, people)
    assert left is None or not names(left, people)


@given(persons(), persons(), st.sampled_from(SAID), st.sampled_from(SAID))
def test_only_she_is_taken_out_of_a_text(
    person: dict[str, str], other: dict[str, str], said: Callable[[dict[str, str]], str], also: Callable[[dict[str, str]], str]
) -> None:  # fmt: skip
    """All around her keeps its letters; somebody else is somebody else."""
    people = of(person)
    around = f"Vu avec {also(other)} ce jour ;\r\n"
    if people.holds(around):
        return
    text = f"{around}{said(person)} | {around}"
    assert people.replaced(text).replace(ERASED, "") in {
        f"{around}{start}{end} | {around}" for start in ("", "<", "nom: ", '{"nom": "') for end in ("", ">", '"}')
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jean DUPONTEL", False),
        ("Jean", False),
        ("DUPONT", False),
        ("Jean et Marie DUPONT", False),
        ("ajd12@a.example", False),
        ("x.jd12@a.example", False),
        ("jd12@a.example-2.example", False),
        ("jd12@a.example2.example", False),
        ("mailto:jd12@a.example?subject=", True),
        # Her words within longer ones: told rather than passed over.
        ("Grand-Jean DUPONT", True),
        ("jean.dupont@autre.example", True),
        ("Jean\nDUPONT", True),
    ],
)
def test_who_has_another_name_or_address_is_not_taken_for_her(text: str, found: bool) -> None:
    person = {"nom": "DUPONT", "prenom": "Jean", "adresse_electronique": "jd12@a.example"}
    assert of(person).holds(text) is found


def test_a_letter_of_several_and_an_accent_apart_do_not_shift_what_is_cut() -> None:
    people = of({"nom": "ŒUVRÉ", "prenom": "Zoé"})
    assert people.replaced("œ Zoe\u0301 Œuvré\u0301, ﬁn ½") == f"œ {ERASED}, ﬁn ½"


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04abc", b"Rar!\x1a"])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    assert closed(content)


def test_what_can_be_read_is_not_told_as_closed() -> None:
    assert closed(workbook("a")) is None
    assert closed(b"texte") is None


def test_who_is_still_listed_is_not_gone() -> None:
    """An address that stands alone is still its person's; one that another person shares is not."""
    line = {"nom": "A", "prenom": "Un", "adresse_electronique": "accueil@a.example"}
    account = {"adresse_electronique": "accueil@a.example"}
    other = {"nom": "B", "prenom": "Deux", "adresse_electronique": "accueil@a.example"}
    assert traces.gone([line], []) == traces.marks(line)
    assert traces.gone([line, account], [account]) == set()
    assert traces.gone([line, other, account], [other, account]) == {" a un ", " un a "}
    spelled = {"adresse_electronique": "un.a@a.example"}
    assert traces.gone([{"nom": "A", "prenom": "Un"}, spelled], [spelled]) == {" a un "}


@pytest.mark.parametrize(("line", "found"), [("a@b.example", True), ("Zoé Martin", True), ("Zoé", False), ("", False)])  # fmt: skip
def test_one_line_of_a_list_of_people_is_an_address_or_a_full_name(line: str, found: bool) -> None:
    assert bool(traces.said_marks(line)) is found
    assert People(traces.said_marks("Zoé de La Tour")).holds("DE LA TOUR Zoe")


DAY = date(2026, 6, 16)
SIGNED = """
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Testville}
        annexe_1: {ouverts: 0, clos: %d}
"""


@settings(max_examples=25)
@given(st.lists(st.tuples(persons(), st.booleans(), st.booleans()), min_size=1, max_size=6), st.data())  # fmt: skip
def test_nothing_of_the_erased_is_left_and_everyone_else_is_intact(
    lines: list[tuple[dict[str, str], bool, bool]], data: st.DataObject
) -> None:
    """For any annexe and follow-up: refused for a remark that names somebody, or exactly the lines due are gone."""
    old = DAY - timedelta(731)
    text, accounts = ["partenaire: temoin", "clos:"], ["partenaire: temoin", "comptes:"]
    for person, due, remark in lines:
        asked = old if due else DAY
        if remark:
            named = data.draw(st.sampled_from(lines))[0]
            text.append(
                f"  # {data.draw(st.sampled_from(['muté', named['adresse_electronique']]))}"
            )
        fields = [f"{key}: {value}" for key, value in person.items()]
        text.append(f"  - {fields[0]}")
        text += [f"    {field}" for field in (*fields[1:], f"cloture_demandee_le: {asked}")]
        accounts.append(f"  - {{adresse_electronique: {person['adresse_electronique']}, clos_le: {asked}, donnees_effacees_le: {asked}}}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder), partner=PARTNER.rstrip() + SIGNED % len(lines))
        write(root, "data/nominatif/temoin.annexe-1.yml", "\n".join([*text, ""]))
        write(root, "data/nominatif/temoin.suivi.yml", "\n".join([*accounts, ""]))
        read = dataset.load(root)
        due_items = items(read, "temoin", DAY)
        assert len(due_items) == 2 * sum(due for _, due, _ in lines)
        remarked = any(remark for *_, remark in lines)
        with suppress(GreffeError) if remarked else nullcontext():
            done = removal(read, "temoin", due_items, DAY)
            remarked = False
        if remarked:  # a remark names somebody erased: nothing is made
            return
    texts = {name: content.decode() for name, content in done.texts.items()}
    left = [person for person, due, _ in lines if not due]
    stays = set().union(*(traces.marks(person) for person in left))
    erased = People(set().union(*(traces.marks(person) for person, due, _ in lines if due)) - stays)
    for name, content in texts.items():
        assert not erased.holds(content), name
    if due_items:
        annexe = texts["data/nominatif/temoin.annexe-1.yml"]
        assert annexe.count("adresse_electronique") == len(left)
        for person in left:
            assert f"nom: {person['nom']}" in annexe
            assert person["adresse_electronique"] in texts["data/nominatif/temoin.suivi.yml"]
