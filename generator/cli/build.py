"""`greffe build`: documents, report, public site and, when asked, that of the Caf's staff; all below build/."""

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator import outputs
from generator.checks import checker
from generator.checks.outcome import Outcome
from generator.checks.reports.formats import FORMATS
from generator.checks.words import count, together
from generator.cli import common
from generator.cli.remembering import Abandoned, Memory, Remembering
from generator.documents import corrections
from generator.documents.french.dates import long_date
from generator.documents.pdf.writer import Sheet
from generator.documents.production import LOOK, Press, below, look, own_looks
from generator.errors import GreffeError, UsageError
from generator.obligations import civil
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT, template_folder
from generator.store.severities import SEVERITIES
from generator.upkeep import agenda
from generator.website import assembly, mkdocs
from generator.website.appearance import dressed
from generator.website.internal import assembly as internal
from generator.website.internal.history import past

PDF = ".pdf"
_MONTH = 30
"""Days that « what has changed » looks back, unless told."""


@dataclass(frozen=True)
class Folders:
    """Where everything made goes; `publication` is the archive of the site last published."""

    documents: Path
    report: Path
    site: Path
    internal: Path
    publication: Path


def folders(root: Path) -> Folders:
    """The folders made below `root`; only `site` may leave the Caf."""
    made = root / "build"
    sites = made / "site", made / "site-interne", made / "publication.zip"
    return Folders(made / "documents", made / "rapport", *sites)


def press(data: Dataset, root: Path, memory: Memory | None = None, *, draft: bool = False) -> Press:
    """What makes the documents of `data`, in the look of the root's templates.

    With a `memory`, it makes what is not in it; a `draft` makes less still, as a remembering press says.
    """
    # An act is the partner's: without a look of its own it has the plain one, never the Caf's.
    plain = dict.fromkeys(data.acts, (PROJECT / "templates" / LOOK).read_bytes())
    looks = look_of(root), plain | own_looks(template_folder(root), data.every_template)
    if memory is None:
        return Press(data, *looks)
    return Remembering(data, *looks, memory, draft=draft)


def look_of(root: Path) -> bytes:
    """The Word file that gives the documents of `root` their look."""
    return look(template_folder(root), PROJECT / "templates")


def active(data: Dataset) -> list[str]:
    """Ids of the partners that documents are made for: not the archived ones."""
    return [key for key, entry in data.partners.items() if entry.record.statut == "actif"]


def run(options: Namespace) -> int:
    """Build all that can be, and say where to look; 1 when something could not be read or made."""
    code = make(options)
    target = folders(options.root)
    print(
        f"\nÀ lire d'abord : {target.report / 'alertes.txt'}, ce qui manque ou arrive à échéance."
    )
    if target.site.is_dir():
        print("Pour voir le site : greffe serve")
    if options.internal:
        print("Pour voir le site interne : greffe serve --internal")
    elif target.internal.is_dir():
        print(f"{target.internal} n'est pas refait : il date du dernier « greffe build --internal ».")  # fmt: skip
    return code


def make(options: Namespace, *, public: bool = True, memory: Memory | None = None) -> int:
    """Build all that can be; 1 when something could not be read or made, findings aside.

    What cannot be made again stays as it was last made: the documents of a partner whose file, Caf,
    template or nominative files cannot be used; and the whole public site as soon as anything public
    cannot be read or made. A site that is not fresh lacks nothing; one made from a part would retire
    pages. The internal site is made all the same: it is read to mend what is wrong. Without `public`, the
    public site is left as it is. `memory` saves what is made again and again. Raises UsageError for a
    « --since » that nothing will show.
    """
    if options.since and not options.internal:
        raise UsageError("« --since » dit depuis quand le site interne montre ce qui a changé : donnez aussi « --internal ».")  # fmt: skip
    root, target = options.root, folders(options.root)
    data = dataset.load(root)
    common.say_problems(data)
    day = common.reference_day(options, data.settings)
    if options.since and options.since > max(day, common.today()):
        raise UsageError(f"« --since » donne le {long_date(options.since)}, un jour à venir : rien n'a pu changer depuis. Donnez un jour passé.")  # fmt: skip
    made, failures, refused = _documents(data, press(data, root, memory), target.documents, memory)
    outcome = checker.check(data, day)
    _report(outcome, agenda.feeds(data, day), target.report)
    done = True
    if options.internal:
        made |= outputs.present(target.documents, "", PDF)
        done = _internal(material(options, outcome, data, made, failures), root, target.internal)
    if public and (failures or not _site(root, day, target.site, memory)):
        done = False
        state = "il reste tel que fait la dernière fois" if target.site.is_dir() else "il n'y en a pas encore"  # fmt: skip
        print(f"Le site public n'est pas refait, pour qu'aucune page n'y manque : {state}. Corrigez d'abord ce qui est dit plus haut.", file=sys.stderr)  # fmt: skip
    return 0 if done and not failures and not refused and not data.problems else 1


