"""The public site: nothing leaves by accident, data stay inert, and mkdocs builds the same bytes."""

import dataclasses
import gzip
import html
import json
import os
import re
import typing
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest
import records
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import GreffeError
from generator.obligations import obligation
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import (
    Article,
    CooperationParameters,
    MonComptePartenaireParameters,
    Validation,
)
from generator.store.schema.partner import Kind, Partner
from generator.store.schema.people import Contact, Publication
from generator.store.schema.settings import Settings
from generator.store.source import read
from generator.upkeep import duties
from generator.website import assembly, mkdocs
from generator.website.public import calendars, contacts, due_dates, forms, published, publishing
from generator.website.public.kinds import KINDS
from generator.website.public.pages import pages
from generator.website.public.published import Download, Shelf, Site
from generator.website.rendering import inert

ROOT = Path(__file__).parents[1]
DAY = date(2026, 6, 15)
HOSTILE = """*Étoile* <script>alert(1)</script> & "R&D" 'x' {{ 7*7 }} {% x %} [a](b) `c` # 1. _d_ \\ | ~ {: #e }"""


def dataset(settings: dict[str, Any] | None = None, **partners: Partner) -> Dataset:
    """A data set read without its nominative files."""
    source = read("x.yml", b"x: 1")
    return Dataset(
        Settings.model_validate(settings or {}), {"caf99": Entry("caf99", records.caf(), source)},
        {key: Entry(key, record, source) for key, record in partners.items()},
        {}, {}, dict(records.TEMPLATES), dict(records.TEXTS), (), False,
    )  # fmt: skip


def site(data: Dataset) -> Site:
    documents = {
        key: [
            Shelf(
                "Coopération",
                None,
                (Download("Convention", f"documents/{key}/convention.docx", "DOCX", 15_000),),
            )
        ]
        for key in data.partners
    }
    blank = Shelf(
        "Coopération",
        None,
        (Download("Annexe 1", "documents/cooperation-2026/annexe-1.docx", "DOCX", 9_000),),
    )
    return publishing.site(data, DAY, documents=documents, blanks={"cooperation-2026": [blank]})


def tree(data: Dataset) -> dict[str, bytes]:
    made = site(data)
    downloads = [
        *(d for p in made.partenaires for shelf in p.documents for d in shelf.documents),
        *(d for model in made.modeles for shelf in model.documents for d in shelf.documents),
    ]
    files = {download.href: b"PK" for download in downloads} | {forms.DATA: b""}
    files |= assembly.feeds(made)
    return mkdocs.tree(made, mkdocs.authored(ROOT), pages(made), files)


@pytest.fixture(scope="module")
def hostile_site() -> dict[str, bytes]:
    """The site built from data whose every free text is hostile to Markdown and to HTML."""
    partner = records.partner(
        {
            "annexe_2": {
                "responsable_habilitations": [
                    records.contact("Bobine", fonction=HOSTILE, publication=records.SINCE)
                ]
            }
        },
        nom=HOSTILE,
        sigle="*A*<b>",
        adresse={"voie": HOSTILE, "code_postal": "99100", "commune": "Mont*Bré* <i>"},
        representant=records.signatory(nom=HOSTILE, publication=records.SINCE),
        site="javascript:alert(1)",
    )
    data = dataset(
        {"titre": 'R&D <b>Caf</b> de "l\'Essai"', "exemple": {"date": "2026-06-15"}},
        temoin=records.partner(), hostile=partner,
    )  # fmt: skip
    return mkdocs.build(tree(data), day=DAY, environment=os.environ)


