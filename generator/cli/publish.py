"""`greffe publish`: what putting the site on line changes, then the archive to put there. Nothing is sent."""

import zipfile
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from generator import outputs
from generator.checks.words import count
from generator.cli import build, common
from generator.errors import GreffeError, UsageError
from generator.website.page_text import PageText
from generator.website.publication import Changes, archive, compare, opened

_HOME = "index.html"
_DOWNLOADS = "telechargements/"


def run(options: Namespace) -> int:
    """Say what changes; without `--check`, also make the archive, which stands for what is on line from then on.

    With `--check`, returns 1 when something changes. Raises GreffeError when there is no site to publish,
    UsageError when what is on line cannot be read.
    """
    target = build.folders(options.root)
    made = outputs.present(target.site, "")
    if _HOME not in made:
        raise GreffeError(f"{target.site} ne contient pas de site. Faites-le d'abord : greffe build")  # fmt: skip
    online = _online(options.against, target.publication)
    changes = compare(online or {}, made)
    if not options.check:
        outputs.write_file(target.publication, archive(made))
    if online is None:
        print("Rien n'a encore été publié d'ici : tout est nouveau. Si un site est déjà en ligne, comparez-le avec « --against ».\n")  # fmt: skip
    for line in _report(changes):
        print(line)
    if options.check:
        return 1 if changes else 0
    print(f"\nÀ mettre en ligne : le contenu de {target.publication}. greffe n'envoie rien, et le tient désormais pour publié.")  # fmt: skip
    return 0


def _online(against: Path | None, last: Path) -> dict[str, bytes] | None:
    """The site on line: that named, else the last one published; None when there is none."""
    if against is None and not last.is_file():
        return None
    place = against or last
    if place.is_dir():
        site = outputs.present(place, "")
    else:
        try:
            site = opened(common.content(place))
        except zipfile.BadZipFile:
            raise UsageError(f"{place} n'est ni un dossier ni une archive « .zip ». Donnez ce qui est en ligne.") from None  # fmt: skip
    if _HOME not in site:
        raise UsageError(f"{place} ne contient pas de site : il y manque {_HOME}. Donnez le dossier ou l'archive où se trouve ce fichier.")  # fmt: skip
    return site


def _report(changes: Changes) -> Iterator[str]:
    if not changes:
        yield "Publier ne change rien."
        return
    yield from _section("Contacts publiés ou retirés", changes.contacts)
    yield from _section("Autres personnes nommées ou retirées", changes.people)
    yield from _section("Pages ajoutées", _titles(changes.added, "+"))
    yield from _section("Pages retirées", _titles(changes.removed, "−"))
    yield from _section("Pages modifiées", _details(changes.changed))
    yield from _section("Autres fichiers", _files(changes.files))
    pages = ((len(changes.added), "ajoutée"), (len(changes.removed), "retirée"), (len(changes.changed), "modifiée"))  # fmt: skip
    said = ", ".join(count(number, word) for number, word in pages if number) or "inchangées"
    yield f"En tout, pages : {said}."


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    if shown := list(lines):
        yield title
        yield from (f"  {line}" for line in shown)
        yield ""


def _titles(pages: Mapping[str, PageText], sign: str) -> Iterator[str]:
    return (f"{sign} {text.title} ({address or 'accueil'})" for address, text in pages.items())


def _details(pages: Mapping[str, tuple[PageText, tuple[str, ...]]]) -> Iterator[str]:
    """What each page says anew, then how many change without a word of theirs changing."""
    same = [address for address, (_, lines) in pages.items() if not lines]
    for address, (text, lines) in pages.items():
        if lines:
            yield f"{text.title} ({address or 'accueil'})"
            yield from (f"  {line}" for line in lines)
    if same:
        yield f"{count(len(same), 'page')} dont aucun mot ne change"


def _files(files: outputs.Changes) -> Iterator[str]:
    """The documents to download, folder by folder; what is for programs, by the number of files."""
    for sign, paths in (("+", files.added), ("−", files.removed), ("modifié :", files.changed)):
        documents = [path.removeprefix(_DOWNLOADS) for path in paths if path.startswith(_DOWNLOADS)]
        for folder, group in groupby(documents, lambda path: path.rpartition("/")[0]):
            yield f"{sign} {folder}/ : {', '.join(path.rpartition('/')[2] for path in group)}"
        if others := len(paths) - len(documents):
            yield f"{sign} {count(others, 'fichier')} d'allure, de recherche, de calendrier ou de données"