def material(
    options: Namespace,
    outcome: Outcome,
    data: Dataset,
    made: Mapping[str, bytes],
    failures: Mapping[str, GreffeError],
) -> internal.Material:
    """What the internal site is made from: the documents `made`, and why those that failed are not."""
    since = options.since or civil.shift(outcome.day, days=-_MONTH)
    known = past(options.root, since, os.environ)
    return internal.Material(data, outcome, made, _reasons(data, failures), known, look_of(options.root))  # fmt: skip


def printed(data: Dataset, maker: Press) -> tuple[dict[str, bytes], dict[str, GreffeError]]:
    """Every document that can be made, and, by partner, why the others cannot."""
    tree: dict[str, bytes] = {}
    failures: dict[str, GreffeError] = {}
    wanted = _wanted(data)
    for partner in common.progress(wanted, len(wanted), "Documents"):
        try:
            tree |= maker.complete(partner)
        except GreffeError as error:
            failures[partner] = error
    for caf in data.cafs:
        for template in data.templates:
            tree |= below("vierges", maker.blank(caf, template))
    return tree, failures


def _wanted(data: Dataset) -> list[str]:
    """The partners whose documents can be made."""
    return [key for key in active(data) if key not in data.unread_people]


def whole(
    tree: dict[str, bytes], failures: Mapping[str, GreffeError], data: Dataset, folder: Path
) -> dict[str, bytes]:
    """`tree`, and what `folder` holds of that cannot be made again; says of whom it is."""
    people = data.unread_people.intersection(active(data))
    return with_blanks(tree | _kept(failures.keys() | data.unread | people, folder), data, folder)


def _documents(
    data: Dataset, maker: Press, folder: Path, memory: Memory | None
) -> tuple[dict[str, bytes], dict[str, GreffeError], bool]:
    """Write every document, keep those that cannot be made again.

    Returns them all, PDF files aside, whose text failed, and whether a PDF file could not be made.
    """
    tree, failures = printed(data, maker)
    sheets = partner_sheets(data, maker, failures) | _blank_sheets(data, maker)
    common.say_failures(failures)
    done = count(len(_wanted(data)) - len(failures), "partenaire")
    made = f"{count(len(tree) + len(sheets), 'document')} pour {done}"
    tree = whole(tree, failures, data, folder)
    changes = outputs.write({**tree, **sheets}, folder, watch=partial(_watched, memory))
    print(f"{folder} : {made} ({_said(changes)}).")
    say_corrected(data, _wanted(data))
    return tree, failures, common.say_refused(changes.refused, folder)


def partner_sheets(
    data: Dataset, maker: Press, failures: Mapping[str, GreffeError]
) -> dict[str, Sheet]:
    """The PDF files of every document of a partner that was made."""
    found: dict[str, Sheet] = {}
    for partner in _wanted(data):
        if partner not in failures:
            found |= maker.sheets(partner)
    return found


def _blank_sheets(data: Dataset, maker: Press) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    for caf in data.cafs:
        for template in data.templates:
            found |= below("vierges", maker.blank_sheets(caf, template))
    return found


def _watched(memory: Memory | None, paths: Iterable[str], total: int) -> Iterator[str]:
    """The PDF files as they are made, counted; those of a memory no more once it is abandoned."""
    for path in common.progress(paths, total, "PDF"):
        if memory and memory.abandoned.is_set():
            raise Abandoned
        yield path


