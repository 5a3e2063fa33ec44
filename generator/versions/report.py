"""What changed between two texts, in French, for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.store.parameters import Template
from generator.versions.clauses import ClauseChange
from generator.versions.models import DocumentChange, Impact

_MANY = 10
"""Clauses beyond which a text is said to be another one."""


def models(
    before: Template,
    after: Template,
    parameters: Mapping[str, tuple[str, str]],
    documents: Sequence[DocumentChange],
) -> str:
    """The whole comparison of two models: their parameters, then their documents, clause by clause."""
    lines = [f"De « {before.id} » ({before.version}) à « {after.id} » ({after.version})", ""]
    if parameters:
        lines += ["Réglages du modèle"]
        lines += (
            f"  {name} : « {old} » devient « {new} »" for name, (old, new) in parameters.items()
        )
        lines.append("")
    lines += texts(_once(documents))
    if not parameters and not documents:
        lines.append("Les deux modèles disent la même chose.")
    return "\n".join(lines).rstrip("\n") + "\n"


def _once(documents: Sequence[DocumentChange]) -> list[DocumentChange]:
    """The documents, one for all the services for which it changes alike."""
    return list({(_title(each), each.changes): each for each in reversed(documents)}.values())[::-1]


def _title(document: DocumentChange) -> str:
    return (document.after or document.before).rendered.title  # type: ignore[union-attr]


def texts(documents: Iterable[DocumentChange]) -> Iterator[str]:
    """Each document that changes, with the passages before and after."""
    for document in documents:
        yield f"{_title(document)}{_whole(document)}"
        if document.before and document.after:
            for change in document.changes:
                yield from _clause(change)
        yield ""


def _whole(document: DocumentChange) -> str:
    if document.before is None:
        return " : document nouveau"
    if document.after is None:
        return " : document supprimé"
    return ""


def _clause(change: ClauseChange) -> Iterator[str]:
    yield f"  {said(change)}"
    for old, new in change.rows:
        if old:
            yield f"    − {_indented(old)}"
        if new:
            yield f"    + {_indented(new)}"


def said(change: ClauseChange) -> str:
    """« 4.1 « Durée » », and what became of the clause beside its words."""
    before, after = change.before, change.after
    if before is None:
        return f"{change.clause.name} : clause ajoutée"
    if after is None:
        return f"{change.clause.name} : clause supprimée"
    if change.renamed:
        return f"{before.name} devient {after.name}"
    return after.name


def _indented(text: str) -> str:
    return text.replace("\n", "\n      ")


def impacts(found: Sequence[Impact], names: Mapping[str, str], model: str) -> str:
    """What `model` would change, partner by partner: the clauses, and the documents to issue. `names` are those of partners."""
    if not found:
        return f"Toutes les conventions de cette famille suivent déjà « {model} ».\n"
    lines = [f"Ce que « {model} » changerait", ""]
    for each in found:
        lines.append(f"{names[each.partner]} ({each.partner}), aujourd'hui « {each.model} »")
        if not each.documents:
            lines.append("  Rien ne change dans ses documents.")
        for document in each.documents:
            lines.append(f"  {document.path} : {_clauses(document, each)}")
        lines += [f"  À faire : {_to_do(each)}", ""] if each.documents else [""]
    avenants = sum(each.avenant for each in found)
    lines.append(f"Conventions concernées : {len(found)}. Avenants à signer : {avenants}.")
    return "\n".join(lines) + "\n"


def _clauses(document: DocumentChange, impact: Impact) -> str:
    if document.before is None or document.after is None:
        return _whole(document).removeprefix(" : ")
    if len(document.changes) > _MANY:
        return f"le texte est remplacé, ou presque : {len(document.changes)} clauses changent (« greffe template diff {impact.model} {impact.target} » les donne)"
    return ", ".join(said(change) for change in document.changes)


def _to_do(impact: Impact) -> str:
    if impact.avenant:
        return f"un avenant, avec « greffe avenant --partner {impact.partner} --template {impact.target} »."
    if impact.signed:
        return "changez « modele », refaites et renvoyez ces documents ; aucun avenant n'est nécessaire."
    return "changez « modele » et refaites ces documents : rien n'est encore signé."
