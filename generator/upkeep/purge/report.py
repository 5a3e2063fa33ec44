"""A purge in French, without a name: files, lines, counts, articles, dates."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from generator.checks.holds import Held
from generator.checks.words import count, together
from generator.documents.french.dates import long_date
from generator.obligations import retention
from generator.store.schema.conservation import Erased
from generator.upkeep.purge.items import Item, Wait
from generator.upkeep.purge.past import RENAME, Search
from generator.upkeep.purge.plan import Plan

KINDS: Mapping[Erased, str] = {
    "comptes-clos": "Comptes clos",
    "annexe-1": "Annexe 1 d'une convention finie",
    "annexe-2": "Interlocuteurs de l'annexe 2 d'une convention finie",
    "suivi": "Suivi des comptes d'une convention finie",
    "copies": "Autres versions de l'annexe 1",
    "utilisateurs": "Lignes closes de la PJ3",
}
_WAITS: Mapping[Wait, str] = {
    "compte": "Compte de la plateforme pas soldé : effacez-en les données, délivrez l'attestation si elle est demandée, puis notez « clos_le », « donnees_effacees_le » et « delivree_le ». La ligne partira ensuite.",
    "a-enregistrer": "Formulaire pas enregistré : donnez-le à « greffe intake », avec « --partner », ou supprimez-le s'il ne vaut plus rien.",
    "absents": "Formulaire qui n'a plus rien à enregistrer, sauf des personnes qu'il ne liste pas et dont l'accès est gardé. Si c'est ce que vous avez décidé, supprimez ce fichier ; sinon, donnez-le à « greffe intake » avec « --missing clore ».",
    "a-regarder": "Fichier que greffe ne sait pas juger : ouvrez-le, et supprimez-le si c'est une ancienne liste de personnes.",
}
_OBJECTS = {"blob": "fichier", "commit": "message ou auteur", "tag": "étiquette", "tree": "dossier"}


def listing(plans: Sequence[Plan], day: date, unread: int = 0) -> str:
    """What must go and what does not yet, partner by partner, then the totals.

    `unread` counts the partners whose own file cannot be read, which have no plan.
    """
    lines = [f"Ce qui ne doit plus être gardé, au {long_date(day)}"]
    for plan in plans:
        lines += ["", plan.partner or "Fichiers dont le partenaire n'est pas connu", *_partner(plan)]  # fmt: skip
    groups = (
        ("à effacer", [item for plan in plans for item in plan.going]),
        ("à garder pour une raison", [item for plan in plans for item, _ in plan.held]),
        ("en attente", [item for plan in plans for item in plan.waiting]),
    )
    said = [f"{amount(items)} {what}" for what, items in groups if items]
    refused = sum(plan.refused for plan in plans)
    if refused:
        said.append(f"{count(refused, 'partenaire refusé', 'partenaires refusés')}, voir plus haut")
    if unread:
        said.append(
            f"{count(unread, 'partenaire non lu', 'partenaires non lus')}, dont rien n'est dit ici"
        )
    return "\n".join([*lines, "", f"En tout : {' ; '.join(said) or 'rien à effacer'}.", ""])


def left(plan: Plan) -> list[str]:
    """What the partner still keeps past its delay, and why: « 2 lignes, en attente »."""
    groups = (
        ([item for item, _ in plan.held], "pour une raison notée au dossier"),
        (plan.waiting, "en attente d'un geste de la Caf"),
    )
    return [f"{amount(items)}, {why}" for items, why in groups if items]


def amount(items: Sequence[Item]) -> str:
    """« 3 lignes et 1 fichier »."""
    files = sum(item.record == "file" for item in items)
    counts = ((len(items) - files, "ligne"), (files, "fichier"))
    return together([count(number, word) for number, word in counts if number])


def _partner(plan: Plan) -> Iterator[str]:
    if plan.unread:
        yield f"  {plan.unread} ne peut pas être lu : rien n'est effacé pour ce partenaire. Corrigez-le (« greffe check » dit où), puis recommencez."
    if plan.astray:
        yield f"  {plan.astray.file}:{plan.astray.line} : cette conservation ne protège personne, aucune ligne ne porte son adresse. Rien n'est effacé pour ce partenaire : corrigez-la ou retirez-la, puis recommencez."
    if plan.going:
        yield "  À effacer"
        for kind, group in groupby(sorted(plan.going, key=lambda each: each.kind), lambda each: each.kind):  # fmt: skip
            yield from _group(kind, list(group))
    if plan.held:
        yield "  Gardé pour une raison"
        for item, hold in plan.held:
            yield f"    {_place(item)}, jusqu'au {long_date(hold.until)} : {hold.reason} ({hold.file}:{hold.line})"  # fmt: skip
    if plan.waiting:
        yield "  En attente"
        for wait, sentence in _WAITS.items():
            if places := [_place(item) for item in plan.waiting if item.waits == wait]:
                yield f"    {sentence}"
                yield from (f"      {place}" for place in places)
    if plan.reminders:
        yield "  À faire sur la plateforme"
        for each in plan.reminders:
            yield f"    {each.file}:{each.line} : les données de ce compte sont à en effacer depuis le {long_date(retention.erased_from(each.last))} ({each.article}). Effacez-les, puis notez « donnees_effacees_le »."
    if plan.attestations:
        yield "  À attester"
        yield f"    {count(plan.attestations, 'compte')} dont l'attestation de destruction est demandée et les données sont effacées : « --apply » la prépare. Une fois délivrée, notez « delivree_le »."
    yield from map(_expired, plan.expired)


def _group(kind: Erased, items: list[Item]) -> Iterator[str]:
    article = f" ({items[0].article})" if items[0].article else ""
    yield f"    {KINDS[kind]}{article} : {amount(items)}"
    for item in items:
        since = ""
        if item.last and item.record == "file":
            since = f", remplacé par l'annexe du {long_date(item.last)}"
        elif item.last:
            since = f", à effacer depuis le {long_date(retention.erased_from(item.last))}"
        yield f"      {_place(item)}{since}"


def _place(item: Item) -> str:
    return f"{item.file}:{item.line}" if item.line else item.file


def _expired(hold: Held) -> str:
    return f"  {hold.file}:{hold.line} : cette conservation a pris fin le {long_date(hold.until)} et ne retient plus rien. Retirez-la, ou donnez-lui une nouvelle date."


def past(superseded: Mapping[str, Collection[str]], where: str) -> str:
    """What Git still holds of former nominative files in the repository at `where`; "" when nothing."""
    if not superseded:
        return ""
    number = sum(map(len, superseded.values()))
    lines = [f"Git garde encore, dans {where}, {count(number, 'ancienne version', 'anciennes versions')} de fichiers nominatifs :"]  # fmt: skip
    lines += [f"  {path} : {len(blobs)}" for path, blobs in superseded.items()]
    return "\n".join([*lines, "Une fois tout effacement enregistré (« git commit »), « greffe purge --history » les retire d'une copie neuve du dépôt.", ""])  # fmt: skip


def found(search: Search, where: str) -> str:
    """What a search in all objects of the repository at `where` found of the erased people."""
    if not search.hits:
        return f"{where} : 0 occurrence dans {count(search.objects, 'objet')}{_unread(search)}{_alike(search)}"
    said = [f"{count(number, _OBJECTS[kind])}" for kind, number in sorted(search.named.items())]
    said += [count(len(search.refs), "nom de branche", "noms de branches")] if search.refs else []
    return f"{where} : ce qui est effacé se trouve encore dans {search.hits} des {count(search.objects, 'objet')} de Git ({', '.join(said)}){_unread(search)}{_alike(search)}"  # fmt: skip


def _alike(search: Search) -> str:
    """The references to look at, a line each, and how to rename them; "" when there is none."""
    if not search.alike:
        return ""
    lines = [f"  {name}" for name in search.alike]
    said = f"À regarder : le nom de ces branches ou étiquettes a un mot d'un nom ou d'un prénom effacé. S'il s'agit de la personne, renommez-les ({RENAME}) dans le dépôt, puis recommencez :"
    return "\n".join(["", said, *lines])


def _unread(search: Search) -> str:
    if not search.unread:
        return "."
    lines = [f"  {path} ({kind})" for path, kind in sorted(search.unread.items())]
    return "\n".join(
        [", sous réserve des fichiers non lus ci-dessous, à regarder vous-même :", *lines]
    )