class _Page(HTMLParser):
    """Text of the level-1 heading and of the title, tags met, links and resources."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: dict[str, str] = {"h1": "", "title": "", "article": "", "p": ""}
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.ids.add(values.get("id") or "")
        self.links += [v for k in ("href", "src", "action") if (v := values.get(k)) is not None]
        if tag in self.texts and "headerlink" not in (values.get("class") or ""):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        for tag in self.inside:
            self.texts[tag] += data


# --- What is published -------------------------------------------------------------------------


def test_a_contact_without_the_choice_is_not_published() -> None:
    assert contacts.contact(Contact.model_validate(records.contact("Osier"))) is None


def test_a_telephone_needs_a_choice_of_its_own() -> None:
    fields = records.contact("Osier", telephone="0536490012", publication=records.SINCE)
    kept = contacts.contact(Contact.model_validate(fields))
    fields["publication"] = {**records.SINCE, "telephone": "public"}
    shown = contacts.contact(Contact.model_validate(fields))
    assert kept is not None
    assert kept.telephone is None
    assert shown is not None
    assert shown.telephone == published.Phone("05\u00a036\u00a049\u00a000\u00a012", "+33536490012")


def test_published_types_hold_plain_values_and_published_types_only() -> None:
    """A stored record has private fields: none may hang from what the pages are given."""
    allowed = {
        str,
        bool,
        int,
        float,
        date,
        type(None),
        Article,
        CooperationParameters,
        MonComptePartenaireParameters,
        Validation,
    }
    seen: set[type] = set()

    def walk(kind: Any) -> None:
        if typing.get_origin(kind) is typing.Literal:
            return
        if arguments := typing.get_args(kind):
            for argument in arguments:
                if argument is not Ellipsis:
                    walk(argument)
        elif dataclasses.is_dataclass(kind):
            if kind not in seen:
                seen.add(cast(type, kind))
                for hint in typing.get_type_hints(kind).values():
                    walk(hint)
        else:
            assert kind in allowed, kind

    walk(Site)
    assert published.Contact in seen
    assert Publication not in seen


def test_nothing_private_is_in_any_page() -> None:
    """Canaries in the fields that must not leave, whatever has been chosen for the others."""
    secret = {"publication": records.SINCE}  # even with the choice, security contacts stay inside
    partner = records.partner(
        {
            "acte": {"nature": "decision", "numero": "CANARI-C", "objet": "Canari-D"},
            "annexe_1": {"transmise_le": "2026-01-12", "empreinte": "ca" * 32, "ouverts": 4321},
            "annexe_2": {
                "responsable_habilitations": [
                    records.contact("Canari-E"),
                    records.contact("Publie", telephone="05 36 49 00 99", publication=records.SINCE),
                ],
                "responsable_securite": [records.contact("Canari-F", **secret)],
            },
            "revues": [{"date": "2026-02-01", "par": "Canari-G", "preuve": "Canari-H"}],
        },
        siret="20000000800017",
        representant=records.signatory(nom="CANARI-A", prenom="Canari-B"),
    )  # fmt: skip
    archived = records.partner(nom="Canari-I", statut="archive")
    made = site(dataset(temoin=partner, ancien=archived))
    feeds = [feed.replace(b"\r\n ", b"") for feed in calendars.calendars(made).values()]
    written = b"\n".join([*pages(made).values(), *feeds]).decode()
    readable = html.unescape(written)
    assert "Publie" in readable
    for found in ("canari", "ca" * 32, "4321", "49\u00a000\u00a099", "49 00 99", "Vasque", "Rotin"):
        assert found.lower() not in readable.lower()


# --- Due dates ---------------------------------------------------------------------------------


def test_due_dates_say_what_when_and_after_which_article() -> None:
    found = due_dates.due_dates(
        records.partner({"annexe_1": {"transmise_le": "2026-03-01"}}), records.TEMPLATES, DAY
    )
    assert [(due.jour, due.article) for due in found] == [
        (date(2026, 12, 15), "4.1"),
        (date(2027, 1, 15), "4.1"),
        (date(2027, 1, 15), "2.2"),
        (date(2027, 3, 1), "2.2"),
    ]
    assert not any(due.passee for due in found)


def test_a_late_duty_is_said_to_be_late_and_a_date_gone_by_is_not_shown() -> None:
    frame = {"type": "ctg", "debut": "2021-01-01", "fin": "2025-12-31"}
    partner = records.partner({"cadre": frame, "annexe_1": {"transmise_le": "2025-01-02"}})
    found = {d.quoi: d for d in due_dates.due_dates(partner, records.TEMPLATES, DAY)}
    assert found["Envoi de l'annexe 1 à jour"].passee
    assert not [quoi for quoi in found if "CTG" in quoi]


def test_only_what_is_to_come_is_on_the_page_of_all_partners() -> None:
    """A late partner is not put on show."""
    late = records.partner({"annexe_1": {"transmise_le": "2025-01-02"}})
    coming = records.partner({"annexe_1": {"transmise_le": "2025-07-20"}}, nom="Commune Prochaine")
    page = pages(site(dataset(retard=late, prochaine=coming)))["echeances.md"].decode()
    assert "Commune Prochaine" in page
    assert "Pays Témoin" not in page


def test_every_kind_and_every_obligation_has_its_words() -> None:
    assert set(KINDS) == set(typing.get_args(Kind))
    assert set(duties.WORDS) == set(typing.get_args(obligation.Code))
    assert set(duties.WORDS) > due_dates.WITHHELD


# --- Inert data --------------------------------------------------------------------------------


@given(st.from_regex(r"\A[!-~é\u00a0]([ -~é\u00a0]*[!-~é])?\Z"))  # fmt: skip
def test_markdown_prints_an_inert_value_as_it_is(text: str) -> None:
    for where in (f"# {inert(text)}\n", f"{inert(text)}\n", f"<p>{inert(text)}</p>\n"):
        made = markdown.markdown(where, extensions=["attr_list", "tables", "toc", "fenced_code"])
        page = _Page(made.encode())
        assert page.texts["h1"] + page.texts["p"] == text
        assert page.tags in (["h1"], ["p"])


def test_a_hostile_name_is_printed_as_it_is(hostile_site: dict[str, bytes]) -> None:
    page = _Page(hostile_site["partenaires/hostile/index.html"])
    assert page.texts["h1"].removesuffix("¶") == HOSTILE
    assert page.texts["title"].startswith(HOSTILE)
    assert page.tags.count("script") == _Page(hostile_site["partenaires/temoin/index.html"]).tags.count("script")  # fmt: skip
    assert not [link for link in page.links if link.startswith("javascript:alert")]
    assert HOSTILE in _Page(hostile_site["partenaires/index.html"]).texts["article"]


# --- The built site ----------------------------------------------------------------------------


def test_every_internal_link_leads_somewhere(hostile_site: dict[str, bytes]) -> None:
    """Links in our HTML are not mkdocs' to check."""
    parsed = {n: _Page(c) for n, c in hostile_site.items() if n.endswith(".html")}
    broken = []
    for name, page in parsed.items():
        base = f"http://site.example/{name}"
        for link in page.links:
            target = urlsplit(urljoin(base, link))
            if target.scheme != "http" or target.netloc != "site.example":
                continue
            path = unquote(target.path).lstrip("/").replace("./", "")
            path = f"{path}index.html" if path in ("", ".") or path.endswith("/") else path
            path = path.removeprefix(".")
            known = parsed[path].ids if path in parsed else {target.fragment}
            if path not in hostile_site or (target.fragment and target.fragment not in known):
                broken.append((name, link))
    assert not broken


