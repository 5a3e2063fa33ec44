"""The files of an avenant: the avenant itself, its annexes, what it changes as tracked changes; the consolidated text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.documents import corrections, papers
from generator.documents.corrections import Corrected
from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.documents.papers import Paper
from generator.documents.production import Press
from generator.documents.rendered import Rendered
from generator.documents.texts import Author, Draft
from generator.documents.word import writer as word
from generator.errors import GreffeError
from generator.store.schema.signed import Avenant, SignedValues
from generator.store.signed import avenants_in_force
from generator.versions.avenant import Changes
from generator.versions.avenant_states import Subject, saying, signs_later
from generator.versions.avenant_views import context
from generator.versions.models import ACTS
from generator.versions.tracked import tracked

_TEXTS = Path(__file__).with_name("texts")


def text(
    changes: Changes, number: int, former: Sequence[Avenant], effect: date | None = None
) -> Rendered:
    """The avenant, after those of `former`. Raises GreffeError when the parties cannot be named."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_TEXTS.glob("*.md"))}
    template = changes.coming.templates[changes.after.modele or ""]
    paper = Paper("avenant.md", f"Avenant n°{NBSP}{number}", texts)
    view = context(changes, number, former, effect)
    return papers.fill(template, paper, view, author=changes.after.caf or "")


def files(
    changes: Changes, avenant: Rendered, number: int, *, day: date, press: Press
) -> dict[str, bytes]:
    """Path -> bytes: the `avenant`; beside it, each act that it adds, and each that it changes, with the changes
    since the text in force tracked as of `day`.
    """
    look = press.look_of(changes.after.modele or "")
    name = f"{changes.subject.folder}/avenant-{number}"
    template = changes.coming.templates[changes.after.modele or ""]
    said = papers.identity(changes.subject.partner, template, _under(changes.subject, name))
    tree = papers.files(name, avenant, look, day, said)
    for act in changes.acts:
        before, after = act.document.before, act.document.after
        path = f"{name}-{_short(act.document.path, changes.subject.folder)}"
        if before and after:
            old, new = (word.write(each.rendered, look) for each in (before, after))
            author = changes.after.caf or ""
            tree[f"{path}-modifications.docx"] = tracked(old, new, author=author, day=day)
        elif after:
            tree[f"{path}-annexe.docx"] = press.word(after)
    return tree


def consolidated(
    subject: Subject, values: SignedValues, day: date, press: Press
) -> dict[str, bytes]:
    """The acts as they were in force on `day`, when they said `values`: path -> bytes.

    An act corrected by hand by then is in the words of its correction. Every page says that it is for information,
    and what was corrected later; no file passes for the act itself. An act that `later` gives is left out.
    Raises GreffeError when the values do not make a text, or an avenant changes one corrected by hand.
    """
    note = f"Version consolidée au {long_date(day)}, pour information{NBSP}: seuls la convention signée et ses avenants font foi"
    missing, left_out = corrected(subject), later(subject, values, day)
    tree: dict[str, bytes] = {}
    for draft in acts(subject, values):
        if draft.path in left_out:
            continue
        held = next((each for each in _corrections(subject) if f"{subject.partner}/{each.document}" == draft.path), None)  # fmt: skip
        used = held is not None and held.record.date <= day
        body = _in_its_words(subject, held, draft, day) if held and used else draft.rendered
        said = f"{note} ; {missing[draft.path]}" if held and not used else note
        text = replace(body, header=f"**{said}**\n\n{draft.rendered.header}")
        name = _short(draft.path, subject.folder)
        path = f"{subject.folder}/version-consolidee-{day}/{name}"
        template = subject.dataset.templates[draft.identity.template]
        origin = papers.identity(subject.partner, template, _under(subject, path))
        tree |= papers.files(path, text, press.look_of(template.id), day, origin)
    return tree


def _under(subject: Subject, path: str) -> str:
    """`path`, from the partner's folder."""
    return path.removeprefix(f"{subject.partner}/")


def later(subject: Subject, values: SignedValues, day: date) -> dict[str, str]:
    """« contrat : signé après le… », by the path of each act that says `values` and was not signed yet on `day`."""
    return {
        draft.path: f"{_short(draft.path, subject.folder)} : signé après le {long_date(day)}, il n'est pas dans la version consolidée"
        for draft in acts(subject, values)
        if signs_later(subject.convention, draft.path, day)
    }


def _in_its_words(subject: Subject, held: Corrected, draft: Draft, day: date) -> Rendered:
    """The act in the words of the file that corrects it."""
    if avenants_in_force(subject.convention, day):
        raise GreffeError(
            f"« {held.document} » a été corrigé à la main le {long_date(held.record.date)}, et un avenant l'a changé : greffe ne sait pas réunir les deux. Faites la version consolidée dans Word, à partir de data/corrections/{subject.partner}/{held.record.fichier} et de l'avenant."
        )
    return corrections.worded(draft.rendered, corrections.body(held, subject.partner))


def corrected(subject: Subject) -> dict[str, str]:
    """« une correction à la main du… n'y figure pas », by the path of each act that was corrected by hand.

    What is made from the values never holds such a correction.
    """
    return {
        f"{subject.partner}/{each.document}": f"une correction à la main du {long_date(each.record.date)} n'y figure pas"
        for each in _corrections(subject)
    }


def _corrections(subject: Subject) -> list[Corrected]:
    """The acts of the convention that were corrected by hand."""
    return [
        each
        for each in corrections.of_partner(subject.dataset, subject.partner)
        if each.path[1] == subject.index and each.document.rpartition("/")[2] in ACTS
    ]


def acts(subject: Subject, values: SignedValues) -> list[Draft]:
    """The texts of the acts of the convention, saying `values`."""
    drafts = Author(saying(subject, values)).complete(subject.partner)
    return [
        draft
        for draft in drafts
        if draft.path.startswith(f"{subject.folder}/") and draft.path.rpartition("/")[2] in ACTS
    ]


def _short(path: str, folder: str) -> str:
    """« convention », or « bulletin- » and the service."""
    service, _, name = path.removeprefix(f"{folder}/").rpartition("/")
    return f"{name}-{service}" if service else name