def say_corrected(data: Dataset, partners: Iterable[str]) -> None:
    """Say which documents have no PDF file: that of greffe's own text would say something else."""
    paths = [f"{key}/{each.document}" for key in partners for each in corrections.of_partner(data, key)]  # fmt: skip
    if paths:
        print(
            f"Sans PDF de greffe, parce que corrigé à la main : {together(paths)}. Word l'enregistre en PDF."
        )


def _reasons(data: Dataset, failures: Mapping[str, GreffeError]) -> dict[str, str]:
    """Why the documents of a partner are not those of the day, in a sentence for its page."""
    reasons = dict.fromkeys(data.unread, "Ils datent de la dernière fois que son fichier se lisait.")  # fmt: skip
    reasons |= dict.fromkeys(data.unread_people, "Un de ses fichiers nominatifs ne peut pas être lu.")  # fmt: skip
    return reasons | {partner: str(error) for partner, error in failures.items()}


def with_blanks(tree: dict[str, bytes], data: Dataset, folder: Path) -> dict[str, bytes]:
    """`tree`, and the blank documents that a Caf or a template that cannot be read once gave `folder`."""
    return outputs.present(folder, "vierges/") | tree if data.problems else tree


def _kept(partners: Set[str], folder: Path) -> dict[str, bytes]:
    """What `folder` holds of these partners, which cannot be made again; says of whom it is."""
    last = {partner: outputs.present(folder, f"{partner}/") for partner in sorted(partners)}
    if kept := [partner for partner, tree in last.items() if tree]:
        print(f"Documents gardés tels que faits la dernière fois, car ils ne peuvent pas être refaits : {together(kept)}.", file=sys.stderr)  # fmt: skip
    if absent := [partner for partner, tree in last.items() if not tree]:
        print(f"Aucun document n'est fait, et il n'y en avait pas : {together(absent)}.", file=sys.stderr)  # fmt: skip
    return {path: content for tree in last.values() for path, content in tree.items()}


def _report(outcome: Outcome, calendars: Mapping[str, bytes], folder: Path) -> None:
    endings = {"text": "txt", "json": "json"}
    alerts = {f"alertes.{ending}": FORMATS[name](outcome).encode() for name, ending in endings.items()}  # fmt: skip
    outputs.write({**alerts, **calendars}, folder)
    numbers = Counter(finding.severity for finding in outcome.findings)
    said = ", ".join(count(numbers[one], one) for one in SEVERITIES if numbers[one])
    print(f"{folder} : {said or 'rien à signaler'}.")


def _site(root: Path, day: date, folder: Path, memory: Memory | None) -> bool:
    """Write the public site, from a reading that opens no nominative file; returns whether it could."""
    public = dataset.load(root, nominative=False)
    if public.problems:
        return False
    return _written(
        lambda: dress(assembly.tree(public, press(public, root, memory), day, pages_root(root)), public, root),
        day, folder, "à publier",
    )  # fmt: skip


def _internal(material: internal.Material, root: Path, folder: Path) -> bool:
    """Write the site of the Caf's staff; returns whether it could be made."""
    day = material.outcome.day
    return _written(
        lambda: dress(internal.tree(material, pages_root(root)), material.dataset, root),
        day,
        folder,
        "à ne pas publier",
    )


def dress(tree: Mapping[str, bytes], data: Dataset, root: Path) -> dict[str, bytes]:
    """`tree` in the logo and colours that the settings of `root` choose."""
    return dressed(tree, data.settings.site_public.apparence, root / "data")


def pages_root(root: Path) -> Path:
    """Where the pages written by hand are: in the root when it has its own."""
    return root if (root / "mkdocs.yml").is_file() else PROJECT


def _written(tree: Callable[[], dict[str, bytes]], day: date, folder: Path, use: str) -> bool:
    """Write the site that mkdocs makes of `tree`; says why, and returns False, when it cannot be made."""
    try:
        site = mkdocs.build(tree(), day=day, environment=os.environ)
    except GreffeError as error:
        print(f"greffe : {error}", file=sys.stderr)
        return False
    changes = outputs.write(site, folder)
    print(f"{folder} : {count(len(site), 'fichier')} {use} ({_said(changes)}).")
    return True


def _said(changes: outputs.Changes) -> str:
    parts = ((changes.added, "ajouté"), (changes.changed, "modifié"), (changes.removed, "retiré"))
    return ", ".join(count(len(names), word) for names, word in parts if names) or "inchangé"
