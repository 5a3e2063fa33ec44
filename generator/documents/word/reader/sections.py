"""What only the sections after the first have: their pages lie otherwise, or have their own head and foot.

A model has one page set-up, that of the first section (ECMA-376 part 1, 17.6).
"""

from collections import Counter

from lxml import etree

from generator.archives.office import Archive
from generator.documents.word.reader.opening import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def lost(archive: Archive, body: etree._Element) -> Counter[str]:
    """How many sections lie otherwise than the first, or are headed otherwise, by what is said of them."""
    first, *others = list(body.iter(f"{W}sectPr")) or [None]
    count: Counter[str] = Counter()
    if first is None:
        return count
    targets = {each.id: each.target for each in archive.relations(archive.main)}
    held = _edges(archive, first, targets)
    for section in others:
        if _lies(section) != _lies(first):
            count["pages dans l'autre sens (portrait ou paysage)"] += 1
        if any(text and text not in held for text in _edges(archive, section, targets)):
            count["en-tête ou pied de page d'une autre section"] += 1
    return count


def _lies(section: etree._Element) -> bool:
    """Whether the pages are wider than they are high."""
    size = section.find(f"{W}pgSz")
    width, height = ("", "") if size is None else (size.get(f"{W}{side}", "") for side in "wh")
    return width.isdecimal() and height.isdecimal() and int(width) > int(height)


def _edges(archive: Archive, section: etree._Element, targets: dict[str, str]) -> list[str]:
    """The text of each header and footer that the section names."""
    found = [
        targets.get(each.get(f"{_R}id", "")) for name in _REFERENCES for each in section.iter(name)
    ]
    roots = [archive.xml(target) for target in found if target is not None and target in archive]
    return ["".join(each.text or "" for each in root.iter(f"{W}t")).strip() for root in roots]