def test_no_page_names_a_resource_of_another_host(hostile_site: dict[str, bytes]) -> None:
    for name, content in hostile_site.items():
        if name.endswith(".css"):
            assert b"url(http" not in content.replace(b"url('http", b"url(http"), name
        elif name.endswith(".html"):
            text = content.decode()
            assert 'src="http' not in text, name
            assert 'rel="stylesheet" href="http' not in text, name


def test_every_page_links_to_the_accessibility_statement(hostile_site: dict[str, bytes]) -> None:
    """Law 2005-102, article 47: the mention on the home page, the statement within reach of all."""
    for name in (n for n in hostile_site if n.endswith(".html")):
        assert "Accessibilité : non conforme" in hostile_site[name].decode(), name


def test_the_search_finds_each_partner_by_its_page_and_none_of_what_is_for_the_caf(
    hostile_site: dict[str, bytes],
) -> None:
    """A partner's page is found by its name, kind, acronym, postcode and town, not by each word of each page."""
    index = json.loads(hostile_site["search/search_index.json"])["docs"]
    found = {place: entry for entry in index if (place := entry["location"]).startswith("partenaires/temoin/")}  # fmt: skip
    assert {html.unescape(entry["title"]) for entry in found.values()} == {"Communauté de communes du Pays Témoin"}  # fmt: skip
    assert {entry["text"] for entry in found.values()} == {"", "<p>Communauté de communes\u00a0· CCPT\u00a0· 99100 Témoin</p>"}  # fmt: skip
    pages = {entry["location"].partition("#")[0] for entry in index}
    assert "echeances/" in pages
    assert "guides/partenaires/" in pages
    assert not [each for each in pages if each.startswith("regles/") or each in {f"guides/{name}/" for name in ("editeurs", "modeles", "publier", "verification-automatique")}]  # fmt: skip


