"""The directory: it forgives how a name is typed, keeps what is asked in the address, and works by a few lines at a time."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import DATA
from filling import PHONE, violations
from playwright.sync_api import Browser, Page, ViewportSize, expect
from serving import served

FIELD = "Nom, sigle, type ou commune"
PARTNERS = {key: entry.record for key, entry in DATA.partners.items() if entry.record.statut == "actif"}  # fmt: skip


def opened(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}partenaires/{query}")


def found(page: Page) -> list[str]:
    """The names of the partners on show, in their order."""
    return page.locator("main .liste li:visible a").all_inner_texts()


def asked(page: Page) -> dict[str, str]:
    """What the address asks for."""
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}


def test_without_javascript_the_directory_is_whole_and_has_a_way_to_each_kind(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Nom, sigle ou commune de votre organisme").fill("rien")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(f"{address}partenaires/?nom=rien")
    assert sorted(found(page)) == sorted(one.nom for one in PARTNERS.values())
    assert page.get_by_label(FIELD).is_hidden()
    page.get_by_role("navigation", name="Types de partenaires").get_by_role("link", name="Communautés de communes").click()  # fmt: skip
    expect(page.get_by_role("heading", name="Communautés de communes")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("HERONS", "Commune de L'Isle-aux-Hérons"),
        ("lisle aux herons", "Commune de L'Isle-aux-Hérons"),
        ("hérons isle", "Commune de L'Isle-aux-Hérons"),
        ("isle-aux-hérnos", "Commune de L'Isle-aux-Hérons"),
        ("cc brume", "Communauté de communes du Val de Brume"),
        ("com com val brume", "Communauté de communes du Val de Brume"),
        ("CCVB", "Communauté de communes du Val de Brume"),
        ("aloettes", "Communauté de communes du Plateau aux Alouettes"),
        ("agglo", "Communauté d'agglomération des Hautes-Eaux-Vives"),
        ("conseil général", "Département de l'Éloire"),
        ("mairie puits", "Commune du Puits-Bavard"),
        ("ribambelle", "Association La Ribambelle"),
    ],
)
def test_the_search_forgives_how_a_name_is_typed(
    page: Page, address: str, typed: str, name: str
) -> None:
    opened(page, address)
    page.get_by_label(FIELD).fill(typed)
    assert found(page) == [name]
    expect(page.get_by_role("status")).to_have_text("1 partenaire trouvé")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("st martin s/ mer", ["Saint-Martin-sur-Mer"]),
        ("saint martin", ["Saint-Martin-sur-Mer", "St Martin des Prés"]),
        ("ste", ["Sainte-Épreuve"]),
        ("stras", ["Strasville"]),
        ("brmue", ["Val de Brume"]),
        ("brue", []),  # a word of four letters is not corrected
        ("saint maritn", ["Saint-Martin-sur-Mer", "St Martin des Prés"]),
        ("saint maritm", []),  # one error in a word, and no more
        ("oeuilly", ["Œuilly"]),
    ],
)
def test_abbreviations_and_errors_of_typing(page: Page, address: str, typed: str, names: list[str]) -> None:  # fmt: skip
    opened(page, address)
    given = ["Saint-Martin-sur-Mer", "St Martin des Prés", "Sainte-Épreuve", "Strasville", "Val de Brume", "Œuilly"]  # fmt: skip
    ranks = page.evaluate(
        "([names, typed]) => window.greffe.recherche(names.map((nom) => ({nom, aussi: ''})))(typed)",
        [given, typed],
    )
    assert [given[rank] for rank in ranks] == names


def test_nothing_found_is_said_with_what_to_do(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_label(FIELD).fill("zzz")
    expect(page.get_by_role("status")).to_have_text("Aucun partenaire ne correspond.")
    expect(page.get_by_text("Vérifiez l'orthographe, essayez le nom de la commune")).to_be_visible()
    assert found(page) == []
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_label(FIELD)).to_be_focused()
    assert len(found(page)) == len(PARTNERS)
    expect(page.get_by_role("status")).to_have_text(f"{len(PARTNERS)} partenaires")
    assert asked(page) == {}


def test_what_is_asked_is_in_the_address_which_the_back_button_respects(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_label("Nom, sigle ou commune de votre organisme").fill("alouettes")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(f"{address}partenaires/?nom=alouettes")
    assert found(page) == ["Communauté de communes du Plateau aux Alouettes"]
    page.get_by_label(FIELD).press("End")
    page.keyboard.type(" xyz")
    assert asked(page) == {"nom": "alouettes xyz"}
    page.go_back()
    expect(page.get_by_label(FIELD)).to_have_value("alouettes")
    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_label("Type", exact=True).select_option("Communes")
    assert asked(page) == {"nom": "alouettes", "type": "commune"}
    page.go_back()
    expect(page.get_by_label("Type", exact=True)).to_have_value("")
    assert found(page) == ["Communauté de communes du Plateau aux Alouettes"]
    page.get_by_role("link", name="Plateau aux Alouettes").click()
    page.go_back()
    expect(page.get_by_label(FIELD)).to_have_value("alouettes")
    assert found(page) == ["Communauté de communes du Plateau aux Alouettes"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?type=commune", {"Commune de L'Isle-aux-Hérons", "Commune du Puits-Bavard"}),
        ("?territoire=ctg-du-val-de-brume", {"Association La Ribambelle", "Communauté de communes du Val de Brume"}),
        ("?territoire=ctg-du-val-de-brume&nom=brume", {"Communauté de communes du Val de Brume"}),
        ("?famille=mon-compte-partenaire&type=commune", {"Commune du Puits-Bavard"}),
        ("?role=responsable-des-habilitations&nom=val", {"Communauté de communes du Val de Brume"}),
        ("?type=inconnu", {one.nom for one in PARTNERS.values()}),
    ],
)  # fmt: skip
def test_a_filter_comes_back_from_a_shared_address(
    page: Page, address: str, query: str, names: set[str]
) -> None:
    opened(page, address, query)
    assert set(found(page)) == names


def test_a_result_is_reached_with_the_keyboard_alone(page: Page, address: str) -> None:
    opened(page, address)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "annuaire-nom":
            break
    else:
        pytest.fail("the field is out of the keyboard's reach")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("val de brume")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Val de Brume")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Val de Brume")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["?type=commune", "?nom=zzz"])
def test_with_its_filters_open_it_has_no_violation(
    page: Page, address: str, query: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for size in ({"width": 1280, "height": 800}, PHONE):
        page.set_viewport_size(ViewportSize(**size))
        opened(page, address, query)
        page.locator("details.filtres").evaluate("(one) => { one.open = true; }")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_keystroke_moves_a_few_lines_whatever_the_number_of_partners(
    browser: Browser, built: dict[str, bytes]
) -> None:
    """Issue 7: 5,000 entries, an answer under 50 ms. `python -m bench.directory` measures it; here is the work done."""
    with served(built | {"partenaires/index.html": crowded(built["partenaires/index.html"], 5000)}) as address:  # fmt: skip
        page = browser.new_page()
        opened(page, address)
        page.get_by_label(FIELD).focus()
        page.evaluate("""() => {
            window.touched = 0;
            new MutationObserver((all) => {
                for (const one of all) window.touched += 1 + one.addedNodes.length + one.removedNodes.length;
            }).observe(document.querySelector("main"), {subtree: true, childList: true, attributes: true, characterData: true});
        }""")
        page.keyboard.type("st")
        expect(page.get_by_role("status")).to_have_text("5000 partenaires trouvés, les 50 premiers sont affichés")  # fmt: skip
        assert len(found(page)) == 50
        assert page.evaluate("window.touched") < 2 * 150
        page.get_by_role("button", name="Afficher la suite").click()
        expect(page.locator("[data-resultats] li:nth-child(51) a")).to_be_focused()
        page.get_by_label(FIELD).fill("ste épreuve 4999")
        assert found(page) == ["Commune de Sainte-Épreuve 4999"]
        page.close()


def crowded(page: bytes, count: int) -> bytes:
    """The directory's page, whose first group has `count` partners."""
    line = next(iter(re.findall(r"<li data-mots.*?</li>", page.decode(), re.DOTALL)))
    many = "".join(re.sub(r">[^<]*</a>", f">Commune de Sainte-Épreuve {rank}</a>", line) for rank in range(count))  # fmt: skip
    return re.sub(r'<ul class="liste">\n<li.*?</ul>', lambda _: f'<ul class="liste">\n{many}</ul>', page.decode(), count=1, flags=re.DOTALL).encode()  # fmt: skip
