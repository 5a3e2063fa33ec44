"""What the forms say is what the checker says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from annexes import DATA, DOMAIN, PARTNER, opened
from playwright.sync_api import Page
from pydantic import BaseModel, ValidationError

from generator.checks import checker
from generator.store.dataset import Dataset, Entry
from generator.store.decoding import UnreadableError
from generator.store.schema import refusals
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner
from generator.store.schema.people import Address, Contact
from generator.store.source import read


def answers_of_all_kinds() -> list[dict[str, Any]]:
    """Annexes that break every rule, alone and together, near each limit."""
    days = [
        None,
        "2024-06-14",
        "2024-06-15",
        "2024-06-16",
        "2024-02-29",
        "2026-06-15",
        "2026-06-16",
    ]
    names = [f"a@{DOMAIN}", f"A@{DOMAIN}", f"a@sous.{DOMAIN}", "a@ailleurs.example", f"accueil@{DOMAIN}",
             f"bureau.enfance@{DOMAIN}", "a@messagerie-gratuite.example", "faux", "a@b", None]  # fmt: skip
    made = []
    for rank in range(240):
        first, second, third = names[rank % 10], names[rank // 10 % 10], names[rank // 3 % 10]
        opened = [{"nom": "DUVAL", "prenom": "Anne - Sophie", "adresse_electronique": first, "demande_le": days[rank % 7]},
                  {"nom": "Anne Sophie" if rank % 2 else "Gué", "prenom": "Duval", "adresse_electronique": second, "demande_le": days[rank // 7 % 7]}]  # fmt: skip
        closed = [{"nom": "X", "adresse_electronique": third, "cloture_demandee_le": days[rank // 2 % 7], "cloture_le": days[rank // 5 % 7]}]  # fmt: skip
        lists = {"ouverts": opened, "clos": closed}
        made.append({"transmise_le": "2026-06-15"} | {key: [{k: v for k, v in row.items() if v} for row in rows] for key, rows in lists.items()})  # fmt: skip
    made.append({"transmise_le": "2026-02-30", "ouverts": [{"nom": "A" * 401, "adresse_electronique": "x" * 250 + "@b.example", "demande_le": "hier"}], "clos": []})  # fmt: skip
    return made


def judged(annexe: dict[str, Any], data: Dataset) -> set[tuple[str, ...]]:
    """What greffe says of an annexe 1 as a file: (path, severity, message)."""
    source = read("x.yml", b"{}")
    try:
        record = Annexe1.model_validate({"partenaire": PARTNER} | annexe)
    except ValueError as error:
        found = refusals.problems(error, source, Annexe1)  # type: ignore[arg-type]
        return {("erreur", problem.message) for problem in found}
    held = {PARTNER: Entry(PARTNER, record, source)}
    whole = Dataset(
        data.settings, data.cafs, {PARTNER: data.partners[PARTNER]}, held, {}, data.templates, {}, (), nominative=True
    )  # fmt: skip
    day = date.fromisoformat(annexe["transmise_le"])
    findings = checker.run(whole, day, rules={"C14", "C16", "C17", "C18", "C19"})
    return {(found.path, found.severity, found.message) for found in findings}


def test_the_page_says_what_the_checker_says(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    annexes = answers_of_all_kinds()
    told = page.evaluate(
        """([annexes, partner]) => {
        const { donnees } = greffe;
        const form = donnees.formulaires["cooperation.annexe-1"];
        const known = donnees.partenaires[partner];
        return annexes.map(({ transmise_le, ouverts, clos }) => {
            const answers = { champs: { partenaire: partner, transmise_le }, listes: { ouverts, clos } };
            const { findings } = greffe.verify(form, answers, { ...donnees.modeles[known.modele], domaines: known.domaines });
            return findings.filter(({ regle }) => regle !== "formulaire");
        });
    }""",
        [annexes, PARTNER],
    )
    seen: set[str] = set()
    for annexe, findings in zip(annexes, told, strict=True):
        expected = judged(annexe, DATA)
        if all(finding["regle"] != "lecture" for finding in findings):
            said = {
                (f"{ou['liste']}[{ou['rang']}].{ou['cle']}", finding["gravite"], finding["message"])
                if finding["regle"] != "C16"
                else (f"{ou['liste']}[{ou['rang']}]", finding["gravite"], finding["message"])
                for finding in findings
                if (ou := finding["ou"])
            }
        else:
            # A file that cannot be read is not checked further; a page goes on, and names fields by their label.
            said = {("erreur", labelled(f["message"])) for f in findings if f["regle"] == "lecture"}
        assert said == expected, annexe
        seen |= {finding["regle"] for finding in findings}
    assert seen == {"lecture", "C14", "C16", "C17", "C18", "C19"}


def refused(record: type[BaseModel], value: dict[str, Any]) -> list[str]:
    """What reading a file says of `value`."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(value)
    return [each.message for each in refusals.problems(caught.value, read("x.yml", b"{}"), record)]


