"""What became of a document that came back, in French, for a terminal."""

from collections.abc import Iterator, Sequence

from generator.versions.alignment import words
from generator.versions.verify.comparison import Comparison, Difference, Filled
from generator.versions.verify.received import Received

_SHOWN = 600
"""Letters of a passage that are printed, around what changed in it."""


def report(received: Received, compared: Comparison, partner: str, model: str) -> str:
    """Which document it is, what became of it, and each passage, clause by clause.

    `partner` is its name, `model` the one that the convention follows now.
    """
    lines = [received.name, f"  {_which(compared, partner)}"]
    lines += (f"  {each}" for each in _told(received, compared, model))
    lines += (f"  {note}" for note in received.notes)
    lines += passages(compared)
    lines += _passages("Corrigé à la main, par rapport au texte de greffe", compared.expected.corrections)  # fmt: skip
    lines += _places(compared.filled)
    return "\n".join(lines) + "\n"


def passages(compared: Comparison) -> Iterator[str]:
    """The lines on each passage that is not the same, clause by clause."""
    for title, differences in (
        ("Modifié à la main dans le fichier", compared.by_hand),
        ("Changé depuis : ce que greffe écrirait aujourd'hui", compared.since),
        ("Différent, sans que rien dise depuis quand", compared.unsure),
    ):
        yield from _passages(title, differences)


def sealed(received: Received, differences: Sequence[Difference]) -> str:
    """The same for a paper that greffe does not make again, of which only the seal is known."""
    lines = [received.name, "  Ce document de greffe ne se refait pas (lettre, avenant…) : il est comparé à son sceau."]  # fmt: skip
    lines.append("  Le texte a été modifié à la main." if differences else "  Le texte est celui qui a été fait.")  # fmt: skip
    lines += (f"  {note}" for note in received.notes)
    lines += _passages("Passages qui ne sont plus ceux qui ont été faits", differences)
    return "\n".join(lines) + "\n"


def settled(received: Received) -> str:
    """The same for the project of an act that is no longer to take."""
    document = received.identity.document
    return f"{received.name}\n  Projet d'acte ({document}) : greffe ne le fait plus, l'acte ou la signature étant noté. Il n'est pas comparé.\n"


def scanned(name: str, pages: int) -> str:
    """The same for a PDF that holds no text."""
    many = f"{pages} pages" if pages > 1 else "une page"
    return f"{name}\n  Ce PDF est une image numérisée ({many}) : greffe a vérifié qu'il s'ouvre, et n'en a pas vérifié le texte, qu'il ne peut pas lire. Relisez-le vous-même.\n"


def _which(compared: Comparison, partner: str) -> str:
    identity = compared.expected.identity
    model = f"modèle {identity.template}, version {identity.version}"
    whose = partner or "document vierge"
    return f"« {compared.expected.title} », {whose} ({identity.document}), {model}."


def _told(received: Received, compared: Comparison, model: str) -> Iterator[str]:
    """The verdict, one sentence each."""
    identity, expected = received.identity, compared.expected.identity
    if not identity.document:
        yield "Le fichier a perdu son origine : il est reconnu par son texte."
    if compared.expected.corrections:
        yield "greffe donne pour ce document un texte corrigé à la main (data/corrections/)."
    if not compared.differences:
        yield "Le texte est le même que celui que greffe donne aujourd'hui."
    elif compared.unsure:
        yield "Le texte n'est pas le même, et rien ne dit ce qui a été modifié à la main et ce qui a changé depuis."
    elif compared.by_hand and compared.since:
        yield "Le texte a été modifié à la main, et ce que greffe écrirait a changé depuis."
    elif compared.by_hand:
        yield "Le texte a été modifié à la main."
    else:
        yield "Le texte est celui qui a été fait, mais greffe écrirait autre chose aujourd'hui."
    if compared.since and compared.data:
        yield "Les données ont changé depuis."
    if identity.form and compared.differences:
        yield "C'est un formulaire : ce que le partenaire y a rempli se reçoit avec « greffe intake »."
    if identity.document and compared.model:
        yield f"Le texte du modèle « {identity.template} » a changé depuis (version {identity.version}, aujourd'hui {expected.version})."
    if model != expected.template:
        yield f"La convention suit maintenant le modèle « {model} » : « greffe template diff {expected.template} {model} » dit ce qui les sépare."


def _passages(title: str, differences: Sequence[Difference]) -> Iterator[str]:
    if differences:
        yield f"\n  {title} : {len(differences)}"
    clause = None
    for each in differences:
        if each.clause != clause:
            clause = each.clause
            yield f"    {clause}"
        yield from _passage(each)


def _passage(each: Difference) -> Iterator[str]:
    if each.expected is None:
        yield f"      en plus dans le fichier : {_short(each.received)}"
    elif each.received is None:
        yield f"      absent du fichier : {_short(each.expected)}"
    else:
        yield f"      greffe : {_short(each.expected)}"
        yield f"      fichier : {_short(each.received)}"
        yield f"      soit : {_changed(each.expected, each.received)}"


def _short(text: str | None) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def _changed(before: str, after: str) -> str:
    """« douze » devient « six » ; « sans délai » ajouté ; « aussi » retiré."""
    said: list[str] = []
    gone = come = ""
    for change, text in (*words(before, after), ("equal", ".")):
        if change != "inserted" and (change == "deleted" or not text.strip()):
            gone += text
        if change != "deleted" and (change == "inserted" or not text.strip()):
            come += text
        if change == "equal" and text.strip():
            said += _became(" ".join(gone.split()), " ".join(come.split()))
            gone = come = ""
    return " ; ".join(said) or "espaces ou signes"


def _became(gone: str, come: str) -> Iterator[str]:
    if gone and come:
        yield f"« {gone} » devient « {come} »"
    elif gone:
        yield f"« {gone} » retiré"
    elif come:
        yield f"« {come} » ajouté"


def _places(places: Sequence[Filled]) -> Iterator[str]:
    if places:
        yield f"\n  Rempli à la main : {len(places)}"
    for each in places:
        asked = f"« {each.asked} » : " if each.asked else ""
        yield f"    {each.clause} : {asked}« {_short(each.written)} »"
