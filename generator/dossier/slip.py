"""The cover slip of a dossier: what it holds, who signs, what comes back, until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.documents import papers
from generator.documents.french.dates import long_date
from generator.documents.french.typography import typeset
from generator.documents.papers import Paper
from generator.documents.rendered import Rendered, Text
from generator.documents.views import party
from generator.documents.views.party import PartyView
from generator.documents.views.signatory import everyone
from generator.dossier.contents import AUTHORISING, Contents, Item
from generator.dossier.missing import Lack
from generator.dossier.returns import due
from generator.obligations import deadlines, mcp_deadlines
from generator.store.parameters import FAMILIES
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention

TITLE = "Bordereau d'envoi"
_TEXT = Path(__file__).with_name("bordereau.md")


@dataclass(frozen=True)
class _Row:
    numero: str
    titre: Text
    signe: str
    exemplaires: Text | str
    retour: str


@dataclass(frozen=True)
class _Done:
    titre: Text
    jours: Text


@dataclass(frozen=True)
class _Due:
    quand: Text
    mots: str


def slip(
    contents: Contents, lacks: list[Lack], day: date, until: date | None, *, dated: bool = True
) -> Rendered:
    """The slip made on `day`, which it prints when it is `dated`; to answer by `until` if a day was chosen.

    `lacks` are what the dossier lacks: those of the partner alone are printed.
    """
    rows = [_row(contents, rank, each, day) for rank, each in enumerate(contents.items, 1)]
    returned = [due(contents, each, day) for each in contents.items]
    return papers.fill(
        contents.template,
        Paper(_TEXT.name, TITLE, {_TEXT.name: _TEXT.read_text(encoding="utf-8")}),
        {
            "titre": TITLE,
            "famille": FAMILIES[contents.convention.famille],
            "caf": party.caf(contents.caf, everyone),
            "partenaire": _partner(contents),
            "jour": Text(long_date(day), "jour") if dated else "",
            "lignes": rows,
            "plusieurs": contents.copies > 1,
            "cooperation": isinstance(contents.convention, CooperationConvention),
            "acte": any(each.name in AUTHORISING for each in contents.items),
            "actes": sum(each.name in AUTHORISING for each in contents.items),
            "formulaires": any(each.draft.form and when == "oui" for each, when in zip(contents.items, returned, strict=True)),
            "retours": "oui" in returned,
            "plus_tard": "plus tard" in returned,
            "manques": [_own(each.sentence, "manque") for each in lacks if each.side == "partenaire"],
            "avant": Text(long_date(until), "avant") if until else "",
            "echeances": _dues(contents, day),
            "signes": list(_done(contents)),
            "signee_partenaire": contents.signed("partenaire"),
            "signee_caf": contents.signed("caf"),
        },
        author=contents.caf.nom,
    )  # fmt: skip


def _partner(contents: Contents) -> PartyView:
    return party.partner(contents.record, "le-partenaire", everyone)


def _own(words: str, path: str) -> Text:
    """Words of the program's own, in the typography of the slip around them."""
    return Text(typeset(words), path)


def _done(contents: Contents) -> Iterator[_Done]:
    """The acts that a party has signed, and when."""
    for item in contents.items:
        act = contents.act(item)
        held = act.signature if act else None
        if act is None or held is None:
            continue
        received = f"signé par le partenaire, reçu le {long_date(held.recue_le)}" if held.recue_le else ""  # fmt: skip
        said = [
            f"le partenaire le {long_date(held.partenaire)}" if held.partenaire else received,
            f"la Caf le {long_date(held.caf)}" if held.caf else "",
        ]
        if any(said):
            words = ", ".join(each for each in said if each)
            yield _Done(_own(item.title, "titre"), _own(words, "signature"))


def _row(contents: Contents, rank: int, item: Item, day: date) -> _Row:
    retour: str = due(contents, item, day)
    if item.name in AUTHORISING:
        signe, retour = "le partenaire seul", "avec sa preuve de transmission et de publication"
    elif item.is_signed_by_both:
        signe = "les deux parties"
    elif item.is_for_information:
        signe = "aucune : pour information"
    elif item.name.startswith("annexe"):
        signe = "aucune : à remplir"
    else:
        signe = "le partenaire seul"
    number = contents.copies if item.is_signed_by_both else 1
    by_hand = " (joint à part, en Word)" if item.apart else " (corrigé à la main)"
    title = item.title + by_hand * item.corrected
    return _Row(str(rank), _own(title, "titre"), signe, Text(str(number), "exemplaires"), retour)


def _dues(contents: Contents, day: date) -> list[_Due]:
    """The days that the data know and that signing cannot wait for, the nearest first."""
    convention = contents.convention
    if contents.signed("partenaire") and contents.signed("caf"):
        return []
    found: list[tuple[date, str]] = []
    if isinstance(convention, CooperationConvention) and convention.cadre and convention.cadre.fin:
        found.append((convention.cadre.fin, "fin du cadre que la convention sert"))
    if isinstance(convention, MonComptePartenaireConvention):
        found += [
            (each.cof.fin, "fin de la convention d'objectifs et de financement sur laquelle repose un bulletin")
            for each in convention.bulletins if each.cof and each.cof.fin and each.cof.fin >= day
        ]  # fmt: skip
    found += _former(contents, day)
    return [_Due(Text(long_date(when), "echeance"), words) for when, words in sorted(found)]


def _former(contents: Contents, day: date) -> list[tuple[date, str]]:
    """The end, or else the next due date, of the convention of the same family that this one follows."""
    find = deadlines if isinstance(contents.convention, CooperationConvention) else mcp_deadlines
    standings = find.standings(contents.record, contents.dataset.templates, day)
    return [
        (end, "fin ou échéance de la convention en cours")
        for each in standings
        if each.index < contents.index and not each.term.ended and (end := each.term.end or each.term.due)
    ]  # fmt: skip