def verified(page: Page, form: str, champs: dict[str, str], listes: dict[str, Any]) -> list[str]:
    """What the page says of answers, but for what they lack."""
    found: list[str] = page.evaluate(
        """([id, champs, listes, partner]) => {
        const form = greffe.donnees.formulaires[id];
        const all = { ...Object.fromEntries(form.listes.map(({ cle }) => [cle, []])), ...listes };
        const known = greffe.donnees.modeles[greffe.donnees.partenaires[partner].modele];
        return greffe.verify(form, { champs, listes: all }, { ...known, domaines: [] }).findings
            .filter(({ message, regle }) => regle !== "formulaire" && !message.startsWith("Il manque")).map(({ message }) => message);
    }""",
        [form, champs, listes, PARTNER],
    )
    return found


def test_the_page_says_of_an_organisation_what_reading_its_file_says(
    page: Page, address: str
) -> None:
    opened(page, address, "annexe-1")
    person = {"nom": "SAULE", "adresses_electroniques": "a@x.example"}
    roles = {"responsable_habilitations": [person], "responsable_securite": [person]}
    entry = DATA.partners[PARTNER].record
    whole = entry.model_dump(mode="json", exclude_none=True, exclude={"conventions"})
    for wrong in ("20000000800018", "00000000000001"):
        expected = refused(Partner, whole | {"siret": wrong})
        assert verified(page, "cooperation.adhesion", {"siret": wrong}, roles) == expected
    for wrong in ("2000000080001", "2OO00000800017"):
        said = verified(page, "cooperation.adhesion", {"siret": wrong}, roles)
        expected = refused(Partner, whole | {"siret": wrong})
        assert [text.replace("SIRET du siège", "siret") for text in said] == expected
    # What a person writes in groups is written without them in the file.
    spaced = {"siret": "200 000 008 00017", "adresse.code_postal": "99 100"}
    assert verified(page, "cooperation.adhesion", spaced, roles) == []
    for wrong in ("9910", "2A004"):
        expected = refused(Address, {"commune": "A", "code_postal": wrong})
        said = verified(page, "cooperation.adhesion", {"adresse.code_postal": wrong}, roles)
        assert [text.replace("Code postal", "code_postal") for text in said] == expected
    for wrong in ("b", "a@b", "é@x.example", "a@x.example@"):
        expected = refused(Contact, {"nom": "A", "adresses_electroniques": [wrong]})
        held = roles | {"responsable_securite": [person | {"adresses_electroniques": wrong}]}
        assert verified(page, "cooperation.annexe-2", {}, held) == expected
    for hidden in "\u200b\u202e\x01\x7f":
        with pytest.raises(UnreadableError) as caught:
            read("x.yml", f"nom: A{hidden}B".encode())
        held = roles | {"responsable_securite": [person | {"nom": f"A{hidden}B"}]}
        assert verified(page, "cooperation.annexe-2", {}, held) == [each.message for each in caught.value.problems]  # fmt: skip


@pytest.mark.parametrize("vacant", ["responsable_habilitations", "responsable_securite"])
def test_the_page_says_of_a_role_without_anybody_what_the_checker_says(
    page: Page, address: str, vacant: str
) -> None:
    opened(page, address, "annexe-1")
    entry = DATA.partners[PARTNER]
    annexe = entry.record.conventions[0].annexe_2
    emptied = annexe.model_copy(update={vacant: []})
    convention = entry.record.conventions[0].model_copy(update={"annexe_2": emptied})
    partner = replace(entry, record=entry.record.model_copy(update={"conventions": [convention]}))
    found = checker.run(
        replace(DATA, partners={PARTNER: partner}, control=None), date(2026, 6, 15), rules={"C12"}
    )
    person = {"nom": "SAULE", "adresses_electroniques": "a@x.example"}
    roles = {"responsable_habilitations": [person], "responsable_securite": [person]}
    said = verified(page, "cooperation.annexe-2", {}, roles | {vacant: []})
    assert said == [finding.message for finding in found]


def labelled(message: str) -> str:
    """A page's message with the names of fields that files use, for those the samples lack."""
    names = {
        "Il manque « Adresse électronique professionnelle ».": ["ouverts", "adresse_electronique"],
        "« Nom » dépasse": ["nom"],
        "« Adresse électronique professionnelle » dépasse": ["adresse_electronique"],
    }
    for label, path in names.items():
        if message.startswith(label):
            if len(path) == 2:
                return f"Il manque « {path[1]} » dans « {path[0]} »."
            return message.replace(label, f"« {path[0]} » dépasse")
    return message
