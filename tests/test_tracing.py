"""Watching templates run: the same text, its places, its conditions; and no branch of a shipped model is dead."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from generator.cli.main import main
from generator.documents import conditions, templates
from generator.documents.explanation import explanations
from generator.documents.filters import FILTERS
from generator.documents.rendered import Rendered, Value
from generator.documents.texts import Author
from generator.documents.traced import Branch, Trace
from generator.documents.tracing import watch
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from generator.store.parameters import Template
from generator.store.schema.partner import PUBLIC_BODIES
from generator.store.templates import Texts, manifests
from tests.builder import make_root

PAGE = re.compile(r"- (?:donnée|réglage|modèle) : (.*)")


@cache
def _shipped() -> Dataset:
    return load(PROJECT)


SYNDICAT = "syndicat-trois-clochers"


class _Watcher:
    """Renders as `templates.render`, and keeps the traces."""

    def __init__(self) -> None:
        self.traces: list[tuple[str, Trace]] = []

    def render(self, template: Template, texts: Texts, document: str, context: Mapping[str, Any], *, author: str) -> Rendered:  # fmt: skip
        rendered = templates.render(template, texts, document, context, author=author)
        values: list[Value] = []
        for file, plain in ((template.documents[document].fichier, rendered.body), (templates.HEADER, rendered.header)):  # fmt: skip
            if file in texts:
                view = templates.heading(template.documents[document], context)
                trace = watch(template, texts, file, view)
                assert templates.number(trace.text, values) == plain, (document, file)
                self.traces.append((template.herite or template.id, trace))
        return rendered


def _traces(data: Dataset, partners: list[str], *, blank: bool = False) -> list[tuple[str, Trace]]:
    watcher = _Watcher()
    author = Author(data, watcher.render)
    for partner in partners:
        list(author.complete(partner))
        list(author.publishable(partner))
        record = data.partners[partner].record
        for index in range(len(record.conventions) if record.type in PUBLIC_BODIES else 0):
            list(author.acts(partner, index, ("deliberation", "decision")))
    for template in data.templates if blank else ():
        for caf in (*data.cafs, None):
            list(author.blank(caf, template))
    return watcher.traces


def _mixed() -> Dataset:
    """The shipped data, its syndicat being a syndicat mixte: nothing tells the articles that rule its acts."""
    data = _shipped()
    entry = data.partners[SYNDICAT]
    record = entry.record.model_copy(update={"nom": "Syndicat mixte des Trois Clochers"})
    return replace(data, partners={**data.partners, SYNDICAT: replace(entry, record=record)})


@cache
def _all_traces() -> tuple[tuple[str, Trace], ...]:
    active = [key for key, each in _shipped().partners.items() if each.record.statut == "actif"]
    return (*_traces(_shipped(), active, blank=True), *_traces(_mixed(), [SYNDICAT]))


def test_a_watched_text_is_the_same_for_every_shipped_partner_and_the_blanks() -> None:
    """Explaining a text never changes it: the comparison is in `_Watcher`."""
    assert len(_all_traces()) > 400


def test_a_line_that_is_all_the_authors_is_where_its_place_says() -> None:
    checked = 0
    for _, trace in _all_traces():
        for line in trace.lines:
            if line.text.strip() and len(line.sites) == 1:
                (site,) = line.sites
                assert any(line.text in text for text in _source(site.file, site.line)), line
                checked += 1
    assert checked > 4000


@cache
def _source(file: str, line: int) -> list[str]:
    """What the texts of that name hold at that line: two models may have one."""
    texts = [path.read_text(encoding="utf-8").split("\n") for path in (PROJECT / "templates").glob(f"*/{file}")]  # fmt: skip
    return [text[line - 1] for text in texts if line <= len(text)]


def _key(template: str, branch: Branch) -> tuple[str, str, int, str]:
    return template, branch.file, branch.line, branch.condition


def _used(traces: tuple[tuple[str, Trace], ...]) -> set[tuple[str, str, int, str]]:
    return {_key(name, branch) for name, trace in traces for branch in trace.taken}


def _unused(traces: tuple[tuple[str, Trace], ...]) -> set[tuple[str, str, int, str]]:
    left = {_key(name, branch) for name, trace in traces for branch in trace.left}
    return left - _used(traces)


def test_no_branch_of_a_shipped_model_is_dead() -> None:
    """Every branch of every shipped model is used by a shipped partner, a syndicat mixte or the blank. One named here prints for
    nobody: add data that use it, or delete it."""
    assert sorted(_unused(_all_traces())) == []


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        ("valide", "le texte est validé par la Caf", "le texte n'est pas validé par la Caf"),
        ("a.b", "« a.b » est renseigné", "« a.b » n'est pas renseigné"),
        ("not a", "« a » n'est pas renseigné", "« a » est renseigné"),
        ("a == 'x'", "« a » est « x »", "« a » n'est pas « x »"),
        ("a != ''", "« a » n'est pas vide", "« a » est vide"),
        ("a and b == 1", "« a » est renseigné et « b » est « 1 »", "« a » n'est pas renseigné ou « b » n'est pas « 1 »"),
        ("a or not b", "« a » est renseigné ou « b » n'est pas renseigné", "« a » n'est pas renseigné et « b » est renseigné"),
        ("'pj1' in a.b", "« pj1 » est dans « a.b »", "« pj1 » n'est pas dans « a.b »"),
        ("a > 1", "« a » dépasse « 1 »", "« a » ne dépasse pas « 1 »"),
        ("f(a) | duree", "« f(a) | duree » tient", "« f(a) | duree » ne tient pas"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(test: str, yes: str, no: str) -> None:
    environment = Environment(autoescape=True)
    environment.filters = FILTERS
    (found,) = environment.parse(f"{{% if {test} %}}{{% endif %}}").find_all(nodes.If)
    assert (conditions.words(found.test), conditions.words(found.test, never=True)) == (yes, no)


def _explained(partner: str) -> dict[str, bytes]:
    folder, data = PROJECT / "templates", _shipped()
    return explanations(data, partner, manifests(folder, "templates", data.templates))


def test_a_setting_is_explained_by_the_file_that_sets_it() -> None:
    """A delay by its line of modele.yml; a choice of wording by the convention when it makes it."""
    text = _explained("ca-hautes-eaux-vives")["ca-hautes-eaux-vives/explications/cooperation-convention.md"].decode()  # fmt: skip
    named = dict(re.findall(r"- réglage : (\S+:\d+) \(([\w.\[\]]+)\)", text))
    for place, path in named.items():
        file, _, line = place.partition(":")
        said = (PROJECT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert path.rpartition(".")[2] in said
    assert "parametres.preavis" in named.values()
    assert {file.partition(":")[0] for file, path in named.items() if "presentation.parties" in path} == {"data/partners/ca-hautes-eaux-vives.yml"}  # fmt: skip


def test_a_place_to_decide_has_no_origin_in_the_data() -> None:
    data = _shipped()
    texts = dict(data.texts["cooperation-2026"])
    texts["convention.md"] += "\n\n{{ '[nom du directeur]' | place(2) }}\n"
    changed = replace(data, texts={**data.texts, "cooperation-2026": texts})
    found = manifests(PROJECT / "templates", "templates", data.templates)
    made = explanations(changed, "ca-hautes-eaux-vives", found)
    text = made["ca-hautes-eaux-vives/explications/cooperation-convention.md"].decode()
    assert "- donnée : aucune, place à décider (templates/cooperation-2026/decisions.yml)" in text
    assert "(decisions[" not in text


def test_a_line_is_explained_by_its_data_its_model_and_its_condition() -> None:
    made = _explained("ca-hautes-eaux-vives")
    text = made["ca-hautes-eaux-vives/explications/cooperation-convention.md"].decode()
    block = text[text.index("> **La Communauté d'agglomération") :].split("\n\n> ")[0]
    assert "- donnée : data/partners/ca-hautes-eaux-vives.yml:2 (nom)" in block
    assert "templates/cooperation-2026/convention.md:" in block
    assert "- condition : « presentation.parties » est « bloc »" in block
    left = text[text.index("## Laissé de côté") :]
    assert "- il faudrait : « presentation.parties » n'est pas « bloc »" in left


def test_every_place_that_is_named_exists() -> None:
    for partner in ("ca-hautes-eaux-vives", "montbrume-metropole"):
        for content in _explained(partner).values():
            for named in PAGE.findall(content.decode()):
                for file, line in re.findall(r"((?:data|templates)/[\w./-]+\.(?:yml|md)):(\d+)", named):  # fmt: skip
                    assert int(line) <= len((PROJECT / file).read_text(encoding="utf-8").splitlines())  # fmt: skip
    inherited = _explained("montbrume-metropole")
    assert not any(re.search(r"templates/ctg-dans-ma-poche-2024/\S+\.md", each.decode()) for each in inherited.values())  # fmt: skip


def test_nobody_of_a_nominative_file_is_named_in_an_explanation() -> None:
    data = _shipped()
    for partner in ("ca-hautes-eaux-vives", "montbrume-metropole"):
        people = [*data.annexes_1[partner].record.ouverts, *data.annexes_1[partner].record.clos]
        people += [user for each in data.users[partner].record.services for user in each.utilisateurs] if partner in data.users else []  # type: ignore[arg-type] # fmt: skip
        addresses = {each.adresse_electronique for each in people if each.adresse_electronique}
        said = " ".join(each.decode() for path, each in _explained(partner).items() if "annexe-1" in path or "pj3" in path)  # fmt: skip
        assert addresses
        assert not any(address in said for address in addresses)


def test_render_writes_explanations_beside_the_documents_and_takes_them_away(tmp_path: Path) -> None:  # fmt: skip
    root = make_root(tmp_path)
    folder = root / "build" / "documents" / "temoin"
    assert main(["render", "--root", str(root), "--partner", "temoin", "--explain"]) == 0
    assert (folder / "explications" / "cooperation-convention.md").is_file()
    assert main(["render", "--root", str(root), "--partner", "temoin"]) == 0
    assert not (folder / "explications").exists()
