"""Which form a file that does not say it holds: by its titles, the heads of its columns, the service that it names."""

from collections.abc import Iterable, Sequence

from generator.documents.forms import Form, Forms
from generator.documents.review_forms import is_review
from generator.documents.service_forms import FAMILY
from generator.errors import GreffeError
from generator.intake.readers import columns, titles
from generator.intake.readers.columns import fold


def said(file: str, key: str | None, forms: Forms) -> Form | None:
    """The form that `file` itself names by its `key`; None when it names none that is known.

    Raises GreffeError when it is a pièce of a service that is not among `forms`, or a review where none is
    expected: it passes for no other's.
    """
    if key and is_review(key) and not any(map(is_review, forms)):
        raise GreffeError(f"« {file} » est une feuille de revue : donnez-la à « greffe review close ».")  # fmt: skip
    if key and key not in forms and key.startswith(f"{FAMILY}."):
        raise GreffeError(f"« {file} » est le formulaire « {key} », d'un service que greffe ne connaît pas, que ce partenaire n'a pas, ou qui n'est pas celui de « --service ». Vérifiez ces options et ses bulletins.")  # fmt: skip
    return forms.get(key or "")


def by_titles(file: str, texts: Sequence[str], forms: Forms) -> list[Form]:
    """Those of `forms` whose titles, or titles of lists, are among the `texts` of `file`; documents' titles first.

    Raises GreffeError when it is the pièce of several services, and nothing says of which.
    """
    if found := by_documents(file, texts, forms):
        return found
    lists = [form for form in forms.values() if any(titles.people(text, form) for text in texts)]
    return _one_service(file, lists, texts)


def by_documents(file: str, texts: Sequence[str], forms: Forms) -> list[Form]:
    """The same by titles of documents alone."""
    named = [title.name for text in texts if (title := titles.document(text)) and title.name]
    found = [form for name in named for form in forms.values() if form.document == name]
    return _one_service(file, list(dict.fromkeys(found)), texts)


def by_columns(file: str, rows: Iterable[Sequence[str]], texts: Sequence[str], forms: Forms) -> list[Form]:  # fmt: skip
    """The forms that the heads of a table announce by a column which no annexe has. Raises as `by_titles`."""
    fits: dict[str, int] = {}
    for heads in rows:
        for form in forms.values():
            if form.service and columns.is_header(heads, form):
                for people in form.lists:
                    found = [key for keys in columns.fields(heads, people) for key in keys]
                    if "profil" in found:
                        fits[form.id] = max(len(found), fits.get(form.id, 0))
    best = [forms[key] for key, fit in fits.items() if fit == max(fits.values())]
    return _one_service(file, best, texts)


def by_controls(file: str, names: Iterable[str], texts: Sequence[str], forms: Forms) -> list[Form]:
    """The forms to which the names of Word controls belong, in their order. Raises as `by_titles`."""
    known: dict[str, list[Form]] = {}
    for form in forms.values():
        for alias, _, _ in form.aliases():
            known.setdefault(alias, []).append(form)
    found = [form for name in names for form in known.get(name, ())]
    return _one_service(file, list(dict.fromkeys(found)), texts)


def _one_service(file: str, found: Sequence[Form], texts: Sequence[str]) -> list[Form]:
    """The forms, of each pièce the one of the service that the texts name."""
    by_document: dict[str, list[Form]] = {}
    for form in found:
        by_document.setdefault(form.document, []).append(form)
    return [form for name, rivals in by_document.items() for form in _told(file, name, rivals, texts)]  # fmt: skip


def _told(file: str, name: str, rivals: Sequence[Form], texts: Sequence[str]) -> list[Form]:
    if len(rivals) < 2:
        return list(rivals)
    whole = " ".join(f" {fold(text)} " for text in texts)
    told = [form for form in rivals if any(f" {fold(each)} " in whole for each in form.names)]
    if len(told) == 1:
        return told
    services = " ou ".join(form.service for form in rivals)
    raise GreffeError(f"« {file} » est une {name.upper()}, mais rien n'y dit de quel service. Ajoutez « --service » : {services}.")  # fmt: skip
