"""The public site as a tree of Markdown: `{path: bytes}`, to be built by mkdocs or any of its forks.

Everything here comes from `published.Site`: a private value has no way in.
"""

from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from generator.website.public import browsing, calendars, form_pages, role_pages
from generator.website.public.due_dates import DueDate
from generator.website.public.published import Partner, Site
from generator.website.public.regimes import sections
from generator.website.public.rendering import page


def pages(site: Site) -> dict[str, bytes]:
    """Every page made from the data, by its path below the pages' folder."""
    legal = {
        "titre": site.titre,
        "m": site.mentions,
        "d": site.mentions.declaration,
        "conservation": (
            *sections("conservation-cooperation.md", site.regimes),
            *sections("conservation-acces.md", site.regimes_acces),
        ),
    }
    delays = [each.parametres.annonce.count for each in site.regimes]
    delays += [each.parametres.annonce.count for each in site.regimes_acces]
    horizon = max(delays, default=60)
    tree = {
        "index.md": page(
            "index.md", titre=site.titre, cafs=site.cafs, nombre=len(site.partenaires)
        ),
        "cafs.md": page("cafs.md", cafs=site.cafs, services=site.services),
        "partenaires.md": directory(site),
        "territoires.md": page(
            "territoires.md",
            departements=browsing.departments(site),
            cadres=browsing.frames(site),
            ailleurs=browsing.elsewhere(site),
            aujourdhui=site.jour,
        ),
        "echeances.md": page(
            "echeances.md",
            devoirs=(
                *sections("devoirs-cooperation.md", site.regimes),
                *sections("devoirs-acces.md", site.regimes_acces),
            ),
            prochaines=_next(site, horizon),
            horizon=horizon,
            aujourdhui=site.jour,
            calendriers=calendars.followed(site),
        ),
        "services/index.md": page("services.md", services=site.services),
        "documents.md": page("documents.md", modeles=site.modeles),
        "regles/index.md": page("regles-a-part.md", regles=site.regles),
    }
    for name in (
        "accessibilite.md",
        "mentions-legales.md",
        "donnees-personnelles.md",
        "donnees.md",
    ):
        tree[name] = page(name, **legal)
    tree |= form_pages.pages(site) | role_pages.pages(site)
    for partner in site.partenaires:
        tree[f"partenaires/{partner.id}.md"] = page("partenaire.md", p=partner)
    for service in site.services:
        tree[f"services/{service.id}.md"] = page("service.md", s=service)
    for rule in site.regles:
        # The one text that is Markdown already: a rule's author wrote it, not the data.
        text = Markup(rule.texte)  # noqa: S704
        tree[f"regles/{rule.code.lower()}.md"] = page("regle-a-part.md", r=rule, texte=text)
    return tree


def directory(site: Site) -> bytes:
    """The page of all partners."""
    return page(
        "partenaires.md",
        groupes=browsing.groups(site),
        filtres=browsing.filters(site),
        plusieurs_cafs=len(site.cafs) > 1,
    )


def _next(site: Site, days: int) -> list[tuple[date, list[tuple[Partner, DueDate]]]]:
    """What is due within `days` days, day by day. What is late is said on the partner's page only."""
    last = site.jour + timedelta(days=days)
    coming = (
        (partner, due)
        for partner in site.partenaires
        for due in partner.echeances
        if not due.passee and due.jour <= last
    )
    ordered = sorted(coming, key=lambda pair: (pair[1].jour, pair[0].nom, pair[1].quoi))
    return [(day, list(pairs)) for day, pairs in groupby(ordered, lambda pair: pair[1].jour)]
