"""The pages of the forms: what is asked, and what to do with the files they make. They send nothing to anyone."""

from collections.abc import Iterator
from dataclasses import replace

from generator.documents.forms import ANNEXE_1, ANNEXE_2, Form
from generator.documents.french.durations import duration
from generator.website.public.kinds import KINDS
from generator.website.public.naming import functions
from generator.website.public.published import Service, Site
from generator.website.public.questions import (
    ARTICLE,
    ORGANISATION,
    SENT,
    SIGNATORY,
    adhesion_lists,
    questions,
)
from generator.website.public.questions import pieces as questions_of_pieces
from generator.website.public.regimes import sections
from generator.website.public.rendering import page
from generator.website.shelves import Download

PATHS = tuple(f"formulaires/{name}.md" for name in ("index", "annexe-1", "annexe-2", "adherer", "revue", "information"))  # fmt: skip
"""The pages of the forms, whatever the services."""
_REVIEW = "formulaires/revue.md"


def pages(site: Site) -> dict[str, bytes]:
    """The pages of the forms, by their path below the pages' folder; without any template, they say so."""
    pieces = _pieces(site)
    review = page("formulaire-revue.md", jour=site.jour if site.exemple else None)
    if not site.regimes:
        absent = page("formulaires-absents.md", services=site.services)
        return dict.fromkeys(PATHS, absent) | ({_REVIEW: review} if pieces else {}) | pieces
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
        vierges=[
            *_blanks(site, "convention"),
            *_blanks(site, "annexe-1"),
            *_blanks(site, "annexe-2"),
        ],
    )
    made = (
        page("formulaires.md", services=site.services),
        _annexe("formulaire-annexe-1.md", ANNEXE_1, site, conservation=" ou ".join(kept)),
        _annexe("formulaire-annexe-2.md", ANNEXE_2, site),
        adhesion,
        review,
        page(
            "formulaire-notice.md",
            cafs=site.cafs,
            conservation=(
                *sections("notice-cooperation.md", site.regimes),
                *sections("notice-acces.md", site.regimes_acces),
            ),
            m=site.mentions,
        ),
    )
    return dict(zip(PATHS, made, strict=True)) | pieces


def _pieces(site: Site) -> dict[str, bytes]:
    """The pages of PJ1 and PJ3 of each service that some partner may fill them for."""
    return {
        f"services/{service.id}/{form.document}.md": page(
            f"formulaire-{form.document}.md",
            s=service,
            form=form,
            envoi_le=SENT,
            questions=questions_of_pieces(
                form, {profil.code: f"{profil.code} – {profil.nom}" for profil in service.profils}
            ),
            vierges=list(_piece_blanks(service, form.document)),
        )
        for service in site.services
        for form in service.formulaires
    }


def _annexe(template: str, form: Form, site: Site, **more: str) -> bytes:
    """The page of an annexe, with what to fill in its place when no script runs."""
    return page(template, form=form, envoi_le=SENT, questions=questions(form), vierges=list(_blanks(site, form.document)), **more)  # fmt: skip


_PROGRAMS = {"DOCX": "Word", "XLSX": "Excel"}


def _blanks(site: Site, document: str) -> Iterator[Download]:
    """The blank files of `document`, each named after its platform and the program that opens it."""
    for template in site.modeles:
        for each in (one for shelf in template.documents for one in shelf.documents):
            if each.href.rpartition(".")[0].endswith(f"/{document}"):
                yield _named(
                    each, f"«\u00a0{template.plateforme}\u00a0», version\u00a0{template.version}"
                )


def _piece_blanks(service: Service, document: str) -> Iterator[Download]:
    """The blank files of a pièce of the service, in each of its layouts."""
    for each in service.documents:
        name = each.href.rpartition("/")[2].rpartition(".")[0]
        if name == document or name.startswith(f"{document}-"):
            yield _named(each, service.sigle)


def _named(file: Download, what: str) -> Download:
    return replace(file, titre=f"{file.titre}, {what}, {_PROGRAMS[file.format]}")
