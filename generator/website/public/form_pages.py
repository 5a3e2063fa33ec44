"""The pages of the forms: what is asked, and what to do with the files they make. They send nothing to anyone."""

from generator.documents.forms import ANNEXE_1, ANNEXE_2, Form
from generator.documents.french.durations import duration
from generator.website.public.kinds import KINDS
from generator.website.public.naming import functions
from generator.website.public.published import Site
from generator.website.public.questions import (
    ARTICLE,
    ORGANISATION,
    SENT,
    SIGNATORY,
    adhesion_lists,
    questions,
)
from generator.website.public.rendering import page

PATHS = tuple(f"formulaires/{name}.md" for name in ("index", "annexe-1", "annexe-2", "adherer", "information"))  # fmt: skip
"""In the order of the menu."""


def pages(site: Site) -> dict[str, bytes]:
    """The pages of the forms, by their path below the pages' folder; without any template, they say so."""
    if not site.regimes:
        return dict.fromkeys(PATHS, page("formulaires-absents.md"))
    kept = dict.fromkeys(duration(each.parametres.conservation_comptes_clos) for each in site.regimes)  # fmt: skip
    adhesion = page(
        "formulaire-adherer.md",
        organisation=ORGANISATION,
        article=ARTICLE,
        envoi_le=SENT,
        signataire=SIGNATORY,
        cafs=site.cafs,
        kinds={key: kind.nom for key, kind in KINDS.items()},
        fonctions=functions(),
        listes=adhesion_lists(),
        questions=questions(ANNEXE_1) | questions(ANNEXE_2),
    )
    made = (
        page("formulaires.md"),
        _annexe("formulaire-annexe-1.md", ANNEXE_1, conservation=" ou ".join(kept)),
        _annexe("formulaire-annexe-2.md", ANNEXE_2),
        adhesion,
        page("formulaire-notice.md", cafs=site.cafs, regimes=site.regimes),
    )
    return dict(zip(PATHS, made, strict=True))


def _annexe(template: str, form: Form, **more: str) -> bytes:
    return page(template, form=form, envoi_le=SENT, questions=questions(form), **more)