def test_each_kind_of_page_says_what_it_is_about(hostile_site: dict[str, bytes]) -> None:
    described = [re.search(rb'<meta name="description" content="([^"]*)"', hostile_site[name]) for name in hostile_site if name.endswith("index.html")]  # fmt: skip
    words = [found[1] for found in described if found]
    assert len(words) == len(described)
    forms = sum("formulaires/" in name for name in hostile_site)
    assert len(set(words)) >= len(words) - forms


def test_a_guide_never_begins_a_line_with_its_punctuation() -> None:
    authored = mkdocs.authored(ROOT)
    for name in (each for each in authored if each.startswith("docs/guides/") and each.endswith(".md")):  # fmt: skip
        text = re.sub(r"```.*?```|`[^`]*`|^---.*?^---$", "", authored[name].decode(), flags=re.DOTALL | re.MULTILINE)  # fmt: skip
        assert not re.findall(r".{9} [:;?»](?!-)|.{9} !(?!\[)|« ", text), name


def test_a_site_without_address_has_no_map(hostile_site: dict[str, bytes]) -> None:
    assert not [name for name in hostile_site if name.startswith("sitemap")]


def test_invented_data_carry_a_banner_on_every_page_and_real_data_none(
    hostile_site: dict[str, bytes],
) -> None:
    for name in (n for n in hostile_site if n.endswith(".html")):
        assert "Données d'exemple" in hostile_site[name].decode(), name
    real = mkdocs.build(tree(dataset(temoin=records.partner())), day=DAY, environment=os.environ)
    assert "Données d'exemple" not in real["index.html"].decode()


def test_the_same_data_give_the_same_bytes(hostile_site: dict[str, bytes]) -> None:
    data = dataset({"titre": "Essai", "site": "https://site.example/"}, temoin=records.partner())
    first, second = (mkdocs.build(tree(data), day=DAY, environment=os.environ) for _ in range(2))
    assert first == second
    assert b"2026-06-15" in gzip.decompress(first["sitemap.xml.gz"])


def test_developers_pages_are_not_published() -> None:
    authored = mkdocs.authored(ROOT)
    assert (ROOT / "docs" / "developpement").is_dir()
    assert not [name for name in authored if "developpement" in name]


def test_a_page_mkdocs_refuses_is_told_in_its_words() -> None:
    wrong = tree(dataset()) | {"docs/accessibilite.md": b"[perdu](nulle-part.md)\n"}
    with pytest.raises(GreffeError, match=r"nulle-part\.md") as caught:
        mkdocs.build(wrong, day=DAY, environment=os.environ)
    assert str(caught.value).startswith("mkdocs n'a pas pu fabriquer le site")


def test_a_hand_written_page_cannot_hide_one_that_is_made() -> None:
    made = site(dataset())
    with pytest.raises(GreffeError, match=r"docs/cafs\.md"):
        mkdocs.tree(made, {"docs/cafs.md": b""}, pages(made), {})


def test_a_root_without_mkdocs_yml_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(GreffeError, match=r"mkdocs\.yml n'existe pas"):
        mkdocs.authored(tmp_path)


def test_a_file_offered_under_a_page_s_name_is_a_bug() -> None:
    made = site(dataset())
    with pytest.raises(ValueError, match=r"a\.md"):
        mkdocs.tree(made, {}, pages(made), {"a.md": b""})


def test_an_article_that_a_model_lacks_is_left_out() -> None:
    """An adopted model has the articles that were known in it: what is due is said without their numbers."""
    known = dataset(temoin=records.partner())
    bare = {key: each.model_copy(update={"articles": {}}) for key, each in known.templates.items()}
    made = tree(dataclasses.replace(known, templates=bare))
    page = next(text.decode() for path, text in made.items() if path.endswith("echeances.md"))
    assert "Le partenaire</span>" in page
    assert "article" not in page.partition("Les échéances qui approchent")[0]
