"""The national list: complete, cited, quick to search, opened only when a SIREN asks for it."""

import gzip
import io
import json
import subprocess
import sys
import tarfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import stdnum.fr.siren
from builder import CAF, write

from generator.checks import checker
from generator.documents.french.nouns import of_departement
from generator.store import dataset, national
from generator.store.locations import PROJECT
from generator.store.territories import DEPARTEMENTS
from tools import national_list

EVERY = national.organisations()


def test_the_list_is_that_of_the_year() -> None:
    """As many communes, EPCI and EPT as the Insee and the DGCL count on the 1st January 2026."""
    assert Counter(each.sort for each in EVERY) == {
        "COM": 34969, "CC": 989, "CA": 230, "CU": 14, "METRO": 22, "EPT": 11,
    }  # fmt: skip


def test_each_siren_is_right_and_that_of_one_organisation() -> None:
    known = [each.siren for each in EVERY if each.siren]
    assert (
        len(set(known)) == len(known) == len(EVERY) - 94
    )  # communes overseas, outside départements
    assert all(stdnum.fr.siren.is_valid(siren) for siren in known)


def test_each_has_its_departements_and_a_tidy_name() -> None:
    assert {code for each in EVERY if each.siren for code in each.departements} == set(DEPARTEMENTS)
    for each in EVERY:
        assert each.departements
        assert each.nom == " ".join(each.nom.split())
        if each.sort != "COM":  # « Bors (Canton de Tude-et-Lavalette) » is a commune's name
            assert not set('"()') & set(each.nom)


def test_every_organisation_is_found_by_its_siren_and_its_code() -> None:
    for each in EVERY[::500]:
        assert national.find(each.siren or each.code) == each
        assert national.find(each.code or each.siren) == each


@pytest.mark.parametrize("number", ["", "999999999", "31", "COM", "01400", "2\t", "\n01001", "01001\t"])  # fmt: skip
def test_what_is_no_number_of_the_list_finds_nothing(number: str) -> None:
    """Above all not a postcode, which looks like an Insee code."""
    found = national.find(number)
    assert found is None or found.code == number


def test_an_epci_knows_every_departement_it_stands_on() -> None:
    found = national.find("200034023")
    assert found is not None
    assert (found.nom, found.departements, found.type) == ("Tarn-Agout", ("31", "81"), "communaute-de-communes")  # fmt: skip


def test_the_file_is_small_and_says_where_it_comes_from() -> None:
    packed = national.FILE.read_bytes()
    text = gzip.decompress(packed)
    assert len(packed) < 1_000_000
    assert text.decode().startswith(national_list.HEAD)
    assert packed[4:8] == bytes(4), "a date in the file would change its bytes"
    licence = (national.FILE.parent / "LICENCE.md").read_text(encoding="utf-8")
    for word in ("@etalab/decoupage-administratif", "6.0.0", "Licence Ouverte", "python tools/national_list.py", national.FILE.name):  # fmt: skip
        assert word in licence


def test_the_list_goes_with_the_package() -> None:
    assert '"store/listes/*"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def _package(**tables: object) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in tables.items():
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def test_the_script_makes_the_same_list_of_the_same_package() -> None:
    commune = {"type": "commune-actuelle", "departement": "98", "typeLiaison": 2}
    communes = [
        commune | {"code": "98002", "nom": "Le Témoin", "siren": "200000008", "codesPostaux": ["98000", "98100"]},
        commune | {"code": "98001", "nom": "Puits", "departement": "97", "typeLiaison": 0},
        {"type": "commune-deleguee", "code": "98003", "nom": "Ancienne"},
    ]  # fmt: skip
    groups = [
        {"code": "200000017", "type": "CA", "nom": 'CA Communauté "Témoin  Agglo" (TA)', "membres": communes[:2]},
        {"code": "200000009", "type": "MET69", "nom": "Métropole du Témoin", "membres": communes[:1]},
    ]  # fmt: skip
    made = national_list.table(_package(communes=communes, epci=groups, ept=[]))
    assert made.decode().removeprefix(national_list.HEAD).splitlines() == [
        "98001\t\tCOM\t0\t97\t\tPuits",
        "98002\t200000008\tCOM\t2\t98\t98000 98100\tLe Témoin",
        "\t200000009\tMETRO\t\t98\t\tMétropole du Témoin",
        "\t200000017\tCA\t\t97 98\t\tTémoin Agglo",
    ]
    text = gzip.decompress(national.FILE.read_bytes())
    assert national_list.packed(text) == national_list.packed(text)
    assert gzip.decompress(national_list.packed(text)) == text


def test_the_command_line_does_not_load_it() -> None:
    """Not for its help: nothing is paid before a command needs it."""
    asked = "import sys, generator.cli.parser; print('generator.store.national' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True)  # fmt: skip
    assert run.stdout.strip() == "False"


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list cannot be opened: whoever asks for it fails."""
    monkeypatch.setattr(national, "_text", lambda: pytest.fail("the list was opened"))


@pytest.mark.usefixtures("unreadable")
def test_checking_data_without_siren_does_not_open_it(tmp_path: Path) -> None:
    write(tmp_path, "data/cafs/caf99.yml", CAF)
    partner = "nom: Commune de Témoin\ntype: {}\ncaf: caf99\nadresse: {{commune: Témoin}}\nrepresentant: {{civilite: Mme, nom: LAMPION, fonction: maire}}\n"
    for kind in ("commune", "departement", "association"):
        write(tmp_path, f"data/partners/{kind}.yml", partner.format(kind).replace("Témoin\n", f"Témoin {kind}\n"))  # fmt: skip
    data = dataset.load(tmp_path)
    assert len(data.partners) == 3
    found = checker.run(data, date(2026, 6, 15), rules=["X8"])
    assert [one.message for one in found if one.rule == "X8"] == [
        "Ce nom n'est celui d'aucun département."
    ]


def test_every_departement_is_known_by_its_name_and_by_no_other(tmp_path: Path) -> None:
    """« Haute-Savoie » is not taken for « Savoie », nor « Val-d'Oise » for « Oise »."""
    for code in DEPARTEMENTS:
        name = f"caf{code.lower()}"
        write(tmp_path, f"data/cafs/{name}.yml", CAF.replace('"99"', f'"{code}"'))
        partner = "nom: Conseil départemental {}\ntype: departement\ncaf: {}\nadresse: {{commune: Témoin}}\nrepresentant: {{civilite: Mme, nom: LAMPION, fonction: président}}\n"
        write(tmp_path, f"data/partners/{name}.yml", partner.format(of_departement(code), name))
    data = dataset.load(tmp_path)
    assert len(data.partners) == len(DEPARTEMENTS)
    assert [one for one in checker.run(data, date(2026, 6, 15)) if one.rule == "X8"] == []
